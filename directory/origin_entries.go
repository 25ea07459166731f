package directory

import (
	"context"
	"encoding/json"
	"fmt"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/ident"
	"mandate/store"
)

// entriesOf reads entries of history in their order: by id, which is by time.
func entriesOf(ctx context.Context, c *db.Client, where ...predicate.HistoryEntry) ([]*db.HistoryEntry, error) {
	rows, err := c.HistoryEntry.Query().Where(where...).Order(historyentry.ByID()).All(store.PlannedByValue(ctx))
	if err != nil {
		return nil, fmt.Errorf("load history of roles: %w", err)
	}
	return rows, nil
}

// deedOf is who did what an entry tells of, as a grant names them: a key by itself is no
// person.
func deedOf(e *db.HistoryEntry) deed {
	a := actor.Actor{Kind: actor.Kind(e.ActorKind)}
	if e.ActorID != nil {
		a.ID = *e.ActorID
	}
	if e.OnBehalfOf != nil {
		a.OnBehalfOf = *e.OnBehalfOf
	}
	return deed{a.Person(), e.At}
}

// turned reads what an entry says of a field before and after; said is false where it
// doesn't speak of it.
func turned[T any](e *db.HistoryEntry, field string) (before, after T, said bool, err error) {
	fields, err := store.PlainChanges(e.Changes)
	if err != nil {
		return before, after, false, err
	}
	values, said := fields[field]
	if !said {
		return before, after, false, nil
	}
	if err = json.Unmarshal(values[0], &before); err == nil {
		err = json.Unmarshal(values[1], &after)
	}
	if err != nil {
		return before, after, true, fmt.Errorf("read %s of entry %s: %w", field, e.ID, err)
	}
	return before, after, true, nil
}

// turnsOf sorts entries by their target, as turns of a field; those that don't speak of it
// are left out.
func turnsOf(entries []*db.HistoryEntry, field string) (map[ident.ID][]turn, error) {
	of := map[ident.ID][]turn{}
	for _, e := range entries {
		before, after, said, err := turned[[]string](e, field)
		if err != nil {
			return nil, err
		}
		if said {
			of[e.TargetID] = append(of[e.TargetID], turn{deedOf(e), e.ID, before, after})
		}
	}
	return of, nil
}

// speaksOf keeps entries that have a field among their plain changes. Some others pass too;
// the database is only to spare us most of them.
func speaksOf(field string) predicate.HistoryEntry {
	return func(s *sql.Selector) {
		changes := s.C(historyentry.FieldChanges)
		s.Where(sql.P(func(b *sql.Builder) {
			if b.Dialect() == dialect.Postgres {
				b.WriteString(`position('"` + field + `":'::bytea in `).Ident(changes).WriteString(") > 0")
				return
			}
			b.WriteString("instr(").Ident(changes).WriteString(`, CAST('"` + field + `":' AS BLOB)) > 0`)
		}))
	}
}

// movesAny keeps entries of groups by which one of these people joined or left.
func movesAny(people []ident.ID) predicate.HistoryEntry {
	names := make([]any, len(people))
	for i, id := range people {
		names[i] = id.Text(ident.User)
	}
	return func(s *sql.Selector) {
		changes := s.C(historyentry.FieldChanges)
		s.Where(sql.Or(lists(changes, "membersAdded", 1, names), lists(changes, "membersRemoved", 0, names)))
	}
}

// lists: a field's value before (0) or after (1) has one of these among it.
func lists(changes, field string, side int, these []any) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		if b.Dialect() == dialect.Postgres {
			b.WriteString("jsonb_exists_any(convert_from(").Ident(changes).WriteString(fmt.Sprintf(", 'UTF8')::jsonb #> '{plain,%s,%d}', ARRAY[", field, side))
			b.Args(these...).WriteString("]::text[])")
			return
		}
		b.WriteString("EXISTS (SELECT 1 FROM json_each(CAST(").Ident(changes).WriteString(fmt.Sprintf(" AS TEXT), '$.plain.%s[%d]') WHERE value IN (", field, side))
		b.Args(these...).WriteString("))")
	})
}
