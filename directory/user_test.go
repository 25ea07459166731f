package directory_test

import (
	"slices"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

func TestCreateInTheConsole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin := h.person("admin@lender.test", "administrator")
		id, warnings, err := h.d.Create(h.as(admin), directory.NewPerson{Email: "Ann@lender.test", FirstName: "Ann", LastName: "Lee",
			Phone: "+1 416 555 0123", Locale: "de", Roles: []ident.ID{h.role("underwriter"), h.role("underwriter")}, PasswordHash: "$argon2id$x"})
		h.no(err)
		h.wantHeard(directory.Created)
		u := h.row(id)
		if u.UserName != "Ann@lender.test" || u.Phone != "+14165550123" || u.Locale != "de" || !u.PasswordTemporary || u.PasswordExpiresAt == nil || len(warnings) != 0 {
			t.Errorf("row %+v, warnings %v", u, warnings)
		}
		if got := h.notices(id); !slices.Equal(got, []string{"WELCOME"}) {
			t.Errorf("notices %v", got)
		}
		if e := h.wantHistory(id, "USER_CREATED"); e.Source != "ADMIN" || *e.ActorID != admin || e.changes["roles"][1] == nil {
			t.Errorf("entry %+v %v", e.HistoryEntry, e.changes)
		}
		if n := len(h.authority(id).Permissions); n != 6 {
			t.Errorf("%d permissions", n)
		}
	})
}

// TestCreateRefusals: among them addresses that somebody has (PR-2), placeholders and numbers
// that do not exist (PR-3), and roles beyond the ceiling (RO-4).
func TestCreateRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		director := h.person("dir@lender.test", "finance-director")
		h.provisioned("scim@lender.test")
		other := newHouse(t, h.d.Store, "other")
		for name, c := range map[string]struct {
			n    directory.NewPerson
			kind fault.Kind
			code fault.Code
		}{
			"no address":     {directory.NewPerson{}, fault.Invalid, fault.CodeRequired},
			"no such form":   {directory.NewPerson{Email: "Ann <a@b.test>"}, fault.Invalid, fault.CodeInvalid},
			"taken":          {directory.NewPerson{Email: "DIR@lender.test"}, fault.Conflict, fault.CodeEmailTaken},
			"taken by SCIM":  {directory.NewPerson{Email: "scim@Lender.test"}, fault.Conflict, fault.CodeEmailTaken},
			"placeholder":    {directory.NewPerson{Email: "n@b.test", Phone: "000-000-0000"}, fault.Invalid, fault.CodeInvalid},
			"no such number": {directory.NewPerson{Email: "n@b.test", Phone: "+1 555 555 5555"}, fault.Invalid, fault.CodeInvalid},
			"language":       {directory.NewPerson{Email: "n@b.test", Locale: "it"}, fault.Invalid, fault.CodeInvalid},
			"ceiling":        {directory.NewPerson{Email: "n@b.test", Roles: []ident.ID{h.role("administrator")}}, fault.Denied, fault.CodeForbidden},
			"no such role":   {directory.NewPerson{Email: "n@b.test", Roles: []ident.ID{h.d.Store.NewID()}}, fault.NotFound, fault.CodeNotFound},
			"foreign role":   {directory.NewPerson{Email: "n@b.test", Roles: []ident.ID{other.role("accounting")}}, fault.NotFound, fault.CodeNotFound},
			"no manager":     {directory.NewPerson{Email: "n@b.test", Manager: h.d.Store.NewID()}, fault.Invalid, fault.CodeUnknownUser},
		} {
			_, _, err := h.d.Create(h.as(director), c.n)
			if f := fault.As(err); err == nil || f.Kind != c.kind || f.Code != c.code {
				t.Errorf("%s: %v", name, err)
			}
		}
		h.wantHeard()
		_, _, err := h.d.Create(h.as(director), directory.NewPerson{Email: "n@b.test", Roles: []ident.ID{h.role("accounting")}})
		h.no(err)
	})
}

