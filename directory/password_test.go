package directory_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func TestLocalAccountByNameOrAddress(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		own := func(name, email string) ident.ID {
			id := h.person(name)
			h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
				tx.Silence(db.TypeUser)
				return tx.Client.User.UpdateOneID(id).SetUserName(name).SetUserNameKey(directory.Fold(name)).
					SetEmail(email).SetEmailKey(directory.Fold(email)).SetPasswordHash("$" + name).Exec(ctx)
			}))
			return id
		}
		ann, bob := own("ann@lender.test", "post@lender.test"), own("bob@lender.test", "bob@lender.test")
		dora := own("dora@lender.test", "other@lender.test")
		carl := own("carl@lender.test", "dora@lender.test")
		governed := h.provisioned("post@lender.test")
		for login, want := range map[string]ident.ID{"Ann@lender.test": ann, "POST@lender.test": ann, "bob@lender.test": bob,
			"carl@lender.test": carl, "dora@lender.test": dora, "": {}, "nobody@lender.test": {}} {
			a, err := h.d.LocalAccount(h.system(), login)
			if want.IsZero() {
				h.refused(err, fault.NotFound, fault.CodeUnknownUser)
				continue
			}
			h.no(err)
			if a.ID != want {
				t.Errorf("%q signs in %v, want %v", login, a.ID, want)
			}
		}
		a, err := h.d.AccountOf(h.system(), governed.ID)
		h.no(err)
		if a.ID != governed.ID || a.PasswordHash != "" {
			t.Errorf("account %+v", a)
		}
	})
}

func TestLocalPasswords(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id, err := h.d.CreateAdministrator(h.system(), "glass@lender.test", true, "$first")
		h.no(err)
		admin := h.person("admin@lender.test", "administrator")
		a, err := h.d.LocalAccount(h.system(), "GLASS@lender.test")
		h.no(err)
		if a.ID != id || a.PasswordHash != "$first" || !a.Temporary || a.Expires == nil || !a.Active || !a.BreakGlass {
			t.Errorf("account %+v", a)
		}
		_, err = h.d.LocalAccount(h.system(), "nobody@lender.test")
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
		h.refused(h.login(id, "early"), fault.Unauthenticated, directory.RefusedUnreplaced)
		h.no(h.d.ChangePassword(h.as(id), id, ident.ID{}, "$own"))
		h.refused(h.login(id, "skipped"), fault.Unauthenticated, directory.RefusedNoFactor)
		h.signedIn(id)
		if got := h.notices(admin); !slices.Contains(got, "BREAK_GLASS_USED") {
			t.Errorf("administrators hear %v", got)
		}
		kept, err := h.d.SignIn(h.system(), directory.SignInInput{Person: id, Factor: "TOTP", TokenHash: "kept", IdleUntil: h.d.Store.Now().Add(time.Hour), Expires: h.d.Store.Now().Add(time.Hour)})
		h.no(err)
		h.refused(h.d.ChangePassword(h.as(admin), id, kept.Session, "$theft"), fault.Denied, fault.CodeForbidden)
		h.no(h.d.ChangePassword(h.as(id), id, kept.Session, "$second"))
		a, err = h.d.LocalAccount(h.system(), "glass@lender.test")
		h.no(err)
		if a.PasswordHash != "$second" || a.Temporary || a.Expires != nil || h.live(id) != 2 {
			t.Errorf("account %+v, %d live", a, h.live(id))
		}
		h.no(h.d.SetTemporaryPassword(h.as(admin), id, 0, "text", "$third"))
		if h.live(id) != 1 || !slices.Contains(h.notices(id), "CREDENTIAL_RESET") {
			t.Errorf("%d live", h.live(id))
		}
		h.refused(h.d.SetTemporaryPassword(h.as(admin), h.provisioned("ann@lender.test").ID, 0, "text", "$x"), fault.Denied, fault.CodeSSOManaged)
		other := newHouse(t, h.d.Store, "other")
		h.refused(h.d.SetTemporaryPassword(other.system(), id, 0, "text", "$x"), fault.NotFound, fault.CodeUnknownUser)
	})
}
