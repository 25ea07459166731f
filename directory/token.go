package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorytoken"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// IssuedToken is a directory's new bearer token. Text is shown this once: only its
// hash is stored.
type IssuedToken struct {
	Directory, ID ident.ID
	Text, Hint    string
	Expires       time.Time // zero: never
}

// mostTokens may be live at once for a directory: the old and the new one.
const mostTokens = 2

// CreateDirectory makes a directory with its first token, which never expires.
func (d *Directory) CreateDirectory(ctx context.Context, name string) (IssuedToken, error) {
	return d.CreateDirectoryIn(ctx, name, StateActive)
}

// CreateDirectoryIn makes a directory that begins in a state: a first sync can be
// looked at in PREVIEW before it is let through.
func (d *Directory) CreateDirectoryIn(ctx context.Context, name, state string) (IssuedToken, error) {
	if unseen(name) {
		return IssuedToken{}, required("name")
	}
	in := directory.State(state)
	if directory.StateValidator(in) != nil {
		return IssuedToken{}, noState()
	}
	var out IssuedToken
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		out = IssuedToken{}
		out.Directory, err = Once(ctx, tx, func() (ident.ID, error) {
			id := tx.NewID()
			if err := tx.Client.Directory.Create().SetID(id).SetName(name).SetState(in).Exec(ctx); err != nil {
				return id, fmt.Errorf("insert directory: %w", err)
			}
			tx.Record(store.Event{Action: "DIRECTORY_CREATED", TargetKind: ident.Directory, Target: id, Changes: []store.Change{{Field: "name", After: name}, {Field: "state", After: in}}})
			out, err = issue(ctx, tx, id, time.Time{})
			return id, err
		})
		return err
	})
	if store.IsTaken(err) {
		return out, fault.New(fault.Conflict, fault.CodeTaken, "There is a directory with this name already.").On("name")
	}
	return out, err
}

// IssueToken makes a further token; two can be live at once, for rotation. A repeated
// idempotency key gives the id of the first call's token, and no text: it was shown once.
func (d *Directory) IssueToken(ctx context.Context, id ident.ID, expires time.Time) (IssuedToken, error) {
	var out IssuedToken
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		out = IssuedToken{Directory: id}
		out.ID, err = Once(ctx, tx, func() (ident.ID, error) {
			out, err = issueFurther(ctx, tx, id, expires)
			return out.ID, err
		})
		return err
	})
	return out, err
}

func issueFurther(ctx context.Context, tx *store.Tx, id ident.ID, expires time.Time) (IssuedToken, error) {
	if !expires.IsZero() && !expires.After(tx.Now) {
		return IssuedToken{}, invalid("The token would have expired already.").On("expiresAt")
	}
	n, err := tx.Client.Directory.Update().Where(directory.ID(id)).AddVersion(1).Save(ctx) // two at once count one by one
	if err != nil {
		return IssuedToken{}, fmt.Errorf("claim directory: %w", err)
	}
	if n == 0 {
		return IssuedToken{}, unknown("directory")
	}
	live, err := tx.Client.DirectoryToken.Query().Where(directorytoken.DirectoryID(id), directorytoken.ClientIDIsNil(), directorytoken.RevokedAtIsNil(),
		directorytoken.Or(directorytoken.ExpiresAtIsNil(), directorytoken.ExpiresAtGT(tx.Now))).Count(ctx)
	if err != nil {
		return IssuedToken{}, fmt.Errorf("count tokens: %w", err)
	}
	if live >= mostTokens {
		return IssuedToken{}, invalid("A directory has at most %d tokens at once; revoke one first.", mostTokens)
	}
	return issue(ctx, tx, id, expires)
}

