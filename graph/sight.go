package graph

import (
	"context"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/session"
	"mandate/ent/db/user"
	"mandate/ident"
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

// roles, brokers, products: all staff.
func (s sight) roles() predicate.Role       { return visible(s.staff()) }
func (s sight) brokers() predicate.Broker   { return visible(s.staff()) }
func (s sight) products() predicate.Product { return visible(s.staff()) }

// absences: all staff; who is away, until when and who stands in concerns everybody.
func (s sight) absences() predicate.Absence { return visible(s.staff()) }

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
	return session.And(open, s.everySession())
}

// everySession narrows to those that the caller may see, also where they have ended.
func (s sight) everySession() predicate.Session {
	if s.staff(actor.UserManage) {
		return session.IDNEQ(ident.ID{})
	}
	return session.UserID(s.Person())
}
