package customer

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/contact"
	"mandate/ent/db/contactportfolio"
	"mandate/ent/db/predicate"
	"mandate/ident"
)

// Purpose is what a message to a customer is about (CO-8).
type Purpose string

// The purposes.
const (
	Invoice        Purpose = "INVOICE"         // the primary commercial contact, then the other ones
	CaseAutomation Purpose = "CASE_AUTOMATION" // the operational ones
	CaseInbox      Purpose = "CASE_INBOX"      // employees linked to the portfolio
)

const mostRecipients = 100

// Recipients are who receives a message of a purpose, in order, at most 100. CASE_INBOX
// needs a portfolio; for the others one narrows nothing. An account or portfolio that is
// not there has none.
func Recipients(ctx context.Context, c *db.Client, account ident.ID, purpose Purpose, portfolio ident.ID) ([]*db.Contact, error) {
	among := []predicate.Contact{contact.AccountID(account)}
	switch purpose {
	case Invoice:
		among = append(among, contact.Commercial(true))
	case CaseAutomation:
		among = append(among, contact.Operational(true))
	case CaseInbox:
		if portfolio.IsZero() {
			return nil, required("portfolioId")
		}
		linked, err := c.ContactPortfolio.Query().Where(contactportfolio.PortfolioID(portfolio)).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("load links of a portfolio: %w", err)
		}
		ids := make([]ident.ID, len(linked))
		for i, l := range linked {
			ids[i] = l.ContactID
		}
		among = append(among, contact.Commercial(false), contact.Operational(false), contact.IDIn(ids...))
	default:
		return nil, invalid("purpose", "The purposes are INVOICE, CASE_AUTOMATION and CASE_INBOX.")
	}
	rows, err := c.Contact.Query().Where(among...).Order(contact.ByLastNameKey(), contact.ByFirstNameKey(), contact.ByID()).Limit(mostRecipients).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load recipients: %w", err)
	}
	if purpose == Invoice {
		slices.SortStableFunc(rows, func(a, b *db.Contact) int { return rank(a) - rank(b) })
	}
	return rows, nil
}

func rank(c *db.Contact) int {
	if c.Primary {
		return 0
	}
	return 1
}
