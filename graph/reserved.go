package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/graph/model"
	"mandate/ident"
)

// reservations of addresses: those who manage people, and may release one.
func (s sight) reservations() predicate.EmailReservation { return visible(s.staff(actor.UserManage)) }

// listReserved is Query.reservedEmails.
func listReserved(ctx context.Context, p pageArgs, search *string) (*model.ReservedEmailConnection, error) {
	begin, err := searchText(search)
	if err != nil {
		return nil, err
	}
	l := list[*db.EmailReservation, *model.ReservedEmail]{
		by:    order{list: "reservedEmails", prefix: ident.Reservation, desc: true},
		id:    func(r *db.EmailReservation) ident.ID { return r.ID },
		nodes: func(rows []*db.EmailReservation) ([]*model.ReservedEmail, error) { return reservedNodes(ctx, rows) },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.EmailReservation], counter) {
		s := sightOf(ctx)
		q := c.EmailReservation.Query().Where(s.reservations())
		if begin != "" {
			q.Where(directory.ReservedLike(s.Tenant, begin))
		}
		return func(shape func(*sql.Selector), n int) ([]*db.EmailReservation, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

// reservedNodes adds the addresses, which the tombstones have. What somebody was called is
// masked as elsewhere; the address isn't: it is what is released.
func reservedNodes(ctx context.Context, rows []*db.EmailReservation) ([]*model.ReservedEmail, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	of := collect(rows, func(r *db.EmailReservation) *ident.ID { return &r.UserID })
	people, err := c.User.Query().Where(user.IDIn(of...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load people of reservations: %w", err)
	}
	had, s := index(people, func(u *db.User) ident.ID { return u.ID }), sightOf(ctx)
	return each(rows, func(r *db.EmailReservation) *model.ReservedEmail {
		node, u := &model.ReservedEmail{Reservation: r}, had[r.UserID]
		if u == nil || u.Email == "" {
			return node
		}
		name := directory.ShownName(masked(s, u))
		node.Email, node.Name = &u.Email, &name
		return node
	}), nil
}
