package directory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/signinrequest"
	"mandate/ent/db/testrun"
	"mandate/ident"
	"mandate/store"
)

// testTime is how long a test login may take.
const testTime = 15 * time.Minute

// TestView is what a test login has shown: what came, what it was taken for, and whom
// it would let in.
type TestView struct {
	Claims map[string]any `json:"claims"` // claims, or attributes of the assertion, as sent
	Mapped []TestMapping  `json:"mapped"`
	Person string         `json:"person,omitempty"` // outside id of who would come in
	Makes  bool           `json:"makes,omitempty"`  // the person would be made at this sign-in
	Detail string         `json:"detail,omitempty"` // of a refusal: what was seen
}

// TestMapping is one field and what it was taken from.
type TestMapping struct {
	Field string `json:"field"` // subject, userName, email, firstName, lastName, emailVerified, groups
	Name  string `json:"name"`  // of the claim or attribute; empty: none was there
	Value string `json:"value"`
}

// StartTest begins a test login of a connection: it runs the real protocol and makes no
// session. A draft can't be tested.
func (d *Directory) StartTest(ctx context.Context, conn ident.ID) (ident.ID, error) {
	var id ident.ID
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		id, err = Once(ctx, tx, func() (ident.ID, error) { return startTest(ctx, tx, conn) })
		return err
	})
	return id, err
}

func startTest(ctx context.Context, tx *store.Tx, conn ident.ID) (ident.ID, error) {
	id := tx.NewID()
	row, err := connectionRow(ctx, tx.Client, conn)
	if err != nil {
		return id, err
	}
	if row.State == connection.StateDRAFT {
		return id, invalid("This connection is a draft: what the IdP needs is still missing.").On("connectionId")
	}
	run := tx.Client.TestRun.Create().SetID(id).SetConnectionID(conn).SetExpiresAt(tx.Now.Add(testTime))
	if by := tx.Actor.Person(); !by.IsZero() {
		run.SetStartedBy(by)
	}
	if err := run.Exec(ctx); err != nil {
		return id, fmt.Errorf("insert test login: %w", err)
	}
	tx.Record(store.Event{Action: "CONNECTION_TESTED", TargetKind: ident.Connection, Target: conn})
	return id, nil
}

// OpenTest reports whether a test login of a connection waits to be done.
func (d *Directory) OpenTest(ctx context.Context, conn, id ident.ID) (bool, error) {
	var open bool
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		open, err = c.TestRun.Query().Where(testrun.ID(id), testrun.ConnectionID(conn), testrun.StateEQ(testrun.StateSTARTED),
			testrun.ExpiresAtGT(d.Store.Now())).Exist(ctx)
		return err
	})
	return open, err
}

// TestOf is the test login that a request under way belongs to; zero: it is none.
func (d *Directory) TestOf(ctx context.Context, handle string) (ident.ID, error) {
	var id ident.ID
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.SignInRequest.Query().Where(signinrequest.Handle(handle), signinrequest.PurposeEQ(signinrequest.PurposeTEST)).Only(ctx)
		if err == nil && row.TestRunID != nil {
			id = *row.TestRunID
		}
		if db.IsNotFound(err) {
			return nil
		}
		return err
	})
	return id, err
}

var errOnlyTried = errors.New("a test login leaves nothing behind")

// TrySignIn judges an answer as SignIn would, and leaves nothing behind: what it did is
// rolled back. It gives the person who would come in, and whether they would be made.
func (d *Directory) TrySignIn(ctx context.Context, in SignInInput) (who ident.ID, makes bool, err error) {
	in.test, in.current = true, true
	err = d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		out, _, err := signIn(ctx, tx, in)
		if err != nil {
			return err
		}
		who = out.Person
		if err := tx.CatchUp(ctx); err != nil {
			return err
		}
		return errOnlyTried
	})
	if errors.Is(err, errStranger) {
		return ident.ID{}, true, d.tryProvision(ctx, in)
	}
	if errors.Is(err, errOnlyTried) {
		err = nil
	}
	return who, false, err
}

// tryProvision judges whether a stranger would be made.
func (d *Directory) tryProvision(ctx context.Context, in SignInInput) error {
	return d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		if in.EmailDisowned || !in.EmailVerified {
			return refused(RefusedUnverifiedEmail)
		}
		proven, err := provenDomain(ctx, c, in.Email)
		if err != nil {
			return err
		}
		if !proven {
			return refused(RefusedUnprovenDomain)
		}
		_, err = defaultRole(ctx, c, in.Connection)
		return err
	})
}

// FinishTest keeps what a test login has shown. It ends once; refusal is a code, empty
// when it ended well. handle is of its request, which is used up.
func (d *Directory) FinishTest(ctx context.Context, id ident.ID, handle, refusal string, view TestView) error {
	text, err := json.Marshal(view)
	if err != nil {
		return fmt.Errorf("write test login: %w", err)
	}
	state := testrun.StateGOOD
	if refusal != "" {
		state = testrun.StateREFUSED
	}
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Client.SignInRequest.Update().Where(signinrequest.Handle(handle), signinrequest.UsedAtIsNil()).SetUsedAt(tx.Now).Exec(ctx); err != nil {
			return fmt.Errorf("use request: %w", err)
		}
		err := tx.Client.TestRun.Update().Where(testrun.ID(id), testrun.StateEQ(testrun.StateSTARTED)).
			SetState(state).SetReason(refusal).SetView(text).Exec(ctx)
		if err != nil {
			return fmt.Errorf("save test login: %w", err)
		}
		return nil
	})
}
