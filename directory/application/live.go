package application

import (
	"context"
	"fmt"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/accesstoken"
	"mandate/ent/db/application"
	"mandate/ent/db/connection"
	"mandate/ent/db/session"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Person is somebody as the front door tells of them, now.
type Person struct {
	User      *db.User
	Name      string
	Roles     []string
	Authority directory.Authority
}

// Live is an access token that is good at this moment.
type Live struct {
	Token  *db.AccessToken
	Client string // client_id
	Person
}

// alive judges application and session: whatever hangs on them dies with them.
func alive(ctx context.Context, c *db.Client, now time.Time, app, ses ident.ID) (*db.User, error) {
	on, err := c.Application.Query().Where(application.ID(app), application.StateEQ(application.StateACTIVE)).Exist(ctx)
	if err != nil {
		return nil, fmt.Errorf("load application: %w", err)
	}
	s, err := c.Session.Query().Where(session.ID(ses), session.RevokedAtIsNil(), session.ExpiresAtGT(now), session.IdleUntilGT(now)).
		WithUser().Only(ctx)
	switch {
	case db.IsNotFound(err) || !on:
		return nil, ErrInvalidGrant()
	case err != nil:
		return nil, fmt.Errorf("load session: %w", err)
	case s.Edges.User == nil || !s.Edges.User.Active || s.Edges.User.DeletedAt != nil:
		return nil, ErrInvalidGrant()
	case s.ConnectionID == nil:
		return s.Edges.User, nil
	}
	on, err = c.Connection.Query().Where(connection.ID(*s.ConnectionID), connection.StateEQ(connection.StateACTIVE)).Exist(ctx)
	if err == nil && !on {
		err = ErrInvalidGrant()
	}
	return s.Edges.User, err
}

// Access judges an access token by its hash. Every token that is not good is one
// answer, fault.Unauthenticated. Roles and authority are those of this moment.
func (a Applications) Access(ctx context.Context, hash string) (Live, error) {
	var out Live
	err := a.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		now := a.Store.Now()
		row, err := c.AccessToken.Query().Where(accesstoken.Hash(hash), accesstoken.RevokedAtIsNil(), accesstoken.ExpiresAtGT(now)).Only(ctx)
		if db.IsNotFound(err) {
			return ErrInvalidGrant()
		}
		if err != nil {
			return fmt.Errorf("load access token: %w", err)
		}
		u, err := alive(ctx, c, now, row.ApplicationID, row.SessionID)
		if err != nil {
			return err
		}
		app, err := c.Application.Query().Where(application.ID(row.ApplicationID)).Only(ctx)
		if err != nil {
			return fmt.Errorf("load application: %w", err)
		}
		out.Token, out.Client = row, app.ClientID
		out.Person, err = person(ctx, c, a.Store, u)
		return err
	})
	return out, err
}

// PersonOf is somebody of the tenant, for an ID token.
func (a Applications) PersonOf(ctx context.Context, id ident.ID) (Person, error) {
	var out Person
	err := a.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		u, err := c.User.Query().Where(user.ID(id), user.DeletedAtIsNil()).Only(ctx)
		if db.IsNotFound(err) {
			return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.")
		}
		if err == nil {
			out, err = person(ctx, c, a.Store, u)
		}
		return err
	})
	return out, err
}

func person(ctx context.Context, c *db.Client, s *store.Store, u *db.User) (Person, error) {
	out := Person{User: u, Name: directory.ShownName(u)}
	all, err := directory.Authorities(ctx, c, []ident.ID{u.ID})
	if err != nil {
		return out, err
	}
	out.Authority = all[u.ID]
	roles, _, _, err := s.Rights(ctx, u.TenantID, u.ID)
	for _, r := range roles {
		out.Roles = append(out.Roles, r.Name)
	}
	return out, err
}
