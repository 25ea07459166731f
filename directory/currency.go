package directory

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/pendingchange"
	"mandate/ent/db/role"
	"mandate/fault"
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

// currencyFree is CURRENCY_IN_USE: amounts of limits have no currency of their own. That
// goes for what somebody has, for what waits to be confirmed, which would mean another sum
// then than when it was asked for, for what a role gives to start with, and for the amount
// of AP-9, unless the same change says it anew.
func (u SettingsUpdate) currencyFree(ctx context.Context, c *db.Client, row *db.CompanySettings) error {
	if row.DualApprovalAbove != nil && u.DualApprovalAbove == nil {
		return fault.New(fault.Conflict, fault.CodeCurrencyInUse, "The amount above which two people approve is in %s; give it in the new currency too, or switch it off.", row.Currency).On("dualApprovalAbove")
	}
	return CurrencyFree(ctx, c)
}

// CurrencyFree is CURRENCY_IN_USE by limits alone.
func CurrencyFree(ctx context.Context, c *db.Client) error {
	for _, look := range []func(context.Context, *db.Client) (bool, error){limitsInMoney, pendingInMoney, startingInMoney} {
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

func limitsInMoney(ctx context.Context, c *db.Client) (bool, error) {
	return c.LendingLimits.Query().Where(lendinglimits.Or(lendinglimits.LoanAmountNotNil(), lendinglimits.MortgageSecuredNotNil(),
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
