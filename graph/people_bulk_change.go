package graph

import (
	"context"

	"mandate/directory"
	"mandate/directory/job/roster"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// bulkChange is what is done to each.
func (r *mutationResolver) bulkChange(ctx context.Context, input gql.UsersBulkUpdateInput) (c roster.Change, err error) {
	in := input.Change
	if c.Why, err = comment(input.Comment); err != nil {
		return c, err
	}
	if c, err = bulkProfile(c, in); err != nil {
		return c, under(err, "change")
	}
	if c.Limits, err = bulkLimits(ctx, in); err != nil {
		return c, under(err, "change")
	}
	c.Preferences, err = preferencesUpdate(gql.PreferencesUpdateInput{AutoAssign: in.AutoAssign, Locations: in.Locations, PropertyTypes: in.PropertyTypes,
		ProductIds: in.ProductIds, BrokerIds: in.BrokerIds, Languages: in.Languages, FinancingDate: in.FinancingDate})
	if err != nil {
		return c, under(err, "change")
	}
	if c.Empty() {
		return c, fault.New(fault.Invalid, fault.CodeRequired, "Say what is to be changed.").On("change")
	}
	return c, mayChange(sightOf(ctx), c)
}

// bulkProfile is what a bulk change says of status, manager and roles.
func bulkProfile(c roster.Change, in *gql.UserBulkChangeInput) (_ roster.Change, err error) {
	if c.Active, err = changed(in.Active, "active"); err != nil {
		return c, err
	}
	if c.MFARequired, err = changed(in.MfaRequired, "mfaRequired"); err != nil {
		return c, err
	}
	if c.Manager, err = managerGiven(in.ManagerID); err != nil {
		return c, err
	}
	if texts, set := in.AddRoleIds.ValueOK(); set {
		if c.AddRoles, err = parseIDs(ident.Role, texts, "addRoleIds"); err != nil {
			return c, err
		}
	}
	if texts, set := in.RemoveRoleIds.ValueOK(); set {
		c.RemoveRoles, err = parseIDs(ident.Role, texts, "removeRoleIds")
	}
	return c, err
}

func bulkLimits(ctx context.Context, in *gql.UserBulkChangeInput) (directory.LimitsUpdate, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return directory.LimitsUpdate{}, err
	}
	return limitsUpdate(gql.LendingLimitsSetInput{MaxCapacity: in.MaxCapacity, MaxDiscretionBps: in.MaxDiscretionBps, LoanAmount: in.LoanAmount,
		MortgageSecured: in.MortgageSecured, NonMortgageSecured: in.NonMortgageSecured, BridgeSecured: in.BridgeSecured, TotalConnection: in.TotalConnection},
		company.settings.Currency)
}

// under is a fault of a part of an input, on the part's own path.
func under(err error, part string) error {
	f := fault.As(err)
	return f.On(append([]string{part}, f.Field...)...)
}

// mayChange asks for the permission that the single operation would: the field itself
// asks for user.manage alone.
func mayChange(who sight, c roster.Change) error {
	switch {
	case len(c.AddRoles)+len(c.RemoveRoles) > 0 && !who.staff("role.assign"):
		return forbidden().On("change", "addRoleIds")
	case c.Limits != (directory.LimitsUpdate{}) && !who.staff("limits.manage"):
		return forbidden().On("change", limitGivenFirst(c.Limits))
	}
	return nil
}

// limitGivenFirst names the first figure that a change gives.
func limitGivenFirst(u directory.LimitsUpdate) string {
	for _, f := range []struct {
		name  string
		given bool
	}{{"maxCapacity", u.MaxCapacity != nil}, {"maxDiscretionBps", u.MaxDiscretionBps != nil}, {"loanAmount", u.LoanAmount != nil},
		{"mortgageSecured", u.MortgageSecured != nil}, {"nonMortgageSecured", u.NonMortgageSecured != nil}, {"bridgeSecured", u.BridgeSecured != nil}} {
		if f.given {
			return f.name
		}
	}
	return "totalConnection"
}
