package directory

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/signinrequest"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// SignInStart is a sign-in that leaves for an IdP.
type SignInStart struct {
	Connection  ident.ID
	Purpose     signinrequest.Purpose // empty: SIGN_IN
	Session     ident.ID              // of a step-up or logout
	Handle      string                // SAML: the request's ID; OpenID Connect: SHA-256 of state, hexadecimal
	BrowserHash string                // SHA-256 of the cookie that binds the answer to the browser, hexadecimal
	ReturnTo    string
	Expires     time.Time
	TestRun     ident.ID // of a test login
	Mark        string   // ConnectionMark that it goes by; empty: whatever there is
}

// SignInInput is an answer that the door has found genuine, or a local password
// that it has found right.
type SignInInput struct {
	Connection ident.ID // zero: a local account
	Mark       string   // ConnectionMark that the answer was judged by; empty: whatever there is
	Version    int64    // of the connection that the answer was judged by; zero: whatever there is
	Person     ident.ID // local only
	Compared   Compared // local only: the password that was found right; empty: a passkey was shown instead

	Handle, BrowserHash string    // of the SignInStart that it answers; no Handle: nobody here asked (IdP-initiated)
	ReturnTo            string    // where nobody here asked
	Assertion           string    // SHA-256 of the assertion's ID, hexadecimal; empty for OpenID Connect
	AssertionExpires    time.Time // until then it is remembered

	Subject                      string // NameID or sub, exactly as sent
	SubjectIsAddress             bool   // it holds only while the person has the address
	Email                        string
	FirstName, LastName          string // of a person made at sign-in
	EmailVerified, EmailDisowned bool   // what the IdP says of Email: vouches for it, or not

	IdPSession           string    // SessionIndex or sid
	NameID               string    // SAML: the element as sent, for single logout
	Methods              []string  // RFC 8176 names of what the person has shown
	Proven               time.Time // when the IdP saw the person prove who they are; zero: it does not say
	Factor               string    // local only: the second factor shown (FactorTOTP, …); empty: none
	Address              string    // of the browser, for the person's own list of sessions
	TokenHash, UserAgent string    // of the session to make
	IdleUntil, Expires   time.Time

	provisioned bool // the person was made a moment ago
	test        bool // nobody is let in: TrySignIn
	current     bool // what was due has been applied
}

// SignedIn is an accepted sign-in.
type SignedIn struct {
	Session, Person ident.ID
	ReturnTo        string // of the start; empty for a local account
}

// SignIn is the one place where somebody is let in: the boundaries that are due are
// applied (TM-5: a lock for inactivity may be one); the request is used once, the
// assertion seen once, the person found, active and linked, the session made, all in
// one Write. A refusal is a fault.Unauthenticated with its precise code, and is
// in history as SIGN_IN_REFUSED.
func (d *Directory) SignIn(ctx context.Context, in SignInInput) (SignedIn, error) {
	in.current = d.CatchUp == nil
	if in.Connection.IsZero() && !in.current {
		if err := d.catchUp(ctx); err != nil {
			return SignedIn{}, err
		}
	}
	out, who, err := d.signInDue(ctx, &in)
	if errors.Is(err, errStranger) {
		if _, err = d.provision(ctx, in); err == nil {
			in.provisioned = true
			out, who, err = d.signInDue(ctx, &in)
		}
	}
	if f := refusalOf(err); f != nil {
		if told := d.RefuseSignIn(ctx, Refusal{Connection: in.Connection, Person: who, Reason: string(f.Code)}); told != nil {
			return SignedIn{}, told
		}
	}
	return out, err
}

// catchUp applies what is due. Who comes by a connection finds out on the way whether there
// is anything, see cameBy.
func (d *Directory) catchUp(ctx context.Context) error {
	if err := d.CatchUp(ctx); err != nil {
		return fmt.Errorf("apply what is due: %w", err)
	}
	return nil
}

// signInDue signs in, once more where a boundary was found to be due.
func (d *Directory) signInDue(ctx context.Context, in *SignInInput) (SignedIn, ident.ID, error) {
	out, who, err := d.signInOnce(ctx, *in)
	if !errors.Is(err, errDue) {
		return out, who, err
	}
	if err := d.catchUp(ctx); err != nil {
		return out, who, err
	}
	in.current = true
	return d.signInOnce(ctx, *in)
}

func (d *Directory) signInOnce(ctx context.Context, in SignInInput) (out SignedIn, who ident.ID, err error) {
	err = d.writeBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
		out, who, err = signIn(ctx, tx, in)
		return err
	})
	return out, who, err
}

