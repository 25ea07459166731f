package graph

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/ident"
	"mandate/store"
)

// listedName is a row of a list that an administrator makes by hand: roles, connections. There are so few
// that their names have no sort key beside them: they are all read, and put in order here, É beside E.
type listedName struct {
	ID   ident.ID `json:"id"`
	Name string   `json:"name"`
}

func (n listedName) place() place { return place{key: store.SortKey(n.Name), id: n.ID} }

// scanner is a query of ids and names.
type scanner interface {
	Scan(ctx context.Context, into any) error
}

// byName reads a page of such a list: the names of all, and the rows of those that it shows.
func byName[R, N any](ctx context.Context, l list[R, N], p pageArgs, names scanner, rows func(...ident.ID) ([]R, error)) rowsOfList[R] {
	return func(_ func(*sql.Selector), n int) ([]R, error) {
		w, err := p.window(l.by)
		if err != nil {
			return nil, err
		}
		var all []listedName
		if err := names.Scan(ctx, &all); err != nil {
			return nil, err
		}
		places := w.of(all)
		if places = places[:min(n, len(places))]; len(places) == 0 {
			return nil, nil
		}
		found, err := rows(collect(places, func(p place) *ident.ID { return &p.id })...)
		slices.SortFunc(found, func(a, b R) int { return w.compare(place{l.key(a), l.id(a)}, place{l.key(b), l.id(b)}) })
		return found, err
	}
}

// of are the places of a list by name that a window may show, its first in front.
func (w window) of(all []listedName) []place {
	places := make([]place, 0, len(all))
	for _, n := range all {
		at := n.place()
		if (w.after == nil || byNameThenID(*w.after, at) < 0) && (w.before == nil || byNameThenID(at, *w.before) < 0) {
			places = append(places, at)
		}
	}
	slices.SortFunc(places, w.compare)
	return places
}

func (w window) compare(a, b place) int {
	if w.backward {
		a, b = b, a
	}
	return byNameThenID(a, b)
}

func byNameThenID(a, b place) int {
	left, _ := a.key.(string)
	right, _ := b.key.(string)
	return cmp.Or(cmp.Compare(left, right), slices.Compare(a.id[:], b.id[:]))
}
