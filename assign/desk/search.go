package desk

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ident"
	"mandate/store"
)

// searchKey holds what a search for a deal looks at; a name may be empty.
func searchKey(product, broker, reference, location string) string {
	return store.SearchKey(product, broker, reference, location)
}

// respell brings the search keys of deals up to date after a product or broker has
// got another name.
func respell(ctx context.Context, tx *store.Tx, which predicate.Deal) error {
	for last := (ident.ID{}); ; {
		rows, err := tx.Client.Deal.Query().Where(which, deal.IDGT(last)).WithProduct().WithBroker().
			Order(deal.ByID()).Limit(rowsAtOnce).All(ctx)
		if err != nil {
			return fmt.Errorf("load deals of another name: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		if err := writeSearchKeys(ctx, tx.Client, rows); err != nil {
			return fmt.Errorf("write search keys: %w", err)
		}
		last = rows[len(rows)-1].ID
	}
}

func writeSearchKeys(ctx context.Context, c *db.Client, rows []*db.Deal) error {
	ids := make([]ident.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	keys := sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("CASE ").Ident(deal.FieldID)
		for _, row := range rows {
			b.WriteString(" WHEN ").Arg(row.ID).WriteString(" THEN ").Arg(searchKeyOf(row))
		}
		b.WriteString(" END")
	})
	return c.Deal.Update().Where(deal.IDIn(ids...)).Modify(func(u *sql.UpdateBuilder) { u.Set(deal.FieldSearchKey, keys) }).Exec(ctx)
}

func searchKeyOf(row *db.Deal) string {
	var product, broker string
	if row.Edges.Product != nil {
		product = row.Edges.Product.Name
	}
	if row.Edges.Broker != nil {
		broker = row.Edges.Broker.Name
	}
	return searchKey(product, broker, row.Reference, row.Location)
}
