package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/directory/customer"
	"mandate/graph/gql"
	"mandate/ident"
)

type maybeText = graphql.Omittable[*string]

// onAccount runs a change of one customer and loads it as it is behind it.
func (r *mutationResolver) onAccount(ctx context.Context, key maybeText, run func(context.Context) (ident.ID, error)) (*gql.CustomerAccountPayload, error) {
	id, err := r.onceKeyed(ctx, key, run)
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, accountsByID)
	return &gql.CustomerAccountPayload{Account: found, UserErrors: errs}, err
}

func (r *mutationResolver) onContact(ctx context.Context, key maybeText, run func(context.Context) (ident.ID, error)) (*gql.CustomerContactPayload, error) {
	id, err := r.onceKeyed(ctx, key, run)
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, contactsByID)
	return &gql.CustomerContactPayload{Contact: found, UserErrors: errs}, err
}

func (r *mutationResolver) onPortfolio(ctx context.Context, key maybeText, run func(context.Context) (ident.ID, error)) (*gql.PortfolioPayload, error) {
	id, err := r.onceKeyed(ctx, key, run)
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, portfoliosByID)
	return &gql.PortfolioPayload{Portfolio: found, UserErrors: errs}, err
}

// onceKeyed runs a change under the caller's idempotency key. The id that it gives is of
// what the payload shows, also when it was refused.
func (r *mutationResolver) onceKeyed(ctx context.Context, key maybeText, run func(context.Context) (ident.ID, error)) (ident.ID, error) {
	once, err := keyed(ctx, key)
	if err != nil {
		return ident.ID{}, err
	}
	afresh(ctx)
	return run(once)
}

func (r *mutationResolver) createAccount(ctx context.Context, in gql.CustomerAccountCreateInput) (*gql.CustomerAccountPayload, error) {
	return r.onAccount(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		return r.server.Customers.CreateAccount(ctx, customer.Account{Name: in.Name, Reference: textOf(in.Reference), LegalName: textOf(in.LegalName),
			Street: textOf(in.Street), PostalCode: textOf(in.PostalCode), City: textOf(in.City), Region: textOf(in.Region), Country: textOf(in.Country),
			Email: textOf(in.Email), Phone: textOf(in.Phone), TaxNumber: textOf(in.TaxNumber), Language: textOf(in.Language)})
	})
}

func textOf(o maybeText) string {
	text, _ := value(o)
	return text
}

func (r *mutationResolver) updateAccount(ctx context.Context, in gql.CustomerAccountUpdateInput) (*gql.CustomerAccountPayload, error) {
	return r.onAccount(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		id, err := parseID(ident.Account, in.AccountID, "accountId")
		if err != nil {
			return id, err
		}
		return id, r.server.Customers.UpdateAccount(ctx, id, maybeSeen(in.ExpectedVersion), customer.AccountChange{Name: cleared(in.Name),
			Reference: cleared(in.Reference), LegalName: cleared(in.LegalName), Street: cleared(in.Street), PostalCode: cleared(in.PostalCode),
			City: cleared(in.City), Region: cleared(in.Region), Country: cleared(in.Country), Email: cleared(in.Email), Phone: cleared(in.Phone),
			TaxNumber: cleared(in.TaxNumber), Language: cleared(in.Language)})
	})
}

// portfoliosNamed reads a list of ids that may be left out or null: nil then.
func portfoliosNamed(o graphql.Omittable[[]string]) (*[]ident.ID, error) {
	texts, set := o.ValueOK()
	if !set {
		return nil, nil
	}
	ids, err := parseIDs(ident.Portfolio, texts, "portfolioIds")
	return &ids, err
}

