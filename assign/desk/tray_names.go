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

// readNames adds the names of people.
func readNames(ctx context.Context, from *db.UserQuery, people map[ident.ID]bool, names map[ident.ID]string) error {
	for part := range slices.Chunk(ordered(people), peopleAtOnce) {
		found, err := from.Clone().Where(among(part)).Unique(false).
			Select(user.FieldID, user.FieldDisplayName, user.FieldFirstName, user.FieldLastName, user.FieldUserName).All(ctx)
		if err != nil {
			return err
		}
		for _, u := range found {
			names[u.ID] = directory.NameKey(u)
		}
	}
	return nil
}

// unnamed is everybody else whose name goes on a deal: those whose rows were not changed,
// and owners who are brought along.
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

// hold asks for people whose rows nobody changes until the commit.
func hold(c *db.Client) *db.UserQuery {
	query := c.User.Query()
	query.Modify(func(s *sql.Selector) {
		if s.Dialect() == dialect.Postgres {
			s.ForShare()
		}
	})
	return query
}
