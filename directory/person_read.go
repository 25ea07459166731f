package directory

import (
	"context"
	"database/sql"
	"fmt"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// PeopleQuery narrows and orders a list of people. Predicates and orders may name
// columns of users and of directory_links, which is joined.
type PeopleQuery struct {
	Where         []predicate.User
	Order         []user.OrderOption // followed by the id
	Offset, Limit int                // Limit 0: only the total
	Groups        bool
	NoTotal       bool // total is -1 then
}

// Person reads one person of the actor's directory; groups also reads their groups.
func (d *Directory) Person(ctx context.Context, id ident.ID, groups bool) (Person, error) {
	a, _ := actor.From(ctx)
	q := PeopleQuery{Where: []predicate.User{user.ID(id)}, Limit: 1, Groups: groups}
	text := d.personText(groups, func() string {
		text, _ := d.selectShown(a, q).Query()
		return text
	})
	list, err := d.readPeople(ctx, q, text, []any{a.ID, id, a.Tenant})
	if err != nil {
		return Person{}, err
	}
	if len(list) == 0 {
		return Person{}, unknownUser()
	}
	return list[0], nil
}

// personText keeps the text that reads one person: it is always the same, and directories
// ask for it more often than for anything else.
func (d *Directory) personText(groups bool, make func() string) string {
	kept := &d.texts[0]
	if groups {
		kept = &d.texts[1]
	}
	if text := kept.Load(); text != nil {
		return *text
	}
	text := make()
	kept.Store(&text)
	return text
}

// People lists the people of the actor's directory, in the order asked for and
// then by id, and says how many there are in all. List and total may be of two
// instants; the total is never less than what was seen.
func (d *Directory) People(ctx context.Context, q PeopleQuery) (list []Person, total int, err error) {
	a, _ := actor.From(ctx)
	if q.Limit > 0 {
		if list, err = d.listPeople(ctx, a, q); err != nil {
			return nil, 0, err
		}
	}
	if q.NoTotal {
		return list, -1, nil
	}
	if total = ending(q.Offset, q.Limit, len(list)); total >= 0 {
		return list, total, nil
	}
	err = d.Store.Glance(ctx, func(ctx context.Context, c *db.Client) error {
		if total, err = c.User.Query().Where(governedBy(a.ID)).Where(q.Where...).Count(ctx); err != nil {
			return fmt.Errorf("count people: %w", err)
		}
		return nil
	})
	if len(list) > 0 {
		total = max(total, q.Offset+len(list))
	}
	return list, total, err
}

// ending is the length of a list that ends on this page, which saves counting it;
// -1 where it may go on or the page lies beyond it.
func ending(offset, limit, found int) int {
	if found < limit && (found > 0 || offset == 0) {
		return offset + found
	}
	return -1
}

// listPeople reads one page. Of one that lies deep the ids come first: what is shown
// of a person would else be put together for all who are passed over.
func (d *Directory) listPeople(ctx context.Context, a actor.Actor, q PeopleQuery) ([]Person, error) {
	if q.Offset == 0 {
		return d.firstPeople(ctx, a, q)
	}
	var ids []ident.ID
	text, args := d.selectPeople(a, q, user.FieldID).Query()
	err := d.glance(ctx, text, args, func(rows *sql.Rows) error {
		var id ident.ID
		into, err := withKey(rows, []any{&id}, 1, new(any))
		if err == nil {
			err = rows.Scan(into...)
		}
		ids = append(ids, id)
		return err
	})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	q.Offset, q.Where = 0, []predicate.User{user.IDIn(ids...)}
	return d.firstPeople(ctx, a, q)
}

// firstPeople reads the first page of a list in one statement.
func (d *Directory) firstPeople(ctx context.Context, a actor.Actor, q PeopleQuery) ([]Person, error) {
	text, args := d.selectShown(a, q).Query()
	return d.readPeople(ctx, q, text, args)
}

func (d *Directory) readPeople(ctx context.Context, q PeopleQuery, text string, args []any) (list []Person, err error) {
	err = d.glance(ctx, text, args, func(rows *sql.Rows) error {
		p, err := scanPerson(rows, q.Groups)
		list = append(list, p)
		return err
	})
	return list, err
}

// selectShown is the query whose rows scanPerson reads.
func (d *Directory) selectShown(a actor.Actor, q PeopleQuery) *entsql.Selector {
	s := d.selectPeople(a, q, shownColumns...)
	withLink(s)
	withManager(s)
	if q.Groups {
		withGroups(s)
	}
	return s
}

// selectPeople narrows and orders people like a query of ent's does, which takes more
// time for a row than the database does.
func (d *Directory) selectPeople(a actor.Actor, q PeopleQuery, columns ...string) *entsql.Selector {
	people := entsql.Dialect(d.dialect()).Select().From(entsql.Table(user.Table))
	people.Select(people.Columns(columns...)...)
	governedBy(a.ID)(people)
	for _, where := range q.Where {
		where(people)
	}
	people.Where(entsql.EQ(people.C(user.FieldTenantID), a.Tenant))
	for _, order := range q.Order {
		order(people)
	}
	return people.OrderBy(people.C(user.FieldID)).Offset(q.Offset).Limit(q.Limit)
}

func (d *Directory) dialect() string {
	if d.Store.Kind() == "postgres" {
		return dialect.Postgres
	}
	return dialect.SQLite
}

// glance runs a query of one's own that names its tenant, and gives each of its rows.
func (d *Directory) glance(ctx context.Context, text string, args []any, scan func(*sql.Rows) error) error {
	return d.Store.Glance(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.QueryContext(ctx, text, args...)
		if err != nil {
			return fmt.Errorf("list people: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			if err := scan(rows); err != nil {
				return fmt.Errorf("read person: %w", err)
			}
		}
		return rows.Err()
	})
}
