package graph

import (
	"context"
	"fmt"
	"math"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// alone is how many people or deals are each looked up by themselves, in the order of the list:
// one of them may have half of all rows.
const alone = 20

// link is a column that names a row of another table, which the caller may see.
type link struct {
	column, table           string
	seen, matching, holding func(*sql.Selector)
	first                   func(*db.Client, context.Context) ([]ident.ID, error)
}

// ofPeople finds rows by whom a column names: by their words, as the list of people does.
func (f sought) ofPeople(column string) way {
	return f.linked(link{column, user.Table, f.sight.users(), store.Matching(f.text), store.Holding(f.text), func(c *db.Client, ctx context.Context) ([]ident.ID, error) {
		return c.User.Query().Where(f.sight.users(), store.Matching(f.text)).Limit(alone + 1).IDs(ctx)
	}})
}

// ofDeals finds rows by the deal that a column names.
func (f sought) ofDeals(column string) way {
	return f.linked(link{column, deal.Table, f.sight.deals(), store.MatchingDeals(f.text), store.HoldingDeals(f.text), func(c *db.Client, ctx context.Context) ([]ident.ID, error) {
		return c.Deal.Query().Where(f.sight.deals(), store.MatchingDeals(f.text)).Limit(alone + 1).IDs(ctx)
	}})
}

// linked finds rows by the words of what a column names.
func (f sought) linked(n link) way {
	find := func(s *sql.Selector) {
		those := f.idsOf(s, n.table)
		n.seen(those)
		n.matching(those)
		s.Where(sql.In(s.C(n.column), those))
	}
	holds := func(s *sql.Selector) *sql.Predicate {
		named := f.idsOf(s, n.table)
		n.seen(named)
		n.holding(named)
		return sql.Exists(named.Where(sql.ColumnsEQ(named.C("id"), s.C(n.column))))
	}
	return way{find: find, holds: holds, parts: func(ctx context.Context) ([]way, error) { return n.each(ctx, find) }}
}

// each is a way for each of few; of many, whose rows are few where those that were looked
// through had too few, all rows are read before they are put in order: a database would look
// for them among all rows of the list.
func (n link) each(ctx context.Context, find func(*sql.Selector)) ([]way, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := n.first(c, store.PlannedByValue(ctx))
	if err != nil {
		return nil, fmt.Errorf("look for %s: %w", n.table, err)
	}
	if len(ids) > alone {
		return []way{{find: func(s *sql.Selector) { find(s); s.ClearOrder().Limit(math.MaxInt32) }}}, nil
	}
	return each(ids, func(id ident.ID) way {
		return is(func(s *sql.Selector) *sql.Predicate { return sql.EQ(s.C(n.column), id) })
	}), nil
}
