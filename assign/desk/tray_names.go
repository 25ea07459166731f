package desk

import (
	"context"
	"slices"

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

// readNames adds the names of those whose rows were not changed.
func (t *tray) readNames(ctx context.Context, c *db.Client, names map[ident.ID]string) error {
	for part := range slices.Chunk(ordered(t.unnamed(names)), peopleAtOnce) {
		query := c.User.Query().Where(among(part)).Unique(false)
		query.Modify(held)
		people, err := query.Select(user.FieldID, user.FieldDisplayName, user.FieldFirstName, user.FieldLastName, user.FieldUserName).All(ctx)
		if err != nil {
			return err
		}
		for _, u := range people {
			names[u.ID] = directory.NameKey(u)
		}
	}
	return nil
}

// unnamed is everybody else whose name goes on a deal: owners who are brought along too.
func (t *tray) unnamed(names map[ident.ID]string) map[ident.ID]bool {
	people := map[ident.ID]bool{}
	for id := range t.last {
		people[id] = true
	}
	for _, d := range t.submitted {
		people[d.owner] = true
	}
	delete(people, ident.ID{})
	for id := range names {
		delete(people, id)
	}
	return people
}

// held keeps a change of the rows read back until the commit.
func held(s *sql.Selector) {
	if s.Dialect() == dialect.Postgres {
		s.ForShare()
	}
}
