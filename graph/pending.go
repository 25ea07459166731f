package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/pendingchange"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

func pendingByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.PendingChange, error) {
	return byID(ctx, "changes that wait",
		func(c *db.Client) ([]*db.PendingChange, error) {
			return c.PendingChange.Query().Where(pendingchange.IDIn(ids...), sightOf(ctx).pendingChanges()).All(ctx)
		},
		model.PendingChanges, func(p *model.PendingChange) ident.ID { return p.PendingChange.ID })
}

func pendingUser(p *model.PendingChange) *ident.ID { return &p.PendingChange.UserID }
func pendingBy(p *model.PendingChange) *ident.ID   { return &p.PendingChange.RequestedBy }
func pendingEnd(p *model.PendingChange) *ident.ID  { return p.PendingChange.DecidedBy }

func listPending(ctx context.Context, p pageArgs, where *gql.PendingChangeWhere) (*model.PendingChangeConnection, error) {
	filter, err := pendingFilter(where)
	if err != nil {
		return nil, err
	}
	l := list[*db.PendingChange, *model.PendingChange]{
		by:    order{list: "pendingChanges", prefix: ident.PendingChange, desc: true},
		id:    func(c *db.PendingChange) ident.ID { return c.ID },
		nodes: func(rows []*db.PendingChange) ([]*model.PendingChange, error) { return model.PendingChanges(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.PendingChange], counter) {
		q := c.PendingChange.Query().Where(sightOf(ctx).pendingChanges(), filter)
		return func(shape func(*sql.Selector), n int) ([]*db.PendingChange, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func pendingFilter(where *gql.PendingChangeWhere) (predicate.PendingChange, error) {
	list := []predicate.PendingChange{all}
	states := []pendingchange.State{pendingchange.StatePENDING}
	if where != nil {
		if given, set := where.States.ValueOK(); set && given != nil {
			states = given
		}
		if v, ok := value(where.UserID); ok {
			id, err := parseID(ident.User, v, "where", "userId")
			if err != nil {
				return nil, err
			}
			list = append(list, pendingchange.UserID(id))
		}
		if v, ok := value(where.Kind); ok {
			list = append(list, pendingchange.KindEQ(v))
		}
	}
	return pendingchange.And(append(list, pendingchange.StateIn(states...))...), nil
}

// pendingOf is User.pendingChanges: newest first.
func pendingOf(ctx context.Context, people []*model.User) (map[ident.ID][]*model.PendingChange, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.PendingChange.Query().Where(pendingchange.UserIDIn(collect(people, userID)...), pendingchange.StateEQ(pendingchange.StatePENDING),
		sightOf(ctx).pendingChanges()).Order(pendingchange.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load changes that wait: %w", err)
	}
	of := map[ident.ID][]*model.PendingChange{}
	for _, p := range model.PendingChanges(rows) {
		of[p.PendingChange.UserID] = append(of[p.PendingChange.UserID], p)
	}
	for _, u := range people {
		if sightOf(ctx).staff() && of[u.User.ID] == nil {
			of[u.User.ID] = []*model.PendingChange{}
		}
	}
	return of, nil
}

// pendingChanges shows what would change, field by field.
func pendingChanges(p *model.PendingChange) ([]*model.HistoryChange, error) {
	before, after := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	if err := json.Unmarshal(p.Before, &before); err != nil {
		return nil, fmt.Errorf("read change: %w", err)
	}
	if err := json.Unmarshal(p.Change, &after); err != nil {
		return nil, fmt.Errorf("read change: %w", err)
	}
	list := []*model.HistoryChange{}
	for field, value := range after {
		list = append(list, &model.HistoryChange{Field: field, Before: rawText(before[field]), After: rawText(value)})
	}
	slices.SortFunc(list, func(a, b *model.HistoryChange) int { return cmp.Compare(a.Field, b.Field) })
	return list, nil
}

func rawText(raw json.RawMessage) *string {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	text := string(raw)
	return &text
}

// permissionFor is who may decide a kind of change.
func permissionFor(kind pendingchange.Kind) actor.Permission {
	if kind == pendingchange.KindLIMITS {
		return actor.LimitsManage
	}
	return actor.RoleAssign
}

func (s *Server) pendingAbilities(ctx context.Context, p *model.PendingChange) ([]*gql.Ability, error) {
	who := sightOf(ctx)
	program := when(!who.InPerson(), fault.CodeForbidden)
	over := when(p.State != pendingchange.StatePENDING, fault.CodeChangeNotPending)
	asked, err := directory.Asked(who.Actor, p.PendingChange)
	return s.abilities(ctx, []ability{
		{"confirm", first(program, who.lacks(permissionFor(p.Kind)), over, when(asked, fault.CodeSelfConfirm), when(who.Self(p.PendingChange.UserID), fault.CodeSelfGrant))},
		{"reject", first(program, when(!asked && !who.staff(permissionFor(p.Kind)), fault.CodeForbidden), over)},
	}), err
}
