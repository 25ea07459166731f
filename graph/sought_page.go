package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"mandate/ident"
)

// listRead reads the first rows of a list, its statement modified.
type listRead[R any] = func(shape, modify func(*sql.Selector), n int) ([]R, error)

// pageOfSought reads a page of a list that is searched. What many rows have fills it among the
// first that are looked through, as in a list of people; for what few have, each way is read
// in the order of the list and no further than the page needs.
func pageOfSought[R any](ctx context.Context, f sought, read listRead[R]) rowsOfList[R] {
	return func(shape func(*sql.Selector), n int) ([]R, error) {
		if f.empty() {
			return read(shape, all, n)
		}
		found, err := read(shape, among(lookedThrough, f.looked), n)
		if err != nil || len(found) == n {
			return found, err
		}
		ways, err := f.split(ctx)
		if err != nil {
			return nil, err
		}
		return read(shape, oneOf(ways, all), n)
	}
}

// split is the search as ways that are each read in the order of the list.
func (f sought) split(ctx context.Context) ([]func(*sql.Selector), error) {
	ways := []func(*sql.Selector){func(s *sql.Selector) { s.Where(sql.In(s.C("id"), f.latest(s))) }}
	for _, w := range f.ways {
		parts := []way{w}
		if w.parts != nil {
			var err error
			if parts, err = w.parts(ctx); err != nil {
				return nil, err
			}
		}
		for _, part := range parts {
			ways = append(ways, part.find)
		}
	}
	return ways, nil
}

// looked compares rows one by one. Those that are not among the newest of the list say nothing
// in plain text.
func (f sought) looked(s *sql.Selector) { f.compares(s, f.since(s, f.rows(s))) }

// lookedFrom is looked where the oldest of the newest is known.
func (f sought) lookedFrom(oldest ident.ID) func(*sql.Selector) {
	return func(s *sql.Selector) { f.compares(s, sql.GTE(s.C("id"), oldest)) }
}

func (f sought) compares(s *sql.Selector, isNew *sql.Predicate) {
	list := []*sql.Predicate{sql.And(isNew, holdsWords(s, f.text, f.plain))}
	for _, w := range f.ways {
		list = append(list, w.holds(s))
	}
	s.Where(sql.Or(list...))
}

// since holds for the newest of some rows: as old as the last that is looked through, if there
// are so many.
func (f sought) since(s, rows *sql.Selector) *sql.Predicate {
	last := rows.OrderBy(sql.Desc(rows.C("id"))).Limit(1).Offset(newest - 1)
	return sql.P(func(b *sql.Builder) {
		b.Ident(s.C("id")).WriteString(" >= COALESCE((").Join(last).WriteString("), ").Arg(ident.ID{}).WriteString(")")
	})
}