func signIn(ctx context.Context, tx *store.Tx, in SignInInput) (out SignedIn, who ident.ID, err error) {
	var c *cameBy // nil: a local account
	if in.SubjectIsAddress {
		in.Subject = strings.Map(lowerASCII, in.Subject) // IdPs change the case of an address at will
	}
	if !in.Connection.IsZero() {
		if c, err = readCameBy(ctx, tx, in); err != nil {
			return out, who, err
		}
		if !in.current && c.isDue(tx.Now) {
			return out, who, errDue
		}
		if out.ReturnTo, err = answered(ctx, tx, c, in); err != nil {
			return out, who, err
		}
		if err := seeAssertion(ctx, tx, in); err != nil {
			return out, who, err
		}
	}
	u, fresh, err := findPerson(ctx, tx, c, in)
	if u != nil {
		who = u.ID
	}
	if err == nil {
		err = admissible(tx, u, in)
	}
	if err == nil && (c == nil || c.othersBind) {
		err = obeyEnforcement(ctx, tx, u, in)
	}
	if err != nil {
		return out, who, strangers(ctx, tx, c, in, err)
	}
	tx.Actor.Kind, tx.Actor.ID, tx.Actor.Name = actor.User, u.ID, ShownName(u)
	if fresh {
		if err := linkSubject(ctx, tx, u.ID, in); err != nil {
			return out, who, err
		}
	}
	out.Person = u.ID
	if err := holdConnection(ctx, tx, c); err != nil {
		return out, who, err
	}
	out.Session, err = openSession(ctx, tx, u, in)
	return out, who, err
}

func activeConnection(ctx context.Context, c *db.Client, id ident.ID) error {
	active, err := c.Connection.Query().Where(connection.ID(id), connection.StateEQ(connection.StateACTIVE)).Exist(ctx)
	if err == nil && !active {
		return refused(RefusedConnection)
	}
	if err != nil {
		return fmt.Errorf("look for connection: %w", err)
	}
	return nil
}

// admissible judges somebody who was found (LC-2, LC-3).
func admissible(tx *store.Tx, u *db.User, in SignInInput) error {
	switch {
	case !u.Active:
		return refused(RefusedInactive)
	case u.BreakGlass && !in.Connection.IsZero():
		return refused(RefusedBreakGlass)
	case u.SignInBlockedUntil != nil && u.SignInBlockedUntil.After(tx.Now):
		return refused(RefusedBlocked)
	case !in.Connection.IsZero():
		return nil
	case in.Compared.judge(u.PasswordHash) != nil:
		return refused(RefusedPassword)
	case u.PasswordTemporary && u.PasswordExpiresAt != nil && !u.PasswordExpiresAt.After(tx.Now):
		return refused(RefusedTemporaryPassword)
	case u.PasswordTemporary:
		return refused(RefusedUnreplaced)
	case in.Factor == "" && needsFactor(u):
		return refused(RefusedNoFactor)
	}
	return nil
}

// needsFactor reports whether a local sign-in takes more than a password: it is
// required, the account is for emergencies, or the person has a second factor (PR-4).
func needsFactor(u *db.User) bool {
	return u.MfaRequired || u.BreakGlass || u.MfaMethod != user.MfaMethodNONE
}

func openSession(ctx context.Context, tx *store.Tx, u *db.User, in SignInInput) (ident.ID, error) {
	id := tx.NewID()
	row := tx.Client.Session.Create().SetID(id).SetHash(in.TokenHash).SetUserID(u.ID).SetIdpSession(in.IdPSession).SetNameID(in.NameID).
		SetMethods(notNil(in.Methods)).SetUserAgent(in.UserAgent).SetAddress(in.Address).SetNillableSteppedUpAt(provenAt(in, tx.Now)).SetSeenAt(tx.Now).SetIdleUntil(in.IdleUntil).SetExpiresAt(in.Expires)
	if !in.Connection.IsZero() {
		row.SetConnectionID(in.Connection)
	}
	if err := row.Exec(tx.Later(ctx, nil)); err != nil {
		return id, fmt.Errorf("insert session: %w", err)
	}
	if err := rememberSignIn(ctx, tx, stillAdmissible(u, in)); err != nil {
		return id, err
	}
	tx.Record(store.Event{Action: "USER_SIGNED_IN", TargetKind: ident.User, Target: u.ID, Changes: signInFacts(id, in)})
	return id, tellBreakGlass(ctx, tx, u)
}

// tellBreakGlass tells all administrators that a break-glass account is in use (LC-3).
func tellBreakGlass(ctx context.Context, tx *store.Tx, u *db.User) error {
	if !u.BreakGlass {
		return nil
	}
	list, err := administrators(ctx, tx.Client, idsAtOnce)
	for _, id := range list {
		tx.Notify(store.Notice{Type: "BREAK_GLASS_USED", Recipient: id, Subject: u.ID, Facts: map[string]string{"at": instant(tx.Now)}})
	}
	return err
}

func signInFacts(session ident.ID, in SignInInput) []store.Change {
	facts := []store.Change{{Field: "session", After: session.Text(ident.Session)}, {Field: "methods", After: in.Methods}}
	if in.Factor != "" {
		facts = append(facts, store.Change{Field: "factor", After: in.Factor})
	}
	if !in.Connection.IsZero() {
		facts = append(facts, store.Change{Field: "connection", After: in.Connection.Text(ident.Connection)})
	}
	return facts
}
