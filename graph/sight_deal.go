package graph

import (
	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// deals is VI-3, VI-4 and AP-3, for callers with deal.view: people on the deal and
// their direct managers, the approver of a pending request, holders of pipeline.all;
// an unassigned open one also holders of pipeline.unassigned and everybody with a
// direct report.
//
// The ids come from one list of small selections, each along an index of its own: a
// condition with OR would make the database look at every deal.
func (s sight) deals() predicate.Deal {
	switch {
	case !s.staff(actor.DealView):
		return none
	case s.Can(actor.PipelineAll):
		return all
	}
	return func(q *sql.Selector) { q.Where(sql.In(q.C(deal.FieldID), s.visibleDeals(q.Dialect()))) }
}

// visibleDeals selects the ids of the deals that somebody without pipeline.all sees.
func (s sight) visibleDeals(dialect string) *sql.Selector {
	ids := s.openWithoutOwner(dialect)
	if me := s.Person(); !me.IsZero() {
		ids.UnionAll(s.on(dialect, person(me))).UnionAll(s.on(dialect, s.reports(dialect, nil))).UnionAll(s.toApprove(dialect))
	}
	return ids
}

// people narrows a column to somebody, or to several.
type people func(column string) *sql.Predicate

func person(id ident.ID) people {
	return func(column string) *sql.Predicate { return sql.EQ(column, id) }
}

func persons(ids []ident.ID) people {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = id
	}
	return func(column string) *sql.Predicate { return sql.In(column, list...) }
}

// reports are the caller's direct reports, one level (VI-2); chosen narrows them.
func (s sight) reports(dialect string, chosen people) people {
	t := sql.Table(user.Table)
	of := sql.Dialect(dialect).Select(t.C(user.FieldID)).From(t).
		Where(sql.And(sql.EQ(t.C(user.FieldTenantID), s.Tenant), sql.EQ(t.C(user.FieldManagerID), s.Person()), sql.IsNull(t.C(user.FieldDeletedAt))))
	if chosen != nil {
		of.Where(chosen(t.C(user.FieldID)))
	}
	return func(column string) *sql.Predicate { return sql.In(column, of) }
}

// on selects the deals that people are on, as owner or as delegate.
func (s sight) on(dialect string, who people) *sql.Selector {
	d, l := sql.Table(deal.Table), sql.Table(dealdelegate.Table)
	build := sql.Dialect(dialect)
	owned := build.Select(d.C(deal.FieldID)).From(d).Where(sql.And(sql.EQ(d.C(deal.FieldTenantID), s.Tenant), who(d.C(deal.FieldOwnerID))))
	standing := build.Select(l.C(dealdelegate.FieldDealID)).From(l).
		Where(sql.And(sql.EQ(l.C(dealdelegate.FieldTenantID), s.Tenant), who(l.C(dealdelegate.FieldUserID))))
	return owned.UnionAll(standing)
}

// openWithoutOwner is VI-4.
func (s sight) openWithoutOwner(dialect string) *sql.Selector {
	t := sql.Table(deal.Table)
	q := sql.Dialect(dialect).Select(t.C(deal.FieldID)).From(t).
		Where(sql.And(sql.EQ(t.C(deal.FieldTenantID), s.Tenant), sql.IsNull(t.C(deal.FieldOwnerID)), sql.EQ(t.C(deal.FieldOpen), true)))
	if !s.Can(actor.PipelineUnassigned) {
		q.Where(s.hasReports(dialect))
	}
	return q
}

// hasReports holds where the caller is somebody's direct manager.
func (s sight) hasReports(dialect string) *sql.Predicate {
	t := sql.Table(user.Table)
	return sql.Exists(sql.Dialect(dialect).Select(t.C(user.FieldID)).From(t).
		Where(sql.And(sql.EQ(t.C(user.FieldTenantID), s.Tenant), sql.EQ(t.C(user.FieldManagerID), s.Person()), sql.IsNull(t.C(user.FieldDeletedAt)))))
}

// toApprove are the deals whose pending request names the caller (AP-3).
func (s sight) toApprove(dialect string) *sql.Selector {
	r, p := sql.Table(approvalrequest.Table), sql.Table(approvalplace.Table)
	return sql.Dialect(dialect).Select(r.C(approvalrequest.FieldDealID)).From(r).Join(p).On(r.C(approvalrequest.FieldID), p.C(approvalplace.FieldRequestID)).
		Where(sql.And(sql.EQ(p.C(approvalplace.FieldTenantID), s.Tenant), sql.EQ(p.C(approvalplace.FieldApproverID), s.Person()),
			sql.NEQ(p.C(approvalplace.FieldState), approvalplace.StateUNROUTED), sql.EQ(r.C(approvalrequest.FieldState), approvalrequest.StatePENDING)))
}
