package directory

import (
	"context"
	"fmt"
	"strings"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/connectionsubject"
	"mandate/ent/db/predicate"
	"mandate/ent/db/session"
	"mandate/ent/db/signinrequest"
	"mandate/ident"
	"mandate/store"
)

// LogoutInput is a demand of an IdP, found genuine, to end sessions of a subject.
type LogoutInput struct {
	Connection       ident.ID
	Subject          string // NameID, exactly as sent
	SubjectIsAddress bool
	Indexes          []string  // SessionIndex; none: all sessions of the subject
	Message          string    // SHA-256 that stands for the message's ID, hexadecimal: it counts once
	Expires          time.Time // until then the message is remembered
}

// LogoutDone is what a demand did.
type LogoutDone struct {
	Known    bool // somebody goes by this subject
	Sessions int  // that were ended
}

// LogOutSubject ends the sessions that a subject began by a connection: those of the
// given indexes, or all. The message is used up in the same transaction. A refusal
// is fault.Unauthenticated with its precise code.
func (d *Directory) LogOutSubject(ctx context.Context, in LogoutInput) (LogoutDone, error) {
	var out LogoutDone
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		out = LogoutDone{}
		if err := activeConnection(ctx, tx.Client, in.Connection); err != nil {
			return err
		}
		if err := seeMessage(ctx, tx, in.Connection, in.Message, in.Expires); err != nil {
			return err
		}
		subject := in.Subject
		if in.SubjectIsAddress {
			subject = strings.Map(lowerASCII, subject)
		}
		link, err := tx.Client.ConnectionSubject.Query().
			Where(connectionsubject.ConnectionID(in.Connection), connectionsubject.Subject(subject)).Only(ctx)
		if db.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("load subject: %w", err)
		}
		out.Known = true
		which := []predicate.Session{session.ConnectionID(in.Connection)}
		if len(in.Indexes) > 0 {
			which = append(which, session.IdpSessionIn(in.Indexes...))
		}
		out.Sessions, err = endSessions(ctx, tx, link.UserID, "SINGLE_LOGOUT", which...)
		return err
	})
	return out, err
}

// LogoutAnswer is an IdP's answer to a logout that began here.
type LogoutAnswer struct {
	Connection          ident.ID
	Handle, BrowserHash string
}

// FinishLogout uses the logout request up that an answer belongs to. A refusal is
// fault.Unauthenticated with its precise code.
func (d *Directory) FinishLogout(ctx context.Context, a LogoutAnswer) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		r, err := useRequest(ctx, tx, a.Connection, a.Handle, a.BrowserHash)
		if err != nil {
			return err
		}
		if r.Purpose != signinrequest.PurposeLOGOUT {
			return refused(RefusedRequestUnknown)
		}
		return nil
	})
}
