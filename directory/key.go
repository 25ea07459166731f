package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/role"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// NewKey is a service key: it belongs to the tenant and holds one role.
type NewKey struct {
	Name, Role  string
	Responsible ident.ID  // the person who answers for it; zero: nobody named
	Expires     time.Time // zero: never
}

// IssuedKey is a new API key. Text is shown this once: only its hash is stored.
type IssuedKey struct {
	ID         ident.ID
	Text, Hint string
}

// CreateKey makes a service key with a role that the actor may grant (RO-4).
func (d *Directory) CreateKey(ctx context.Context, k NewKey) (IssuedKey, error) {
	if unseen(k.Name) {
		return IssuedKey{}, required("name")
	}
	var out IssuedKey
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		r, err := tx.Client.Role.Query().Where(role.Name(k.Role)).Only(ctx)
		if db.IsNotFound(err) {
			return unknown("role").On("role")
		}
		if err != nil {
			return fmt.Errorf("load role: %w", err)
		}
		if err := grantable(tx.Actor, roleBook{byID: map[ident.ID]*db.Role{r.ID: r}}, []ident.ID{r.ID}); err != nil {
			return err
		}
		out, err = createKey(ctx, tx, k, r.ID)
		return err
	})
	return out, err
}

func createKey(ctx context.Context, tx *store.Tx, k NewKey, role ident.ID) (IssuedKey, error) {
	c := store.NewCredential(store.ServiceKey, tx.Actor.Tenant)
	out := IssuedKey{ID: tx.NewID(), Text: c.Text, Hint: c.Hint}
	row := tx.Client.APIKey.Create().SetID(out.ID).SetName(k.Name).SetHash(c.Hash).SetHint(c.Hint).SetRoleID(role)
	if !k.Responsible.IsZero() {
		u, err := loadUser(ctx, tx.Client, k.Responsible, 0)
		if err != nil {
			return IssuedKey{}, err
		}
		row.SetUserID(u.ID)
	}
	if !k.Expires.IsZero() {
		row.SetExpiresAt(k.Expires)
	}
	if err := row.Exec(ctx); err != nil {
		return IssuedKey{}, fmt.Errorf("insert key: %w", err)
	}
	tx.Record(store.Event{Action: "API_KEY_CREATED", TargetKind: ident.APIKey, Target: out.ID, Changes: []store.Change{
		{Field: "name", After: k.Name}, {Field: "role", After: k.Role}, {Field: "key", After: c.Hint}}})
	return out, nil
}

// RevokeKey ends a key at once. One that has been revoked stays so.
func (d *Directory) RevokeKey(ctx context.Context, id ident.ID) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Client.APIKey.Query().Where(apikey.ID(id)).Only(ctx)
		if db.IsNotFound(err) {
			return unknown("key")
		}
		if err != nil || row.RevokedAt != nil {
			return err
		}
		if err := tx.Client.APIKey.Update().Where(apikey.ID(id)).SetRevokedAt(tx.Now).Exec(ctx); err != nil {
			return fmt.Errorf("revoke key: %w", err)
		}
		tx.Record(store.Event{Action: "API_KEY_REVOKED", TargetKind: ident.APIKey, Target: id, Changes: []store.Change{{Field: "key", Before: row.Hint}}})
		return nil
	})
}

// AuthenticateKey gives the actor of a key: of a service key with its roles' permissions,
// of a personal one the person with theirs.
// Every key that is not good is one answer: fault.Unauthenticated. ctx needs no actor.
func (d *Directory) AuthenticateKey(ctx context.Context, text string) (actor.Actor, error) {
	tenant, hash, ok := store.ParseCredential(store.ServiceKey, text)
	if !ok {
		return actor.Actor{}, badCredential()
	}
	row, err := d.Store.Key(ctx, tenant, hash)
	if err != nil {
		return actor.Actor{}, credentialError(err)
	}
	now := d.Store.Now()
	if row.Revoked || row.Expires != nil && !row.Expires.After(now) {
		return actor.Actor{}, badCredential()
	}
	a := actor.Actor{Kind: actor.Service, Tenant: tenant, ID: row.ID, Responsible: row.User, Name: row.Name, Language: row.SettingsLang, Request: actor.RequestOf(ctx)}
	a.Permissions, a.GrantsRoles = Rights(row.Role)
	if row.Kind == string(apikey.KindPERSONAL) {
		if a, err = d.personOfKey(ctx, row); err != nil {
			return actor.Actor{}, err
		}
	}
	if row.LastUsed == nil || now.Sub(*row.LastUsed) >= useTrace {
		d.traceKey(actor.With(ctx, a), row.ID)
	}
	return a, nil
}

func (d *Directory) traceKey(ctx context.Context, id ident.ID) {
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.Client.APIKey.Update().Where(apikey.ID(id), apikey.Or(apikey.LastUsedAtIsNil(), apikey.LastUsedAtLTE(tx.Now.Add(-useTrace)))).
			SetLastUsedAt(tx.Now).Exec(ctx)
		tx.Silence(db.TypeAPIKey)
		return err
	})
	if err != nil {
		d.log().WarnContext(ctx, "remember use of key", "key", id.Text(ident.APIKey), "error", err)
	}
}

// Rights adds up what roles give (RO-1) and which roles their holders may grant.
func Rights(roles []store.RoleRights) (actor.Set, []string) {
	var set actor.Set
	var grants []string
	for _, r := range roles {
		set = set.Union(permissionSet(r.Permissions))
		grants = append(grants, r.Grants...)
	}
	return set, grants
}

// OnBehalfOf makes a service key that holds act.onBehalf act as a person: with
// their permissions, and with both in history. Refused: keys without the
// permission (FORBIDDEN), people who are unknown or inactive.
func (d *Directory) OnBehalfOf(ctx context.Context, a actor.Actor, id ident.ID) (actor.Actor, error) {
	if a.Kind != actor.Service || !a.Can(actor.ActOnBehalf) {
		return a, fault.New(fault.Denied, fault.CodeForbidden, "This credential may not act for somebody else.")
	}
	roles, active, contact, err := d.Store.Rights(ctx, a.Tenant, id)
	if fault.Is(err, fault.CodeNotFound) {
		return a, unknownUser()
	}
	if err != nil {
		return a, err
	}
	if !active {
		return a, fault.New(fault.Denied, fault.CodeUserInactive, "This person is not active.")
	}
	a.OnBehalfOf, a.Contact = id, contact
	a.Permissions, a.GrantsRoles = Rights(roles)
	return a, nil
}
