package graph

import (
	"context"
	"strings"

	"entgo.io/ent/dialect/sql"

	"mandate/ident"
	"mandate/store"
)

// newest is how many of the first rows of a list are looked through for what no index finds.
const newest = 10_000

// sought is a search of a list whose rows keep no words of their own: of what leaves the
// house, or works by itself. Whom and what a row is about is found by an index however old
// the row is; what it says in plain text is looked for in the newest.
type sought struct {
	text   string
	sight  sight
	within []func(*sql.Selector) // what the list shows without the search
	ways   []way                 // to find rows of the list by an index
	plain  []string              // columns that are compared with each word
}

// way is one in which rows of a list are found.
type way struct {
	find  func(*sql.Selector)                  // by an index
	holds func(*sql.Selector) *sql.Predicate   // the same, of a row that one has
	parts func(context.Context) ([]way, error) // each in the order of the list; nil: it is one itself
}

// is a way that compares a row as it finds it.
func is(condition func(*sql.Selector) *sql.Predicate) way {
	return way{find: func(s *sql.Selector) { s.Where(condition(s)) }, holds: condition}
}

func (f sought) empty() bool { return strings.TrimSpace(f.text) == "" }

// narrow is the search as a condition on the rows of the list, to count them; an empty one
// holds for all. The ways stand side by side as sets of ids, each with its own index: as one
// condition, a database reads all rows.
func (f sought) narrow(s *sql.Selector) {
	if f.empty() {
		return
	}
	found := f.latest(s)
	for _, way := range f.ways {
		rows := f.rows(s)
		way.find(rows)
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
	found.Where(holdsWords(found, f.text, f.plain))
	return found
}

// holdsWords compares each word with columns: it occurs in one of them. They are put together
// with spaces, which no word has, and compared once.
func holdsWords(s *sql.Selector, text string, columns []string) *sql.Predicate {
	parts := make([]string, len(columns))
	for i, column := range columns {
		parts[i] = "CAST(" + s.C(column) + " AS text)"
	}
	list := []*sql.Predicate{}
	for _, word := range strings.Fields(text) {
		list = append(list, store.HoldsPlain(s, "("+strings.Join(parts, " || ' ' || ")+")", word))
	}
	return sql.And(list...)
}

// called finds the row whose id is the whole search; how says by which other column, too.
func (f sought) called(how ...func(ident.ID) func(*sql.Selector) *sql.Predicate) (ways []way) {
	_, id, err := ident.Decode(strings.ToLower(strings.TrimSpace(f.text)))
	if err != nil {
		return nil
	}
	for _, of := range append(how, itself) {
		ways = append(ways, is(of(id)))
	}
	return ways
}

func itself(id ident.ID) func(*sql.Selector) *sql.Predicate {
	return func(s *sql.Selector) *sql.Predicate { return sql.EQ(s.C("id"), id) }
}
