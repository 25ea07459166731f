package graph

import (
	"context"

	"mandate/ent/db"
	"mandate/ent/db/brake"
	"mandate/ent/db/directoryconflict"
	"mandate/ent/db/eventdelivery"
	"mandate/ent/db/eventstream"
	"mandate/ent/db/provisioningclient"
	"mandate/ent/db/provisioningevent"
	"mandate/graph/model"
	"mandate/ident"
)

func eventsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.ProvisioningEvent, error) {
	return byID(ctx, "provisioning events",
		func(c *db.Client) ([]*db.ProvisioningEvent, error) {
			return c.ProvisioningEvent.Query().Where(provisioningevent.IDIn(ids...), sightOf(ctx).provisioning()).All(ctx)
		},
		model.ProvisioningEvents, func(n *model.ProvisioningEvent) ident.ID { return n.ProvisioningEvent.ID })
}

func clientsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.ScimClient, error) {
	return byID(ctx, "clients",
		func(c *db.Client) ([]*db.ProvisioningClient, error) {
			return c.ProvisioningClient.Query().Where(provisioningclient.IDIn(ids...), sightOf(ctx).clients()).All(ctx)
		},
		clientNodes, func(n *model.ScimClient) ident.ID { return n.ProvisioningClient.ID })
}

func brakesByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Brake, error) {
	return byID(ctx, "brakes",
		func(c *db.Client) ([]*db.Brake, error) {
			return c.Brake.Query().Where(brake.IDIn(ids...), sightOf(ctx).brakes()).All(ctx)
		},
		model.Brakes, func(n *model.Brake) ident.ID { return n.Brake.ID })
}

func conflictsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.DirectoryConflict, error) {
	return byID(ctx, "conflicts",
		func(c *db.Client) ([]*db.DirectoryConflict, error) {
			return c.DirectoryConflict.Query().Where(directoryconflict.IDIn(ids...), sightOf(ctx).conflicts()).All(ctx)
		},
		model.Conflicts, func(n *model.DirectoryConflict) ident.ID { return n.DirectoryConflict.ID })
}

func streamsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.EventStream, error) {
	return byID(ctx, "streams",
		func(c *db.Client) ([]*db.EventStream, error) {
			return c.EventStream.Query().Where(eventstream.IDIn(ids...), sightOf(ctx).streams()).All(ctx)
		},
		model.Streams, func(n *model.EventStream) ident.ID { return n.EventStream.ID })
}

func deliveriesByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.EventDelivery, error) {
	return byID(ctx, "deliveries",
		func(c *db.Client) ([]*db.EventDelivery, error) {
			return c.EventDelivery.Query().Where(eventdelivery.IDIn(ids...), sightOf(ctx).deliveries()).All(ctx)
		},
		model.Deliveries, func(n *model.EventDelivery) ident.ID { return n.EventDelivery.ID })
}

func clientNodes(rows []*db.ProvisioningClient) []*model.ScimClient {
	return each(rows, func(c *db.ProvisioningClient) *model.ScimClient { return &model.ScimClient{ProvisioningClient: c} })
}
