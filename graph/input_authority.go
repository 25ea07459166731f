package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// setLimits expects the version of the limits, where the operation expects the
// person's: both are read together, and the person's changes with the limits'.
func (r *mutationResolver) setLimits(ctx context.Context, id ident.ID, input gql.LendingLimitsSetInput) (waits ident.ID, err error) {
	company, err := companyOf(ctx)
	if err != nil {
		return waits, err
	}
	change, err := limitsUpdate(input, company.settings.Currency)
	if err != nil {
		return waits, err
	}
	expected, err := expectedOf(ctx, id, input.ExpectedVersion, func(u *db.User) int64 {
		if u.Edges.Limits == nil {
			return 0
		}
		return u.Edges.Limits.Version
	})
	if err != nil {
		return waits, err
	}
	afresh(ctx)
	return r.server.Directory.AskLimits(ctx, id, expected, change)
}

func (r *mutationResolver) setPreferences(ctx context.Context, id ident.ID, input gql.PreferencesUpdateInput) error {
	if err := sightOf(ctx).ownOr(id, actor.UserManage); err != nil {
		return err
	}
	change, err := preferencesUpdate(input)
	if err != nil {
		return err
	}
	expected, err := expectedOf(ctx, id, input.ExpectedVersion, func(u *db.User) int64 {
		if u.Edges.Preferences == nil {
			return 0
		}
		return u.Edges.Preferences.Version
	})
	if err != nil {
		return err
	}
	afresh(ctx)
	return r.server.Directory.SetPreferences(ctx, id, expected, change)
}

// expectedOf is the person's version if the part has the version that the caller
// saw, else one that is never the present one.
func expectedOf(ctx context.Context, id ident.ID, saw int, part func(*db.User) int64) (int64, error) {
	c, err := read(ctx)
	if err != nil {
		return 0, err
	}
	u, err := c.User.Query().Where(user.ID(id), sightOf(ctx).users()).WithLimits().WithPreferences().Only(ctx)
	if db.IsNotFound(err) {
		return 0, absent(ident.User).On("userId")
	}
	if err != nil {
		return 0, err
	}
	if part(u) != int64(saw) {
		return -1, nil
	}
	return u.Version, nil
}

func limitsUpdate(input gql.LendingLimitsSetInput, currency string) (directory.LimitsUpdate, error) {
	if most, ok := value(input.MaxDiscretionBps); ok && (most < 0 || most > mostDiscretion) {
		return directory.LimitsUpdate{}, fault.New(fault.Invalid, fault.CodeInvalid, "The discretion lies between 0 and %d basis points.", mostDiscretion).On("maxDiscretionBps")
	}
	update := directory.LimitsUpdate{MaxCapacity: maximum(input.MaxCapacity), MaxDiscretionBps: maximum(input.MaxDiscretionBps)}
	for _, f := range []struct {
		name  string
		given graphql.Omittable[*gql.LimitInput]
		into  **assign.Limit
	}{
		{"loanAmount", input.LoanAmount, &update.LoanAmount},
		{"mortgageSecured", input.MortgageSecured, &update.MortgageSecured},
		{"nonMortgageSecured", input.NonMortgageSecured, &update.NonMortgageSecured},
		{"bridgeSecured", input.BridgeSecured, &update.BridgeSecured},
		{"totalConnection", input.TotalConnection, &update.TotalConnection},
	} {
		limit, err := limitGiven(f.given, f.name, currency)
		if err != nil {
			return update, err
		}
		*f.into = limit
		if limit != nil {
			update.Currency = currency
		}
	}
	return update, nil
}

// maximum: left out leaves it, null unsets it.
func maximum(o graphql.Omittable[*int]) *assign.Maximum {
	n, set := o.ValueOK()
	if !set {
		return nil
	}
	m := assign.MaximumColumn(n)
	return &m
}

// limitGiven: left out leaves it; null and neither amount nor unlimited unset it.
func limitGiven(o graphql.Omittable[*gql.LimitInput], name, currency string) (*assign.Limit, error) {
	in, set := o.ValueOK()
	if !set {
		return nil, nil
	}
	if in == nil {
		return &assign.Limit{}, nil
	}
	amount, hasAmount := value(in.Amount)
	unlimited, _ := value(in.Unlimited)
	switch {
	case unlimited && hasAmount:
		return nil, fault.New(fault.Invalid, fault.CodeInvalid, "A limit is an amount or unlimited, not both.").On(name)
	case unlimited:
		limit := assign.Unlimited()
		return &limit, nil
	case !hasAmount:
		return &assign.Limit{}, nil
	}
	money, err := assign.ParseMoney(amount, currency)
	if err != nil {
		return nil, fault.As(err).On(name, "amount")
	}
	limit := assign.LimitOf(money.Amount)
	return &limit, nil
}

func preferencesUpdate(input gql.PreferencesUpdateInput) (u directory.PreferencesUpdate, err error) {
	if u.AutoAssign, err = changed(input.AutoAssign, "autoAssign"); err != nil {
		return u, err
	}
	if err = plainTexts("locations", input.Locations); err != nil {
		return u, err
	}
	if err = plainTexts("languages", input.Languages); err != nil {
		return u, err
	}
	u.Locations, u.Languages = listGiven(input.Locations), listGiven(input.Languages)
	u.PropertyTypes = listGiven(input.PropertyTypes)
	u.FinancingDate = cleared(input.FinancingDate)
	if u.Products, err = idsGiven(ident.Product, input.ProductIds, "productIds"); err != nil {
		return u, err
	}
	u.Brokers, err = idsGiven(ident.Broker, input.BrokerIds, "brokerIds")
	return u, err
}

// listGiven: left out leaves a set, null empties it.
func listGiven[T any](o graphql.Omittable[[]T]) *[]T {
	list, set := o.ValueOK()
	if !set {
		return nil
	}
	return &list
}

func idsGiven(p ident.Prefix, o graphql.Omittable[[]string], field string) (*[]ident.ID, error) {
	texts, set := o.ValueOK()
	if !set {
		return nil, nil
	}
	ids, err := parseIDs(p, texts, field)
	return &ids, err
}
