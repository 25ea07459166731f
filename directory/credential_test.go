package directory_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

func TestTokensOfADirectory(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.wantHistory(h.token.Directory, "DIRECTORY_CREATED", "SCIM_TOKEN_ISSUED")
		a, err := h.d.AuthenticateToken(t.Context(), h.token.Text)
		h.no(err)
		if a.Kind != actor.Directory || a.ID != h.token.Directory || a.Tenant != h.tenant || a.Rate != 1000 || a.Name != "Okta" || a.Permissions != 0 {
			t.Errorf("actor %+v", a)
		}
		second, err := h.d.IssueToken(h.system(), h.token.Directory, h.d.Store.Now().Add(time.Hour))
		h.no(err)
		_, err = h.d.IssueToken(h.system(), h.token.Directory, time.Time{})
		h.refused(err, fault.Invalid, fault.CodeInvalid)
		h.no(h.d.RevokeToken(h.system(), h.token.ID))
		h.no(h.d.RevokeToken(h.system(), h.token.ID))
		h.wantHistory(h.token.Directory, "DIRECTORY_CREATED", "SCIM_TOKEN_ISSUED", "SCIM_TOKEN_ISSUED", "SCIM_TOKEN_REVOKED")
		_, err = h.d.AuthenticateToken(t.Context(), second.Text)
		h.no(err)
		var answers []string
		for _, text := range []string{h.token.Text, "", "Bearer x", second.Text + "x", strings.ToUpper(second.Text), store.NewCredential(store.SCIMToken, h.tenant).Text,
			store.NewCredential(store.SCIMToken, h.d.Store.NewID()).Text, store.NewCredential(store.ServiceKey, h.tenant).Text} {
			_, err := h.d.AuthenticateToken(t.Context(), text)
			h.refused(err, fault.Unauthenticated, fault.CodeUnauthenticated)
			answers = append(answers, err.Error())
		}
		if slices.Sort(answers); len(slices.Compact(answers)) != 1 {
			t.Errorf("the answers tell apart: %v", answers)
		}
		_, err = h.d.IssueToken(h.system(), h.d.Store.NewID(), time.Time{})
		h.refused(err, fault.NotFound, fault.CodeNotFound)
		_, err = h.d.CreateDirectory(h.system(), "Okta")
		h.refused(err, fault.Conflict, fault.CodeTaken)
		other := newHouse(t, h.d.Store, "other")
		h.refused(h.d.RevokeToken(other.system(), second.ID), fault.NotFound, fault.CodeNotFound)
	})
}

func TestTokensExpireAndAreTraced(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
			h := newHouse(t, storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return clock }), "acme")
			short, err := h.d.IssueToken(h.system(), h.token.Directory, clock.Add(time.Hour))
			h.no(err)
			used := func() (at *time.Time) {
				h.read(func(ctx context.Context, c *db.Client) { at = c.DirectoryToken.GetX(ctx, short.ID).LastUsedAt })
				return at
			}
			for _, step := range []struct{ later, want time.Duration }{{0, 0}, {59 * time.Second, 0}, {2 * time.Minute, 2 * time.Minute}} {
				clock = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Add(step.later)
				_, err = h.d.AuthenticateToken(t.Context(), short.Text)
				h.no(err)
				if at := used(); at == nil || at.Sub(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)) != step.want {
					t.Errorf("after %v last used at %v", step.later, at)
				}
			}
			clock = time.Date(2026, 3, 1, 13, 0, 0, 0, time.UTC)
			_, err = h.d.AuthenticateToken(t.Context(), short.Text)
			h.refused(err, fault.Unauthenticated, fault.CodeUnauthenticated)
		})
	}
}

func TestServiceKeys(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin, id := h.person("admin@lender.test", "administrator"), h.person("ann@lender.test", "approver")
		k, err := h.d.CreateKey(h.as(admin), directory.NewKey{Name: "los", Role: "service-los", Responsible: admin})
		h.no(err)
		h.wantHistory(k.ID, "API_KEY_CREATED")
		a, err := h.d.AuthenticateKey(t.Context(), k.Text)
		h.no(err)
		if a.Kind != actor.Service || a.ID != k.ID || !a.Can(actor.DealCreate) || a.Can(actor.UserManage) || a.Person() != (ident.ID{}) {
			t.Errorf("actor %+v", a)
		}
		b, err := h.d.OnBehalfOf(t.Context(), a, id)
		h.no(err)
		if b.Person() != id || b.ID != k.ID || !b.Can(actor.ApprovalDecide) || b.Can(actor.ActOnBehalf) {
			t.Errorf("on behalf %+v", b)
		}
		_, err = h.d.OnBehalfOf(t.Context(), a, h.d.Store.NewID())
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
		h.no(h.d.Deactivate(h.system(), id, 0, ""))
		_, err = h.d.OnBehalfOf(t.Context(), a, id)
		h.refused(err, fault.Denied, fault.CodeUserInactive)
		_, err = h.d.OnBehalfOf(t.Context(), b, admin)
		h.refused(err, fault.Denied, fault.CodeForbidden)
		director := h.person("dir@lender.test", "finance-director")
		_, err = h.d.CreateKey(h.as(director), directory.NewKey{Name: "x", Role: "administrator"})
		h.refused(err, fault.Denied, fault.CodeForbidden)
		_, err = h.d.CreateKey(h.as(admin), directory.NewKey{Name: "x", Role: "nothing"})
		h.refused(err, fault.NotFound, fault.CodeNotFound)
		h.no(h.d.RevokeKey(h.as(admin), k.ID))
		h.no(h.d.RevokeKey(h.as(admin), k.ID))
		h.wantHistory(k.ID, "API_KEY_CREATED", "API_KEY_REVOKED")
		_, err = h.d.AuthenticateKey(t.Context(), k.Text)
		h.refused(err, fault.Unauthenticated, fault.CodeUnauthenticated)
		_, err = h.d.AuthenticateKey(t.Context(), h.token.Text)
		h.refused(err, fault.Unauthenticated, fault.CodeUnauthenticated)
		h.refused(h.d.RevokeKey(newHouse(t, h.d.Store, "other").system(), k.ID), fault.NotFound, fault.CodeNotFound)
	})
}

func TestBreakGlassAdministrators(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			_, err := h.d.CreateAdministrator(h.system(), name+"@glass.test", true, "$argon2id$x")
			h.no(err)
		}
		_, err := h.d.CreateAdministrator(h.system(), "f@glass.test", true, "$argon2id$x")
		h.refused(err, fault.Invalid, fault.CodeInvalid)
		id, err := h.d.CreateAdministrator(h.system(), "plain@lender.test", false, "")
		h.no(err)
		if u := h.row(id); u.BreakGlass || u.MfaRequired || u.PasswordTemporary {
			t.Errorf("row %+v", u)
		}
		if a, _ := actor.From(h.as(id)); !a.Can(actor.CompanyManage) || !slices.Equal(a.GrantsRoles, []string{"*"}) {
			t.Errorf("actor %+v", a)
		}
	})
}
