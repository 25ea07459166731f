package graph_test

import (
	"testing"

	"mandate/fault"
)

// TestWhatIfOfACurrencyAndAnAmount reads the amount of AP-9 in the currency that is tried
// with it or before it, and refuses what saving would.
func TestWhatIfOfACurrencyAndAnAmount(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		try := func(settings ...vars) *answer {
			t.Helper()
			changes := make([]vars, len(settings))
			for i, s := range settings {
				changes[i] = vars{"settings": s}
			}
			return o.ask(as(c.ada), `query($c: [WhatIfChangeInput!]!) { whatIf(changes: $c) { dealCount } }`, vars{"c": changes})
		}
		update := `mutation($i: CompanySettingsUpdateInput!) { companySettingsUpdate(input: $i) { userErrors { code } } }`
		o.ask(as(c.ada), update, vars{"i": vars{"expectedVersion": 1, "dualApprovalAbove": "500000.00"}}).ok().want("companySettingsUpdate.userErrors", []any{})
		yen := func(amount any) vars { return vars{"currency": "JPY", "dualApprovalAbove": amount} }
		try(vars{"currency": "JPY"}).refused(200, fault.CodeCurrencyInUse)
		try(yen("500000.00")).refused(200, fault.CodeInvalid)
		try(yen("50000000")).ok()
		try(yen(nil)).ok()
		try(vars{"dualApprovalAbove": nil}, vars{"currency": "JPY"}, vars{"dualApprovalAbove": "50000000"}).ok()
		try(yen(nil), vars{"dualApprovalAbove": "0.50"}).refused(200, fault.CodeInvalid)
		try(yen(nil), vars{"currency": "CAD"}, vars{"dualApprovalAbove": "0.50"}).ok()
	})
}

// TestWhatIfOfAZoneAndDelegates asks OO-6 of the setting that is tried with the zone.
func TestWhatIfOfAZoneAndDelegates(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		o.submit("R-1", 1000)
		o.awayInTheWest(c.uma, c.bob)
		for differ, settings := range map[int]vars{0: {"zone": eastOfAll}, 1: {"zone": eastOfAll, "autoRemoveDelegates": true}} {
			o.ask(as(c.ada), `query($c: [WhatIfChangeInput!]!) { whatIf(changes: $c) { dealCount } }`, vars{"c": []vars{{"settings": settings}}}).ok().want("whatIf.dealCount", differ)
		}
	})
}
