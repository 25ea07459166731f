package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/predicate"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// dealOrders are the orders of DealOrderField: columns that are never null.
var dealOrders = map[gql.DealOrderField]struct {
	column string
	kind   valueKind
	key    func(*db.Deal) any
}{
	gql.DealOrderFieldCreatedAt:  {deal.FieldSubmittedAt, timeValue, func(d *db.Deal) any { return d.SubmittedAt }},
	gql.DealOrderFieldLoanAmount: {deal.FieldLoanAmount, numberValue, func(d *db.Deal) any { return d.LoanAmount }},
	gql.DealOrderFieldOwner:      {deal.FieldOwnerKey, textValue, func(d *db.Deal) any { return d.OwnerKey }},
	gql.DealOrderFieldStatus:     {deal.FieldStatus, textValue, func(d *db.Deal) any { return string(d.Status) }},
	gql.DealOrderFieldReference:  {deal.FieldReference, textValue, func(d *db.Deal) any { return d.Reference }},
}

// dealsAsked are the arguments of Query.deals beside those of a page.
type dealsAsked struct {
	pipeline gql.Pipeline
	members  []string
	search   *string
	where    *gql.DealWhere
	by       *gql.DealOrder
}

// order: newest first unless asked otherwise; the unassigned ones oldest first.
func (d dealsAsked) order() (order, func(*db.Deal) any) {
	by := gql.DealOrder{Field: gql.DealOrderFieldCreatedAt, Direction: gql.OrderDirectionDesc}
	switch {
	case d.by != nil:
		by = *d.by
	case d.pipeline == gql.PipelineUnassigned:
		by.Direction = gql.OrderDirectionAsc
	}
	chosen := dealOrders[by.Field]
	return order{list: "deals." + by.Field.String(), column: chosen.column, kind: chosen.kind, prefix: ident.Deal, desc: by.Direction == gql.OrderDirectionDesc}, chosen.key
}

// listDeals is Query.deals.
func listDeals(ctx context.Context, p pageArgs, asked dealsAsked) (*model.DealConnection, error) {
	by, key := asked.order()
	l := list[*db.Deal, *model.Deal]{
		by:    by,
		id:    func(d *db.Deal) ident.ID { return d.ID },
		key:   key,
		nodes: func(rows []*db.Deal) ([]*model.Deal, error) { return model.Deals(rows), nil },
	}
	words, err := searchText(asked.search)
	if err != nil {
		return nil, err
	}
	filter, err := asked.conditions(sightOf(ctx))
	if err != nil {
		return nil, err
	}
	if words != "" || asked.where != nil {
		ctx = store.PlannedByValue(ctx)
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Deal], counter) {
		q := c.Deal.Query().Where(filter)
		return searchedDeals(ctx, q, words), byValue(q.Clone().Where(store.MatchingDeals(words)).Count)
	})
}

// conditions are the filters beside the search.
func (d dealsAsked) conditions(s sight) (predicate.Deal, error) {
	members, err := parseIDs(ident.User, d.members, "memberIds")
	if err != nil {
		return nil, err
	}
	of, err := dealWhere(d.where)
	if err != nil {
		return nil, err
	}
	if d.members == nil {
		members = nil
	}
	return deal.And(s.pipeline(d.pipeline, members), of), nil
}

// pipeline is VI-1, VI-2 and VI-4, each within what the caller may see. Members narrow
// it to deals that one of them is on; nil: everybody.
func (s sight) pipeline(p gql.Pipeline, members []ident.ID) predicate.Deal {
	me := s.Person()
	switch {
	case p == gql.PipelineAll && members == nil:
		return s.deals()
	case p == gql.PipelineAll:
		return deal.And(s.deals(), deal.Or(deal.OwnerIDIn(members...), deal.HasDelegatesWith(dealdelegate.UserIDIn(members...))))
	case p == gql.PipelineUnassigned:
		return deal.And(desk.UnassignedPipeline(), s.deals())
	case me.IsZero() || !s.staff(actor.DealView):
		return none
	case p == gql.PipelineMine:
		return desk.MyPipeline(s.Tenant, me)
	}
	return desk.TeamPipeline(s.Tenant, me, members)
}

// delegatedTo: somebody stands in on the deal.
func delegatedTo(who ident.ID) predicate.Deal { return deal.HasDelegatesWith(dealdelegate.UserID(who)) }

func delegated(yes bool) predicate.Deal {
	if yes {
		return deal.HasDelegates()
	}
	return deal.Not(deal.HasDelegates())
}

func dealWhere(where *gql.DealWhere) (predicate.Deal, error) {
	if where == nil {
		return all, nil
	}
	list := []predicate.Deal{all}
	if statuses, set := where.Statuses.ValueOK(); set && statuses != nil {
		list = append(list, deal.StatusIn(each(statuses, func(s assign.Status) deal.Status { return deal.Status(s) })...))
	}
	for _, f := range []struct {
		name  string
		given graphql.Omittable[*string]
		holds func(ident.ID) predicate.Deal
	}{{"ownerId", where.OwnerID, deal.OwnerID}, {"actingUserId", where.ActingUserID, deal.ActingID}, {"delegateId", where.DelegateID, delegatedTo}} {
		v, ok := value(f.given)
		if !ok {
			continue
		}
		who, err := parseID(ident.User, v, "where", f.name)
		if err != nil {
			return nil, err
		}
		list = append(list, f.holds(who))
	}
	for _, f := range []struct {
		given graphql.Omittable[*bool]
		holds func(bool) predicate.Deal
	}{{where.Stalled, deal.Stalled}, {where.Held, deal.Held}, {where.Open, deal.Open}, {where.Delegated, delegated}} {
		if v, ok := value(f.given); ok {
			list = append(list, f.holds(v))
		}
	}
	if v, ok := value(where.Reference); ok {
		list = append(list, deal.Reference(v))
	}
	return deal.And(list...), nil
}
