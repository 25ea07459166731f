package graph

import (
	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ent/db/task"
)

// deals is VI-3, VI-4 and AP-3, for callers with deal.view: people on the deal and
// their direct managers, holders of pipeline.all, the approver of a pending request;
// an unassigned open one also holders of pipeline.unassigned and everybody with a
// direct report.
func (s sight) deals() predicate.Deal {
	if !s.staff(actor.DealView) {
		return none
	}
	seen := desk.SeenBy(desk.Viewer{Tenant: s.Tenant, Person: s.Person(), All: s.Can(actor.PipelineAll), Unassigned: s.Can(actor.PipelineUnassigned)})
	if s.Can(actor.PipelineAll) || !s.Can(actor.ApprovalDecide) || s.Person().IsZero() {
		return seen
	}
	return deal.Or(seen, s.toApprove)
}

// toApprove keeps the deals whose pending request names the caller (AP-3): of two, the one
// too who has approved while the other has not, whose approval a change voids (AP-9).
func (s sight) toApprove(q *sql.Selector) {
	build := sql.Dialect(q.Dialect())
	p, r := sql.Table(approvalplace.Table), sql.Table(approvalrequest.Table)
	asked := build.Select(p.C(approvalplace.FieldRequestID)).From(p).Where(sql.And(sql.EQ(p.C(approvalplace.FieldTenantID), s.Tenant),
		sql.EQ(p.C(approvalplace.FieldApproverID), s.Person()), sql.In(p.C(approvalplace.FieldState), approvalplace.StatePENDING, approvalplace.StateAPPROVED)))
	q.Where(sql.In(q.C(deal.FieldID), build.Select(r.C(approvalrequest.FieldDealID)).From(r).
		Where(sql.And(sql.EQ(r.C(approvalrequest.FieldState), approvalrequest.StatePENDING), sql.In(r.C(approvalrequest.FieldID), asked)))))
}

// visibleDeals selects the ids of the deals that the caller sees.
func (s sight) visibleDeals(dialect string) *sql.Selector {
	t := sql.Table(deal.Table)
	q := sql.Dialect(dialect).Select(t.C(deal.FieldID)).From(t).Where(sql.EQ(t.C(deal.FieldTenantID), s.Tenant))
	s.deals()(q)
	return q
}

// requests: who sees the deal, who asked and who was asked, then and later.
func (s sight) requests() predicate.ApprovalRequest {
	switch {
	case !s.staff(actor.DealView):
		return none
	case s.Can(actor.PipelineAll):
		return all
	}
	return func(q *sql.Selector) {
		p := sql.Table(approvalplace.Table)
		asked := sql.Dialect(q.Dialect()).Select(p.C(approvalplace.FieldRequestID)).From(p).
			Where(sql.And(sql.EQ(p.C(approvalplace.FieldTenantID), s.Tenant), sql.EQ(p.C(approvalplace.FieldApproverID), s.Person())))
		q.Where(sql.Or(sql.EQ(q.C(approvalrequest.FieldRequestedBy), s.Person()), sql.In(q.C(approvalrequest.FieldID), asked),
			sql.In(q.C(approvalrequest.FieldDealID), s.visibleDeals(q.Dialect()))))
	}
}

// tasks: who sees the deal, and the assignee.
func (s sight) tasks() predicate.Task {
	switch {
	case !s.staff(actor.DealView):
		return none
	case s.Can(actor.PipelineAll):
		return all
	}
	return func(q *sql.Selector) {
		q.Where(sql.Or(sql.EQ(q.C(task.FieldAssigneeID), s.Person()), sql.In(q.C(task.FieldDealID), s.visibleDeals(q.Dialect()))))
	}
}
