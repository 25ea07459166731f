package application

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/accesstoken"
	"mandate/ent/db/application"
	"mandate/ent/db/authorizationrequest"
	"mandate/ent/db/refreshtoken"
	"mandate/ent/db/session"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Life of what the front door gives out.
const (
	AuthorizationLife = 10 * time.Minute
	AccessLife        = 5 * time.Minute
	RefreshLife       = 30 * 24 * time.Hour // and never beyond the session
)

// ErrInvalidGrant is the answer to every code and token that is not good.
func ErrInvalidGrant() error {
	return fault.New(fault.Unauthenticated, fault.CodeUnauthenticated, "This grant is not valid.")
}

// Client loads an application that may sign people in.
func (a Applications) Client(ctx context.Context, id ident.ID) (*db.Application, error) {
	var row *db.Application
	err := a.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Application.Query().Where(application.ID(id), application.StateEQ(application.StateACTIVE)).Only(ctx)
		if db.IsNotFound(err) {
			return absent()
		}
		return err
	})
	return row, err
}

// Keep stores an authorization request; nobody has granted it yet.
func (a Applications) Keep(ctx context.Context, app ident.ID, request json.RawMessage) (ident.ID, error) {
	var id ident.ID
	err := a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id = tx.NewID()
		err := tx.Client.AuthorizationRequest.Create().SetID(id).SetApplicationID(app).SetRequest(request).SetExpiresAt(tx.Now.Add(AuthorizationLife)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("insert authorization: %w", err)
		}
		return nil
	})
	return id, err
}

// Authorization loads an authorization under way.
func (a Applications) Authorization(ctx context.Context, id ident.ID) (*db.AuthorizationRequest, error) {
	return a.authorization(ctx, func(c *db.Client) *db.AuthorizationRequestQuery {
		return c.AuthorizationRequest.Query().Where(authorizationrequest.ID(id), authorizationrequest.UsedAtIsNil(), authorizationrequest.ExpiresAtGT(a.Store.Now()))
	})
}

func (a Applications) authorization(ctx context.Context, query func(*db.Client) *db.AuthorizationRequestQuery) (*db.AuthorizationRequest, error) {
	var row *db.AuthorizationRequest
	err := a.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = query(c).Only(ctx)
		if db.IsNotFound(err) {
			return ErrInvalidGrant()
		}
		return err
	})
	return row, err
}

// Holder is the session that grants an authorization.
type Holder struct {
	Session, User ident.ID
	SignedIn      *time.Time // when the person last proved who they are; nil: nobody says
}

// Grant lets a session stand for an authorization. One that another session has granted
// stays that one's.
func (a Applications) Grant(ctx context.Context, id ident.ID, h Holder) error {
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		s, err := tx.Client.Session.Query().Where(session.ID(h.Session), session.UserID(h.User)).Only(ctx)
		if db.IsNotFound(err) {
			return ErrInvalidGrant()
		}
		if err != nil {
			return fmt.Errorf("load session: %w", err)
		}
		n, err := tx.Client.AuthorizationRequest.Update().Where(authorizationrequest.ID(id), authorizationrequest.UsedAtIsNil(), authorizationrequest.CodeHashIsNil(),
			authorizationrequest.ExpiresAtGT(tx.Now), authorizationrequest.Or(authorizationrequest.SessionIDIsNil(), authorizationrequest.SessionID(h.Session))).
			SetUserID(h.User).SetSessionID(h.Session).SetNillableSignedInAt(h.SignedIn).SetMethods(append([]string{}, s.Methods...)).Save(ctx)
		if err != nil {
			return fmt.Errorf("grant authorization: %w", err)
		}
		if n == 0 {
			return ErrInvalidGrant()
		}
		return nil
	})
}

// SaveCode keeps the hash of the one code of an authorization.
func (a Applications) SaveCode(ctx context.Context, id ident.ID, hash string) error {
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.AuthorizationRequest.Update().Where(authorizationrequest.ID(id), authorizationrequest.UsedAtIsNil(), authorizationrequest.CodeHashIsNil(),
			authorizationrequest.SessionIDNotNil()).SetCodeHash(hash).SetExpiresAt(tx.Now.Add(time.Minute)).Save(ctx)
		if err != nil {
			return fmt.Errorf("save code: %w", err)
		}
		if n == 0 {
			return ErrInvalidGrant()
		}
		return nil
	})
}

// ByCode finds the authorization of a code. A code that comes a second time ends
// everything that it was given (RFC 6749 4.1.2).
func (a Applications) ByCode(ctx context.Context, hash string) (*db.AuthorizationRequest, error) {
	row, err := a.authorization(ctx, func(c *db.Client) *db.AuthorizationRequestQuery {
		return c.AuthorizationRequest.Query().Where(authorizationrequest.CodeHash(hash))
	})
	if err != nil {
		return nil, err
	}
	if row.UsedAt != nil {
		if err := a.endAuthorization(ctx, row); err != nil {
			return nil, err
		}
		return nil, ErrInvalidGrant()
	}
	if !row.ExpiresAt.After(a.Store.Now()) || row.UserID == nil || row.SessionID == nil {
		return nil, ErrInvalidGrant()
	}
	return row, nil
}

func (a Applications) endAuthorization(ctx context.Context, row *db.AuthorizationRequest) error {
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.RefreshToken.Update().Where(refreshtoken.AuthorizationID(row.ID), refreshtoken.RevokedAtIsNil()).SetRevokedAt(tx.Now).Save(ctx)
		if err != nil {
			return fmt.Errorf("end refresh tokens: %w", err)
		}
		m, err := tx.Client.AccessToken.Update().Where(accesstoken.AuthorizationID(row.ID), accesstoken.RevokedAtIsNil()).SetRevokedAt(tx.Now).Save(ctx)
		if err != nil {
			return fmt.Errorf("end access tokens: %w", err)
		}
		if n+m > 0 {
			tx.Record(store.Event{Action: "APPLICATION_TOKENS_ENDED", TargetKind: ident.Application, Target: row.ApplicationID, Reason: "CODE_USED_TWICE", User: *row.UserID})
		}
		return nil
	})
}
