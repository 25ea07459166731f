package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/assign"
	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// viewer is who is asking; the person and the company are fields of their own.
func viewer(ctx context.Context) *gql.Viewer {
	s := sightOf(ctx)
	v := &gql.Viewer{Kind: string(s.Kind), Language: s.Language, Permissions: []string{}}
	for _, p := range s.Permissions.List() {
		v.Permissions = append(v.Permissions, string(p))
	}
	return v
}

// self is the person that the request counts as; nil for a key that acts for nobody.
func self(ctx context.Context) (*model.User, error) {
	me := sightOf(ctx).Person()
	if me.IsZero() {
		return nil, nil
	}
	found, err := usersByID(ctx, []ident.ID{me})
	return found[me], err
}

func companyNode(ctx context.Context) (*model.CompanySettings, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	return company.node(), nil
}

func (r *mutationResolver) updateSettings(ctx context.Context, input gql.CompanySettingsUpdateInput) (*gql.CompanySettingsPayload, error) {
	change, err := r.settings(ctx, input)
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			err = r.server.Directory.UpdateSettings(once, seen(input.ExpectedVersion), change)
		}
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	afresh(ctx)
	now, err := companyNode(ctx)
	return &gql.CompanySettingsPayload{CompanySettings: now, UserErrors: errs}, err
}

func (r *mutationResolver) settings(ctx context.Context, input gql.CompanySettingsUpdateInput) (directory.SettingsUpdate, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return directory.SettingsUpdate{}, err
	}
	return settingsIn(input, company.settings.Currency)
}

// settingsIn reads amounts in the currency that the company has, or is to have.
func settingsIn(input gql.CompanySettingsUpdateInput, currency string) (directory.SettingsUpdate, error) {
	change, err := settingsUpdate(input)
	if err != nil {
		return change, err
	}
	if change.Currency != nil {
		currency = *change.Currency
	}
	change.DualApprovalAbove, err = amountGiven(input.DualApprovalAbove, "dualApprovalAbove", currency)
	return change, err
}

// amountGiven is what an input says of an amount that can be off: the outer pointer
// says "change", the inner the minor units.
func amountGiven(o graphql.Omittable[*string], field, currency string) (**int64, error) {
	text, set := o.ValueOK()
	if !set {
		return nil, nil
	}
	var off *int64
	if text == nil {
		return &off, nil
	}
	money, err := assign.ParseMoney(*text, currency)
	if err != nil {
		return nil, fault.As(err).On(field)
	}
	minor := &money.Amount
	return &minor, nil
}

func settingsUpdate(input gql.CompanySettingsUpdateInput) (u directory.SettingsUpdate, err error) {
	take := func(e error) {
		if err == nil {
			err = e
		}
	}
	var e error
	u.Zone, e = changed(input.Zone, "zone")
	take(e)
	u.Currency, e = changed(input.Currency, "currency")
	take(e)
	u.Language, e = changed(input.Language, "language")
	take(e)
	u.AutoAssign, e = changed(input.AutoAssign, "autoAssign")
	take(e)
	u.LeaverDeals, e = changed(input.LeaverDeals, "leaverDeals")
	take(e)
	u.OverLimitFallback, e = changed(input.OverLimitFallback, "overLimitFallback")
	take(e)
	u.CapacityRelease, e = changed(input.CapacityRelease, "capacityRelease")
	take(e)
	u.LimitsView, e = changed(input.LimitsView, "limitsView")
	take(e)
	u.SSO, e = changed(input.Sso, "sso")
	take(e)
	u.LimitsDualControl, e = changed(input.LimitsDualControl, "limitsDualControl")
	take(e)
	u.SystemName, e = changed(input.SystemName, "systemName")
	take(e)
	u.AutoRemoveDelegates, e = changed(input.AutoRemoveDelegates, "autoRemoveDelegates")
	take(e)
	u.CompanyPhone = cleared(input.CompanyPhone)
	if days, set := input.InactivityDays.ValueOK(); set {
		u.InactivityDays = &days
	}
	return u, err
}
