package graph

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"mandate/actor"
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
func (s *Server) permissionGroups(ctx context.Context) []*gql.PermissionGroup {
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
		g.Entries = append(g.Entries, &gql.PermissionEntry{Name: string(p), Description: words[string(p)], Held: who.Can(p)})
	}
	return groups
}
