package desk

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
)

// peopleAtOnce bounds the values of one statement.
const peopleAtOnce = 1000

// among says a list of people as one value, which PostgreSQL neither parses nor plans
// person by person; SQLite knows no arrays.
func among(people []ident.ID) func(*sql.Selector) {
	return func(s *sql.Selector) {
		if s.Dialect() != dialect.Postgres {
			user.IDIn(people...)(s)
			return
		}
		s.Where(sql.P(func(b *sql.Builder) {
			b.Ident(s.C(user.FieldID)).WriteString(" = ANY (").Arg(people).WriteString("::uuid[])")
		}))
	}
}

// owners lists everybody who got a deal, in the order in which rows are locked.
func (t *tray) owners() []ident.ID {
	return slices.SortedFunc(maps.Keys(t.last), func(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) })
}

func (t *tray) writeLast(ctx context.Context, c *db.Client) error {
	for part := range slices.Chunk(t.owners(), peopleAtOnce) {
		update := c.User.Update().Where(among(part))
		if at, one := t.oneInstant(part); one {
			update.SetLastAssignedAt(at)
		} else {
			update.Modify(func(u *sql.UpdateBuilder) { u.Set(user.FieldLastAssignedAt, t.lastOf(u.Dialect(), part)) })
		}
		if err := update.Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// oneInstant reports whether all of these were assigned their last deal at once, as
// nearly all are that one operation took in.
func (t *tray) oneInstant(people []ident.ID) (time.Time, bool) {
	at := t.last[people[0]]
	return at, !slices.ContainsFunc(people, func(id ident.ID) bool { return !t.last[id].Equal(at) })
}

// lastOf says each person's own instant in one expression. The database compares each
// row with each of them.
func (t *tray) lastOf(kind string, people []ident.ID) sql.Querier {
	return sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("CASE ").Ident(user.FieldID)
		for _, id := range people {
			b.WriteString(" WHEN ").Arg(id).WriteString(" THEN ").Arg(t.last[id])
			if kind == dialect.Postgres {
				b.WriteString("::timestamptz")
			}
		}
		b.WriteString(" END")
	})
}

func (t *tray) ownerNames(ctx context.Context, c *db.Client) (map[ident.ID]string, error) {
	names := make(map[ident.ID]string, len(t.last))
	for part := range slices.Chunk(ordered(t.named()), peopleAtOnce) {
		query := c.User.Query().Where(among(part)).Unique(false)
		query.Modify(held)
		people, err := query.Select(user.FieldID, user.FieldDisplayName, user.FieldFirstName, user.FieldLastName, user.FieldUserName).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, u := range people {
			names[u.ID] = directory.NameKey(u)
		}
	}
	return names, nil
}

// named is everybody whose name goes on a deal: owners who are brought along too.
func (t *tray) named() map[ident.ID]bool {
	people := map[ident.ID]bool{}
	for id := range t.last {
		people[id] = true
	}
	for _, d := range t.submitted {
		people[d.owner] = true
	}
	delete(people, ident.ID{})
	return people
}

// held keeps a change of the rows read back until the commit.
func held(s *sql.Selector) {
	if s.Dialect() == dialect.Postgres {
		s.ForShare()
	}
}
