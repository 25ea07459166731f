package scim

import (
	"strings"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ident"
)

// cell is where a single value is stored, and how it compares.
type cell struct {
	expr   expr
	kind   cellKind
	prefix ident.Prefix // of an id
	text   string       // of a constant; of a reference, what stands before the id
	sorted bool         // a name under its sort key: see sortedName
}

// expr writes a column or expression, in the builder's dialect.
type expr func(b *sql.Builder)

// column names a column of a table. Tables are made anew for each statement,
// because a builder writes its dialect into them.
func column(table, name string) expr {
	return func(b *sql.Builder) { b.Ident(at(table, name)) }
}

func at(table, name string) string { return sql.Table(table).C(name) }

type cellKind int

const (
	foldedText cellKind = iota // folded; '' or NULL is absent
	exactText                  // NULL or '' is absent
	flag                       // never absent
	denied                     // a flag stored as its denial
	moment                     // never absent
	reference                  // an id; NULL is absent
	counter                    // a version, shown as an entity tag; never absent
	constant                   // not stored: text is the value of every resource
)

// takes refuses what the cell can't compare although the attribute's type could.
func (c cell) takes(op string, value any) error {
	switch {
	case c.kind != reference && c.kind != counter && c.kind != constant:
		return nil
	case value == nil || op == "eq" || op == "ne":
		return nil
	}
	return refuse(invalidFilter, "Ids, versions and types can only be compared with eq and ne.")
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
		return c.relation("eq", value.(bool) != (c.kind == denied))
	case moment:
		return c.relation(op, instant(value).UTC())
	case reference:
		return c.refers(value.(string))
	case counter:
		return c.counts(value.(string))
	case constant:
		return always(c.text == value)
	case exactText:
		return sql.And(c.present(), c.exact(op, value.(string)))
	}
	return sql.And(c.present(), c.folded(op, directory.Fold(value.(string))))
}

// present holds where there is a value; it is never NULL itself.
func (c cell) present() *sql.Predicate {
	switch c.kind {
	case foldedText, exactText:
		return sql.P(func(b *sql.Builder) {
			b.WriteString("coalesce(")
			c.expr(b)
			b.WriteString(", '') <> ''")
		})
	case reference:
		return sql.P(func(b *sql.Builder) {
			c.expr(b)
			b.WriteString(" IS NOT NULL")
		})
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
	return c.relation("eq", versions[0])
}

// refers compares with an id; a text that is no id of this type is nobody's.
func (c cell) refers(text string) *sql.Predicate {
	text, ours := strings.CutPrefix(text, c.text)
	id, err := ident.Parse(c.prefix, text)
	if err != nil || !ours {
		return always(false)
	}
	return sql.And(c.present(), c.relation("eq", id))
}

func (c cell) folded(op, text string) *sql.Predicate {
	if c.sorted {
		return c.named(op, text)
	}
	pattern := likeEscape.Replace(text)
	switch op {
	case "co":
		return c.like("%" + pattern + "%")
	case "sw":
		return c.like(pattern + "%")
	case "ew":
		return c.like("%" + pattern)
	}
	return c.relation(op, text)
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func (c cell) like(pattern string) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		c.expr(b)
		b.WriteString(" LIKE ").Arg(pattern).WriteString(` ESCAPE '\'`)
	})
}

var relations = map[string]string{"eq": " = ", "gt": " > ", "ge": " >= ", "lt": " < ", "le": " <= "}

func (c cell) relation(op string, value any) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		c.expr(b)
		b.WriteString(relations[op]).Arg(value)
	})
}
