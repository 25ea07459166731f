package directory

import (
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
)

// HeldPermission keeps people who held a permission at a past instant, by the version of
// each that was true then (HI-3), whatever has become of roles and groups since.
func HeldPermission(permission actor.Permission, at time.Time) predicate.User {
	return func(s *sql.Selector) {
		d := sql.Dialect(s.Dialect())
		v := d.Table(authorityversion.Table).As("held")
		s.Where(sql.Exists(d.Select(v.C(authorityversion.FieldID)).From(v).Where(sql.And(
			sql.ColumnsEQ(v.C(authorityversion.FieldUserID), s.C(user.FieldID)),
			sql.LTE(v.C(authorityversion.FieldValidFrom), at),
			sql.Or(sql.IsNull(v.C(authorityversion.FieldValidTo)), sql.GT(v.C(authorityversion.FieldValidTo), at)),
			permits(v.C(authorityversion.FieldState), permission)))))
	}
}

// permits: the permissions of a state of Authority contain one. What else the state says
// may use the same word.
func permits(state string, permission actor.Permission) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		if b.Dialect() == dialect.Postgres {
			b.WriteString("(convert_from(").Ident(state).WriteString(", 'UTF8')::jsonb -> 'permissions') @> to_jsonb(").Arg(string(permission)).WriteString("::text)")
			return
		}
		b.WriteString("EXISTS (SELECT 1 FROM json_each(CAST(").Ident(state).WriteString(" AS TEXT), '$.permissions') WHERE value = ").Arg(string(permission)).WriteByte(')')
	})
}
