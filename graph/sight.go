package graph

import (
	"context"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ent/db/session"
	"mandate/ent/db/user"
)

// sight is what one caller may see: one read rule per type of node, which lists,
// nodes and edges share. Rules are predicates, so that what is not to be seen never
// leaves the database; the tenant is the floor's matter.
//
// A CONTACT sees themselves, and of the company its name and settings (without
// currency and zone their own figures can't be read), and nothing else.
type sight struct{ actor.Actor }

func sightOf(ctx context.Context) sight {
	a, _ := actor.From(ctx)
	return sight{a}
}

// staff reports whether the caller is no CONTACT and holds one of the permissions;
// none named: being staff is enough.
func (s sight) staff(any ...actor.Permission) bool {
	return !s.Contact && (len(any) == 0 || slices.ContainsFunc(any, s.Can))
}

func none(s *sql.Selector) { s.Where(sql.False()) }

func all(*sql.Selector) {}

func visible(yes bool) func(*sql.Selector) {
	if yes {
		return all
	}
	return none
}

// users: the living people of the company, to all its staff.
func (s sight) users() predicate.User {
	living := user.DeletedAtIsNil()
	if s.Contact {
		return user.And(living, user.ID(s.Person()))
	}
	return living
}

// authority reports whether preferences and limits of a person are the caller's
// business: their own, their direct report's, or of everybody by a permission.
func (s sight) authority(u *db.User) bool {
	me := s.Person()
	if !me.IsZero() && (u.ID == me || !s.Contact && u.ManagerID != nil && *u.ManagerID == me) {
		return true
	}
	return s.staff(actor.UserManage, actor.LimitsManage, actor.PipelineAll, actor.ReportView)
}

// deals is VI-3 and VI-4, for callers with deal.view: the owner, the owner's direct
// manager, holders of pipeline.all; an unassigned open one also holders of
// pipeline.unassigned and everybody with a direct report.
func (s sight) deals() predicate.Deal {
	switch {
	case !s.staff(actor.DealView):
		return none
	case s.Can(actor.PipelineAll):
		return all
	}
	me := s.Person()
	unassigned := deal.And(deal.OwnerIDIsNil(), deal.Open(true))
	if !s.Can(actor.PipelineUnassigned) {
		unassigned = deal.And(unassigned, hasReports(s))
	}
	if me.IsZero() {
		return deal.And(unassigned, visible(s.Can(actor.PipelineUnassigned)))
	}
	return deal.Or(deal.OwnerID(me), deal.HasOwnerWith(user.ManagerID(me), user.DeletedAtIsNil()), unassigned)
}

// hasReports holds where the caller is somebody's direct manager.
func hasReports(v sight) predicate.Deal {
	return func(s *sql.Selector) {
		t := sql.Table(user.Table)
		s.Where(sql.Exists(sql.Dialect(s.Dialect()).Select(t.C(user.FieldID)).From(t).
			Where(sql.And(sql.EQ(t.C(user.FieldTenantID), v.Tenant), sql.EQ(t.C(user.FieldManagerID), v.Person()), sql.IsNull(t.C(user.FieldDeletedAt))))))
	}
}

// roles, brokers, products: all staff.
func (s sight) roles() predicate.Role       { return visible(s.staff()) }
func (s sight) brokers() predicate.Broker   { return visible(s.staff()) }
func (s sight) products() predicate.Product { return visible(s.staff()) }

// groups, directories and their tokens: those who manage directories.
func (s sight) groups() predicate.Group          { return visible(s.staff(actor.DirectoryManage)) }
func (s sight) directories() predicate.Directory { return visible(s.staff(actor.DirectoryManage)) }
func (s sight) tokens() predicate.DirectoryToken { return visible(s.staff(actor.DirectoryManage)) }

// history: holders of history.view.
func (s sight) history() predicate.HistoryEntry { return visible(s.staff(actor.HistoryView)) }

// notifications: one's own.
func (s sight) notifications() predicate.Notification {
	return func(q *sql.Selector) { q.Where(sql.EQ(q.C("recipient_id"), s.Person())) }
}

// sessions: open ones, one's own, or by user.manage anybody's.
func (s sight) sessions(now time.Time) predicate.Session {
	open := session.And(session.RevokedAtIsNil(), session.ExpiresAtGT(now), session.IdleUntilGT(now))
	if s.staff(actor.UserManage) {
		return open
	}
	return session.And(open, session.UserID(s.Person()))
}
