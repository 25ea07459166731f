package graph

import (
	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db/apikey"
	"mandate/ent/db/job"
	"mandate/ent/db/pendingchange"
	"mandate/ent/db/predicate"
	"mandate/ent/db/savedview"
)

// jobs: one's own, by job.manage everybody's. A job of a service key is its own, by the
// key that is in its actor.
func (s sight) jobs() predicate.Job {
	if s.staff(actor.JobManage) {
		return all
	}
	return job.StartedBy(s.starter())
}

// pendingChanges: of limits for holders of limits.manage, of roles for holders of
// role.assign; what one has asked for or is asked about concerns oneself too.
func (s sight) pendingChanges() predicate.PendingChange {
	if s.Contact {
		return none
	}
	mine := pendingchange.Or(pendingchange.RequestedBy(s.Person()), pendingchange.UserID(s.Person()))
	if s.staff(actor.LimitsManage) {
		mine = pendingchange.Or(mine, pendingchange.KindEQ(pendingchange.KindLIMITS))
	}
	if s.staff(actor.RoleAssign) {
		mine = pendingchange.Or(mine, pendingchange.KindEQ(pendingchange.KindROLES))
	}
	return mine
}

// views: one's own, and those that others share; a contact has only their own.
func (s sight) views() predicate.SavedView {
	if s.Contact {
		return savedview.UserID(s.Person())
	}
	return savedview.Or(savedview.UserID(s.Person()), savedview.Shared(true))
}

// keys: one's own personal ones, by apikey.manage all of the company.
func (s sight) keys() predicate.APIKey {
	if s.staff(actor.APIKeyManage) {
		return all
	}
	return func(q *sql.Selector) {
		q.Where(sql.And(sql.EQ(q.C(apikey.FieldUserID), s.Person()), sql.EQ(q.C(apikey.FieldKind), apikey.KindPERSONAL)))
	}
}
