package model

import "mandate/assign/desk/scenario"

// userDeactivate is LC-1, LC-3 and LC-8.
func (w *World) userDeactivate(e scenario.Event) string {
	u, source := w.living(e.User), sourceOf(e)
	switch {
	case u == nil:
		return "UNKNOWN_USER"
	case w.company.sso && source == "ADMIN":
		return "SSO_MANAGED"
	case u.reasons[source]:
		return ""
	}
	u.reasons[source] = true
	w.record(scenario.Entry{Action: "USER_DEACTIVATED", Target: u.id, By: e.Actor, Source: source})
	if w.company.release {
		for _, id := range w.dealIDs() {
			if d := w.deals[id]; d.open() && d.owner == u.id && len(w.chain(u.id, d.lingering)) == 0 {
				w.unassign(d, "", "LEAVER")
			}
		}
	}
	return ""
}

func sourceOf(e scenario.Event) string {
	if e.Source == "" {
		return "ADMIN"
	}
	return e.Source
}

// userActivate is LC-3: who takes which reasons away.
func (w *World) userActivate(e scenario.Event) string {
	u, source := w.living(e.User), sourceOf(e)
	if u == nil {
		return "UNKNOWN_USER"
	}
	before, locked := len(u.reasons), u.reasons["INACTIVITY"]
	switch {
	case source == "DIRECTORY":
		delete(u.reasons, "DIRECTORY")
	case w.company.sso && (before != 1 || !u.reasons["INACTIVITY"]):
		return "SSO_MANAGED"
	default:
		delete(u.reasons, "ADMIN")
		delete(u.reasons, "INACTIVITY")
	}
	if u.active() && before > 0 || locked && !u.reasons["INACTIVITY"] {
		u.since = w.now // the lock is lifted: LC-6 counts anew
	}
	switch {
	case len(u.reasons) == before:
	case u.active():
		w.record(scenario.Entry{Action: "USER_ACTIVATED", Target: u.id, By: e.Actor, Source: source})
	default:
		w.record(scenario.Entry{Action: "USER_UPDATED", Target: u.id, By: e.Actor})
	}
	return ""
}

// userDelete is LC-4.
func (w *World) userDelete(e scenario.Event) string {
	u := w.living(e.User)
	switch {
	case u == nil:
		return "UNKNOWN_USER"
	case w.company.sso && !u.reasons["DIRECTORY"]:
		return "SSO_MANAGED"
	}
	u.deleted, u.manager, u.ooo, u.permissions = true, "", nil, nil
	w.record(scenario.Entry{Action: "USER_DELETED", Target: u.id, By: e.Actor})
	for _, id := range w.userIDs() {
		if report := w.users[id]; report.manager == u.id {
			report.manager = ""
			w.record(scenario.Entry{Action: "MANAGER_CLEARED", Target: id})
		}
	}
	for _, id := range w.userIDs() {
		w.loseDelegate(w.users[id], u)
	}
	for _, id := range w.dealIDs() {
		d := w.deals[id]
		if d.open() && d.owner == u.id {
			w.unassign(d, "", "")
		}
		for from, to := range d.lingering {
			if from == u.id || to == u.id {
				delete(d.lingering, from)
			}
		}
	}
	return ""
}

func (w *World) loseDelegate(away, gone *user) {
	if away.ooo == nil || away.ooo.delegate != gone.id {
		return
	}
	away.ooo.delegate = ""
	if !away.ooo.active {
		w.tell(notice("DELEGATE_LOST", away.id, away.id))
		w.tell(notice("DELEGATE_LOST", away.manager, away.id))
	}
}

func (w *World) companyUpdate(e scenario.Event) string {
	before := w.company
	w.company.change(e.SetCompany)
	if w.company == before {
		return ""
	}
	w.record(scenario.Entry{Action: "COMPANY_UPDATED", Target: "company", By: e.Actor})
	if w.company.zone != before.zone {
		for _, u := range w.users {
			if u.ooo != nil && w.bound(u.ooo) != nil {
				return "INVALID"
			}
		}
	}
	w.boundaryStep()
	return ""
}

func (c *company) change(s scenario.Company) {
	set(&c.zone, s.Zone)
	set(&c.currency, s.Currency)
	set(&c.language, s.Language)
	set(&c.autoAssign, s.AutoAssign)
	set(&c.overLimitFallback, s.OverLimitFallback)
	set(&c.autoRemove, s.AutoRemoveDelegates)
	set(&c.sso, s.SSO)
	for _, f := range []struct {
		into *bool
		text *string
		on   string
	}{{&c.release, s.LeaverDeals, "RELEASE"}, {&c.terminal, s.CapacityRelease, "TERMINAL"}, {&c.expanded, s.LimitsView, "EXPANDED"}} {
		if f.text != nil {
			*f.into = *f.text == f.on
		}
	}
	if s.InactivityDays.Given {
		c.inactivityDays = s.InactivityDays.Or(0)
	}
	if s.DualApprovalAbove.Given {
		c.dualAbove = parseAmount(s.DualApprovalAbove)
	}
}

func set[T any](into *T, value *T) {
	if value != nil {
		*into = *value
	}
}
