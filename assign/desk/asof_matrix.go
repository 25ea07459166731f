package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// MatrixQuery asks for people and their authority.
type MatrixQuery struct {
	At    time.Time // zero: now
	Where []predicate.User
	Order []user.OrderOption
	Limit int // 0: all
}

// MatrixRow is one person of the matrix.
type MatrixRow struct {
	User  *db.User // as they are today, also in a matrix of the past
	State PersonState
}

// AuthorityMatrix lists staff with what they may do, or could at a past instant, in a
// constant number of statements a thousand people. Of the past it lists who was staff
// then; names, and what Where and Order see, are those of today.
func (d *Desk) AuthorityMatrix(ctx context.Context, c *db.Client, q MatrixQuery) ([]MatrixRow, error) {
	query := c.User.Query().Where(d.matrixOf(q)...).Order(q.Order...)
	if q.Limit > 0 {
		query.Limit(q.Limit)
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list people of the matrix: %w", err)
	}
	ids := make([]ident.ID, len(rows))
	for i, u := range rows {
		ids[i] = u.ID
	}
	people, err := d.PeopleAt(ctx, c, q.At, ids)
	if err != nil {
		return nil, err
	}
	out := make([]MatrixRow, len(rows))
	for i, u := range rows {
		out[i] = MatrixRow{User: u, State: people[u.ID]}
	}
	return out, nil
}

// MatrixCount counts what AuthorityMatrix lists without a limit.
func (d *Desk) MatrixCount(ctx context.Context, c *db.Client, q MatrixQuery) (int, error) {
	n, err := c.User.Query().Where(d.matrixOf(q)...).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count people of the matrix: %w", err)
	}
	return n, nil
}

func (d *Desk) matrixOf(q MatrixQuery) []predicate.User {
	list := append(slices.Clone(q.Where), user.KindEQ(user.KindSTAFF))
	if d.now(q.At) {
		return append(list, user.DeletedAtIsNil())
	}
	return append(list, user.Or(user.DeletedAtIsNil(), user.DeletedAtGT(q.At)), hadVersion(q.At))
}

// hadVersion keeps people who were there at a past instant.
func hadVersion(at time.Time) predicate.User {
	return func(s *sql.Selector) {
		b := sql.Dialect(s.Dialect())
		v := b.Select().From(b.Table(authorityversion.Table))
		v.Where(sql.ColumnsEQ(v.C(authorityversion.FieldUserID), s.C(user.FieldID)))
		trueAt(at)(v)
		s.Where(sql.Exists(v))
	}
}
