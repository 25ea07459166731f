package scim

import (
	"encoding/json"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ident"
)

// sorter orders a list by one cell and then by id. Resources without a value come
// last when ascending and first when descending (RFC 7644 section 3.4.2.3).
type sorter struct {
	cell       cell
	id         expr
	descending bool
}

// absent reports whether a value can be missing.
func (o sorter) absent() bool {
	return o.cell.kind == foldedText || o.cell.kind == exactText || o.cell.kind == reference
}

// order is what a list adds to its SELECT: the order, and the key of each row.
func (o sorter) order(s *sql.Selector) {
	if o.absent() {
		s.OrderExprFunc(func(b *sql.Builder) {
			b.WriteString("CASE WHEN ").Join(o.cell.present()).WriteString(" THEN 0 ELSE 1 END")
			o.direction(b, o.descending)
		})
	}
	s.OrderExprFunc(func(b *sql.Builder) {
		o.cell.expr(b)
		o.direction(b, o.falling())
	})
	s.AppendSelectExprAs(sql.P(func(b *sql.Builder) { o.cell.expr(b) }), directory.SortKey)
}

// falling reports whether the stored value falls; false comes before true.
func (o sorter) falling() bool { return o.descending != (o.cell.kind == denied) }

func (o sorter) direction(b *sql.Builder, falling bool) {
	if falling {
		b.WriteString(" DESC")
	}
}

// beyond selects what comes after a resource in this order.
func (o sorter) beyond(m mark) (*sql.Predicate, error) {
	later := sql.P(func(b *sql.Builder) {
		o.id(b)
		b.WriteString(" > ").Arg(m.ID)
	})
	if o.cell.expr == nil {
		return later, nil
	}
	if m.Key == nil {
		return o.beyondAbsent(later), nil
	}
	value, err := o.value(m.Key)
	if err != nil {
		return nil, err
	}
	op := "gt"
	if o.falling() {
		op = "lt"
	}
	after := sql.Or(o.cell.relation(op, value), sql.And(o.cell.relation("eq", value), later))
	switch {
	case !o.absent():
		return after, nil
	case o.descending:
		return sql.And(o.cell.present(), after), nil
	}
	return sql.Or(sql.Not(o.cell.present()), after), nil
}

func (o sorter) beyondAbsent(later *sql.Predicate) *sql.Predicate {
	rest := sql.And(sql.Not(o.cell.present()), later)
	if o.descending {
		return sql.Or(rest, o.cell.present())
	}
	return rest
}

// markOf is the place of a resource in this order.
func (o sorter) markOf(kind string, id ident.ID, stored any) (*mark, error) {
	key, err := o.key(stored)
	return &mark{Kind: kind, ID: id, Key: key}, err
}

// key is the sort key of a row as a cursor keeps it; nil is absent.
func (o sorter) key(stored any) (json.RawMessage, error) {
	switch v := stored.(type) {
	case nil:
		return nil, nil
	case []byte:
		if o.cell.kind == reference {
			var id ident.ID
			if err := id.Scan(v); err != nil {
				return nil, fmt.Errorf("read sort key: %w", err)
			}
			return json.Marshal(id)
		}
		stored = string(v)
	}
	if stored == "" {
		return nil, nil
	}
	return json.Marshal(stored)
}

// value reads a key back, as a parameter of a statement.
func (o sorter) value(key json.RawMessage) (any, error) {
	var err error
	switch o.cell.kind {
	case flag, denied:
		var on bool
		if err = json.Unmarshal(key, &on); err != nil {
			var n int // SQLite's
			err = json.Unmarshal(key, &n)
			on = n != 0
		}
		return on, err
	case moment:
		var t time.Time
		err = json.Unmarshal(key, &t)
		return t.UTC(), err
	case counter:
		var n int64
		err = json.Unmarshal(key, &n)
		return n, err
	case reference:
		var id ident.ID
		err = json.Unmarshal(key, &id)
		return id, err
	}
	var text string
	err = json.Unmarshal(key, &text)
	return text, err
}
