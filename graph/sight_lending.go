package graph

import (
	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/predicate"
	"mandate/ent/db/task"
)

// absences: all staff; who is away, until when and who stands in concerns everybody.
func (s sight) absences() predicate.Absence { return visible(s.staff()) }

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
