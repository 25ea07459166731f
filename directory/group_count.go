package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ident"
)

// MemberCounts counts the members of groups of the actor's directory; one without any is
// left out.
func (d *Directory) MemberCounts(ctx context.Context, groups []ident.ID) (map[ident.ID]int, error) {
	a, _ := actor.From(ctx)
	var rows []struct {
		Group ident.ID `sql:"group_id"`
		Count int      `sql:"count"`
	}
	err := d.Store.Glance(ctx, func(ctx context.Context, c *db.Client) error {
		return c.GroupMember.Query().Where(groupmember.GroupIDIn(groups...), groupmember.HasGroupWith(group.DirectoryID(a.ID))).
			GroupBy(groupmember.FieldGroupID).Aggregate(db.Count()).Scan(ctx, &rows)
	})
	if err != nil {
		return nil, fmt.Errorf("count members: %w", err)
	}
	counts := make(map[ident.ID]int, len(rows))
	for _, row := range rows {
		counts[row.Group] = row.Count
	}
	return counts, nil
}
