package scim

import (
	"unicode/utf8"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ident"
)

// cell is a column that holds a single value, and how it compares.
type cell struct {
	col    string // qualified by its table
	kind   cellKind
	prefix ident.Prefix // of an id
}

type cellKind int

const (
	foldedText cellKind = iota // folded; '' is absent
	exactText                  // NULL or '' is absent
	flag                       // never absent
	denied                     // a flag stored as its denial
	moment                     // never absent
	reference                  // an id; NULL is absent
	counter                    // a version, shown as an entity tag; never absent
	constant                   // not a column: col is the value of every resource
)

// takes refuses what the column can't compare although the attribute's type could.
func (c cell) takes(op string, value any) error {
	switch {
	case c.kind != reference && c.kind != counter && c.kind != constant:
		return nil
	case value == nil || op == "eq" || op == "ne":
		return nil
	}
	return refuse(invalidFilter, "Ids, versions and types can only be compared with eq and ne.")
}

// order sorts resources by the value; false comes before true.
func (c cell) order(s *sql.Selector, descending bool) {
	if descending != (c.kind == denied) {
		s.OrderBy(sql.Desc(c.col))
		return
	}
	s.OrderBy(sql.Asc(c.col))
}

// compare builds one comparison. Absent values fulfil none but ne and eq null, so
// that not and ne include them, as RFC 7644 says of values that differ.
func (c cell) compare(op string, value any) *sql.Predicate {
	switch {
	case op == "pr":
		return c.present()
	case op == "ne":
		return sql.Not(c.compare("eq", value))
	case value == nil:
		return sql.Not(c.present())
	}
	switch c.kind {
	case flag, denied:
		return sql.EQ(c.col, value.(bool) != (c.kind == denied))
	case moment:
		return relation(c.col, op, instant(value).UTC())
	case reference:
		return c.refers(value.(string))
	case counter:
		return c.counts(value.(string))
	case constant:
		return always(c.col == value)
	case exactText:
		return sql.And(c.present(), exact(c.col, op, value.(string)))
	}
	return sql.And(c.present(), folded(c.col, op, directory.Fold(value.(string))))
}

func (c cell) present() *sql.Predicate {
	switch c.kind {
	case foldedText:
		return sql.NEQ(c.col, "")
	case exactText:
		return sql.And(sql.NotNull(c.col), sql.NEQ(c.col, ""))
	case reference:
		return sql.NotNull(c.col)
	}
	return always(true)
}

func always(holds bool) *sql.Predicate {
	if holds {
		return sql.ExprP("1 = 1")
	}
	return sql.False()
}

// counts compares with an entity tag.
func (c cell) counts(tag string) *sql.Predicate {
	versions, _ := tags(tag)
	if len(versions) != 1 || etag(versions[0]) != tag {
		return always(false)
	}
	return sql.EQ(c.col, versions[0])
}

// refers compares with an id; a text that is no id of this type is nobody's.
func (c cell) refers(text string) *sql.Predicate {
	id, err := ident.Parse(c.prefix, text)
	if err != nil {
		return always(false)
	}
	return sql.And(sql.NotNull(c.col), sql.EQ(c.col, id))
}

func folded(col, op, text string) *sql.Predicate {
	switch op {
	case "co":
		return sql.Contains(col, text)
	case "sw":
		return sql.HasPrefix(col, text)
	case "ew":
		return sql.HasSuffix(col, text)
	}
	return relation(col, op, text)
}

// exact keeps to functions that both databases have: LIKE on SQLite ignores case.
func exact(col, op, text string) *sql.Predicate {
	n := utf8.RuneCountInString(text)
	if op == "co" && text == "" {
		return always(true) // replace finds no empty text
	}
	switch op {
	case "co":
		return sql.P(func(b *sql.Builder) {
			b.WriteString("replace(").Ident(col).WriteString(", ").Arg(text).WriteString(", '') <> ").Ident(col)
		})
	case "sw":
		return sql.P(func(b *sql.Builder) {
			b.WriteString("substr(").Ident(col).WriteString(", 1, ").Arg(n).WriteString(") = ").Arg(text)
		})
	case "ew":
		return sql.P(func(b *sql.Builder) {
			b.WriteString("substr(").Ident(col).WriteString(", length(").Ident(col).WriteString(") - ").Arg(n - 1).WriteString(") = ").Arg(text)
		})
	}
	return relation(col, op, text)
}

func relation(col, op string, value any) *sql.Predicate {
	switch op {
	case "gt":
		return sql.GT(col, value)
	case "ge":
		return sql.GTE(col, value)
	case "lt":
		return sql.LT(col, value)
	case "le":
		return sql.LTE(col, value)
	}
	return sql.EQ(col, value)
}
