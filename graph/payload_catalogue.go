package graph

import (
	"context"

	"mandate/assign/desk"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

func brokerUpsert(b *gql.BrokerInput) desk.BrokerUpsert {
	return desk.BrokerUpsert{Reference: b.Reference, Name: b.Name, Verified: b.Verified}
}

func productUpsert(p *gql.ProductInput) desk.ProductUpsert {
	return desk.ProductUpsert{Reference: p.Reference, Name: p.Name, Locations: p.Locations}
}

func (r *mutationResolver) upsertBrokers(ctx context.Context, input gql.BrokersUpsertInput) (*gql.BrokersUpsertPayload, error) {
	var ids []ident.ID
	once, err := keyed(ctx, input.IdempotencyKey)
	if err == nil {
		err = plainBrokers(input.Brokers)
	}
	if err == nil {
		ids, err = r.server.Desk.UpsertBrokers(once, each(input.Brokers, brokerUpsert))
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.BrokersUpsertPayload{Brokers: []*model.Broker{}, UserErrors: errs}, err
	}
	afresh(ctx)
	found, err := brokersByID(ctx, ids)
	return &gql.BrokersUpsertPayload{Brokers: inOrder(ids, found), UserErrors: errs}, err
}

func (r *mutationResolver) upsertProducts(ctx context.Context, input gql.ProductsUpsertInput) (*gql.ProductsUpsertPayload, error) {
	var ids []ident.ID
	once, err := keyed(ctx, input.IdempotencyKey)
	if err == nil {
		err = plainProducts(input.Products)
	}
	if err == nil {
		ids, err = r.server.Desk.UpsertProducts(once, each(input.Products, productUpsert))
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.ProductsUpsertPayload{Products: []*model.Product{}, UserErrors: errs}, err
	}
	afresh(ctx)
	found, err := productsByID(ctx, ids)
	return &gql.ProductsUpsertPayload{Products: inOrder(ids, found), UserErrors: errs}, err
}
