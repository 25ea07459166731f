package directory

import (
	"context"
	"database/sql"
	"fmt"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// listPeople reads one page and says how many lie on it. Of one that lies deep the ids
// come first: what is shown of a person would else be put together for all who are
// passed over. Who is deleted between the two is counted and not shown.
func (d *Directory) listPeople(ctx context.Context, a actor.Actor, q PeopleQuery) (list []Person, found int, err error) {
	if q.Offset == 0 {
		list, err = d.firstPeople(ctx, a, q)
		return list, len(list), err
	}
	var ids []ident.ID
	text, args := d.selectIDs(a, q).Offset(q.Offset).Limit(q.Limit).Query()
	err = d.glance(ctx, text, args, func(rows *sql.Rows) error {
		var id ident.ID
		into, err := withKey(rows, []any{&id}, 1, new(any))
		if err == nil {
			err = rows.Scan(into...)
		}
		ids = append(ids, id)
		return err
	})
	if err != nil || len(ids) == 0 {
		return nil, 0, err
	}
	q.Offset, q.Where = 0, []predicate.User{user.IDIn(ids...)}
	list, err = d.firstPeople(ctx, a, q)
	return list, len(ids), err
}

// selectIDs is the query for the ids of a list. All people in their default order are
// counted off by the index of the links: the deleted have none.
func (d *Directory) selectIDs(a actor.Actor, q PeopleQuery) *entsql.Selector {
	if len(q.Where)+len(q.Order) > 0 {
		return d.selectPeople(a, q, user.FieldID)
	}
	links := entsql.Dialect(d.dialect()).Select(directorylink.FieldUserID).From(entsql.Table(directorylink.Table))
	return links.Where(entsql.And(entsql.EQ(directorylink.FieldDirectoryID, a.ID), entsql.EQ(directorylink.FieldTenantID, a.Tenant))).
		OrderBy(directorylink.FieldUserID)
}

// firstPeople reads the first page of a list in one statement.
func (d *Directory) firstPeople(ctx context.Context, a actor.Actor, q PeopleQuery) ([]Person, error) {
	text, args := d.selectShown(a, q).Offset(q.Offset).Limit(q.Limit).Query()
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
	return people.OrderBy(people.C(user.FieldID))
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
