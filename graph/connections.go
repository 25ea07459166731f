package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/application"
	"mandate/ent/db/connection"
	"mandate/ent/db/domain"
	"mandate/ent/db/onetimelink"
	"mandate/ent/db/predicate"
	"mandate/ent/db/testrun"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// Everything of sign-in connections: those who manage them.
func (s sight) connections() predicate.Connection   { return visible(s.staff(actor.ConnectionManage)) }
func (s sight) domains() predicate.Domain           { return visible(s.staff(actor.ConnectionManage)) }
func (s sight) applications() predicate.Application { return visible(s.staff(actor.ConnectionManage)) }
func (s sight) testRuns() predicate.TestRun         { return visible(s.staff(actor.ConnectionManage)) }
func (s sight) setupLinks() predicate.OneTimeLink {
	if !s.staff(actor.ConnectionManage) {
		return none
	}
	return onetimelink.PurposeEQ(onetimelink.PurposeSETUP)
}

func listConnections(ctx context.Context, p pageArgs) (*model.SsoConnectionConnection, error) {
	l := list[*db.Connection, *model.SsoConnection]{
		by:    order{list: "ssoConnections by name", column: connection.FieldName, prefix: ident.Connection},
		id:    func(c *db.Connection) ident.ID { return c.ID },
		key:   func(c *db.Connection) any { return store.SortKey(c.Name) },
		nodes: func(rows []*db.Connection) ([]*model.SsoConnection, error) { return model.SsoConnections(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Connection], counter) {
		q := c.Connection.Query().Where(sightOf(ctx).connections())
		return byName(ctx, l, p, q.Clone().Select(connection.FieldID, connection.FieldName), func(ids ...ident.ID) ([]*db.Connection, error) {
			return q.Clone().Where(connection.IDIn(ids...)).All(ctx)
		}), q.Count
	})
}

func listDomains(ctx context.Context, p pageArgs) (*model.SsoDomainConnection, error) {
	l := list[*db.Domain, *model.SsoDomain]{
		by:    order{list: "domains", column: domain.FieldName, prefix: ident.Domain},
		id:    func(d *db.Domain) ident.ID { return d.ID },
		key:   func(d *db.Domain) any { return d.Name },
		nodes: func(rows []*db.Domain) ([]*model.SsoDomain, error) { return model.SsoDomains(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Domain], counter) {
		q := c.Domain.Query().Where(sightOf(ctx).domains())
		return func(shape func(*sql.Selector), n int) ([]*db.Domain, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func listApplications(ctx context.Context, p pageArgs) (*model.ApplicationConnection, error) {
	l := list[*db.Application, *model.Application]{
		by:    order{list: "applications by name", column: application.FieldName, prefix: ident.Application},
		id:    func(a *db.Application) ident.ID { return a.ID },
		key:   func(a *db.Application) any { return store.SortKey(a.Name) },
		nodes: func(rows []*db.Application) ([]*model.Application, error) { return model.Applications(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Application], counter) {
		q := c.Application.Query().Where(sightOf(ctx).applications())
		return byName(ctx, l, p, q.Clone().Select(application.FieldID, application.FieldName), func(ids ...ident.ID) ([]*db.Application, error) {
			return q.Clone().Where(application.IDIn(ids...)).All(ctx)
		}), q.Count
	})
}

func connectionsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.SsoConnection, error) {
	return byID(ctx, "sign-in connections",
		func(c *db.Client) ([]*db.Connection, error) {
			return c.Connection.Query().Where(connection.IDIn(ids...), sightOf(ctx).connections()).All(ctx)
		},
		model.SsoConnections, func(c *model.SsoConnection) ident.ID { return c.Connection.ID })
}

func domainsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.SsoDomain, error) {
	return byID(ctx, "domains",
		func(c *db.Client) ([]*db.Domain, error) {
			return c.Domain.Query().Where(domain.IDIn(ids...), sightOf(ctx).domains()).All(ctx)
		},
		model.SsoDomains, func(d *model.SsoDomain) ident.ID { return d.Domain.ID })
}

func applicationsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Application, error) {
	return byID(ctx, "applications",
		func(c *db.Client) ([]*db.Application, error) {
			return c.Application.Query().Where(application.IDIn(ids...), sightOf(ctx).applications()).All(ctx)
		},
		model.Applications, func(a *model.Application) ident.ID { return a.Application.ID })
}

func testRunsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.SsoTestRun, error) {
	return byID(ctx, "test logins",
		func(c *db.Client) ([]*db.TestRun, error) {
			return c.TestRun.Query().Where(testrun.IDIn(ids...), sightOf(ctx).testRuns()).All(ctx)
		},
		model.SsoTestRuns, func(r *model.SsoTestRun) ident.ID { return r.TestRun.ID })
}

func setupLinksByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.SetupLink, error) {
	return byID(ctx, "set-up links",
		func(c *db.Client) ([]*db.OneTimeLink, error) {
			return c.OneTimeLink.Query().Where(onetimelink.IDIn(ids...), sightOf(ctx).setupLinks()).All(ctx)
		},
		model.SetupLinks, func(l *model.SetupLink) ident.ID { return l.OneTimeLink.ID })
}

func connectionID(c *model.SsoConnection) *ident.ID { return &c.Connection.ID }

// domainsOf loads the domains of connections, by name.
func domainsOf(ctx context.Context, of []*model.SsoConnection) (map[ident.ID][]*model.SsoDomain, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Domain.Query().Where(domain.ConnectionIDIn(collect(of, connectionID)...), sightOf(ctx).domains()).Order(domain.ByName()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load domains: %w", err)
	}
	out := map[ident.ID][]*model.SsoDomain{}
	for _, d := range model.SsoDomains(rows) {
		out[*d.Domain.ConnectionID] = append(out[*d.Domain.ConnectionID], d)
	}
	return out, nil
}

const shownRuns = 10

// testRunsOf loads the latest test logins of connections.
func testRunsOf(ctx context.Context, of []*model.SsoConnection) (map[ident.ID][]*model.SsoTestRun, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.TestRun.Query().Where(testrun.ConnectionIDIn(collect(of, connectionID)...), sightOf(ctx).testRuns()).
		Order(testrun.ByID(sql.OrderDesc())).Limit(shownRuns * len(of)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load test logins: %w", err)
	}
	out := map[ident.ID][]*model.SsoTestRun{}
	for _, r := range model.SsoTestRuns(rows) {
		if id := r.TestRun.ConnectionID; len(out[id]) < shownRuns {
			out[id] = append(out[id], r)
		}
	}
	return out, nil
}

// setupLinksOf loads the open set-up links of connections, newest first.
func (s *Server) setupLinksOf(ctx context.Context, of []*model.SsoConnection) (map[ident.ID][]*model.SetupLink, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.OneTimeLink.Query().Where(onetimelink.ConnectionIDIn(collect(of, connectionID)...), sightOf(ctx).setupLinks(),
		onetimelink.UsedAtIsNil(), onetimelink.RevokedAtIsNil(), onetimelink.ExpiresAtGT(s.Now())).Order(onetimelink.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load set-up links: %w", err)
	}
	out := map[ident.ID][]*model.SetupLink{}
	for _, l := range model.SetupLinks(rows) {
		out[*l.OneTimeLink.ConnectionID] = append(out[*l.OneTimeLink.ConnectionID], l)
	}
	return out, nil
}

// certificatesOf describes the certificates of an IdP; what is none is left out.
func certificatesOf(c *model.SsoConnection) []*gql.SsoCertificate {
	return certificatesIn(c.Connection.Certificates)
}

func mappingOf(c *model.SsoConnection) []*gql.SsoMapping {
	out := []*gql.SsoMapping{}
	for _, field := range slices.Sorted(maps.Keys(c.Connection.Mapping)) {
		out = append(out, &gql.SsoMapping{Field: field, Name: c.Connection.Mapping[field]})
	}
	return out
}
