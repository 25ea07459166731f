package graph

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
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

// actingID is who acts: the owner of an open deal, as long as nobody is absent.
func actingID(d *model.Deal) *ident.ID {
	if !d.Open {
		return nil
	}
	return d.OwnerID
}

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

// breachesOf compares each deal with the limits of who acts on it, as they are now (LL-10).
func breachesOf(ctx context.Context, kin *model.Kin[*model.Deal]) (map[ident.ID][]assign.Breach, error) {
	return model.Load(kin, "breaches", func(deals []*model.Deal) (map[ident.ID][]assign.Breach, error) {
		full, err := withFacilities(ctx, kin)
		if err != nil {
			return nil, err
		}
		company, err := companyOf(ctx)
		if err != nil {
			return nil, err
		}
		limits, err := limitRows(ctx, collect(deals, actingID))
		if err != nil {
			return nil, err
		}
		settings := directory.SettingsOf(company.settings)
		found := map[ident.ID][]assign.Breach{}
		for _, d := range deals {
			if acting := actingID(d); acting != nil {
				if found[d.Deal.ID], err = breachesBy(full[d.Deal.ID], limits[*acting], settings); err != nil {
					return nil, err
				}
			}
		}
		return found, nil
	})
}

func breachesBy(row *db.Deal, limits *db.LendingLimits, settings assign.Settings) ([]assign.Breach, error) {
	figures, err := desk.FiguresOf(row)
	if err != nil {
		return nil, fmt.Errorf("figures of deal %s: %w", row.ID, err)
	}
	held, err := directory.LimitsOf(limits)
	if err != nil {
		return nil, err
	}
	return assign.Breaches(figures, held, settings), nil
}
