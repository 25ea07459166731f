package graph

import (
	"strings"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// newest is how many of the first rows of a list are looked through for what no index finds.
const newest = 10_000

// sought is a search of a list whose rows keep no words of their own: of what leaves the
// house, or works by itself. Whom and what a row is about is found by an index however old
// the row is; what it says in plain text is looked for in the newest. The ways stand side by
// side as sets of ids, each with its own index: as one condition, a database reads all rows.
type sought struct {
	text   string
	sight  sight
	within []func(*sql.Selector) // what the list shows without the search
	ways   []func(*sql.Selector) // to find rows of the list by an index
	plain  []string              // columns that are compared with each word
}

// narrow is the search as a condition on the rows of the list; an empty one holds for all.
func (f sought) narrow(s *sql.Selector) {
	if strings.TrimSpace(f.text) == "" {
		return
	}
	found := f.latest(s)
	for _, way := range f.ways {
		rows := f.rows(s)
		way(rows)
		found.UnionAll(rows)
	}
	s.Where(sql.In(s.C("id"), found))
}

// rows are those of the list, by id.
func (f sought) rows(s *sql.Selector) *sql.Selector {
	rows := f.idsOf(s, s.TableName())
	for _, condition := range f.within {
		condition(rows)
	}
	return rows
}

// idsOf are those of all rows of a table that the company has.
func (f sought) idsOf(s *sql.Selector, table string) *sql.Selector {
	t := sql.Dialect(s.Dialect()).Table(table)
	return sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).Where(sql.EQ(t.C("tenant_id"), f.sight.Tenant))
}

// latest are the newest rows that have each word in one of their columns.
func (f sought) latest(s *sql.Selector) *sql.Selector {
	rows := f.rows(s)
	rows.AppendSelect(rows.Columns(f.plain...)...).OrderBy(sql.Desc(rows.C("id"))).Limit(newest)
	found := sql.Dialect(s.Dialect()).Select("id").From(rows.As(s.TableName()))
	for _, word := range strings.Fields(f.text) {
		held := make([]*sql.Predicate, len(f.plain))
		for i, column := range f.plain {
			held[i] = store.Holds(found, "CAST("+found.C(column)+" AS text)", word)
		}
		found.Where(sql.Or(held...))
	}
	return found
}

// ofPeople finds rows by whom a column names: by their words, as the list of people does.
func (f sought) ofPeople(column string) func(*sql.Selector) {
	return f.naming(column, user.Table, f.sight.users(), store.Matching(f.text))
}

// ofDeals finds rows by the deal that a column names.
func (f sought) ofDeals(column string) func(*sql.Selector) {
	return f.naming(column, deal.Table, f.sight.deals(), store.MatchingDeals(f.text))
}

// naming finds rows by a column that names a row of another table, which the caller may see.
func (f sought) naming(column, table string, seen, matching func(*sql.Selector)) func(*sql.Selector) {
	return func(s *sql.Selector) {
		those := f.idsOf(s, table)
		seen(those)
		matching(those)
		s.Where(sql.In(s.C(column), those))
	}
}

// called finds the row whose id is the whole search; how says by which other column, too.
func (f sought) called(how ...func(ident.ID) func(*sql.Selector)) (ways []func(*sql.Selector)) {
	_, id, err := ident.Decode(strings.ToLower(strings.TrimSpace(f.text)))
	if err != nil {
		return nil
	}
	for _, way := range append(how, itself) {
		ways = append(ways, way(id))
	}
	return ways
}

func itself(id ident.ID) func(*sql.Selector) {
	return func(s *sql.Selector) { s.Where(sql.EQ(s.C("id"), id)) }
}
