package desk

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// owners lists everybody who got a deal, in the order in which rows are locked.
func (t *tray) owners() []ident.ID {
	return slices.SortedFunc(maps.Keys(t.last), func(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) })
}

// writeLast keeps when owners were assigned their last deal, and gives their names: both in
// one statement on PostgreSQL, where it costs half of what two do.
func (t *tray) writeLast(ctx context.Context, tx *store.Tx) (names map[ident.ID]string, err error) {
	names = make(map[ident.ID]string, len(t.last))
	for part := range slices.Chunk(t.owners(), peopleAtOnce) {
		if tx.Kind() == dialect.Postgres {
			err = t.stampOwners(ctx, tx, part, names)
		} else {
			err = t.stampAlone(ctx, tx.Client, part)
		}
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}

// stampText joins people with a list. Until a PostgreSQL has statistics it walks over all of
// a tenant's people for that, but does not compare each of them with each of a plain list.
const stampText = `UPDATE users AS u SET last_assigned_at = w.at FROM unnest($1::uuid[], $2::timestamptz[]) AS w(id, at)
	WHERE u.id = w.id AND u.tenant_id = $3 RETURNING u.id, u.display_name, u.first_name, u.last_name, u.user_name`

func (t *tray) stampOwners(ctx context.Context, tx *store.Tx, people []ident.ID, names map[ident.ID]string) error {
	instants := make([]string, len(people))
	for i, id := range people {
		instants[i] = t.last[id].UTC().Format(time.RFC3339Nano)
	}
	rows, err := tx.Returning(ctx, db.TypeUser, stampText, people, "{"+strings.Join(instants, ",")+"}", t.tenant)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var u db.User
		if err := rows.Scan(&u.ID, &u.DisplayName, &u.FirstName, &u.LastName, &u.UserName); err != nil {
			return err
		}
		names[u.ID] = directory.NameKey(&u)
	}
	return rows.Err()
}

// stampAlone is for SQLite, where no way is saved.
func (t *tray) stampAlone(ctx context.Context, c *db.Client, people []ident.ID) error {
	update := c.User.Update().Where(user.IDIn(people...))
	if at, one := t.oneInstant(people); one {
		return update.SetLastAssignedAt(at).Exec(ctx)
	}
	return update.Modify(func(u *sql.UpdateBuilder) { u.Set(user.FieldLastAssignedAt, t.lastOf(people)) }).Exec(ctx)
}

// oneInstant reports whether all of these were assigned their last deal at once, as
// nearly all are that one operation took in.
func (t *tray) oneInstant(people []ident.ID) (time.Time, bool) {
	at := t.last[people[0]]
	return at, !slices.ContainsFunc(people, func(id ident.ID) bool { return !t.last[id].Equal(at) })
}

// lastOf says each person's own instant in one expression. The database compares each
// row with each of them.
func (t *tray) lastOf(people []ident.ID) sql.Querier {
	return sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("CASE ").Ident(user.FieldID)
		for _, id := range people {
			b.WriteString(" WHEN ").Arg(id).WriteString(" THEN ").Arg(t.last[id])
		}
		b.WriteString(" END")
	})
}
