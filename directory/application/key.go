package application

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/signingkey"
	"mandate/ident"
	"mandate/store"
)

// The keys that sign ID and logout tokens are the installation's. A key is published a
// week before it signs, so that relying parties which keep keys for long know it; it
// signs for a quarter, and stays published until what it signed has expired.
const (
	publishedBefore = 7 * 24 * time.Hour
	signsFor        = 90 * 24 * time.Hour
	publishedAfter  = 7 * 24 * time.Hour
	signingBits     = 2048
	signingAlg      = "RS256"
)

// Key is a signing key; Private is nil where only the published part was asked for.
type Key struct {
	ID      string
	Public  crypto.PublicKey
	Private *rsa.PrivateKey
}

// anyTenant is a context in which rows that belong to no tenant can be read and written.
func (a Applications) anyTenant(ctx context.Context) (context.Context, error) {
	if _, ok := actor.From(ctx); ok {
		return ctx, nil
	}
	tenants, err := a.Store.Tenants(ctx)
	if err != nil || len(tenants) == 0 {
		return ctx, ErrInvalidGrant()
	}
	return actor.With(ctx, actor.ForSystem(tenants[0].ID)), nil
}

// Keys gives the published keys, newest first.
func (a Applications) Keys(ctx context.Context) ([]Key, error) {
	rows, err := a.keyRows(ctx)
	if err != nil {
		return nil, err
	}
	var out []Key
	for _, r := range rows {
		public, err := x509.ParsePKIXPublicKey(r.Public)
		if err != nil {
			return nil, fmt.Errorf("read key %s: %w", r.KeyID, err)
		}
		out = append(out, Key{ID: r.KeyID, Public: public})
	}
	return out, nil
}

func (a Applications) keyRows(ctx context.Context) (rows []*db.SigningKey, err error) {
	if ctx, err = a.anyTenant(ctx); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		rows, err = c.SigningKey.Query().Where(signingkey.ExpiresAtGT(a.Store.Now())).Order(db.Desc(signingkey.FieldID)).All(ctx)
		return err
	})
	return rows, err
}

// SigningKey gives the key that signs now; the first one is made when it is needed.
func (a Applications) SigningKey(ctx context.Context) (Key, error) {
	for range 2 {
		rows, err := a.keyRows(ctx)
		if err != nil {
			return Key{}, err
		}
		now := a.Store.Now()
		for _, r := range rows {
			if !r.SignsFrom.After(now) && r.SignsUntil.After(now) {
				return a.open(r)
			}
		}
		if err := a.makeKey(ctx, now); err != nil {
			return Key{}, err
		}
	}
	return Key{}, fmt.Errorf("no key signs now")
}

func (a Applications) open(r *db.SigningKey) (Key, error) {
	der, err := a.Store.Secrets.Open(keyName(r.ID), r.PrivateSealed)
	if err != nil {
		return Key{}, fmt.Errorf("open key %s: %w", r.KeyID, err)
	}
	private, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return Key{}, fmt.Errorf("read key %s: %w", r.KeyID, err)
	}
	key, ok := private.(*rsa.PrivateKey)
	if !ok {
		return Key{}, fmt.Errorf("key %s is no RSA key", r.KeyID)
	}
	return Key{ID: r.KeyID, Public: key.Public(), Private: key}, nil
}

func keyName(id ident.ID) string { return "signing_key:" + id.String() }

// RotateKeys publishes the next key in time. It is regular work of one replica.
func (a Applications) RotateKeys(ctx context.Context) error {
	rows, err := a.keyRows(ctx)
	if err != nil || len(rows) == 0 {
		return err // the first key is made when it is needed
	}
	last := rows[0].SignsUntil
	for _, r := range rows {
		if r.SignsUntil.After(last) {
			last = r.SignsUntil
		}
	}
	if a.Store.Now().Before(last.Add(-publishedBefore)) {
		return nil
	}
	return a.makeKey(ctx, last)
}

// makeKey makes a key that signs from an instant on.
func (a Applications) makeKey(ctx context.Context, from time.Time) error {
	private, err := rsa.GenerateKey(rand.Reader, signingBits)
	if err != nil {
		return fmt.Errorf("make key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	public, err := x509.MarshalPKIXPublicKey(private.Public())
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	if ctx, err = a.anyTenant(ctx); err != nil {
		return err
	}
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id := tx.NewID()
		sealed, err := tx.Secrets().Seal(keyName(id), der)
		if err != nil {
			return fmt.Errorf("seal key: %w", err)
		}
		sum := sha256.Sum256(public)
		return tx.Client.SigningKey.Create().SetID(id).SetKeyID(base64.RawURLEncoding.EncodeToString(sum[:12])).SetAlgorithm(signingAlg).
			SetPrivateSealed(sealed).SetPublic(public).SetCreatedAt(tx.Now).SetSignsFrom(from).SetSignsUntil(from.Add(signsFor)).
			SetExpiresAt(from.Add(signsFor + publishedAfter)).Exec(ctx)
	})
}
