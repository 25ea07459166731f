package customer

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/contactportfolio"
	"mandate/ent/db/portfolio"
	"mandate/ident"
	"mandate/store"
)

const mostPortfolios = 100 // of one contact

// known refuses portfolios that are not the account's.
func known(ctx context.Context, c *db.Client, account ident.ID, wanted []ident.ID) error {
	if len(wanted) == 0 {
		return nil
	}
	if len(wanted) > mostPortfolios {
		return invalid("portfolioIds", "A contact has at most %d portfolios.", mostPortfolios)
	}
	found, err := c.Portfolio.Query().Where(portfolio.AccountID(account), portfolio.IDIn(wanted...)).IDs(ctx)
	if err != nil {
		return fmt.Errorf("look up portfolios: %w", err)
	}
	for _, id := range wanted {
		if !slices.Contains(found, id) {
			return absent("portfolio").On("portfolioIds")
		}
	}
	return nil
}

func portfoliosOf(ctx context.Context, c *db.Client, id ident.ID) ([]ident.ID, error) {
	links, err := c.ContactPortfolio.Query().Where(contactportfolio.ContactID(id)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load portfolios of a contact: %w", err)
	}
	list := make([]ident.ID, len(links))
	for i, l := range links {
		list[i] = l.PortfolioID
	}
	return list, nil
}

func setPortfolios(ctx context.Context, tx *store.Tx, id ident.ID, wanted []ident.ID) error {
	if _, err := tx.Client.ContactPortfolio.Delete().Where(contactportfolio.ContactID(id)).Exec(ctx); err != nil {
		return fmt.Errorf("unlink portfolios: %w", err)
	}
	var rows []*db.ContactPortfolioCreate
	for i, p := range wanted {
		if !slices.Contains(wanted[:i], p) {
			rows = append(rows, tx.Client.ContactPortfolio.Create().SetID(tx.NewID()).SetContactID(id).SetPortfolioID(p))
		}
	}
	if err := tx.Client.ContactPortfolio.CreateBulk(rows...).Exec(ctx); err != nil {
		return fmt.Errorf("link portfolios: %w", err)
	}
	return nil
}
