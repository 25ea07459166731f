package graph

import (
	"context"
	"strings"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
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
	return order{"deals." + by.Field.String(), chosen.column, chosen.kind, ident.Deal, by.Direction == gql.OrderDirectionDesc}, chosen.key
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
	filter, err := asked.filter(sightOf(ctx))
	if err != nil {
		return nil, err
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Deal], counter) {
		q := c.Deal.Query().Where(sightOf(ctx).deals(), filter)
		return func(shape func(*sql.Selector), n int) ([]*db.Deal, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func (d dealsAsked) filter(s sight) (predicate.Deal, error) {
	words, err := searchText(d.search)
	if err != nil {
		return nil, err
	}
	members, err := parseIDs(ident.User, d.members, "memberIds")
	if err != nil {
		return nil, err
	}
	of, err := dealWhere(d.where)
	if err != nil {
		return nil, err
	}
	return deal.And(mentioning(words), s.pipeline(d.pipeline, d.members != nil, members), of), nil
}

// mentioning: every word is in what a search looks at, or in the owner's name, which
// changes hands without the deal's words being written anew.
func mentioning(text string) predicate.Deal {
	list := []predicate.Deal{all}
	for _, word := range strings.Fields(text) {
		list = append(list, deal.Or(store.Matching(word), deal.OwnerKeyContains(store.Fold(word))))
	}
	return deal.And(list...)
}

// pipeline is VI-1, VI-2 and VI-4.
func (s sight) pipeline(p gql.Pipeline, chosen bool, members []ident.ID) predicate.Deal {
	me := s.Person()
	switch {
	case p == gql.PipelineAll:
		return all
	case p == gql.PipelineUnassigned:
		return deal.And(deal.Open(true), deal.OwnerIDIsNil())
	case me.IsZero():
		return none
	case p == gql.PipelineMine:
		return deal.And(deal.Open(true), deal.OwnerID(me))
	}
	team := deal.And(deal.Open(true), deal.HasOwnerWith(user.ManagerID(me), user.DeletedAtIsNil()))
	if chosen {
		return deal.And(team, deal.OwnerIDIn(members...))
	}
	return team
}

func dealWhere(where *gql.DealWhere) (predicate.Deal, error) {
	if where == nil {
		return all, nil
	}
	list := []predicate.Deal{all}
	if statuses, set := where.Statuses.ValueOK(); set && statuses != nil {
		list = append(list, deal.StatusIn(each(statuses, func(s assign.Status) deal.Status { return deal.Status(s) })...))
	}
	if v, ok := value(where.OwnerID); ok {
		owner, err := parseID(ident.User, v, "where", "ownerId")
		if err != nil {
			return nil, err
		}
		list = append(list, deal.OwnerID(owner))
	}
	if v, ok := value(where.Stalled); ok {
		list = append(list, deal.Stalled(v))
	}
	if v, ok := value(where.Reference); ok {
		list = append(list, deal.Reference(v))
	}
	return deal.And(list...), nil
}
