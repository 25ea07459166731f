package directory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/historyentry"
	"mandate/ident"
)

// mappedThen are the groups that gave each role at an instant, with the deed that mapped
// them: by rows that are still there, and by history. A group that was deleted before is
// among them, with nobody in it.
type mappedThen map[ident.ID]map[ident.ID]deed

func (m mappedThen) put(role, group ident.ID, by deed) {
	if m[role] == nil {
		m[role] = map[ident.ID]deed{}
	}
	m[role][group] = by
}

// asked are the groups by which people may have held their roles, with the people.
func (m mappedThen) asked(held map[ident.ID][]RoleHeld) (list []membership) {
	for _, person := range inOrder(held) {
		for _, role := range held[person] {
			for _, group := range inOrder(m[role.ID]) {
				list = append(list, membership{group, person})
			}
		}
	}
	return list
}

// membership is a person in a group.
type membership struct{ group, person ident.ID }

func loadMappedThen(ctx context.Context, c *db.Client, at time.Time, roles map[ident.ID]RoleHeld, named rolesOverTime) (mappedThen, error) {
	mapped := mappedThen{}
	entries, err := entriesOf(ctx, c, historyentry.Action("GROUP_ROLES_SET"))
	if err != nil {
		return nil, err
	}
	turns, err := turnsOf(entries, "roles")
	if err != nil {
		return nil, err
	}
	for id, role := range roles {
		for group, of := range turns {
			if by, held := standing(of, at, named.called(role)); held {
				mapped.put(id, group, by)
			}
		}
	}
	rows, err := c.GroupRole.Query().Where(grouprole.CreatedAtLTE(at)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load mappings: %w", err)
	}
	for _, r := range rows {
		if _, asked := roles[r.RoleID]; asked {
			mapped.put(r.RoleID, r.GroupID, deed{orNobody(r.MappedBy), r.CreatedAt})
		}
	}
	return mapped, nil
}

// groupsThen is what groups were called at an instant, and who was in them.
type groupsThen struct {
	at    time.Time
	names map[ident.ID]string
	rows  map[membership]deed   // that there still are
	turns map[membership][]turn // that history tells of
}

// loadGroupsThen asks history of those alone whom no row shows: all that happened to a
// group may be much.
func loadGroupsThen(ctx context.Context, c *db.Client, at time.Time, asked []membership) (groupsThen, error) {
	g := groupsThen{at, map[ident.ID]string{}, map[membership]deed{}, map[membership][]turn{}}
	if len(asked) == 0 {
		return g, nil
	}
	groups, people := sides(asked)
	rows, err := c.Group.Query().Where(group.IDIn(groups...)).All(ctx)
	if err != nil {
		return g, fmt.Errorf("load groups: %w", err)
	}
	for _, row := range rows {
		g.names[row.ID] = row.DisplayName
	}
	members, err := c.GroupMember.Query().Where(groupmember.UserIDIn(people...), groupmember.GroupIDIn(groups...), groupmember.CreatedAtLTE(at)).All(ctx)
	if err != nil {
		return g, fmt.Errorf("load memberships: %w", err)
	}
	for _, m := range members {
		g.rows[membership{m.GroupID, m.UserID}] = deed{at: m.CreatedAt}
	}
	_, missing := sides(slices.DeleteFunc(asked, func(m membership) bool {
		_, there := g.rows[m]
		return there
	}))
	return g, g.recall(ctx, c, groups, missing)
}

// sides are the groups and the people of memberships, each once.
func sides(list []membership) (groups, people []ident.ID) {
	in, of := map[ident.ID]bool{}, map[ident.ID]bool{}
	for _, m := range list {
		in[m.group], of[m.person] = true, true
	}
	return inOrder(in), inOrder(of)
}

// recall reads what history tells of the names of groups, and of these people in them.
func (g groupsThen) recall(ctx context.Context, c *db.Client, groups, people []ident.ID) error {
	about := speaksOf("displayName")
	if len(people) > 0 {
		about = historyentry.Or(about, movesAny(people))
	}
	entries, err := entriesOf(ctx, c, historyentry.TargetIDIn(groups...), historyentry.ActionIn("GROUP_CREATED", "GROUP_UPDATED", "GROUP_DELETED"), about)
	if err != nil {
		return err
	}
	renamed := map[ident.ID]bool{}
	for _, e := range entries {
		was, _, said, err := turned[string](e, "displayName")
		if err != nil {
			return err
		}
		if said && e.At.After(g.at) && !renamed[e.TargetID] {
			g.names[e.TargetID], renamed[e.TargetID] = was, true
		}
		if err := g.move(e, people); err != nil {
			return err
		}
	}
	return nil
}

// move notes who joined and left by an entry; with a group everybody leaves it.
func (g groupsThen) move(e *db.HistoryEntry, people []ident.ID) error {
	_, added, _, err := turned[[]string](e, "membersAdded")
	if err != nil {
		return err
	}
	removed, _, _, err := turned[[]string](e, "membersRemoved")
	if err != nil {
		return err
	}
	in, out := textSet(added), textSet(removed)
	for _, person := range people {
		name := person.Text(ident.User)
		t := turn{deed: deedOf(e), entry: e.ID}
		switch {
		case in[name]:
			t.after = []string{name}
		case out[name]:
			t.before = []string{name}
		case e.Action != "GROUP_DELETED":
			continue
		}
		key := membership{e.TargetID, person}
		g.turns[key] = append(g.turns[key], t)
	}
	return nil
}

// in is whether a person was in a group at the instant, and since when.
func (g groupsThen) in(group, person ident.ID) (deed, bool) {
	key := membership{group, person}
	if since, still := g.rows[key]; still {
		return since, true
	}
	name := person.Text(ident.User)
	return standing(g.turns[key], g.at, func(ident.ID) string { return name })
}
