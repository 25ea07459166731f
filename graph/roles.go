package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"
	"github.com/99designs/gqlgen/graphql"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/rolegrant"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// roleHolders counts the people who hold each role, by an administrator or through a
// group, each once (RO-1); once a reading, whatever list the roles are in.
func roleHolders(ctx context.Context) (map[ident.ID]int, error) {
	r, _ := ctx.Value(readingKey{}).(*reading)
	r.holders.Lock()
	defer r.holders.Unlock()
	if r.holders.count != nil {
		return r.holders.count, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var granted, mapped []counted
	if err := c.RoleGrant.Query().Modify(countBy(rolegrant.FieldRoleID)).Scan(ctx, &granted); err != nil {
		return nil, fmt.Errorf("count holders: %w", err)
	}
	if err := c.GroupMember.Query().Modify(throughGroupsAlone).Scan(ctx, &mapped); err != nil {
		return nil, fmt.Errorf("count holders: %w", err)
	}
	count := totals(granted)
	for _, m := range mapped {
		count[m.ID] += m.Count
	}
	r.holders.count = count
	return count, nil
}

// throughGroupsAlone counts by role the members of groups whom no administrator gave it.
func throughGroupsAlone(s *sql.Selector) {
	t, g := sql.Table(grouprole.Table), sql.Table(rolegrant.Table)
	s.Join(t).On(s.C(groupmember.FieldGroupID), t.C(grouprole.FieldGroupID))
	granted := sql.Dialect(s.Dialect()).Select(g.C(rolegrant.FieldID)).From(g).Where(sql.And(
		sql.ColumnsEQ(g.C(rolegrant.FieldUserID), s.C(groupmember.FieldUserID)), sql.ColumnsEQ(g.C(rolegrant.FieldRoleID), t.C(grouprole.FieldRoleID))))
	s.Where(sql.NotExists(granted))
	s.Select(sql.As(t.C(grouprole.FieldRoleID), "id"), sql.As(sql.Count(sql.Distinct(s.C(groupmember.FieldUserID))), "count")).
		GroupBy(t.C(grouprole.FieldRoleID))
}

// startingValues is Role.startingValues.
func startingValues(ctx context.Context, r *model.Role) (*gql.StartingValues, error) {
	s, err := directory.StartingOf(r.Role)
	if s == nil || err != nil {
		return nil, err
	}
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	shown := func(l assign.Limit) *model.Limit {
		if !l.IsSet() {
			return nil
		}
		return model.LimitOf(l, company.settings.Currency)
	}
	v := &gql.StartingValues{MaxCapacity: s.MaxCapacity.Column(), MaxDiscretionBps: s.MaxDiscretionBps.Column(),
		LoanAmount: shown(s.LoanAmount), MortgageSecured: shown(s.MortgageSecured), NonMortgageSecured: shown(s.NonMortgageSecured),
		BridgeSecured: shown(s.BridgeSecured), TotalConnection: shown(s.TotalConnection), AutoAssign: s.AutoAssign}
	v.Locations, v.PropertyTypes, v.Languages = listOf(s.Locations), listOf(s.PropertyTypes), listOf(s.Languages)
	return v, nil
}

func listOf[T any](p *[]T) []T {
	if p == nil {
		return nil
	}
	return *p
}

// startingGiven reads what an input says of starting values: left out leaves them, null
// takes them away.
func startingGiven(ctx context.Context, o graphql.Omittable[*gql.StartingValuesInput], change *directory.RoleUpdate) error {
	in, set := o.ValueOK()
	if !set {
		return nil
	}
	var s *directory.Starting
	change.Starting = &s
	if in == nil {
		return nil
	}
	company, err := companyOf(ctx)
	if err != nil {
		return err
	}
	s = &directory.Starting{}
	if s.Limits, change.Currency, err = startingLimits(in, company.settings.Currency); err != nil {
		return err
	}
	if v, ok := value(in.AutoAssign); ok {
		s.AutoAssign = &v
	}
	s.Locations, s.PropertyTypes, s.Languages = setGiven(in.Locations), setGiven(in.PropertyTypes), setGiven(in.Languages)
	return nil
}

func setGiven[T any](o graphql.Omittable[[]T]) *[]T {
	list, set := o.ValueOK()
	if !set || list == nil {
		return nil
	}
	return &list
}

// startingLimits gives the limits, and the currency of their amounts if there are any.
func startingLimits(in *gql.StartingValuesInput, currency string) (l assign.Limits, of string, err error) {
	update, err := limitsUpdate(gql.LendingLimitsSetInput{MaxCapacity: in.MaxCapacity, MaxDiscretionBps: in.MaxDiscretionBps, LoanAmount: in.LoanAmount,
		MortgageSecured: in.MortgageSecured, NonMortgageSecured: in.NonMortgageSecured, BridgeSecured: in.BridgeSecured, TotalConnection: in.TotalConnection}, currency)
	if err != nil {
		return l, "", aboutField(err, "startingValues")
	}
	l, err = update.Over(l)
	return l, update.Currency, err
}

func (s *Server) roleAbilities(ctx context.Context, r *model.Role) ([]*gql.Ability, error) {
	who := sightOf(ctx)
	manage := who.lacks(actor.CompanyManage)
	preset := when(r.Preset, fault.CodeRolePreset)
	held := 0
	if manage == "" && !r.Preset {
		count, err := holdersOf(ctx, r)
		if err != nil {
			return nil, err
		}
		held = count
	}
	return s.abilities(ctx, []ability{
		{"update", first(manage, preset)},
		{"delete", first(manage, preset, when(held > 0, fault.CodeRoleInUse))},
		{"copy", manage},
		{"grant", first(who.lacks(actor.RoleAssign), when(!r.Grantable, fault.CodeForbidden))},
	}), nil
}

// holdersOf is Role.memberCount.
func holdersOf(ctx context.Context, r *model.Role) (int, error) {
	count, err := roleHolders(ctx)
	return count[r.Role.ID], err
}

func (r *mutationResolver) createRole(ctx context.Context, input gql.RoleCreateInput) (*gql.RolePayload, error) {
	var id ident.ID
	change := directory.RoleUpdate{Name: &input.Name, Permissions: setGiven(input.Permissions), Grants: setGiven(input.Grants)}
	err := plain(input.Name, "name")
	if err == nil {
		change.CopyOf, err = optionalID(ident.Role, input.CopyOfID, "copyOfId")
	}
	if err == nil {
		err = startingGiven(ctx, input.StartingValues, &change)
	}
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			id, err = r.server.Directory.CreateRole(once, change)
		}
	}
	return r.roleDone(ctx, id, err)
}

