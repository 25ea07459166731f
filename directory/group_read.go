package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/predicate"
	"mandate/ident"
)

// GroupQuery narrows and orders a list of groups.
type GroupQuery struct {
	Where         []predicate.Group
	Order         []group.OrderOption // followed by the id
	Offset, Limit int                 // Limit 0: only the total
	NoTotal       bool                // total is -1 then
}

// Group reads one group of the actor's directory.
func (d *Directory) Group(ctx context.Context, id ident.ID) (Group, error) {
	a, _ := actor.From(ctx)
	var out Group
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := loadGroup(ctx, c, a.ID, id)
		if err != nil {
			return err
		}
		out = groupOf(row)
		return nil
	})
	return out, err
}

// Groups lists the groups of the actor's directory and says how many there are.
func (d *Directory) Groups(ctx context.Context, q GroupQuery) (list []Group, total int, err error) {
	a, _ := actor.From(ctx)
	total = -1
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		if q.Limit > 0 {
			if list, err = readGroups(ctx, c, a.ID, q); err != nil {
				return err
			}
		}
		if q.NoTotal {
			return nil
		}
		if total = ending(q.Offset, q.Limit, len(list)); total >= 0 {
			return nil
		}
		if total, err = c.Group.Query().Where(group.DirectoryID(a.ID)).Where(q.Where...).Count(ctx); err != nil {
			return fmt.Errorf("count groups: %w", err)
		}
		return nil
	})
	return list, total, err
}

func readGroups(ctx context.Context, c *db.Client, directory ident.ID, q GroupQuery) ([]Group, error) {
	rows, err := c.Group.Query().Where(group.DirectoryID(directory)).Where(q.Where...).Order(q.Order...).Order(group.ByID()).
		Offset(q.Offset).Limit(q.Limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list groups: %w", err)
	}
	list := make([]Group, len(rows))
	for i, row := range rows {
		list[i] = groupOf(row)
		list[i].SortKey, _ = row.Value(SortKey)
	}
	return list, nil
}

// MembersOf reads the members of groups of the actor's directory, by id.
func (d *Directory) MembersOf(ctx context.Context, groups []ident.ID) (map[ident.ID][]MemberRef, error) {
	a, _ := actor.From(ctx)
	out := make(map[ident.ID][]MemberRef, len(groups))
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.GroupMember.Query().Where(groupmember.GroupIDIn(groups...), groupmember.HasGroupWith(group.DirectoryID(a.ID))).
			WithUser().Order(groupmember.ByUserID()).All(ctx)
		if err != nil {
			return fmt.Errorf("list members: %w", err)
		}
		for _, m := range rows {
			out[m.GroupID] = append(out[m.GroupID], MemberRef{m.UserID, ShownName(m.Edges.User)})
		}
		return nil
	})
	return out, err
}
