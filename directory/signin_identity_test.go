package directory_test

import (
	"context"
	"slices"
	"testing"

	"mandate/directory"
	"mandate/ent/db/role"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TestNamesThatADirectoryGivesOpenNothing: userName and externalId are what a
// directory or an IdP's user may write at will.
func TestNamesThatADirectoryGivesOpenNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.provisioned("ann@lender.test")
		mallory := profile("mallory@lender.test")
		mallory.UserName, mallory.ExternalID = "s-ann", "s-ann"
		evil, err := h.d.CreatePerson(h.okta(), mallory)
		h.no(err)
		conn := h.idp("Okta")
		in := h.start(conn, "one")
		in.Subject, in.Email = "s-ann", "ann@lender.test"
		out, err := h.d.SignIn(h.system(), in)
		h.no(err)
		if out.Person != p.ID || out.Person == evil.ID {
			t.Errorf("signed in as %s", out.Person)
		}
		in = h.start(conn, "two")
		in.Subject, in.Email = "x-ann@lender.test", "nobody@lender.test"
		_, err = h.d.SignIn(h.system(), in)
		h.refused(err, fault.Unauthenticated, directory.RefusedPersonUnknown)
	})
}

// TestTwoPeopleWithOneAddress: neither comes in by it.
func TestTwoPeopleWithOneAddress(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.provisioned("ann@lender.test")
		twin := profile("ann@lender.test")
		twin.UserName, twin.ExternalID = "twin", "twin"
		_, err := h.d.CreatePerson(h.okta(), twin)
		h.no(err)
		in := h.start(h.idp("Okta"), "one")
		_, err = h.d.SignIn(h.system(), in)
		h.refused(err, fault.Unauthenticated, directory.RefusedPersonAmbiguous)
	})
}

// guestRole is a role that may look at deals and do nothing else.
func (h *house) guestRole() ident.ID {
	h.t.Helper()
	id := h.d.Store.NewID()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.Client.Role.Create().SetID(id).SetName("guest").SetPermissions([]string{"deal.view"}).Exec(ctx)
	})
	return id
}

// TestPeopleMadeAtSignIn: only where the connection says so, only by an address that
// is vouched for in a proven domain, and with the default role alone.
func TestPeopleMadeAtSignIn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		conn := h.idp("Okta")
		viewer := h.guestRole()
		n := 0
		enter := func(email string, bend func(*directory.SignInInput)) (directory.SignedIn, error) {
			n++
			in := h.start(conn, string(rune('a'+n)))
			in.Subject, in.Email, in.FirstName, in.LastName = "s-"+email, email, "Nia", "Oro"
			if bend != nil {
				bend(&in)
			}
			return h.d.SignIn(h.system(), in)
		}
		_, err := enter("nia@lender.test", nil)
		h.refused(err, fault.Unauthenticated, directory.RefusedPersonUnknown)
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Provisioning: ptr("JUST_IN_TIME"), DefaultRole: ptr(viewer)}))
		for _, c := range []struct {
			email string
			bend  func(*directory.SignInInput)
			code  fault.Code
		}{
			{"nia@foreign.test", nil, directory.RefusedUnprovenDomain},
			{"nia@sub.lender.test", nil, directory.RefusedUnprovenDomain},
			{"nia@lendеr.test", nil, directory.RefusedUnprovenDomain},
			{"nia@lender.test", func(in *directory.SignInInput) { in.EmailVerified = false }, directory.RefusedUnverifiedEmail},
			{"nia@lender.test", func(in *directory.SignInInput) { in.EmailDisowned = true }, directory.RefusedUnverifiedEmail},
			{"nia@lender.test", func(in *directory.SignInInput) { in.Handle = "?" }, directory.RefusedRequestUnknown},
			{"", nil, directory.RefusedPersonUnknown},
		} {
			_, err := enter(c.email, c.bend)
			h.refused(err, fault.Unauthenticated, c.code)
		}
		out, err := enter("nia@lender.test", nil)
		h.no(err)
		u := h.row(out.Person)
		if u.Email != "nia@lender.test" || u.FirstName != "Nia" || u.PasswordHash != "" || u.Source != "LOCAL" || !u.Active {
			t.Errorf("made %+v", u)
		}
		e := h.history(out.Person)
		if e[0].Action != "USER_CREATED" || e[0].Source != directory.BySignIn || len(e) != 3 {
			t.Errorf("history %+v", e)
		}
		roles, _, _, err := h.d.Store.Rights(t.Context(), h.tenant, out.Person)
		if err != nil || len(roles) != 1 || !slices.Equal(roles[0].Permissions, []string{"deal.view"}) {
			t.Errorf("roles %v, %v", roles, err)
		}
		again, err := enter("nia@lender.test", nil)
		h.no(err)
		if again.Person != out.Person {
			t.Error("made twice")
		}
		h.provisioned("ann@lender.test")
		_, err = enter("ａnn@lender.test", nil) // folds to Ann's address
		h.refused(err, fault.Unauthenticated, directory.RefusedPersonUnknown)
	})
}

// TestADefaultRoleOnlyViews: checked when it is chosen, and again at every sign-in.
func TestADefaultRoleOnlyViews(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		conn := h.idp("Okta")
		err := h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{DefaultRole: ptr(h.role(directory.AdministratorRole))})
		h.refused(err, fault.Invalid, fault.CodeInvalid)
		err = h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{DefaultRole: ptr(h.d.Store.NewID())})
		h.refused(err, fault.NotFound, fault.CodeNotFound)
		viewer := h.guestRole()
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Provisioning: ptr("JUST_IN_TIME"), DefaultRole: ptr(viewer)}))
		h.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.Role.Update().Where(role.ID(viewer)).SetPermissions([]string{"deal.view", "deal.assign"}).Exec(ctx)
		})
		in := h.start(conn, "one")
		in.Email = "nia@lender.test"
		_, err = h.d.SignIn(h.system(), in)
		h.refused(err, fault.Unauthenticated, directory.RefusedDefaultRole)
	})
}

// TestEnforcement: where a connection is enforced for a domain, its people come by it
// alone, break-glass accounts aside.
func TestEnforcement(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		conn, other := h.idp("Okta"), h.idp("Other")
		h.no(h.d.VerifyDomain(h.system(), "lender.test", conn))
		ann, guest := h.person("ann@lender.test"), h.person("guest@elsewhere.test")
		glass, err := h.d.CreateAdministrator(h.system(), "glass@lender.test", true, "")
		h.no(err)
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Enforced: ptr(true)}))
		now := h.d.Store.Now()
		local := func(id ident.ID, hash string) error {
			_, err := h.d.SignIn(h.system(), directory.SignInInput{Person: id, TokenHash: hash, Factor: "TOTP", IdleUntil: now.Add(1e12), Expires: now.Add(1e12)})
			return err
		}
		h.refused(local(ann, "a"), fault.Unauthenticated, directory.RefusedLocalPassword)
		h.no(local(guest, "b"))
		h.no(local(glass, "c"))
		in := h.start(other, "one")
		_, err = h.d.SignIn(h.system(), in)
		h.refused(err, fault.Unauthenticated, directory.RefusedNotEnforced)
		_, err = h.d.SignIn(h.system(), h.start(conn, "two"))
		h.no(err)
		h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{Disabled: ptr(true)}))
		h.no(local(ann, "d"))
	})
}
