package scim

import (
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/store"
)

// sortedName is a name that is stored under its sort key (store.SortKey): lists are sorted by
// the key, filters compare the folded name in it.
func sortedName(table, field string) cell {
	return cell{expr: column(table, field), sorted: true}
}

// named compares a name. Names that are equal have one key, which the index knows.
func (c cell) named(op, folded string) *sql.Predicate {
	if op == "eq" {
		return c.relation(op, store.SortKey(folded))
	}
	key := c.expr
	c.sorted, c.expr = false, func(b *sql.Builder) {
		mark := ", char(1)"
		b.WriteString("substr(")
		key(b)
		if b.Dialect() == dialect.Postgres {
			b.WriteString(", strpos(")
			mark = ", chr(1)"
		} else {
			b.WriteString(", instr(")
		}
		key(b)
		b.WriteString(mark + ") + 1)")
	}
	return c.folded(op, folded)
}
