package desk

import (
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// FiguresOf computes what limits are compared with (LL-2 to LL-4) from a row with its
// facilities loaded.
func FiguresOf(row *db.Deal) (assign.Figures, error) {
	facilities := make([]assign.Facility, len(row.Edges.Facilities))
	for i, f := range row.Edges.Facilities {
		facilities[i] = assign.Facility{Category: assign.Category(f.Category), Book: assign.Book(f.Book), Amount: f.Amount}
	}
	figures, err := assign.FiguresOf(row.Currency, facilities, assign.Exposure{Retail: row.ExistingRetail, Business: row.ExistingBusiness}, row.DiscretionBps)
	if err != nil {
		return figures, fmt.Errorf("figures of deal %s: %w", row.ID, err)
	}
	return figures, nil
}

// DealOf is a row with its facilities as the rules see it; verified says which
// brokers are (PF-2).
func DealOf(row *db.Deal, verified map[ident.ID]bool) (assign.Deal, error) {
	figures, err := FiguresOf(row)
	d := assign.Deal{ID: row.ID, CreatedAt: row.SubmittedAt, Status: assign.Status(row.Status), Held: row.Held,
		Location: row.Location, PropertyType: assign.PropertyType(row.PropertyType), Language: row.Language, Figures: figures}
	for _, edge := range []struct {
		into *ident.ID
		from *ident.ID
	}{{&d.Owner, row.OwnerID}, {&d.Product, row.ProductID}, {&d.Broker, row.BrokerID}} {
		if edge.from != nil {
			*edge.into = *edge.from
		}
	}
	d.BrokerVerified = verified[d.Broker]
	return d, err
}
