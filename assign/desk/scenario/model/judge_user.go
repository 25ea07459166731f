package model

import (
	"slices"
	"strings"
	"time"

	"mandate/assign/desk/scenario"
)

func newUser(in scenario.User, at time.Time) *user {
	u := &user{id: in.ID, email: in.Email, manager: in.Manager, permissions: setOf(in.Permissions), autoAssign: in.AutoAssign == nil || *in.AutoAssign,
		locations: in.Prefs.Locations, propertyTypes: in.Prefs.PropertyTypes, products: in.Prefs.Products, brokers: in.Prefs.Brokers,
		languages: in.Prefs.Languages, financing: in.Prefs.FinancingDate.Or(""), reasons: setOf(in.Inactive), since: at, signedIn: true}
	if u.email == "" {
		u.email = in.ID + "@example.test"
	}
	if in.LastLoginAt != nil {
		u.since = *in.LastLoginAt
	}
	if in.LastAssignedAt != nil {
		u.lastAssignedAt = *in.LastAssignedAt
	}
	if in.OOO != nil {
		u.ooo = &absence{startDate: in.OOO.StartDate, endDate: in.OOO.EndDate, delegate: in.OOO.Delegate}
	}
	u.limits.change(in.Limits)
	return u
}

func setOf(list []string) map[string]bool {
	out := map[string]bool{}
	for _, v := range list {
		out[v] = true
	}
	return out
}

// userCreate is PR-2 and LC-5.
func (w *World) userCreate(e scenario.Event) (string, []string) {
	u := newUser(*e.NewUser, w.now)
	u.signedIn = false
	reserved := false
	for _, other := range w.users {
		if !strings.EqualFold(other.email, u.email) {
			continue
		}
		if !other.deleted {
			return "EMAIL_TAKEN", nil
		}
		reserved = reserved || other.signedIn
	}
	if reserved {
		return "EMAIL_RESERVED", nil
	}
	if w.users[u.manager] == nil {
		u.manager = "" // a label that stands for nobody
	}
	w.users[u.id] = u
	w.record(scenario.Entry{Action: "USER_CREATED", Target: u.id, By: e.Actor})
	w.tell(notice("WELCOME", u.id, ""))
	return "", w.warnOf(u.manager)
}

// warnOf is VI-5 of somebody who is named as manager.
func (w *World) warnOf(manager string) []string {
	if manager != "" && !w.users[manager].active() {
		return []string{"MANAGER_INACTIVE"}
	}
	return nil
}

func (w *World) userUpdate(e scenario.Event) (string, []string) {
	u, s := w.living(e.User), e.SetUser
	switch {
	case u == nil:
		return "UNKNOWN_USER", nil
	case s.Manager.Or("") == u.id:
		return "SELF_MANAGER", nil
	case e.Actor == u.id && (s.Permissions != nil || s.Limits != nil):
		return "SELF_GRANT", nil
	}
	var warnings []string
	updated := false
	if s.Manager.Given {
		updated = u.manager != s.Manager.Or("")
		u.manager = s.Manager.Or("")
		warnings = w.warnOf(u.manager)
	}
	if s.Permissions != nil {
		updated = updated || !sameSets(u.permissions, setOf(*s.Permissions))
		u.permissions = setOf(*s.Permissions)
	}
	if s.AutoAssign != nil {
		updated = updated || u.autoAssign != *s.AutoAssign
		u.autoAssign = *s.AutoAssign
	}
	if s.Prefs != nil {
		updated = u.prefer(*s.Prefs) || updated
	}
	if updated {
		w.record(scenario.Entry{Action: "USER_UPDATED", Target: u.id, By: e.Actor})
	}
	if s.Limits != nil {
		w.setLimits(u, *s.Limits, e.Actor)
	}
	return "", warnings
}

func (w *World) setLimits(u *user, change scenario.Limits, by string) {
	before := u.limits.shown()
	u.limits.change(change)
	if u.limits.shown() != before {
		w.record(scenario.Entry{Action: "LIMITS_UPDATED", Target: u.id, By: by})
	}
}

// shown is limits in a form that can be compared.
func (l limits) shown() [9]any {
	number := func(n *int) any {
		if n == nil {
			return nil
		}
		return *n
	}
	return [9]any{number(l.maxCapacity), number(l.maxDiscretion), l.loan, l.mortgage, l.nonMortgage, l.bridge, l.totalConnection}
}

func sameSets(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return len(a) == len(b)
}

// prefer changes preference sets and reports whether one differs.
func (u *user) prefer(s scenario.PrefsSet) (changed bool) {
	for _, f := range []struct{ into, set *[]string }{{&u.locations, s.Locations}, {&u.propertyTypes, s.PropertyTypes},
		{&u.products, s.Products}, {&u.brokers, s.Brokers}, {&u.languages, s.Languages}} {
		if f.set != nil {
			changed = changed || !slices.Equal(*f.into, *f.set)
			*f.into = *f.set
		}
	}
	if s.FinancingDate.Given {
		changed = changed || u.financing != s.FinancingDate.Or("")
		u.financing = s.FinancingDate.Or("")
	}
	return changed
}

func (w *World) login(e scenario.Event) string {
	u := w.living(e.User)
	switch {
	case u == nil:
		return "UNKNOWN_USER"
	case !u.active():
		return "USER_INACTIVE"
	}
	u.since, u.signedIn = w.now, true
	return ""
}
