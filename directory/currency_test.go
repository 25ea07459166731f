package directory_test

import (
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/fault"
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