func issue(ctx context.Context, tx *store.Tx, id ident.ID, expires time.Time) (IssuedToken, error) {
	c := store.NewCredential(store.SCIMToken, tx.Actor.Tenant)
	out := IssuedToken{Directory: id, ID: tx.NewID(), Text: c.Text, Hint: c.Hint, Expires: expires}
	row := tx.Client.DirectoryToken.Create().SetID(out.ID).SetDirectoryID(id).SetHash(c.Hash).SetHint(c.Hint)
	if !expires.IsZero() {
		row.SetExpiresAt(expires)
	}
	if err := row.Exec(ctx); err != nil {
		return IssuedToken{}, fmt.Errorf("insert token: %w", err)
	}
	tx.Record(store.Event{Action: "SCIM_TOKEN_ISSUED", TargetKind: ident.Directory, Target: id, Changes: []store.Change{{Field: "token", After: c.Hint}}})
	return out, nil
}

// RevokeToken ends a token at once. One that has been revoked stays so.
func (d *Directory) RevokeToken(ctx context.Context, id ident.ID) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return revokeToken(ctx, tx, id) })
	})
}

func revokeToken(ctx context.Context, tx *store.Tx, id ident.ID) error {
	row, err := tx.Client.DirectoryToken.Query().Where(directorytoken.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return unknown("token")
	}
	if err != nil || row.RevokedAt != nil {
		return err
	}
	if err := tx.Client.DirectoryToken.Update().Where(directorytoken.ID(id)).SetRevokedAt(tx.Now).Exec(ctx); err != nil {
		return fmt.Errorf("revoke token: %w", err)
	}
	tx.Record(store.Event{Action: "SCIM_TOKEN_REVOKED", TargetKind: ident.Directory, Target: row.DirectoryID,
		Changes: []store.Change{{Field: "token", Before: row.Hint}}})
	return nil
}

// TokenActor is who a good token makes the caller, and how many requests a second
// the directory may make.
type TokenActor struct {
	actor.Actor
	Rate           int
	State, Dialect string // of the directory
}

// useTrace is how exact "last used" is.
const useTrace = time.Minute

// AuthenticateToken gives the directory that a token names. Unknown, malformed,
// expired and revoked tokens, and those of a directory that is switched off, are
// one answer: fault.Unauthenticated. ctx needs no actor.
func (d *Directory) AuthenticateToken(ctx context.Context, text string) (TokenActor, error) {
	tenant, hash, ok := store.ParseCredential(store.SCIMToken, text)
	if !ok {
		return TokenActor{}, badCredential()
	}
	row, err := d.Store.Token(ctx, tenant, hash)
	if err != nil {
		return TokenActor{}, credentialError(err)
	}
	now := d.Store.Now()
	if row.Revoked || !row.Enabled || row.Expires != nil && !row.Expires.After(now) {
		return TokenActor{}, badCredential()
	}
	a := actor.Actor{Kind: actor.Directory, Tenant: tenant, ID: row.Directory, Name: row.DirectoryName, Language: "en", Request: actor.RequestOf(ctx)}
	if row.LastUsed == nil || now.Sub(*row.LastUsed) >= useTrace {
		d.trace(actor.With(ctx, a), row.ID)
	}
	return TokenActor{a, row.Rate, row.State, row.Dialect}, nil
}

// trace remembers the use of a token. It is a trace and no change: a failure is
// logged and keeps nobody out.
func (d *Directory) trace(ctx context.Context, id ident.ID) {
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.Client.DirectoryToken.Update().Where(directorytoken.ID(id), directorytoken.Or(directorytoken.LastUsedAtIsNil(),
			directorytoken.LastUsedAtLTE(tx.Now.Add(-useTrace)))).SetLastUsedAt(tx.Now).Exec(ctx)
		tx.Silence(db.TypeDirectoryToken)
		return err
	})
	if err != nil {
		d.log().WarnContext(ctx, "remember use of token", "token", id.Text(ident.Token), "error", err)
	}
}

func badCredential() *fault.Fault {
	return fault.New(fault.Unauthenticated, fault.CodeUnauthenticated, "The credential is not good.")
}

// credentialError keeps a database that is away apart from a credential that is unknown.
func credentialError(err error) error {
	if fault.Is(err, fault.CodeNotFound) {
		return badCredential()
	}
	return err
}
