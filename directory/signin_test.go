package directory_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/fault"
	"mandate/ident"
)

// idp makes an active connection of kind OIDC, for people whose addresses are proven.
func (h *house) idp(name string) ident.ID {
	h.t.Helper()
	h.no(h.d.VerifyDomain(h.system(), "lender.test", ident.ID{}))
	id, err := h.d.CreateConnection(h.system(), "OIDC", directory.ConnectionUpdate{Name: &name, Issuer: ptr("https://idp.test"), ClientID: ptr("c")})
	h.no(err)
	return id
}

// start begins a sign-in and gives the answer to it, for the door to change.
func (h *house) start(connection ident.ID, handle string) directory.SignInInput {
	h.t.Helper()
	now := h.d.Store.Now()
	h.no(h.d.StartSignIn(h.system(), directory.SignInStart{Connection: connection, Handle: handle, BrowserHash: "browser", ReturnTo: "/deals",
		Expires: now.Add(10 * time.Minute)}))
	return directory.SignInInput{Connection: connection, Handle: handle, BrowserHash: "browser", Subject: "s-1", Email: "ann@lender.test", EmailVerified: true,
		TokenHash: "hash-" + handle, IdleUntil: now.Add(30 * time.Minute), Expires: now.Add(12 * time.Hour), Methods: []string{"mfa"}}
}

func (h *house) refusals() (reasons []string) {
	h.read(func(ctx context.Context, c *db.Client) {
		for _, e := range c.HistoryEntry.Query().Where(historyentry.Action("SIGN_IN_REFUSED")).Order(historyentry.ByID()).AllX(ctx) {
			reasons = append(reasons, e.Reason)
		}
	})
	return reasons
}

func TestSignInLinksOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, conn := h.provisioned("ann@lender.test"), h.idp("Okta")
		in := h.start(conn, "one")
		out, err := h.d.SignIn(h.system(), in)
		h.no(err)
		if out.Person != p.ID || out.ReturnTo != "/deals" || h.row(p.ID).LastLoginAt == nil || h.row(p.ID).Version != 1 {
			t.Errorf("out %+v", out)
		}
		e := h.wantHistory(p.ID, "USER_CREATED", "USER_LINKED", "USER_SIGNED_IN")
		if e.ActorKind != "USER" || *e.ActorID != p.ID {
			t.Errorf("entry %+v", e.HistoryEntry)
		}
		in = h.start(conn, "two")
		in.Email = "changed at the IdP"
		_, err = h.d.SignIn(h.system(), in)
		h.no(err)
		in = h.start(conn, "three")
		in.Subject = "s-2"
		_, err = h.d.SignIn(h.system(), in)
		h.refused(err, fault.Unauthenticated, directory.RefusedSubjectChanged)
		if got := h.refusals(); !slices.Equal(got, []string{"SUBJECT_CHANGED"}) {
			t.Errorf("refusals %v", got)
		}
	})
}

func TestSignInRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.provisioned("ann@lender.test")
		gone := h.provisioned("gone@lender.test")
		h.no(h.setActive(gone.ID, false))
		h.person("local@lender.test")
		h.person("local@foreign.test")
		h.person("sub@sub.lender.test")
		h.person("local@proven.test")
		conn, other := h.idp("Okta"), h.idp("Other")
		h.no(h.d.VerifyDomain(h.system(), "Proven.test", conn))
		n := 0
		for _, c := range []struct {
			name   string
			change func(*directory.SignInInput)
			code   fault.Code
		}{
			{"no such request", func(in *directory.SignInInput) { in.Handle = "?" }, directory.RefusedRequestUnknown},
			{"another browser", func(in *directory.SignInInput) { in.BrowserHash = "?" }, directory.RefusedOtherBrowser},
			{"another connection", func(in *directory.SignInInput) { in.Connection = other }, directory.RefusedOtherConnection},
			{"nobody", func(in *directory.SignInInput) { in.Email = "who@proven.test" }, directory.RefusedPersonUnknown},
			{"inactive", func(in *directory.SignInInput) { in.Email = "gone@lender.test" }, fault.CodeUserInactive},
			{"look-alike", func(in *directory.SignInInput) { in.Email = "ａnn@lender.test" }, directory.RefusedPersonUnknown},
			{"Cyrillic look-alike", func(in *directory.SignInInput) { in.Email = "аnn@lender.test" }, directory.RefusedPersonUnknown},
			{"look-alike of the domain", func(in *directory.SignInInput) { in.Email = "ann@lendеr.test" }, directory.RefusedPersonUnknown},
			{"no address at all", func(in *directory.SignInInput) { in.Email = "" }, directory.RefusedPersonUnknown},
			{"a domain below the proven one", func(in *directory.SignInInput) { in.Email = "sub@sub.lender.test" }, directory.RefusedUnprovenDomain},
			{"unproven", func(in *directory.SignInInput) {
				in.Email = "local@foreign.test"
			}, directory.RefusedUnprovenDomain},
			{"not vouched for", func(in *directory.SignInInput) { in.Email, in.EmailVerified = "local@proven.test", false }, directory.RefusedUnverifiedEmail},
			{"disowned", func(in *directory.SignInInput) {
				in.Email, in.EmailDisowned = "local@proven.test", true
			}, directory.RefusedUnverifiedEmail},
		} {
			n++
			in := h.start(conn, string(rune('a'+n)))
			c.change(&in)
			_, err := h.d.SignIn(h.system(), in)
			if f := fault.As(err); f.Kind != fault.Unauthenticated || f.Code != c.code {
				t.Errorf("%s: %v", c.name, err)
			}
			if got := h.refusals(); len(got) != n || got[n-1] != string(c.code) {
				t.Errorf("%s: refusals %v", c.name, got)
			}
		}
		in := h.start(conn, "last")
		in.Subject, in.Email = "s-2", "Local@Proven.test"
		_, err := h.d.SignIn(h.system(), in)
		h.no(err)
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Disabled: ptr(true)}))
		in.Handle = "x"
		_, err = h.d.SignIn(h.system(), in)
		h.refused(err, fault.Unauthenticated, directory.RefusedConnection)
		err = h.d.StartSignIn(h.system(), directory.SignInStart{Connection: conn, Handle: "y"})
		h.refused(err, fault.Unauthenticated, directory.RefusedConnection)
	})
}

func TestARequestAndAnAssertionCountOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.provisioned("ann@lender.test")
		conn := h.idp("Okta")
		in := h.start(conn, "one")
		in.Assertion, in.AssertionExpires = "a1", h.d.Store.Now().Add(time.Hour)
		var ok, used int
		var mu sync.Mutex
		var all sync.WaitGroup
		ctx := h.system()
		for i := range 8 {
			all.Go(func() {
				in := in
				in.TokenHash = string(rune('a' + i))
				_, err := h.d.SignIn(ctx, in)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					ok++
				case fault.Is(err, directory.RefusedRequestUsed):
					used++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if ok != 1 || used != 7 {
			t.Errorf("%d in, %d refused", ok, used)
		}
		again := h.start(conn, "two")
		again.Assertion, again.AssertionExpires = "a1", in.AssertionExpires
		_, err := h.d.SignIn(h.system(), again)
		h.refused(err, fault.Unauthenticated, directory.RefusedReplay)
	})
}

func TestAnAddressAsSubjectHoldsWhileThePersonHasIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, conn := h.provisioned("ann@lender.test"), h.idp("Okta")
		signIn := func(handle, subject string) error {
			in := h.start(conn, handle)
			in.Subject, in.Email, in.SubjectIsAddress = subject, subject, true
			_, err := h.d.SignIn(h.system(), in)
			return err
		}
		h.no(signIn("one", "ann@lender.test"))
		_, err := h.d.UpdatePerson(h.okta(), p.ID, 0, func(q directory.Profile) (directory.Profile, error) {
			q.UserName, q.Emails = "anna@lender.test", nil
			return q, nil
		})
		h.no(err)
		h.refused(signIn("two", "ann@lender.test"), fault.Unauthenticated, directory.RefusedPersonUnknown)
		q := profile("ann@lender.test")
		q.ExternalID = "x-heir"
		heir, err := h.d.CreatePerson(h.okta(), q)
		h.no(err)
		h.no(signIn("three", "ann@lender.test"))
		h.wantHistory(heir.ID, "USER_CREATED", "USER_LINKED", "USER_SIGNED_IN")
		h.no(signIn("four", "anna@lender.test"))
		h.no(signIn("five", "ANNA@lender.test"))
		h.refused(signIn("six", "ÀNNA@lender.test"), fault.Unauthenticated, directory.RefusedPersonUnknown)
	})
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id := h.person("ann@lender.test")
		hash := h.signedIn(id)
		row, err := h.d.Store.Session(t.Context(), h.tenant, hash)
		h.no(err)
		later := row.Seen.Add(time.Minute)
		h.no(h.d.TouchSession(h.system(), row.ID, later, later.Add(time.Hour)))
		if row, err = h.d.Store.Session(t.Context(), h.tenant, hash); err != nil || !row.Seen.Equal(later) {
			t.Errorf("seen %v, %v", row.Seen, err)
		}
		h.no(h.d.EndSession(h.system(), row.ID, "LOGOUT"))
		h.no(h.d.EndSession(h.system(), row.ID, "LOGOUT"))
		e := h.wantHistory(id, "USER_CREATED", "USER_SIGNED_IN", "API_KEY_CREATED", "SESSIONS_ENDED")
		if e.Reason != "LOGOUT" {
			t.Errorf("reason %s", e.Reason)
		}
		h.no(h.d.EndSessions(h.system(), id, "ADMIN"))
		h.refused(h.d.EndSession(h.system(), h.d.Store.NewID(), ""), fault.NotFound, fault.CodeNotFound)
		h.refused(h.d.EndSessions(newHouse(t, h.d.Store, "other").system(), id, ""), fault.NotFound, fault.CodeUnknownUser)
	})
}