func TestUpdateInTheConsole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin, id := h.person("admin@lender.test", "administrator"), h.person("ann@lender.test")
		ctx := h.as(admin)
		update := func(u directory.PersonUpdate) error {
			_, err := h.d.Update(ctx, id, 0, u)
			return err
		}
		h.no(update(directory.PersonUpdate{FirstName: ptr("Anna"), Email: ptr("anna@lender.test"), Phone: ptr("+14165550123"), MFARequired: ptr(true)}))
		u := h.row(id)
		if u.FirstName != "Anna" || u.UserName != "anna@lender.test" || u.EmailKey != "anna@lender.test" || !u.MfaRequired || u.Version != 2 {
			t.Errorf("row %+v", u)
		}
		e := h.wantHistory(id, "USER_CREATED", "USER_UPDATED")
		if e.changes["firstName"] != [2]any{"Pat", "Anna"} || e.changes["email"] != [2]any{"ann@lender.test", "anna@lender.test"} || e.changes["mfaRequired"][1] != true {
			t.Errorf("changes %v", e.changes)
		}
		h.no(update(directory.PersonUpdate{FirstName: ptr("Anna")}))
		h.wantHistory(id, "USER_CREATED", "USER_UPDATED")
		h.refused(update(directory.PersonUpdate{Email: ptr("ADMIN@lender.test")}), fault.Conflict, fault.CodeEmailTaken)
		h.refused(update(directory.PersonUpdate{Email: ptr("nobody")}), fault.Invalid, fault.CodeInvalid)
		h.refused(update(directory.PersonUpdate{Phone: ptr("123")}), fault.Invalid, fault.CodeInvalid)
		_, err := h.d.Update(ctx, id, 1, directory.PersonUpdate{LastName: ptr("X")})
		h.refused(err, fault.Stale, fault.CodeStale)
		if v := fault.As(err).Params["version"]; v != int64(2) {
			t.Errorf("present version %v", v)
		}
		other := newHouse(t, h.d.Store, "other")
		_, err = h.d.Update(other.system(), id, 0, directory.PersonUpdate{})
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
		h.signedIn(id)
		h.refused(update(directory.PersonUpdate{FirstName: ptr("B")}), fault.Denied, fault.CodeForbidden)
		h.refused(update(directory.PersonUpdate{Email: ptr("b@lender.test")}), fault.Denied, fault.CodeForbidden)
		_, err = h.d.Update(h.as(id), id, 0, directory.PersonUpdate{FirstName: ptr("Annie"), Locale: ptr("fr")})
		h.no(err)
	})
}

func TestWhatTheDirectoryGoverns(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss := h.provisioned("boss@lender.test").ID
		p := profile("ann@lender.test")
		p.Phone, p.Locale, p.Manager = "+14165550123", "en", boss
		governed, err := h.d.CreatePerson(h.okta(), p)
		h.no(err)
		free := h.provisioned("bob@lender.test")
		for field, u := range map[string]directory.PersonUpdate{
			"firstName": {FirstName: ptr("X")}, "lastName": {LastName: ptr("X")}, "email": {Email: ptr("x@lender.test")},
			"phone": {Phone: ptr("")}, "locale": {Locale: ptr("de")}, "manager": {Manager: &ident.ID{}},
		} {
			_, err := h.d.Update(h.system(), governed.ID, 0, u)
			if f := fault.As(err); f.Code != fault.CodeManagedByDirectory || f.Field[0] != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		_, err = h.d.Update(h.system(), free.ID, 0, directory.PersonUpdate{Phone: ptr("+14165550123"), Locale: ptr("fr"), Manager: &boss})
		h.no(err)
	})
}

func TestDirectManager(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id, boss := h.person("ann@lender.test"), h.person("boss@lender.test")
		_, err := h.d.SetManager(h.system(), id, 0, id)
		h.refused(err, fault.Invalid, fault.CodeSelfManager)
		_, err = h.d.SetManager(h.system(), id, 0, newHouse(t, h.d.Store, "other").person("x@x.test"))
		h.refused(err, fault.Invalid, fault.CodeUnknownUser)
		h.no(h.d.Deactivate(h.system(), boss, 0, ""))
		h.heard()
		warnings, err := h.d.SetManager(h.system(), id, 0, boss)
		h.no(err)
		h.wantHeard(directory.ManagerChanged)
		if !slices.Equal(warnings, []fault.Code{fault.WarnManagerInactive}) || h.authority(id).Manager != boss || h.row(id).ManagerKey != "pat roy" {
			t.Errorf("warnings %v", warnings)
		}
		warnings, err = h.d.SetManager(h.system(), id, 0, ident.ID{})
		h.no(err)
		if !slices.Equal(warnings, []fault.Code{fault.WarnNoDirectManager}) || h.row(id).ManagerID != nil {
			t.Errorf("warnings %v", warnings)
		}
	})
}

