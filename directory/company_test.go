package directory_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
)

func TestATenantStartsWithItsRoles(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.wantHistory(h.tenant, "COMPANY_CREATED")
		all := map[string]*db.Role{}
		h.read(func(ctx context.Context, c *db.Client) {
			for _, r := range c.Role.Query().AllX(ctx) {
				all[r.Name] = r
			}
			if n := c.SettingsVersion.Query().CountX(ctx); n != 1 {
				t.Errorf("%d settings versions", n)
			}
		})
		for name, want := range map[string]struct {
			permissions int
			grants      []string
		}{
			"administrator": {24, []string{"*"}}, "underwriter": {6, nil}, "team-manager": {10, nil}, "approver": {7, nil}, "auditor": {4, nil},
			"finance-manager": {8, nil}, "accounting": {3, nil}, "service-los": {7, nil},
			"finance-director":  {13, []string{"finance-manager", "accounting", "finance-director"}},
			"customer-employee": {0, nil}, "customer-commercial": {0, nil}, "customer-operational": {0, nil},
		} {
			r := all[name]
			if r == nil || len(r.Permissions) != want.permissions || !slices.Equal(r.Grants, want.grants) || !r.Preset {
				t.Errorf("role %s: %+v, want %+v", name, r, want)
			}
			delete(all, name)
		}
		if len(all) != 0 {
			t.Errorf("more roles than RO-6: %v", all)
		}
	})
}

func TestAnAdministratorDecidesNoDeals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		a, _ := actor.From(h.as(h.person("admin@lender.test", "administrator")))
		for _, p := range []actor.Permission{actor.ApprovalDecide, actor.DealFinalize, actor.ContractView, actor.RemittanceComplete} {
			if a.Can(p) {
				t.Errorf("an administrator holds %s", p)
			}
		}
		for _, p := range []actor.Permission{actor.UserManage, actor.LimitsManage, actor.DealAssign, actor.SchemaRead} {
			if !a.Can(p) {
				t.Errorf("an administrator lacks %s", p)
			}
		}
	})
}

func TestCreateTenantRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		for name, c := range map[string]struct {
			n    directory.NewTenant
			code fault.Code
		}{
			"taken":    {directory.NewTenant{Slug: "acme", Name: "A"}, fault.CodeTaken},
			"slug":     {directory.NewTenant{Slug: "Acme Inc", Name: "A"}, fault.CodeInvalid},
			"no slug":  {directory.NewTenant{Name: "A"}, fault.CodeInvalid},
			"name":     {directory.NewTenant{Slug: "a"}, fault.CodeRequired},
			"kind":     {directory.NewTenant{Slug: "a", Name: "A", Kind: "BANK"}, fault.CodeInvalid},
			"zone":     {directory.NewTenant{Slug: "a", Name: "A", Zone: "Mars/Olympus"}, fault.CodeInvalid},
			"currency": {directory.NewTenant{Slug: "a", Name: "A", Currency: "dollar"}, fault.CodeInvalid},
			"language": {directory.NewTenant{Slug: "a", Name: "A", Language: "xx"}, fault.CodeInvalid},
			"phone":    {directory.NewTenant{Slug: "a", Name: "A", Phone: "12"}, fault.CodeInvalid},
		} {
			if _, err := h.d.CreateTenant(t.Context(), c.n); !fault.Is(err, c.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func (h *house) settings() *db.CompanySettings {
	h.t.Helper()
	var row *db.CompanySettings
	h.read(func(ctx context.Context, c *db.Client) { row = c.CompanySettings.Query().OnlyX(ctx) })
	return row
}

func TestDealershipPreset(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id, err := h.d.CreateTenant(t.Context(), directory.NewTenant{Slug: "cars", Name: "Cars", Kind: "DEALERSHIP", Currency: "USD", Language: "fr", Phone: "+14165550123"})
		h.no(err)
		s := (&house{t: t, d: h.d, tenant: id}).settings()
		if s.InactivityDays == nil || *s.InactivityDays != 30 || s.Currency != "USD" || s.Language != "fr" || s.Zone != "America/Toronto" || s.CompanyPhone != "+14165550123" {
			t.Errorf("settings %+v", s)
		}
		if h.settings().InactivityDays != nil {
			t.Error("a lender locks accounts by default")
		}
	})
}

func TestUpdateSettings(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		days := ptr(45)
		h.no(h.d.UpdateSettings(h.system(), 1, directory.SettingsUpdate{LeaverDeals: ptr(assign.LeaverRelease), InactivityDays: &days, Currency: ptr("USD")}))
		h.wantHeard(directory.SettingsChanged)
		s := h.settings()
		if s.Version != 2 || s.LeaverDeals != "RELEASE" || *s.InactivityDays != 45 || s.Currency != "USD" {
			t.Errorf("settings %+v", s)
		}
		e := h.wantHistory(h.tenant, "COMPANY_CREATED", "COMPANY_UPDATED")
		if len(e.changes) != 3 || e.changes["leaverDeals"] != [2]any{"KEEP", "RELEASE"} || e.changes["inactivityDays"] != [2]any{nil, 45.0} {
			t.Errorf("changes %v", e.changes)
		}
		h.read(func(ctx context.Context, c *db.Client) {
			for _, v := range c.SettingsVersion.Query().AllX(ctx) {
				var state directory.SettingsState
				if err := json.Unmarshal(v.State, &state); err != nil || (v.ValidTo == nil) != (state.LeaverDeals == assign.LeaverRelease) {
					t.Errorf("version %d: %+v %v", v.Number, state, err)
				}
			}
		})
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: ptr("USD")}))
		h.wantHeard()
		off := (*int)(nil)
		h.no(h.d.UpdateSettings(h.system(), 2, directory.SettingsUpdate{InactivityDays: &off}))
		if h.settings().InactivityDays != nil {
			t.Error("the lock is still on")
		}
		h.refused(h.d.UpdateSettings(h.system(), 2, directory.SettingsUpdate{SSO: ptr(true)}), fault.Stale, fault.CodeStale)
		h.refused(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{LimitsView: ptr(assign.LimitsView("BOTH"))}), fault.Invalid, fault.CodeInvalid)
		h.no(h.d.SetLimits(h.system(), h.person("a@b.test"), 0, directory.LimitsUpdate{LoanAmount: ptr(assign.LimitOf(1))}))
		h.refused(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: ptr("CAD")}), fault.Conflict, fault.CodeCurrencyInUse)
	})
}
