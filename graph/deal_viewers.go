package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/graph/model"
	"mandate/ident"
)

// viewersOf loads who sees deals (VI-3, VI-4, AP-3): people on a deal, their direct
// managers, holders of pipeline.all, whoever is asked to approve; of an unassigned open
// deal also holders of pipeline.unassigned and everybody with a direct report. All of
// them are active and hold deal.view, without which nobody sees any deal.
func viewersOf(ctx context.Context, deals []*model.Deal) (map[ident.ID][]*model.User, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	near, err := nearDeals(ctx, c, deals)
	if err != nil {
		return nil, err
	}
	roles, err := c.Role.Query().All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load roles: %w", err)
	}
	wide := rolesWith(roles, actor.PipelineAll, actor.PipelineUnassigned)
	staff, err := c.User.Query().Where(user.DeletedAtIsNil(), user.Active(true), user.KindEQ(user.KindSTAFF), user.Or(user.IDIn(near.ids()...), holdsAny(wide...))).
		Order(user.ByFirstNameKey(), user.ByLastNameKey(), user.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load viewers: %w", err)
	}
	held, err := permissionsOf(ctx, c, roles, collect(staff, func(u *db.User) *ident.ID { return &u.ID }))
	if err != nil {
		return nil, err
	}
	seen := map[ident.ID][]*model.User{}
	for _, u := range model.Users(staff) {
		for _, d := range deals {
			if len(seen[d.Deal.ID]) < mostRows && sees(u.User.ID, d, held[u.User.ID], near) {
				seen[d.Deal.ID] = append(seen[d.Deal.ID], u)
			}
		}
	}
	return seen, nil
}

// nearby is who is close to deals by what they are, not by what they may.
type nearby struct {
	on        map[ident.ID][]ident.ID // people on each deal
	managers  map[ident.ID]ident.ID   // of those people
	approvers map[ident.ID][]ident.ID // who is asked
	reports   map[ident.ID]bool       // everybody with a direct report, where a deal waits
}

func nearDeals(ctx context.Context, c *db.Client, deals []*model.Deal) (n nearby, err error) {
	n = nearby{on: map[ident.ID][]ident.ID{}, managers: map[ident.ID]ident.ID{}, approvers: map[ident.ID][]ident.ID{}, reports: map[ident.ID]bool{}}
	ids, waits := collect(deals, dealID), false
	delegates, err := c.DealDelegate.Query().Where(dealdelegate.DealIDIn(ids...)).All(ctx)
	if err != nil {
		return n, fmt.Errorf("load delegates: %w", err)
	}
	for _, row := range delegates {
		n.on[row.DealID] = append(n.on[row.DealID], row.UserID)
	}
	var people []ident.ID
	for _, d := range deals {
		if d.Deal.OwnerID != nil {
			n.on[d.Deal.ID] = append(n.on[d.Deal.ID], *d.Deal.OwnerID)
		} else if d.Open {
			waits = true
		}
		people = append(people, n.on[d.Deal.ID]...)
	}
	if err := n.loadManagers(ctx, c, people, waits); err != nil {
		return n, err
	}
	places, err := c.ApprovalPlace.Query().Where(approvalplace.StateIn(approvalplace.StatePENDING, approvalplace.StateAPPROVED),
		approvalplace.HasRequestWith(approvalrequest.DealIDIn(ids...), approvalrequest.StateEQ(approvalrequest.StatePENDING))).WithRequest().All(ctx)
	if err != nil {
		return n, fmt.Errorf("load approvers: %w", err)
	}
	for _, p := range places {
		n.approvers[p.Edges.Request.DealID] = append(n.approvers[p.Edges.Request.DealID], p.ApproverID)
	}
	return n, nil
}

func (n nearby) loadManagers(ctx context.Context, c *db.Client, people []ident.ID, waits bool) error {
	which := user.IDIn(people...)
	if waits {
		which = all
	}
	rows, err := c.User.Query().Where(user.DeletedAtIsNil(), user.ManagerIDNotNil(), which).Select(user.FieldID, user.FieldManagerID).All(ctx)
	if err != nil {
		return fmt.Errorf("load managers: %w", err)
	}
	for _, u := range rows {
		n.managers[u.ID] = *u.ManagerID
		if waits {
			n.reports[*u.ManagerID] = true
		}
	}
	return nil
}

func (n nearby) ids() []ident.ID {
	var list []ident.ID
	for _, of := range []map[ident.ID][]ident.ID{n.on, n.approvers} {
		for _, ids := range of {
			list = append(list, ids...)
		}
	}
	list = slices.AppendSeq(list, maps.Values(n.managers))
	return collect(list, func(id ident.ID) *ident.ID { return &id })
}

func rolesWith(roles []*db.Role, any ...actor.Permission) (ids []ident.ID) {
	for _, r := range roles {
		if slices.ContainsFunc(any, func(p actor.Permission) bool { return slices.Contains(r.Permissions, string(p)) }) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// permissionsOf adds up what people may do (RO-1).
func permissionsOf(ctx context.Context, c *db.Client, roles []*db.Role, people []ident.ID) (map[ident.ID]actor.Set, error) {
	grants, err := c.RoleGrant.Query().Where(rolegrant.UserIDIn(people...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load grants: %w", err)
	}
	members, err := c.GroupMember.Query().Where(groupmember.UserIDIn(people...)).WithGroup(func(q *db.GroupQuery) { q.WithRoles() }).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load memberships: %w", err)
	}
	gives := map[ident.ID]actor.Set{}
	for _, r := range roles {
		gives[r.ID] = actor.Of(each(r.Permissions, func(p string) actor.Permission { return actor.Permission(p) })...)
	}
	held := map[ident.ID]actor.Set{}
	for _, g := range grants {
		held[g.UserID] = held[g.UserID].Union(gives[g.RoleID])
	}
	for _, m := range members {
		for _, mapped := range m.Edges.Group.Edges.Roles {
			held[m.UserID] = held[m.UserID].Union(gives[mapped.RoleID])
		}
	}
	return held, nil
}

// sees judges one person and one deal.
func sees(who ident.ID, d *model.Deal, may actor.Set, near nearby) bool {
	on := near.on[d.Deal.ID]
	leads := slices.ContainsFunc(on, func(id ident.ID) bool { return near.managers[id] == who })
	waits := d.Open && d.Deal.OwnerID == nil && (may.Has(actor.PipelineUnassigned) || near.reports[who])
	asked := may.Has(actor.ApprovalDecide) && slices.Contains(near.approvers[d.Deal.ID], who)
	return may.Has(actor.DealView) && (may.Has(actor.PipelineAll) || slices.Contains(on, who) || leads || waits || asked)
}
