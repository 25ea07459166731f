package directory

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/pendingchange"
	"mandate/ent/db/role"
	"mandate/fault"
	"mandate/ident"
)

// inCurrency refuses amounts that were read in a currency, where the company counts in
// another by now; empty: there are none.
func inCurrency(ctx context.Context, c *db.Client, currency string) error {
	if currency == "" {
		return nil
	}
	company, err := companySettings(ctx, c)
	if err != nil {
		return err
	}
	if company.Currency != currency {
		return invalid("The amounts were given in %s, and the company counts in %s now; give them anew.", currency, company.Currency)
	}
	return nil
}

// CurrencyFree is CURRENCY_IN_USE: amounts of limits have no currency of their own. That
// goes for what somebody has, for what waits to be confirmed, which would mean another sum
// then than when it was asked for, for what a role gives to start with, and for the amount
// of AP-9, unless the same change says it anew. now are the settings before the change, and
// tried the limits that people have on a trial (HI-4) instead of the saved ones.
func (u SettingsUpdate) CurrencyFree(ctx context.Context, c *db.Client, now assign.Settings, tried map[ident.ID]assign.Limits) error {
	if u.Currency == nil || *u.Currency == now.Currency {
		return nil
	}
	if now.DualApprovalAbove.IsSet() && u.DualApprovalAbove == nil {
		return fault.New(fault.Conflict, fault.CodeCurrencyInUse, "The amount above which two people approve is in %s; give it in the new currency too, or switch it off.", now.Currency).On("dualApprovalAbove")
	}
	limits := func(ctx context.Context, c *db.Client) (bool, error) { return limitsInMoney(ctx, c, tried) }
	for _, look := range []func(context.Context, *db.Client) (bool, error){limits, pendingInMoney, startingInMoney} {
		used, err := look(ctx, c)
		if err != nil {
			return fmt.Errorf("look for limits: %w", err)
		}
		if used {
			return fault.New(fault.Conflict, fault.CodeCurrencyInUse, "The currency can't change while somebody has limits in it, or limits in it wait or are given by a role.").On("currency")
		}
	}
	return nil
}

func limitsInMoney(ctx context.Context, c *db.Client, tried map[ident.ID]assign.Limits) (bool, error) {
	for _, l := range tried {
		if inMoney(l) {
			return true, nil
		}
	}
	saved := lendinglimits.UserIDNotIn(slices.Collect(maps.Keys(tried))...)
	return c.LendingLimits.Query().Where(saved, lendinglimits.Or(lendinglimits.LoanAmountNotNil(), lendinglimits.MortgageSecuredNotNil(),
		lendinglimits.NonMortgageSecuredNotNil(), lendinglimits.BridgeSecuredNotNil(), lendinglimits.TotalConnectionNotNil())).Exist(ctx)
}

// pendingInMoney looks at the changes of limits that wait: one a person at most.
func pendingInMoney(ctx context.Context, c *db.Client) (bool, error) {
	rows, err := c.PendingChange.Query().Where(pendingchange.KindEQ(pendingchange.KindLIMITS), pendingchange.StateEQ(pendingchange.StatePENDING)).All(ctx)
	if err != nil {
		return false, err
	}
	for _, row := range rows {
		var change assign.Limits
		if err := json.Unmarshal(row.Change, &change); err != nil {
			return false, fmt.Errorf("read change %s: %w", row.ID, err)
		}
		if inMoney(change) {
			return true, nil
		}
	}
	return false, nil
}

func startingInMoney(ctx context.Context, c *db.Client) (bool, error) {
	rows, err := c.Role.Query().Where(role.StartingNotNil()).All(ctx)
	if err != nil {
		return false, err
	}
	for _, row := range rows {
		l, err := startingLimits(row)
		if err != nil || inMoney(l) {
			return err == nil, err
		}
	}
	return false, nil
}

// inMoney reports whether one of the limits is an amount, or says that there is none.
func inMoney(l assign.Limits) bool {
	return l.LoanAmount.IsSet() || l.MortgageSecured.IsSet() || l.NonMortgageSecured.IsSet() || l.BridgeSecured.IsSet() || l.TotalConnection.IsSet()
}