func TestRolesWithinTheCeiling(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin, director, id := h.person("admin@lender.test", "administrator"), h.person("dir@lender.test", "finance-director"), h.person("ann@lender.test")
		set := func(who, whom ident.ID, roles ...ident.ID) error { return h.d.SetRoles(h.as(who), whom, 0, roles) }
		h.refused(set(admin, admin), fault.Denied, fault.CodeSelfGrant)
		h.refused(set(director, id, h.role("underwriter")), fault.Denied, fault.CodeForbidden)
		h.refused(set(director, admin), fault.Denied, fault.CodeForbidden) // taking is beyond it too
		h.refused(set(admin, id, h.d.Store.NewID()), fault.NotFound, fault.CodeNotFound)
		h.no(set(director, id, h.role("accounting")))
		h.wantHeard(directory.PermissionsChanged)
		h.no(set(admin, id, h.role("accounting"), h.role("approver")))
		e := h.wantHistory(id, "USER_CREATED", "USER_UPDATED", "USER_UPDATED")
		if got := e.changes["roles"][1].([]any); len(got) != 2 || got[0] != "accounting" || got[1] != "approver" {
			t.Errorf("roles %v", got)
		}
		h.heard()
		h.no(set(admin, id, h.role("approver"), h.role("accounting")))
		h.wantHeard()
		if h.row(id).Version != 3 {
			t.Errorf("version %d", h.row(id).Version)
		}
		h.refused(h.d.SetRoles(h.as(admin), id, 1, nil), fault.Stale, fault.CodeStale)
		second := h.person("second@lender.test", "administrator")
		h.no(set(second, admin))
		third := h.person("third@lender.test")
		h.no(h.d.SetRoles(h.system(), third, 0, []ident.ID{h.role("administrator")}))
		ctx := h.as(third)
		h.no(h.d.Deactivate(h.system(), third, 0, ""))
		h.refused(h.d.SetRoles(ctx, second, 0, nil), fault.Denied, fault.CodeLastAdministrator)
	})
}

func TestPreferences(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id := h.person("ann@lender.test")
		good, bad, product := h.broker("B1", true), h.broker("B2", false), h.product("P1")
		h.no(h.d.SetPreferences(h.as(id), id, 1, directory.PreferencesUpdate{Locations: &[]string{"ON", "ON", "QC"}, Brokers: &[]ident.ID{good},
			Products: &[]ident.ID{product}, PropertyTypes: &[]assign.PropertyType{assign.PropertyCottage}, AutoAssign: ptr(false), FinancingDate: ptr("2026-03-08")}))
		h.wantHeard(directory.PreferencesChanged)
		a := h.authority(id).Preferences
		if a.AutoAssign || !slices.Equal(a.Locations, []string{"ON", "QC"}) || a.Brokers[0] != good || a.Products[0] != product || len(a.Languages) != 0 {
			t.Errorf("preferences %+v", a)
		}
		e := h.wantHistory(id, "USER_CREATED", "USER_UPDATED")
		if e.changes["autoAssign"] != [2]any{true, false} || e.changes["financingDate"][1] != "2026-03-08" {
			t.Errorf("changes %v", e.changes)
		}
		h.no(h.d.SetPreferences(h.system(), id, 0, directory.PreferencesUpdate{Languages: &[]string{"fr"}, Locations: &[]string{}}))
		if a := h.authority(id).Preferences; len(a.Locations) != 0 || a.Languages[0] != "fr" || a.AutoAssign {
			t.Errorf("preferences %+v", a)
		}
		h.heard()
		h.no(h.d.SetPreferences(h.system(), id, 0, directory.PreferencesUpdate{Languages: &[]string{"fr"}}))
		h.wantHeard()
		for name, c := range map[string]struct {
			u    directory.PreferencesUpdate
			code fault.Code
		}{
			"unverified":    {directory.PreferencesUpdate{Brokers: &[]ident.ID{good, bad}}, fault.CodeBrokerNotVerified},
			"no broker":     {directory.PreferencesUpdate{Brokers: &[]ident.ID{h.d.Store.NewID()}}, fault.CodeNotFound},
			"no product":    {directory.PreferencesUpdate{Products: &[]ident.ID{good}}, fault.CodeNotFound},
			"property type": {directory.PreferencesUpdate{PropertyTypes: &[]assign.PropertyType{"CASTLE"}}, fault.CodeInvalid},
			"date":          {directory.PreferencesUpdate{FinancingDate: ptr("8 March")}, fault.CodeInvalid},
			"empty":         {directory.PreferencesUpdate{Locations: &[]string{""}}, fault.CodeInvalid},
		} {
			if err := h.d.SetPreferences(h.system(), id, 0, c.u); !fault.Is(err, c.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
		h.refused(h.d.SetPreferences(h.system(), id, 1, directory.PreferencesUpdate{}), fault.Stale, fault.CodeStale)
		h.unverify(good)
		h.no(h.d.SetPreferences(h.system(), id, 0, directory.PreferencesUpdate{Brokers: &[]ident.ID{good}, AutoAssign: ptr(true)}))
	})
}