func (r *mutationResolver) updateRole(ctx context.Context, input gql.RoleUpdateInput) (*gql.RolePayload, error) {
	id, err := parseID(ident.Role, input.RoleID, "roleId")
	change := directory.RoleUpdate{Permissions: setGiven(input.Permissions), Grants: setGiven(input.Grants)}
	if err == nil {
		change.Name, err = changed(input.Name, "name")
	}
	if err == nil {
		err = startingGiven(ctx, input.StartingValues, &change)
	}
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			err = r.server.Directory.UpdateRole(once, id, seen(input.ExpectedVersion), change)
		}
	}
	return r.roleDone(ctx, id, err)
}

func (r *mutationResolver) deleteRole(ctx context.Context, input gql.RoleDeleteInput) (*gql.RolePayload, error) {
	id, err := parseID(ident.Role, input.RoleID, "roleId")
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			err = r.server.Directory.DeleteRole(once, id, seen(input.ExpectedVersion))
		}
	}
	return r.roleDone(ctx, id, err)
}

func (r *mutationResolver) roleDone(ctx context.Context, id ident.ID, err error) (*gql.RolePayload, error) {
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, rolesByID)
	return &gql.RolePayload{Role: found, UserErrors: errs}, err
}

func (r *mutationResolver) decideChange(ctx context.Context, input gql.PendingChangeDecideInput, confirm bool) (*gql.PendingChangePayload, error) {
	id, err := parseID(ident.PendingChange, input.ChangeID, "changeId")
	var why string
	if err == nil {
		why, err = comment(input.Comment)
	}
	if err == nil {
		err = r.decide(ctx, id, input, why, confirm)
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, pendingByID)
	return &gql.PendingChangePayload{PendingChange: found, UserErrors: errs}, err
}

func (r *mutationResolver) decide(ctx context.Context, id ident.ID, input gql.PendingChangeDecideInput, why string, confirm bool) error {
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return err
	}
	shown, err := pendingByID(ctx, []ident.ID{id})
	if err != nil {
		return err
	}
	if shown[id] == nil {
		return absent(ident.PendingChange).On("changeId")
	}
	afresh(ctx)
	if confirm {
		return r.server.Directory.ConfirmChange(once, id, seen(input.ExpectedVersion))
	}
	return r.server.Directory.RejectChange(once, id, seen(input.ExpectedVersion), why)
}
