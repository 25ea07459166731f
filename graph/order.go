package graph

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// order is what a list is sorted by: one column that is never null, then the id, in
// one direction. The zero column is the id alone, which is the order of creation.
type order struct {
	list   string // name of list and order: a cursor of another one is refused
	column string
	kind   valueKind
	prefix ident.Prefix
	desc   bool
	masked bool // of people: who was deleted stands before all others, as if the column were empty
}

// valueKind says how a column's value is written in a cursor.
type valueKind uint8

const (
	textValue valueKind = iota
	timeValue
	numberValue
	boolValue
	rareTime // a time that may be null: never is before all others
)

// place is where a row stands in an order.
type place struct {
	key any
	id  ident.ID
}

// cursorText is a place outside: opaque to clients, bound to its list and order.
type cursorText struct {
	List string `json:"l"`
	Key  string `json:"k,omitempty"`
	ID   string `json:"i"`
}

func (o order) name() string {
	if o.desc {
		return o.list + "-"
	}
	return o.list
}

func (o order) cursor(p place) string {
	c := cursorText{List: o.name(), ID: p.id.Text(o.prefix)}
	switch v := p.key.(type) {
	case string:
		c.Key = v
	case time.Time:
		c.Key = v.UTC().Format(time.RFC3339Nano)
	case int64:
		c.Key = strconv.FormatInt(v, 10)
	case bool:
		c.Key = strconv.FormatBool(v)
	}
	text, _ := json.Marshal(c) // three strings: cannot fail
	return base64.RawURLEncoding.EncodeToString(text)
}

func (o order) place(cursor *string, field string) (*place, error) {
	if cursor == nil {
		return nil, nil
	}
	refused := fault.New(fault.Invalid, fault.CodeInvalid, "This is no cursor of this list in this order.").On(field)
	raw, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err != nil {
		return nil, refused
	}
	var c cursorText
	if err := json.Unmarshal(raw, &c); err != nil || c.List != o.name() {
		return nil, refused
	}
	p := &place{key: c.Key}
	if p.id, err = ident.Parse(o.prefix, c.ID); err != nil {
		return nil, refused
	}
	switch {
	case o.column == "":
	case o.kind == timeValue, o.kind == rareTime:
		p.key, err = time.Parse(time.RFC3339Nano, c.Key)
	case o.kind == numberValue:
		p.key, err = strconv.ParseInt(c.Key, 10, 64)
	case o.kind == boolValue:
		p.key, err = strconv.ParseBool(c.Key)
	}
	if err != nil {
		return nil, refused
	}
	return p, nil
}

// shape puts a window's bounds and order on a query.
func (o order) shape(w window) func(*sql.Selector) {
	return func(s *sql.Selector) {
		o := o.behindMasked(s, w)
		if w.after != nil {
			s.Where(o.beyond(s, w.after, !o.desc))
		}
		if w.before != nil {
			s.Where(o.beyond(s, w.before, o.desc))
		}
		direction := sql.Asc
		if o.desc != w.backward {
			direction = sql.Desc
		}
		for _, c := range o.columns(s) {
			s.OrderBy(direction(c))
		}
	}
}

// behindMasked leaves out whom an order masks where a window begins behind them all: the
// others stand as the column says, which an index gives.
func (o order) behindMasked(s *sql.Selector, w window) order {
	from := w.after
	if o.desc {
		from = w.before
	}
	if o.masked && from != nil && !empty(from.key) {
		s.Where(sql.IsNull(s.C(user.FieldDeletedAt)))
		o.masked = false
	}
	return o
}

func (o order) columns(s *sql.Selector) []string {
	if o.column == "" {
		return []string{s.C("id")}
	}
	column := s.C(o.column)
	if o.masked {
		column = unmasked(s, column, o.kind)
	}
	if o.kind == rareTime {
		column = neverFirst(s, column)
	}
	return []string{column, s.C("id")}
}

// beyond compares (column, id) as one value, which an index on both can follow.
func (o order) beyond(s *sql.Selector, p *place, greater bool) *sql.Predicate {
	args := []any{p.id}
	if o.column != "" {
		args = []any{p.key, p.id}
	}
	if greater {
		return sql.CompositeGT(o.columns(s), args...)
	}
	return sql.CompositeLT(o.columns(s), args...)
}
