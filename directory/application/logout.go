package application

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/application"
	"mandate/ent/db/authorizationrequest"
	"mandate/ent/db/predicate"
	"mandate/ent/db/session"
	"mandate/ident"
	"mandate/store"
)

// An authorization that was used stays as the note that its application knows of the
// session, until the session has ended and the application was told. So the note is the
// queue of back-channel logouts: what could not be told is told again.

// Goodbye is an application that is to be told of a session that has ended.
type Goodbye struct {
	Application       ident.ID
	ClientID, Address string
	User, Session     ident.ID
	notes             []ident.ID
}

const (
	goodbyesAtOnce = 20             // to one application: the next turn goes on
	toldWithin     = 24 * time.Hour // afterwards nobody tries any more
)

// Goodbyes lists what is to be told now: some for each application, so that one with
// many doesn't hold up the others; none for those that rest.
func (a Applications) Goodbyes(ctx context.Context, resting []ident.ID) ([]Goodbye, error) {
	var out []Goodbye
	err := a.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		now := a.Store.Now()
		var waiting []ident.ID
		err := c.AuthorizationRequest.Query().Where(authorizationrequest.UsedAtNotNil(), authorizationrequest.ApplicationIDNotIn(resting...), ofEnded(now)).
			Unique(true).Select(authorizationrequest.FieldApplicationID).Scan(ctx, &waiting)
		if err != nil || len(waiting) == 0 {
			return err
		}
		apps, err := c.Application.Query().Where(application.StateEQ(application.StateACTIVE), application.IDIn(waiting...)).All(ctx)
		if err != nil {
			return err
		}
		for _, app := range waiting {
			notes, err := notesFor(ctx, c, app, now)
			if err != nil {
				return err
			}
			out = append(out, gather(notes, apps)...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list sessions that ended: %w", err)
	}
	return out, nil
}

// notesFor are the notes of one application about the sessions that ended first.
func notesFor(ctx context.Context, c *db.Client, app ident.ID, now time.Time) ([]*db.AuthorizationRequest, error) {
	ended, err := c.Session.Query().Where(over(now), hasNote(app)).Order(session.ByID()).Limit(goodbyesAtOnce).IDs(ctx)
	if err != nil || len(ended) == 0 {
		return nil, err
	}
	return c.AuthorizationRequest.Query().Where(authorizationrequest.ApplicationID(app), authorizationrequest.SessionIDIn(ended...), authorizationrequest.UsedAtNotNil()).All(ctx)
}

func over(now time.Time) predicate.Session {
	return session.Or(session.RevokedAtNotNil(), session.ExpiresAtLT(now), session.IdleUntilLT(now))
}

// ofEnded narrows notes to those of sessions that are over.
func ofEnded(now time.Time) predicate.AuthorizationRequest {
	return func(s *sql.Selector) {
		t := sql.Table(session.Table)
		ended := sql.Select(t.C(session.FieldID)).From(t)
		over(now)(ended)
		s.Where(sql.In(s.C(authorizationrequest.FieldSessionID), ended))
	}
}

// hasNote narrows sessions to those that an application knows of.
func hasNote(app ident.ID) predicate.Session {
	return func(s *sql.Selector) {
		t := sql.Table(authorizationrequest.Table)
		noted := sql.Select(t.C(authorizationrequest.FieldSessionID)).From(t)
		authorizationrequest.And(authorizationrequest.ApplicationID(app), authorizationrequest.UsedAtNotNil())(noted)
		s.Where(sql.In(s.C(session.FieldID), noted))
	}
}

// gather makes one goodbye of all notes of one application about one session. Without
// an address there is nobody to tell: such notes only go.
func gather(notes []*db.AuthorizationRequest, apps []*db.Application) []Goodbye {
	known := map[ident.ID]*db.Application{}
	for _, app := range apps {
		known[app.ID] = app
	}
	type key struct{ app, session ident.ID }
	places := map[key]int{}
	var out []Goodbye
	for _, n := range notes {
		k := key{n.ApplicationID, *n.SessionID}
		at, ok := places[k]
		if !ok {
			at = len(out)
			places[k] = at
			g := Goodbye{Application: n.ApplicationID, Session: *n.SessionID, User: *n.UserID}
			if app := known[n.ApplicationID]; app != nil {
				g.ClientID, g.Address = app.ClientID, app.BackchannelLogoutURI
			}
			out = append(out, g)
		}
		out[at].notes = append(out[at].notes, n.ID)
	}
	return out
}

// Told forgets the notes of a goodbye.
func (a Applications) Told(ctx context.Context, g Goodbye) error {
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Client.AuthorizationRequest.Delete().Where(authorizationrequest.IDIn(g.notes...)).Exec(ctx)
		return err
	})
}

// Prune removes authorizations that nobody finished, and notes of applications that
// could not be told for a day.
func (a Applications) Prune(ctx context.Context) error {
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		old := tx.Now.Add(-toldWithin)
		_, err := tx.Client.AuthorizationRequest.Delete().Where(authorizationrequest.ExpiresAtLT(old), authorizationrequest.UsedAtIsNil()).Exec(ctx)
		if err != nil {
			return fmt.Errorf("remove authorizations: %w", err)
		}
		_, err = tx.Client.AuthorizationRequest.Delete().Where(authorizationrequest.UsedAtNotNil(), func(s *sql.Selector) {
			t := sql.Table(session.Table)
			s.Where(sql.NotIn(s.C(authorizationrequest.FieldSessionID), sql.Select(t.C(session.FieldID)).From(t).
				Where(sql.And(sql.GT(t.C(session.FieldExpiresAt), old), sql.Or(sql.IsNull(t.C(session.FieldRevokedAt)), sql.GT(t.C(session.FieldRevokedAt), old))))))
		}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("remove notes: %w", err)
		}
		return nil
	})
}
