package application

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/accesstoken"
	"mandate/ent/db/application"
	"mandate/ent/db/refreshtoken"
	"mandate/ident"
	"mandate/store"
)

// Update changes an application. One that is switched off loses its tokens.
func (a Applications) Update(ctx context.Context, id ident.ID, expected int64, c Change) error {
	_, err := a.once(ctx, id, func(ctx context.Context, tx *store.Tx) error {
		return change(ctx, tx, id, expected, "APPLICATION_UPDATED", c.over)
	})
	return err
}

// RotateSecret gives an application a new secret; the former one is dead at once. Sent
// again with the same idempotency key it has no secret to show.
func (a Applications) RotateSecret(ctx context.Context, id ident.ID, expected int64) (Made, error) {
	var clientID, secret string
	again, err := a.once(ctx, id, func(ctx context.Context, tx *store.Tx) error {
		return change(ctx, tx, id, expected, "APPLICATION_SECRET_ROTATED", func(row *db.Application) error {
			clientID = row.ClientID
			if secret = giveSecret(tx, row); secret == "" {
				return invalid("This application has no secret.", "applicationId")
			}
			return nil
		})
	})
	if again {
		clientID, secret = "", ""
	}
	return Made{ID: id, ClientID: clientID, Secret: secret, Again: again}, err
}

// once runs a change of an application where the caller's idempotency key has no answer
// yet; again: it has.
func (a Applications) once(ctx context.Context, id ident.ID, do func(ctx context.Context, tx *store.Tx) error) (again bool, err error) {
	err = a.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, again, err = directory.OnceAnswered(ctx, tx, func() (string, error) { return id.String(), do(ctx, tx) })
		return err
	})
	return again, err
}

func change(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, action string, over func(*db.Application) error) error {
	row, err := load(ctx, tx.Client, id)
	if err != nil {
		return err
	}
	if err := directory.Expect(expected, row.Version); err != nil {
		return err
	}
	before := *row
	if err := over(row); err != nil {
		return err
	}
	up := tx.Client.Application.Update().Where(application.ID(id), application.Version(before.Version)).AddVersion(1)
	columns(up.Mutation(), row)
	n, err := up.Save(ctx)
	if err := directory.Guarded(expected, n, err); err != nil {
		return err
	}
	tx.Record(store.Event{Action: action, TargetKind: ident.Application, Target: id, Status: string(row.State), Changes: differences(&before, row)})
	if row.State == application.StateDISABLED {
		return endTokens(ctx, tx, id)
	}
	return nil
}

func differences(a, b *db.Application) []store.Change {
	var list []store.Change
	add := func(field string, before, after any) {
		if fmt.Sprint(before) != fmt.Sprint(after) {
			list = append(list, store.Change{Field: field, Before: before, After: after})
		}
	}
	add("name", a.Name, b.Name)
	add("state", a.State, b.State)
	add("secret", a.SecretHint, b.SecretHint)
	add("redirectUris", a.RedirectUris, b.RedirectUris)
	add("postLogoutRedirectUris", a.PostLogoutRedirectUris, b.PostLogoutRedirectUris)
	add("backchannelLogoutUri", a.BackchannelLogoutURI, b.BackchannelLogoutURI)
	add("scopes", a.Scopes, b.Scopes)
	add("mayIntrospect", a.MayIntrospect, b.MayIntrospect)
	add("jwks", a.Jwks, b.Jwks)
	return list
}

// Delete removes an application and everything it was given.
func (a Applications) Delete(ctx context.Context, id ident.ID, expected int64) error {
	_, err := a.once(ctx, id, func(ctx context.Context, tx *store.Tx) error { return remove(ctx, tx, id, expected) })
	return err
}

func remove(ctx context.Context, tx *store.Tx, id ident.ID, expected int64) error {
	row, err := load(ctx, tx.Client, id)
	if err != nil {
		return err
	}
	if err := directory.Expect(expected, row.Version); err != nil {
		return err
	}
	if err := endTokens(ctx, tx, id); err != nil {
		return err
	}
	n, err := tx.Client.Application.Delete().Where(application.ID(id), application.Version(row.Version)).Exec(ctx)
	if err := directory.Guarded(expected, n, err); err != nil {
		return err
	}
	tx.Record(store.Event{Action: "APPLICATION_DELETED", TargetKind: ident.Application, Target: id, Changes: []store.Change{{Field: "name", Before: row.Name}}})
	return nil
}

func load(ctx context.Context, c *db.Client, id ident.ID) (*db.Application, error) {
	row, err := c.Application.Query().Where(application.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, absent()
	}
	if err != nil {
		return nil, fmt.Errorf("load application: %w", err)
	}
	return row, nil
}

func endTokens(ctx context.Context, tx *store.Tx, id ident.ID) error {
	err := tx.Client.AccessToken.Update().Where(accesstoken.ApplicationID(id), accesstoken.RevokedAtIsNil()).SetRevokedAt(tx.Now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end access tokens: %w", err)
	}
	err = tx.Client.RefreshToken.Update().Where(refreshtoken.ApplicationID(id), refreshtoken.RevokedAtIsNil()).SetRevokedAt(tx.Now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end refresh tokens: %w", err)
	}
	return nil
}
