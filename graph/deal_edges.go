package graph

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/facility"
	"mandate/graph/model"
	"mandate/ident"
)

func dealID(d *model.Deal) *ident.ID    { return &d.Deal.ID }
func ownerID(d *model.Deal) *ident.ID   { return d.OwnerID }
func productID(d *model.Deal) *ident.ID { return d.ProductID }
func brokerID(d *model.Deal) *ident.ID  { return d.BrokerID }

func actingID(d *model.Deal) *ident.ID { return d.ActingID }

func dealsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Deal, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Deal.Query().Where(deal.IDIn(ids...), sightOf(ctx).deals()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load deals: %w", err)
	}
	return index(model.Deals(rows), func(d *model.Deal) ident.ID { return d.Deal.ID }), nil
}

// withFacilities gives the deals' rows with their facilities, in the order submitted.
func withFacilities(ctx context.Context, kin *model.Kin[*model.Deal]) (map[ident.ID]*db.Deal, error) {
	return model.Load(kin, "facilities", func(deals []*model.Deal) (map[ident.ID]*db.Deal, error) {
		c, err := read(ctx)
		if err != nil {
			return nil, err
		}
		rows, err := c.Facility.Query().Where(facility.DealIDIn(collect(deals, dealID)...)).Order(facility.ByPlace()).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("load facilities: %w", err)
		}
		full := map[ident.ID]*db.Deal{}
		for _, d := range deals {
			copied := *d.Deal
			full[d.Deal.ID] = &copied
		}
		for _, f := range rows {
			edges := &full[f.DealID].Edges
			edges.Facilities = append(edges.Facilities, f)
		}
		return full, nil
	})
}
