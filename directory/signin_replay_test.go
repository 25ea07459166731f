package directory_test

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/signinrequest"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// openTo has a connection take answers that nobody here asked for.
func (h *house) openTo(conn ident.ID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeConnection)
		return tx.Client.Connection.Update().Where(connection.ID(conn)).SetIdpInitiated(true).Exec(ctx)
	})
}

// unsolicited is an answer that nobody here asked for, by an assertion of its own.
func (h *house) unsolicited(conn ident.ID, assertion, token string) directory.SignInInput {
	later := h.d.Store.Now().Add(time.Hour)
	return directory.SignInInput{Connection: conn, Subject: "ann@lender.test", Email: "ann@lender.test", EmailVerified: true, SubjectIsAddress: true,
		Assertion: assertion, AssertionExpires: later, TokenHash: token, IdleUntil: later, Expires: later}
}

func (h *house) people() (n int) {
	h.read(func(ctx context.Context, c *db.Client) { n = c.User.Query().Where(user.DeletedAtIsNil()).CountX(ctx) })
	return n
}

// TestAReplayMakesNobody: an assertion that has counted makes no account for an address that
// is nobody's by now, where its connection makes people, and no test login says it would.
func TestAReplayMakesNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, conn := h.provisioned("ann@lender.test"), h.idp("Okta")
		h.openTo(conn)
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Provisioning: ptr("JUST_IN_TIME"), DefaultRole: ptr(h.guestRole())}))
		_, err := h.d.SignIn(h.system(), h.unsolicited(conn, "a1", "first"))
		h.no(err)
		_, err = h.d.UpdatePerson(h.okta(), p.ID, 0, func(q directory.Profile) (directory.Profile, error) {
			q.UserName, q.Emails = "anna@lender.test", nil
			return q, nil
		})
		h.no(err)
		before := h.people()
		in := h.unsolicited(conn, "a1", "second")
		_, err = h.d.SignIn(h.system(), in)
		h.refused(err, fault.Unauthenticated, directory.RefusedReplay)
		if got := h.people(); got != before {
			t.Errorf("%d people before the replay, %d after", before, got)
		}
		in.Handle, in.BrowserHash = "tried", "browser"
		h.no(h.d.StartSignIn(h.system(), directory.SignInStart{Connection: conn, Purpose: signinrequest.PurposeTEST, Handle: in.Handle, BrowserHash: in.BrowserHash, Expires: in.Expires}))
		_, makes, err := h.d.TrySignIn(h.system(), in)
		if h.refused(err, fault.Unauthenticated, directory.RefusedReplay); makes {
			t.Error("a test login says that a replay would make somebody")
		}
		in.Assertion = "a2"
		if _, makes, err = h.d.TrySignIn(h.system(), in); err != nil || !makes {
			t.Errorf("an assertion of its own would make nobody: %v", err)
		}
	})
}