func TestLimits(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin, id := h.person("admin@lender.test", "administrator"), h.person("ann@lender.test")
		ctx := h.as(admin)
		h.refused(h.d.SetLimits(ctx, admin, 0, directory.LimitsUpdate{LoanAmount: ptr(assign.Unlimited())}), fault.Denied, fault.CodeSelfGrant)
		h.no(h.d.SetLimits(ctx, id, 1, directory.LimitsUpdate{LoanAmount: ptr(assign.LimitOf(50_000_000)), MaxCapacity: ptr(assign.MaximumOf(0)),
			TotalConnection: ptr(assign.Unlimited())}))
		h.wantHeard(directory.LimitsChanged)
		want := assign.Limits{LoanAmount: assign.LimitOf(50_000_000), MaxCapacity: assign.MaximumOf(0), TotalConnection: assign.Unlimited()}
		if got := h.authority(id).Limits; got != want {
			t.Errorf("limits %+v", got)
		}
		e := h.wantHistory(id, "USER_CREATED", "LIMITS_UPDATED")
		if e.changes["loanAmount"] != [2]any{nil, 5e7} || e.changes["totalConnection"][1] != "UNLIMITED" || len(e.changes) != 3 {
			t.Errorf("changes %v", e.changes)
		}
		h.no(h.d.SetLimits(ctx, id, 2, directory.LimitsUpdate{LoanAmount: &assign.Limit{}}))
		if h.authority(id).Limits.LoanAmount.IsSet() || h.row(id).Version != 3 {
			t.Error("the limit is still set")
		}
		h.heard()
		h.no(h.d.SetLimits(ctx, id, 0, directory.LimitsUpdate{LoanAmount: &assign.Limit{}}))
		h.wantHeard()
		h.refused(h.d.SetLimits(ctx, id, 2, directory.LimitsUpdate{}), fault.Stale, fault.CodeStale)
		h.refused(h.d.SetLimits(ctx, id, 0, directory.LimitsUpdate{LoanAmount: ptr(assign.LimitOf(-5))}), fault.Invalid, fault.CodeInvalid)
		h.refused(h.d.SetLimits(ctx, id, 0, directory.LimitsUpdate{MaxCapacity: ptr(assign.MaximumOf(-1))}), fault.Invalid, fault.CodeInvalid)
		h.refused(h.d.SetLimits(ctx, id, 0, directory.LimitsUpdate{MaxDiscretionBps: ptr(assign.MaximumOf(10_001))}), fault.Invalid, fault.CodeInvalid)
		h.no(h.d.SetLimits(ctx, id, 0, directory.LimitsUpdate{MaxDiscretionBps: ptr(assign.MaximumOf(10_000))}))
		other := newHouse(t, h.d.Store, "other")
		h.refused(h.d.SetLimits(other.system(), id, 0, directory.LimitsUpdate{}), fault.NotFound, fault.CodeUnknownUser)
	})
}

func TestContactsHaveNoAuthority(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		contact, _, err := h.d.Create(h.system(), directory.NewPerson{Email: "c@customer.test", Contact: true})
		h.no(err)
		h.refused(h.d.SetLimits(h.system(), contact, 0, directory.LimitsUpdate{}), fault.Invalid, fault.CodeInvalid)
		h.refused(h.d.SetPreferences(h.system(), contact, 0, directory.PreferencesUpdate{}), fault.Invalid, fault.CodeInvalid)
		_, err = h.d.SetManager(h.system(), h.person("ann@lender.test"), 0, contact)
		h.refused(err, fault.Invalid, fault.CodeUnknownUser)
	})
}

// TestContactsHoldCustomersRolesOnly: whatever way a role comes, no contact has a permission
// by it (section 1).
func TestContactsHoldCustomersRolesOnly(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		staff, customers := []ident.ID{h.role("auditor")}, []ident.ID{h.role("customer-employee")}
		contact, _, err := h.d.Create(h.system(), directory.NewPerson{Email: "c@customer.test", Contact: true})
		h.no(err)
		by := actor.With(t.Context(), actor.Actor{Kind: actor.User, Tenant: h.tenant, ID: h.person("ann@lender.test"), Permissions: actor.Of(actor.RoleAssign), GrantsRoles: []string{"*"}})
		refused := func(err error) {
			t.Helper()
			h.refused(err, fault.Invalid, fault.CodeInvalid)
			if at := fault.As(err).Field; !slices.Equal(at, []string{"roles"}) {
				t.Errorf("refused on %v", at)
			}
		}
		_, _, err = h.d.Create(h.system(), directory.NewPerson{Email: "d@customer.test", Contact: true, Roles: staff})
		refused(err)
		refused(h.d.SetRoles(h.system(), contact, 0, staff))
		_, err = h.d.AskRoles(by, contact, 0, append(staff, customers...))
		refused(err)
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{LimitsDualControl: ptr(true)}))
		_, err = h.d.AskRoles(by, contact, 0, staff)
		refused(err)
		h.no(h.d.SetRoles(h.system(), contact, 0, customers))
	})
}
