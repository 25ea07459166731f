package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// NewAPIKey is a key to make in the console or over GraphQL.
type NewAPIKey struct {
	Name        string
	Personal    bool       // the actor's own, with their rights of the moment; it dies with them
	Roles       []ident.ID // of a service key, within what the actor may grant (RO-4)
	Responsible ident.ID   // for a service key; zero: the actor
	Expires     time.Time  // zero: never; of a personal key in 90 days
}

// How long a personal key lives when nothing is said, and at most; how many keys a
// person and a company may have that are good.
const (
	personalKeyTime     = 90 * 24 * time.Hour
	personalKeyMost     = 366 * 24 * time.Hour
	mostPersonalKeys    = 20
	mostServiceKeyRoles = 20
)

// CreateAPIKey makes a key. A service key needs apikey.manage, and role.assign with the
// right to grant its roles; a personal one is for people alone, signed
// in. A repeated call with the same idempotency key gives the id without the text.
func (d *Directory) CreateAPIKey(ctx context.Context, k NewAPIKey) (IssuedKey, error) {
	var out IssuedKey
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		out = IssuedKey{}
		id, err := Once(ctx, tx, func() (ident.ID, error) {
			var err error
			out, err = createAPIKey(ctx, tx, k)
			return out.ID, err
		})
		out.ID = id
		return err
	})
	return out, err
}

func createAPIKey(ctx context.Context, tx *store.Tx, k NewAPIKey) (IssuedKey, error) {
	if unseen(k.Name) {
		return IssuedKey{}, required("name")
	}
	if !k.Expires.IsZero() && !k.Expires.After(tx.Now) {
		return IssuedKey{}, invalid("A key ends in the future.").On("expiresAt")
	}
	c := store.NewCredential(store.ServiceKey, tx.Actor.Tenant)
	out := IssuedKey{ID: tx.NewID(), Text: c.Text, Hint: c.Hint}
	row := tx.Client.APIKey.Create().SetID(out.ID).SetName(k.Name).SetHash(c.Hash).SetHint(c.Hint)
	changes := []store.Change{{Field: "name", After: k.Name}, {Field: "key", After: c.Hint}}
	prepare := keyOfCompany
	if k.Personal { // a person's own word, which an erasure could not take from history
		prepare, changes[0].After = keyOfPerson, nil
	}
	more, err := prepare(ctx, tx, row, k)
	if err != nil {
		return IssuedKey{}, err
	}
	if err := row.Exec(ctx); err != nil {
		return IssuedKey{}, fmt.Errorf("insert key: %w", err)
	}
	tx.Record(store.Event{Action: "API_KEY_CREATED", TargetKind: ident.APIKey, Target: out.ID, Changes: append(changes, more...)})
	return out, nil
}

func keyOfPerson(ctx context.Context, tx *store.Tx, row *db.APIKeyCreate, k NewAPIKey) ([]store.Change, error) {
	me := tx.Actor.Person()
	if tx.Actor.Kind != actor.User || me.IsZero() || !tx.Actor.KeyID.IsZero() { // a key that makes its successor never ends
		return nil, OnlySignedIn()
	}
	if len(k.Roles) > 0 || !k.Responsible.IsZero() && k.Responsible != me {
		return nil, invalid("A personal key has neither roles of its own nor somebody else who answers for it.").On("roleIds")
	}
	expires := k.Expires
	if expires.IsZero() {
		expires = tx.Now.Add(personalKeyTime)
	}
	if expires.After(tx.Now.Add(personalKeyMost)) {
		return nil, invalid("A personal key lives for at most 366 days.").On("expiresAt")
	}
	kept, err := tx.Client.APIKey.Query().Where(apikey.UserID(me), apikey.KindEQ(apikey.KindPERSONAL), apikey.RevokedAtIsNil(),
		apikey.ExpiresAtGT(tx.Now)).Count(ctx)
	if err != nil {
		return nil, fmt.Errorf("count keys: %w", err)
	}
	if kept >= mostPersonalKeys {
		return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "A person has at most %d keys; revoke one first.", mostPersonalKeys)
	}
	row.SetKind(apikey.KindPERSONAL).SetUserID(me).SetExpiresAt(expires)
	return []store.Change{{Field: "kind", After: apikey.KindPERSONAL}, {Field: "expiresAt", After: expires}}, nil
}

