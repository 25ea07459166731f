package graph

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"mandate/actor"
	"mandate/ent/db/role"
	"mandate/graph/gql"
)

//go:embed catalogue/*.json
var catalogueFiles embed.FS

// loadCatalogue reads what permissions and their subjects are called, by language.
func loadCatalogue() (map[string]map[string]string, error) {
	all := map[string]map[string]string{}
	for _, l := range languages {
		raw, err := catalogueFiles.ReadFile("catalogue/" + l + ".json")
		if err != nil {
			return nil, fmt.Errorf("read catalogue: %w", err)
		}
		names := map[string]string{}
		if err := json.Unmarshal(raw, &names); err != nil {
			return nil, fmt.Errorf("read catalogue %s: %w", l, err)
		}
		all[l] = names
	}
	return all, nil
}

// permissionGroups are the permissions of RO-2 by subject, in the catalogue's order, in
// the caller's language.
func (s *Server) permissionGroups(ctx context.Context) ([]*gql.PermissionGroup, error) {
	reach, err := reachOf(ctx)
	if err != nil {
		return nil, err
	}
	var groups []*gql.PermissionGroup
	who, known := sightOf(ctx), map[string]*gql.PermissionGroup{}
	words := s.catalogue[who.Language]
	if words == nil {
		words = s.catalogue[languages[0]]
	}
	for _, p := range actor.All {
		subject, _, _ := strings.Cut(string(p), ".")
		g := known[subject]
		if g == nil {
			g = &gql.PermissionGroup{Name: subject, Title: words[subject]}
			known[subject] = g
			groups = append(groups, g)
		}
		g.Permissions = append(g.Permissions, string(p))
		g.Entries = append(g.Entries, &gql.PermissionEntry{Name: string(p), Description: words[string(p)], Held: who.Can(p), Giveable: reach.Has(p)})
	}
	return groups, nil
}

// reachOf is what the caller may put into a role: what they hold, and what is in the roles
// that they may grant; who may grant all roles may give everything.
func reachOf(ctx context.Context) (actor.Set, error) {
	who := sightOf(ctx)
	if slices.Contains(who.GrantsRoles, "*") {
		return actor.Of(actor.All...), nil
	}
	c, err := read(ctx)
	if err != nil {
		return 0, err
	}
	roles, err := c.Role.Query().Where(who.roles(), role.NameIn(who.GrantsRoles...)).All(ctx)
	if err != nil {
		return 0, fmt.Errorf("load roles to grant: %w", err)
	}
	reach := who.Permissions
	for _, r := range roles {
		for _, p := range r.Permissions {
			reach = reach.Union(actor.Of(actor.Permission(p)))
		}
	}
	return reach, nil
}
