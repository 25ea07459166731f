package graph

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/groupmember"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// mostTokens may be good at once for a directory: the old and the new one.
const mostTokens = 2

// directoryAbilities is Directory.viewerCan.
func (s *Server) directoryAbilities(ctx context.Context, d *model.Directory) ([]*gql.Ability, error) {
	tokens, err := shared(ctx, d.Kin, "tokens", d.Directory.ID, tokensOf)
	if err != nil {
		return nil, err
	}
	good := 0
	for _, t := range tokens {
		if isGood(t.DirectoryToken, s.Store.Now()) {
			good++
		}
	}
	return s.abilities(ctx, directoryAbilities(sightOf(ctx).lacks(actor.DirectoryManage), d.State, good)), nil
}

// isGood reports whether a bearer token opens the door at an instant; those of OAuth
// clients are not counted.
func isGood(t *db.DirectoryToken, now time.Time) bool {
	return t.ClientID == nil && t.RevokedAt == nil && (t.ExpiresAt == nil || t.ExpiresAt.After(now))
}

func directoryAbilities(manage fault.Code, state directory.State, tokens int) []ability {
	is := func(state, other directory.State) fault.Code { return when(state == other, fault.CodeInvalid) }
	return []ability{
		{"update", manage},
		{"pause", first(manage, is(state, directory.StatePAUSED))},
		{"resume", first(manage, is(state, directory.StateACTIVE))},
		{"preview", first(manage, is(state, directory.StatePREVIEW))},
		{"createToken", first(manage, when(tokens >= mostTokens, fault.CodeInvalid))},
		{"createClient", manage},
		{"createEventStream", manage},
	}
}

// groupAbilities is Group.viewerCan, in the order in which a mapping is refused (RO-4).
func (s *Server) groupAbilities(ctx context.Context, g *model.Group) ([]*gql.Ability, error) {
	own, err := shared(ctx, g.Kin, "own", g.Group.ID, ownGroups)
	if err != nil {
		return nil, err
	}
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	who := sightOf(ctx)
	return s.abilities(ctx, []ability{{"roles", first(who.lacks(actor.DirectoryManage), when(own, fault.CodeSelfGrant),
		who.lacks(actor.RoleAssign), when(company.settings.LimitsDualControl, fault.CodeDualControl))}}), nil
}

// ownGroups says which groups the caller is in, or the person who answers for the key.
func ownGroups(ctx context.Context, of []*model.Group) (map[ident.ID]bool, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	who := sightOf(ctx)
	rows, err := c.GroupMember.Query().Where(groupmember.GroupIDIn(collect(of, groupID)...),
		groupmember.UserIDIn(who.Person(), who.Responsible)).Select(groupmember.FieldGroupID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up own groups: %w", err)
	}
	own := map[ident.ID]bool{}
	for _, row := range rows {
		own[row.GroupID] = true
	}
	return own, nil
}
