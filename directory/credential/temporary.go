package credential

import (
	"context"
	"crypto/rand"
	"strings"

	"mandate/actor"
	"mandate/ident"
	"mandate/store"
)

// Temporary makes a credential that is good once (PR-2) and its hash: 20 letters and
// digits (100 bits) in groups, for people who type it. Callers hand both to
// directory.Create (NewPerson.Temporary, PasswordHash).
func (c *Credentials) Temporary(ctx context.Context) (text, hash string, err error) {
	raw := strings.ToLower(rand.Text())
	text = strings.Join([]string{raw[0:5], raw[5:10], raw[10:15], raw[15:20]}, "-")
	hash, err = c.Passwords.Hash(ctx, text, c.Random)
	return text, hash, err
}

// Reissue gives somebody a new temporary credential, which CREDENTIAL_RESET brings to
// them; their sessions end. expected is the person's version, or 0. Where a directory decides who may enter: SSO_MANAGED.
func (c *Credentials) Reissue(ctx context.Context, person ident.ID, expected int64) error {
	text, hash, err := c.Temporary(ctx)
	if err != nil {
		return err
	}
	return c.Directory.SetTemporaryPassword(ctx, person, expected, text, hash)
}

// link makes the secret of a link and its whole address on a page of the company's
// sign-in.
func (c *Credentials) link(ctx context.Context, page string) (store.Credential, string, error) {
	a, _ := actor.From(ctx)
	t, err := c.Directory.Store.TenantByID(ctx, a.Tenant)
	if err != nil {
		return store.Credential{}, "", err
	}
	secret := store.NewCredential(store.LinkToken, t.ID)
	return secret, c.address(t.Slug, page, secret), nil
}

// address is the link of a secret to a page of a company's sign-in.
func (c *Credentials) address(slug, page string, secret store.Credential) string {
	return c.PublicURL + "/login/" + slug + "/" + page + "?t=" + secret.Text
}

// Linked says which tenant a link's secret claims, with its hash; ok is false for what
// is no secret of a link.
func Linked(secret string) (tenant ident.ID, hash string, ok bool) {
	return store.ParseCredential(store.LinkToken, secret)
}
