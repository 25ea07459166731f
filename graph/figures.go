package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/assign"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

const mostDiscretion = 10_000 // basis points

// asked is a deal, figures, or figures that a deal might have.
type asked struct {
	deal    ident.ID
	figures *assign.Figures
}

// matterOf reads what a question about authority is about. The deal must be one that
// the caller sees.
func matterOf(ctx context.Context, dealText *string, given *gql.FiguresInput, amount *string) (a asked, err error) {
	if amount != nil && given != nil {
		return a, fault.New(fault.Invalid, fault.CodeInvalid, "Give an amount or figures, not both.").On("amount")
	}
	if dealText == nil && given == nil && amount == nil {
		return a, fault.New(fault.Invalid, fault.CodeRequired, "Say which deal or which figures.").On("dealId")
	}
	if dealText != nil {
		d, err := one(ctx, ident.Deal, *dealText, dealsByID)
		if err != nil {
			return a, err
		}
		if d == nil {
			return a, absent(ident.Deal).On("dealId")
		}
		a.deal = d.Deal.ID
	}
	if amount != nil {
		given = &gql.FiguresInput{LoanAmount: graphql.OmittableOf(amount)}
	}
	if given != nil {
		a.figures, err = figuresGiven(ctx, *given)
	}
	if amount != nil {
		err = renameField(err, "amount")
	}
	return a, err
}

func renameField(err error, field string) error {
	if err == nil {
		return nil
	}
	return fault.As(err).On(field)
}

// figuresGiven reads figures. Left out, the loan is the sum of its parts, and the
// connection owes the loan alone.
func figuresGiven(ctx context.Context, in gql.FiguresInput) (*assign.Figures, error) {
	f := &assign.Figures{DiscretionBps: in.DiscretionBps}
	if in.DiscretionBps < 0 || in.DiscretionBps > mostDiscretion {
		return nil, fault.New(fault.Invalid, fault.CodeInvalid, "The discretion lies between 0 and %d basis points.", mostDiscretion).On("figures", "discretionBps")
	}
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	f.Currency = company.settings.Currency
	if v, ok := value(in.Currency); ok {
		f.Currency = v
	}
	for _, one := range []struct {
		name  string
		given graphql.Omittable[*string]
		into  *int64
		or    func() int64
	}{
		{"mortgageSecured", in.MortgageSecured, &f.Mortgage, nothing},
		{"nonMortgageSecured", in.NonMortgageSecured, &f.NonMortgage, nothing},
		{"bridgeSecured", in.BridgeSecured, &f.Bridge, nothing},
		{"loanAmount", in.LoanAmount, &f.Loan, func() int64 { return f.Mortgage + f.NonMortgage + f.Bridge }},
		{"totalConnection", in.TotalConnection, &f.Connection, func() int64 { return f.Loan }},
	} {
		text, ok := value(one.given)
		if !ok {
			*one.into = one.or()
			continue
		}
		money, err := assign.ParseMoney(text, f.Currency)
		if err != nil {
			return nil, fault.As(err).On("figures", one.name)
		}
		*one.into = money.Amount
	}
	return f, nil
}

func nothing() int64 { return 0 }

// comparisonsFor shows the numbers to those who may see the person's limits.
func comparisonsFor(s sight, u *model.User, list []assign.Comparison, currency string) []*model.Comparison {
	if !s.authority(u.User) {
		return []*model.Comparison{}
	}
	return model.ComparisonsOf(list, currency)
}
