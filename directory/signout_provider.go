package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/connectionsubject"
	"mandate/ent/db/predicate"
	"mandate/ent/db/session"
	"mandate/ident"
	"mandate/store"
)

// ProviderLogout is what a provider says of sessions that have ended there.
type ProviderLogout struct {
	Connection          ident.ID
	Token               string    // hash of the token's jti, hexadecimal: it counts once
	TokenExpires        time.Time // until then it is remembered
	Subject, IdPSession string    // sub and sid; one of them may be empty
}

// EndProviderSessions ends the sessions of a connection that the provider names: by
// sid, by sub, or those that both name. A token that was seen before is refused,
// fault.Unauthenticated; a provider that names nobody has nothing to end.
func (d *Directory) EndProviderSessions(ctx context.Context, l ProviderLogout) error {
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := seeAssertion(ctx, tx, SignInInput{Connection: l.Connection, Assertion: l.Token, AssertionExpires: l.TokenExpires}); err != nil {
			return err
		}
		which, err := l.sessions(ctx, tx.Client)
		if err != nil {
			return err
		}
		list, err := tx.Client.Session.Query().Where(session.ConnectionID(l.Connection), session.RevokedAtIsNil()).Where(which...).All(ctx)
		if err != nil {
			return fmt.Errorf("list sessions of a provider: %w", err)
		}
		ended := map[ident.ID]bool{}
		for _, s := range list {
			if ended[s.UserID] {
				continue
			}
			ended[s.UserID] = true
			if _, err := endSessions(ctx, tx, s.UserID, "PROVIDER_LOGOUT", append(which, session.ConnectionID(l.Connection))...); err != nil {
				return err
			}
		}
		return nil
	})
	if f := refusalOf(err); f != nil {
		if told := d.RefuseLogout(ctx, Refusal{Connection: l.Connection, Reason: string(f.Code)}); told != nil {
			return told
		}
	}
	return err
}

func (l ProviderLogout) sessions(ctx context.Context, c *db.Client) ([]predicate.Session, error) {
	var which []predicate.Session
	if l.IdPSession != "" {
		which = append(which, session.IdpSession(l.IdPSession))
	}
	if l.Subject == "" {
		return which, nil
	}
	link, err := c.ConnectionSubject.Query().
		Where(connectionsubject.ConnectionID(l.Connection), connectionsubject.Subject(l.Subject)).Only(ctx)
	if db.IsNotFound(err) {
		return append(which, session.UserID(ident.ID{})), nil // nobody has come by this subject
	}
	if err != nil {
		return nil, fmt.Errorf("load subject: %w", err)
	}
	return append(which, session.UserID(link.UserID)), nil
}