func (r *mutationResolver) createContact(ctx context.Context, in gql.CustomerContactCreateInput) (*gql.CustomerContactPayload, error) {
	return r.onContact(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		account, err := parseID(ident.Account, in.AccountID, "accountId")
		if err != nil {
			return ident.ID{}, err
		}
		portfolios, err := portfoliosNamed(in.PortfolioIds)
		if err != nil {
			return ident.ID{}, err
		}
		c := customer.Contact{FirstName: in.FirstName, LastName: in.LastName, Email: in.Email, Phone: textOf(in.Phone), Language: textOf(in.Language),
			Commercial: in.Commercial, Operational: in.Operational, Access: in.PlatformAccess}
		if portfolios != nil {
			c.Portfolios = *portfolios
		}
		return r.server.Customers.CreateContact(ctx, account, c)
	})
}

func (r *mutationResolver) linkContact(ctx context.Context, in gql.CustomerContactLinkInput) (*gql.CustomerContactPayload, error) {
	return r.onContact(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		account, err := parseID(ident.Account, in.AccountID, "accountId")
		if err != nil {
			return ident.ID{}, err
		}
		person, err := parseID(ident.User, in.UserID, "userId")
		if err != nil {
			return ident.ID{}, err
		}
		portfolios, err := portfoliosNamed(in.PortfolioIds)
		if err != nil || portfolios == nil {
			portfolios = &[]ident.ID{}
		}
		if err != nil {
			return ident.ID{}, err
		}
		return r.server.Customers.LinkContact(ctx, account, person, in.Commercial, in.Operational, *portfolios)
	})
}

func (r *mutationResolver) updateContact(ctx context.Context, in gql.CustomerContactUpdateInput) (*gql.CustomerContactPayload, error) {
	return r.onContact(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		id, err := parseID(ident.Contact, in.ContactID, "contactId")
		if err != nil {
			return id, err
		}
		change := customer.ContactChange{FirstName: cleared(in.FirstName), LastName: cleared(in.LastName), Email: cleared(in.Email),
			Phone: cleared(in.Phone), Language: cleared(in.Language)}
		for _, flag := range []struct {
			name string
			in   graphql.Omittable[*bool]
			out  **bool
		}{{"commercial", in.Commercial, &change.Commercial}, {"operational", in.Operational, &change.Operational},
			{"platformAccess", in.PlatformAccess, &change.Access}, {"primary", in.Primary, &change.Primary}} {
			if *flag.out, err = changed(flag.in, flag.name); err != nil {
				return id, err
			}
		}
		if change.Portfolios, err = portfoliosNamed(in.PortfolioIds); err != nil {
			return id, err
		}
		return id, r.server.Customers.UpdateContact(ctx, id, maybeSeen(in.ExpectedVersion), change)
	})
}

func (r *mutationResolver) removeContact(ctx context.Context, in gql.CustomerContactRemoveInput) (*gql.CustomerContactPayload, error) {
	return r.onContact(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		id, err := parseID(ident.Contact, in.ContactID, "contactId")
		if err != nil {
			return id, err
		}
		return id, r.server.Customers.RemoveContact(ctx, id, maybeSeen(in.ExpectedVersion))
	})
}

func (r *mutationResolver) createPortfolio(ctx context.Context, in gql.PortfolioCreateInput) (*gql.PortfolioPayload, error) {
	return r.onPortfolio(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		account, err := parseID(ident.Account, in.AccountID, "accountId")
		if err != nil {
			return ident.ID{}, err
		}
		return r.server.Customers.CreatePortfolio(ctx, account, in.Name, textOf(in.Reference))
	})
}

func (r *mutationResolver) updatePortfolio(ctx context.Context, in gql.PortfolioUpdateInput) (*gql.PortfolioPayload, error) {
	return r.onPortfolio(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		id, err := parseID(ident.Portfolio, in.PortfolioID, "portfolioId")
		if err != nil {
			return id, err
		}
		return id, r.server.Customers.UpdatePortfolio(ctx, id, maybeSeen(in.ExpectedVersion), cleared(in.Name), cleared(in.Reference))
	})
}
