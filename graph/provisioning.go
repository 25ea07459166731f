package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/brake"
	"mandate/ent/db/directoryconflict"
	"mandate/ent/db/eventstream"
	"mandate/ent/db/group"
	"mandate/ent/db/provisioningclient"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// healthsOf loads how directories do.
func (s *Server) healthsOf(ctx context.Context, of []*model.Directory) (map[ident.ID]*gql.DirectoryHealth, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	found, err := directory.HealthOf(ctx, c, collect(of, directoryID), s.Now())
	healths := make(map[ident.ID]*gql.DirectoryHealth, len(found))
	for id, h := range found {
		healths[id] = healthNode(h)
	}
	return healths, err
}

func healthNode(h directory.Health) *gql.DirectoryHealth {
	shown := &gql.DirectoryHealth{LastRequestAt: instant(h.LastRequest), LastChangeAt: instant(h.LastChange), Requests: int(h.Requests), Failures: int(h.Failures),
		FailureShare: h.Quarantine.Share, Causes: []*gql.ProvisioningCause{}, Quarantine: forecastOf(h.Quarantine), TokenExpiresAt: instant(h.TokenExpires)}
	if h.TokenAge > 0 {
		days := int(h.TokenAge / (24 * time.Hour))
		shown.TokenAgeDays = &days
	}
	for cause, n := range h.Causes {
		shown.Causes = append(shown.Causes, &gql.ProvisioningCause{Cause: cause, Requests: int(n)})
	}
	slices.SortFunc(shown.Causes, func(a, b *gql.ProvisioningCause) int {
		return cmp.Or(cmp.Compare(b.Requests, a.Requests), cmp.Compare(a.Cause, b.Cause))
	})
	return shown
}

func forecastOf(f directory.Forecast) gql.QuarantineForecast {
	switch {
	case f.Likely:
		return gql.QuarantineForecastLikely
	case f.Near:
		return gql.QuarantineForecastNear
	}
	return gql.QuarantineForecastNone
}

// instant is null for the zero time.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func groupCounts(ctx context.Context, of []*model.Directory) (map[ident.ID]int, error) {
	return counts(ctx, "groups of directories", func(c *db.Client, rows *[]counted) error {
		return c.Group.Query().Where(group.DirectoryIDIn(collect(of, directoryID)...)).Modify(countBy(group.FieldDirectoryID)).Scan(ctx, rows)
	})
}

func conflictCounts(ctx context.Context, of []*model.Directory) (map[ident.ID]int, error) {
	return counts(ctx, "conflicts of directories", func(c *db.Client, rows *[]counted) error {
		return c.DirectoryConflict.Query().Where(directoryconflict.DirectoryIDIn(collect(of, directoryID)...)).Modify(countBy(directoryconflict.FieldDirectoryID)).Scan(ctx, rows)
	})
}

// counts runs a grouped count through the request's client.
func counts(ctx context.Context, what string, run func(*db.Client, *[]counted) error) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []counted
	if err := run(c, &rows); err != nil {
		return nil, fmt.Errorf("count %s: %w", what, err)
	}
	return totals(rows), nil
}

// clientsOf loads the clients of directories that are not revoked, newest first.
func clientsOf(ctx context.Context, of []*model.Directory) (map[ident.ID][]*model.ScimClient, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.ProvisioningClient.Query().Where(provisioningclient.DirectoryIDIn(collect(of, directoryID)...), provisioningclient.RevokedAtIsNil(),
		sightOf(ctx).clients()).Order(provisioningclient.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load clients: %w", err)
	}
	clients := map[ident.ID][]*model.ScimClient{}
	for _, n := range clientNodes(rows) {
		clients[n.DirectoryID] = append(clients[n.DirectoryID], n)
	}
	return clients, nil
}

// openBrakesOf loads the open brake of each directory that has one.
func openBrakesOf(ctx context.Context, of []*model.Directory) (map[ident.ID]*model.Brake, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Brake.Query().Where(brake.DirectoryIDIn(collect(of, directoryID)...), brake.StateEQ(brake.StateOPEN), sightOf(ctx).brakes()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load brakes: %w", err)
	}
	return index(model.Brakes(rows), func(b *model.Brake) ident.ID { return b.DirectoryID }), nil
}

// streamsOf loads the event streams of directories, oldest first.
func streamsOf(ctx context.Context, of []*model.Directory) (map[ident.ID][]*model.EventStream, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.EventStream.Query().Where(eventstream.DirectoryIDIn(collect(of, directoryID)...), sightOf(ctx).streams()).Order(eventstream.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load streams: %w", err)
	}
	streams := map[ident.ID][]*model.EventStream{}
	for _, n := range model.Streams(rows) {
		streams[n.DirectoryID] = append(streams[n.DirectoryID], n)
	}
	return streams, nil
}

func groupDirectory(g *model.Group) *ident.ID { return &g.Group.DirectoryID }
