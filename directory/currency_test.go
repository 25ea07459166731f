package directory_test

import (
	"sync"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// TestTheCurrencyStaysWhileAmountsAreInIt: those that somebody has, those that wait for a
// second person, and those that a role gives; a capacity is none.
func TestTheCurrencyStaysWhileAmountsAreInIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		in := func(currency string) error {
			return h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: &currency})
		}
		stays := func() { t.Helper(); h.refused(in("USD"), fault.Conflict, fault.CodeCurrencyInUse) }
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{LimitsDualControl: ptr(true)}))
		who, boss := h.person("who@b.test"), h.person("boss@b.test")
		asker := actor.With(t.Context(), actor.Actor{Kind: actor.User, Tenant: h.tenant, ID: boss, Permissions: actor.Of(actor.LimitsManage)})
		wait := func(u directory.LimitsUpdate) {
			t.Helper()
			waits, err := h.d.AskLimits(asker, who, 0, u)
			h.no(err)
			if waits.IsZero() {
				t.Fatal("it did not wait")
			}
		}
		wait(directory.LimitsUpdate{MaxCapacity: ptr(assign.MaximumOf(4))})
		h.no(in("EUR"))
		for name, u := range map[string]directory.LimitsUpdate{
			"an amount": {LoanAmount: ptr(assign.LimitOf(500_00))}, "without limit": {BridgeSecured: ptr(assign.Unlimited())},
			"nothing": {TotalConnection: ptr(assign.LimitOf(0))}} {
			t.Run(name, func(*testing.T) {
				wait(u)
				stays()
			})
		}
		wait(directory.LimitsUpdate{MaxCapacity: ptr(assign.MaximumOf(5))}) // takes the place of the amount
		h.no(in("GBP"))

		role, starts := "starter", &directory.Starting{Limits: assign.Limits{LoanAmount: assign.LimitOf(100_00)}}
		id, err := h.d.CreateRole(h.system(), directory.RoleUpdate{Name: &role, Starting: &starts})
		h.no(err)
		stays()
		starts = &directory.Starting{Limits: assign.Limits{MaxCapacity: assign.MaximumOf(3)}}
		h.no(h.d.UpdateRole(h.system(), id, 0, directory.RoleUpdate{Starting: &starts}))
		h.no(in("CAD"))
	})
}

// TestTheAmountForTwoApproversIsInTheCurrency: 500,000.00 dollars are not 50,000,000 yen,
// which has no decimals. The change that names another currency says the amount anew.
func TestTheAmountForTwoApproversIsInTheCurrency(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		above := func(minor int64) **int64 { return ptr(ptr(minor)) }
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{DualApprovalAbove: above(500_000_00)}))
		err := h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: ptr("JPY")})
		h.refused(err, fault.Conflict, fault.CodeCurrencyInUse)
		if at := fault.As(err).Field; len(at) != 1 || at[0] != "dualApprovalAbove" {
			t.Errorf("refused on %v", at)
		}
		if row := h.settings(); row.Currency != "CAD" || *row.DualApprovalAbove != 500_000_00 {
			t.Errorf("%s above %d", row.Currency, *row.DualApprovalAbove)
		}
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: ptr("CAD")}))
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: ptr("JPY"), DualApprovalAbove: above(50_000_000)}))
		off := (*int64)(nil)
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: ptr("KWD"), DualApprovalAbove: &off}))
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: ptr("USD")}))
	})
}

// TestAmountsAndTheCurrencyDoNotPassEachOther: of amounts in dollars and a change to another
// currency at the same moment one is made: sums are never counted in what they were not
// given in.
func TestAmountsAndTheCurrencyDoNotPassEachOther(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		person := h.person("who@b.test")
		role, starts := "starter", &directory.Starting{Limits: assign.Limits{LoanAmount: assign.LimitOf(100_00)}}
		var made ident.ID
		give := map[string]struct{ give, take func() error }{
			"a role": {func() (err error) {
				made, err = h.d.CreateRole(h.system(), directory.RoleUpdate{Name: &role, Starting: &starts, Currency: "CAD"})
				return err
			}, func() error { return h.d.DeleteRole(h.system(), made, 0) }},
			"a person": {func() error {
				return h.d.SetLimits(h.system(), person, 0, directory.LimitsUpdate{LoanAmount: ptr(assign.LimitOf(100_00)), Currency: "CAD"})
			}, func() error {
				return h.d.SetLimits(h.system(), person, 0, directory.LimitsUpdate{LoanAmount: &assign.Limit{}})
			}},
		}
		to := func(currency string) error {
			return h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{Currency: &currency})
		}
		for name, what := range give {
			for range 40 {
				var given, turned error
				var both sync.WaitGroup
				both.Go(func() { given = what.give() })
				both.Go(func() { turned = to("USD") })
				both.Wait()
				switch {
				case given == nil && fault.Is(turned, fault.CodeCurrencyInUse):
					h.no(what.take())
				case turned == nil && fault.Is(given, fault.CodeInvalid):
					h.no(to("CAD"))
				default:
					t.Fatalf("%s: given %v, the currency changed %v", name, given, turned)
				}
			}
		}
	})
}
