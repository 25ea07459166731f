package scim

import (
	"unicode/utf8"

	"entgo.io/ent/dialect/sql"
)

// exact compares texts byte by byte. It keeps to functions that both databases
// have: LIKE on SQLite ignores case.
func (c cell) exact(op, text string) *sql.Predicate {
	switch op {
	case "co":
		return c.contains(text)
	case "sw":
		return c.begins(text)
	case "ew":
		return c.ends(text)
	}
	return c.relation(op, text)
}

func (c cell) contains(text string) *sql.Predicate {
	if text == "" {
		return always(true) // replace finds no empty text
	}
	return sql.P(func(b *sql.Builder) {
		b.WriteString("replace(")
		c.expr(b)
		b.WriteString(", ").Arg(text).WriteString(", '') <> ")
		c.expr(b)
	})
}

func (c cell) begins(text string) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		b.WriteString("substr(")
		c.expr(b)
		b.WriteString(", 1, ").Arg(utf8.RuneCountInString(text)).WriteString(") = ").Arg(text)
	})
}

func (c cell) ends(text string) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		b.WriteString("substr(")
		c.expr(b)
		b.WriteString(", length(")
		c.expr(b)
		b.WriteString(") - ").Arg(utf8.RuneCountInString(text) - 1).WriteString(") = ").Arg(text)
	})
}
