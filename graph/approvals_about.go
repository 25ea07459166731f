package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/assign"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/graph/gql"
)

// requestedDeals keeps requests by what their deals are. Only deals that the caller sees
// count: a request may be known without its deal, whose figures would otherwise be found by
// asking again and again.
func requestedDeals(ctx context.Context, where *gql.ApprovalWhere) ([]predicate.ApprovalRequest, error) {
	var about []predicate.Deal
	if v, ok := value(where.Reference); ok && v != "" {
		about = append(about, deal.ReferenceHasPrefix(v))
	}
	from, err := amountBound(ctx, where.AmountFrom, "amountFrom", deal.LoanAmountGTE)
	if err != nil {
		return nil, err
	}
	to, err := amountBound(ctx, where.AmountTo, "amountTo", deal.LoanAmountLTE)
	if err != nil {
		return nil, err
	}
	about = append(append(about, from...), to...)
	if len(about) == 0 {
		return nil, nil
	}
	return []predicate.ApprovalRequest{approvalrequest.HasDealWith(append(about, sightOf(ctx).deals())...)}, nil
}

// amountBound is a bound of the loan amount of deals in the company's currency, if one is given.
func amountBound(ctx context.Context, given graphql.Omittable[*string], field string, bound func(int64) predicate.Deal) ([]predicate.Deal, error) {
	text, ok := value(given)
	if !ok {
		return nil, nil
	}
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	currency := company.settings.Currency
	money, err := assign.ParseMoney(text, currency)
	if err != nil {
		return nil, fault.As(err).On("where", field)
	}
	return []predicate.Deal{deal.Currency(currency), bound(money.Amount)}, nil
}