func keyOfCompany(ctx context.Context, tx *store.Tx, row *db.APIKeyCreate, k NewAPIKey) ([]store.Change, error) {
	if !tx.Actor.Can(actor.APIKeyManage) {
		return nil, fault.New(fault.Denied, fault.CodeForbidden, "Your roles do not let you make keys of the company.")
	}
	if err := permitted(tx.Actor, actor.RoleAssign, "roleIds"); err != nil {
		return nil, err
	}
	roles, _ := difference(nil, k.Roles)
	if len(roles) == 0 {
		return nil, required("roleIds")
	}
	if len(roles) > mostServiceKeyRoles {
		return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "A key has at most %d roles.", mostServiceKeyRoles).On("roleIds")
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return nil, fmt.Errorf("load roles: %w", err)
	}
	if err := grantable(tx.Actor, book, roles); err != nil {
		return nil, err
	}
	responsible, err := answersFor(ctx, tx, book, roles, k.Responsible)
	if err != nil {
		return nil, err
	}
	if !responsible.IsZero() {
		row.SetUserID(responsible)
	}
	row.SetRoleID(roles[0])
	if len(roles) > 1 {
		row.SetRoleIds(textsOf(ident.Role, roles[1:]))
	}
	changes := []store.Change{{Field: "roles", After: book.names(roles)}}
	if !k.Expires.IsZero() {
		row.SetExpiresAt(k.Expires)
		changes = append(changes, store.Change{Field: "expiresAt", After: k.Expires})
	}
	return changes, nil
}

// RevokeAPIKey ends a key at once: one's own, or with apikey.manage any. Another one is
// NOT_FOUND; one that has been revoked stays so.
func (d *Directory) RevokeAPIKey(ctx context.Context, id ident.ID) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			row, err := tx.Client.APIKey.Query().Where(apikey.ID(id)).Only(ctx)
			mine := row != nil && row.Kind == apikey.KindPERSONAL && row.UserID != nil && *row.UserID == tx.Actor.Person()
			if db.IsNotFound(err) || err == nil && !mine && !tx.Actor.Can(actor.APIKeyManage) {
				return unknown("key").On("apiKeyId")
			}
			if err != nil {
				return fmt.Errorf("load key: %w", err)
			}
			return revokeKey(ctx, tx, row)
		})
	})
}

func revokeKey(ctx context.Context, tx *store.Tx, row *db.APIKey) error {
	n, err := tx.Client.APIKey.Update().Where(apikey.ID(row.ID), apikey.RevokedAtIsNil()).SetRevokedAt(tx.Now).Save(ctx)
	if err != nil {
		return fmt.Errorf("revoke key: %w", err)
	}
	tx.Silence(db.TypeAPIKey)
	if n > 0 {
		tx.Record(store.Event{Action: "API_KEY_REVOKED", TargetKind: ident.APIKey, Target: row.ID, Changes: []store.Change{{Field: "key", Before: row.Hint}}})
	}
	return nil
}

// personOfKey is the actor of a personal key: the person with their rights of now.
func (d *Directory) personOfKey(ctx context.Context, row store.KeyRow) (actor.Actor, error) {
	if row.User.IsZero() {
		return actor.Actor{}, badCredential()
	}
	roles, active, contact, err := d.Store.Rights(ctx, row.Tenant, row.User)
	if fault.Is(err, fault.CodeNotFound) || err == nil && !active {
		return actor.Actor{}, badCredential()
	}
	if err != nil {
		return actor.Actor{}, err
	}
	a := actor.Actor{Kind: actor.User, Tenant: row.Tenant, ID: row.User, KeyID: row.ID, Name: row.Name, Language: row.SettingsLang, Contact: contact, Request: actor.RequestOf(ctx)}
	a.Permissions, a.GrantsRoles = Rights(roles)
	return a, nil
}
