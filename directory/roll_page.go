package directory

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// called gives a page that lies deep in a list and the length of the list, from its
// roll; ok is false where there is none that stands, and the list has to be walked.
func (d *Directory) called(ctx context.Context, a actor.Actor, q PeopleQuery) (list []Person, total int, ok bool, err error) {
	if q.Offset == 0 || q.Limit == 0 || q.NoTotal {
		return nil, 0, false, nil
	}
	text, args := d.selectIDs(a, q).Query()
	key, plain := keyOfRoll(text, args)
	if !plain {
		return nil, 0, false, nil
	}
	old := d.rolls.get(key)
	if old != nil {
		if list, ok, err = d.fromRoll(ctx, a, q, old); ok || err != nil {
			return list, len(old.ids), ok, err
		}
	}
	made, err := d.callAnew(ctx, key, old, text, args)
	if made == nil || err != nil {
		return nil, 0, false, err
	}
	list, ok, err = d.fromRoll(ctx, a, q, made)
	return list, len(made.ids), ok, err
}

// fromRoll reads the people of a page in the statement that sees whether the roll still
// stands: then all are found, and otherwise nobody.
func (d *Directory) fromRoll(ctx context.Context, a actor.Actor, q PeopleQuery, r *roll) (list []Person, ok bool, err error) {
	ids := r.page(q.Offset, q.Limit)
	if len(ids) == 0 { // behind the end
		ok, err = d.stands(ctx, a, r)
		return nil, ok, err
	}
	q.Offset, q.Limit = 0, len(ids)
	q.Where = []predicate.User{among(ids), func(s *entsql.Selector) { s.Where(r.seen.Unchanged(a.Tenant)) }}
	list, err = d.firstPeople(ctx, a, q)
	return list, len(list) == len(ids), err
}

// among selects people by their ids; on PostgreSQL by one array, so that the statement
// is the same for any number.
func among(ids []ident.ID) predicate.User {
	return func(s *entsql.Selector) {
		if s.Dialect() != dialect.Postgres {
			user.IDIn(ids...)(s)
			return
		}
		s.Where(entsql.P(func(b *entsql.Builder) {
			b.Ident(s.C(user.FieldID)).WriteString(" = ANY(").Arg(ids).WriteString(")")
		}))
	}
}

// callAnew makes and keeps a roll; nil where somebody else does or many are being made,
// where it has to rest, or where it is too long to keep.
func (d *Directory) callAnew(ctx context.Context, key rollKey, old *roll, text string, args []any) (made *roll, err error) {
	began := d.Store.Now()
	if !d.rolls.begin(key, old, began) {
		return nil, nil
	}
	defer func() { d.rolls.end(key, made) }()
	r := &roll{}
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		if r.seen, err = d.Store.Horizon(ctx, c); err != nil {
			return err
		}
		r.ids, err = readRoll(ctx, c, text, args)
		return err
	})
	r.made = d.Store.Now()
	r.took = r.made.Sub(began)
	if errors.Is(err, errLong) {
		d.rolls.end(key, &roll{long: true, made: r.made, took: r.took})
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

var errLong = errors.New("the list is longer than is kept")

func readRoll(ctx context.Context, c *db.Client, text string, args []any) ([]ident.ID, error) {
	rows, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("list ids: %w", err)
	}
	defer rows.Close()
	var ids []ident.ID
	id, key := new(ident.ID), new(any)
	into, err := withKey(rows, []any{id}, 1, key)
	if err != nil {
		return nil, fmt.Errorf("list ids: %w", err)
	}
	for rows.Next() {
		if len(ids) == rollMost {
			return nil, errLong
		}
		if err := rows.Scan(into...); err != nil {
			return nil, fmt.Errorf("read id: %w", err)
		}
		ids = append(ids, *id)
	}
	return ids, rows.Err()
}

// stands reports whether a roll is still the list.
func (d *Directory) stands(ctx context.Context, a actor.Actor, r *roll) (stands bool, err error) {
	if r.long {
		return false, nil
	}
	text, args := entsql.Dialect(d.dialect()).Select().AppendSelectExpr(entsql.Raw("1")).Where(r.seen.Unchanged(a.Tenant)).Query()
	err = d.glance(ctx, text, args, func(*sql.Rows) error {
		stands = true
		return nil
	})
	return stands, err
}
