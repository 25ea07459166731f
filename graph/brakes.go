package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/departure"
	"mandate/ent/db/directoryconflict"
	"mandate/ent/db/user"
	"mandate/graph/model"
	"mandate/ident"
)

func brakeID(b *model.Brake) *ident.ID        { return &b.Brake.ID }
func brakeDirectory(b *model.Brake) *ident.ID { return &b.Brake.DirectoryID }
func brakeDecider(b *model.Brake) *ident.ID   { return b.Brake.DecidedBy }

// batch is who is in a brake.
type batch struct{ people, held int }

// batchesOf counts the people of brakes.
func batchesOf(ctx context.Context, of []*model.Brake) (map[ident.ID]batch, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ID    ident.ID `json:"id"`
		Held  bool     `json:"held"`
		Count int      `json:"count"`
	}
	err = c.Departure.Query().Where(departure.BrakeIDIn(collect(of, brakeID)...)).Modify(func(s *sql.Selector) {
		s.Select(sql.As(s.C(departure.FieldBrakeID), "id"), s.C(departure.FieldHeld), sql.As(sql.Count("*"), "count")).
			GroupBy(s.C(departure.FieldBrakeID), s.C(departure.FieldHeld))
	}).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count departures: %w", err)
	}
	found := map[ident.ID]batch{}
	for _, row := range rows {
		b := found[row.ID]
		b.people += row.Count
		if row.Held {
			b.held += row.Count
		}
		found[row.ID] = b
	}
	return found, nil
}

// peopleOfBrakes loads the first people of brakes who live, in the order in which
// they were shut out.
func peopleOfBrakes(ctx context.Context, of []*model.Brake) (map[ident.ID][]*model.User, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	among := func(s *sql.Selector) { s.Where(sql.EQ(s.C(departure.FieldTenantID), sightOf(ctx).Tenant)) }
	byTime := order{column: departure.FieldAt}
	gone, err := c.Departure.Query().Where(firstOfEach(departure.FieldBrakeID, collect(of, brakeID), byTime, mostRows, among), byTime.shape(window{})).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load departures: %w", err)
	}
	rows, err := c.User.Query().Where(user.IDIn(collect(gone, func(d *db.Departure) *ident.ID { return &d.UserID })...), sightOf(ctx).users()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load people of brakes: %w", err)
	}
	people := index(model.Users(rows), func(u *model.User) ident.ID { return u.User.ID })
	found := map[ident.ID][]*model.User{}
	for _, d := range gone {
		if u := people[d.UserID]; u != nil {
			found[*d.BrakeID] = append(found[*d.BrakeID], u)
		}
	}
	return found, nil
}

// listConflicts is Query.directoryConflicts.
func listConflicts(ctx context.Context, p pageArgs, of *string) (*model.DirectoryConflictConnection, error) {
	l := list[*db.DirectoryConflict, *model.DirectoryConflict]{
		by: order{list: "directoryConflicts", prefix: ident.Conflict, desc: true},
		id: func(r *db.DirectoryConflict) ident.ID { return r.ID },
		nodes: func(rows []*db.DirectoryConflict) ([]*model.DirectoryConflict, error) {
			return model.Conflicts(rows), nil
		},
	}
	asked := sightOf(ctx).conflicts()
	if of != nil {
		id, err := parseID(ident.Directory, *of, "directoryId")
		if err != nil {
			return nil, err
		}
		asked = directoryconflict.And(asked, directoryconflict.DirectoryID(id))
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.DirectoryConflict], counter) {
		q := c.DirectoryConflict.Query().Where(asked)
		return func(shape func(*sql.Selector), n int) ([]*db.DirectoryConflict, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func conflictDirectory(r *model.DirectoryConflict) *ident.ID { return &r.DirectoryConflict.DirectoryID }
func conflictUser(r *model.DirectoryConflict) *ident.ID      { return &r.DirectoryConflict.UserID }
