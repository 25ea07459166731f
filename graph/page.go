package graph

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/graph/model"
	"mandate/ident"
)

// mostRows bounds a page and every list of ids.
const mostRows = 100

// pageArgs are the arguments of a list, as they came.
type pageArgs struct {
	first, last   *int
	after, before *string
}

// window is what a caller asks of a list, checked: how many rows, from which end,
// between which places.
type window struct {
	size          int
	backward      bool
	after, before *place
}

func (p pageArgs) window(by order) (window, error) {
	w := window{backward: p.last != nil}
	size, field := p.first, "first"
	if w.backward {
		size, field = p.last, "last"
	}
	switch {
	case p.first == nil && p.last == nil:
		return w, fault.New(fault.Invalid, fault.CodeRequired, "Say how many: give first or last, from 1 to %d.", mostRows).On("first")
	case p.first != nil && p.last != nil:
		return w, fault.New(fault.Invalid, fault.CodeInvalid, "Give first or last, not both.").On("last")
	case *size > mostRows:
		return w, fault.New(fault.TooLarge, fault.CodeTooLarge, "A page has at most %d rows.", mostRows).On(field)
	case *size < 1:
		return w, fault.New(fault.Invalid, fault.CodeInvalid, "A page has at least one row.").On(field)
	}
	w.size = *size
	var err error
	if w.after, err = by.place(p.after, "after"); err != nil {
		return w, err
	}
	w.before, err = by.place(p.before, "before")
	return w, err
}

// list is one list of the schema: rows of a table behind a read rule and filters,
// in an order, shown as nodes.
type list[R, N any] struct {
	by    order
	id    func(R) ident.ID
	key   func(R) any // the row's value of by.column; nil when the order is the id's
	nodes func([]R) ([]N, error)
}

// cut makes a page of rows that may be one more than asked: whether there are others
// behind.
func (l list[R, N]) cut(rows []R, w window) (*model.Connection[N], error) {
	more := len(rows) > w.size
	if more {
		rows = rows[:w.size]
	}
	if w.backward {
		slices.Reverse(rows)
	}
	return l.connection(rows, w, more)
}

func (l list[R, N]) connection(rows []R, w window, more bool) (*model.Connection[N], error) {
	nodes, err := l.nodes(rows)
	if err != nil {
		return nil, err
	}
	info := &model.PageInfo{HasNextPage: more, HasPreviousPage: w.after != nil}
	if w.backward {
		info.HasNextPage, info.HasPreviousPage = w.before != nil, more
	}
	c := &model.Connection[N]{Nodes: nodes, Edges: make([]*model.Edge[N], len(rows)), PageInfo: info}
	for i, row := range rows {
		c.Edges[i] = &model.Edge[N]{Node: nodes[i], Cursor: l.cursor(row)}
	}
	if len(rows) > 0 {
		info.StartCursor, info.EndCursor = &c.Edges[0].Cursor, &c.Edges[len(rows)-1].Cursor
	}
	return c, nil
}

func (l list[R, N]) cursor(row R) string {
	p := place{id: l.id(row)}
	if l.key != nil {
		p.key = l.key(row)
	}
	return l.by.cursor(p)
}

type (
	rowsOfList[R any] = func(shape func(*sql.Selector), limit int) ([]R, error)
	counter           = func(context.Context) (int, error)
)

// pageOf reads a page through the request's client. query gives the rows of the
// list, narrowed to what the caller may see and asks for, and their number.
func pageOf[R, N any](ctx context.Context, l list[R, N], p pageArgs, query func(*db.Client) (rowsOfList[R], counter)) (*model.Connection[N], error) {
	w, err := p.window(l.by)
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, count := query(c)
	found, err := rows(l.by.shape(w), w.size+1)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", l.by.list, err)
	}
	page, err := l.cut(found, w)
	if err != nil {
		return nil, err
	}
	page.Count = count
	return page, nil
}
