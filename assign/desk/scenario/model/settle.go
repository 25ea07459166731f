package model

import (
	"time"

	"mandate/assign/desk/scenario"
)

// settle is TM-3: how every event and every step of boundaries ends.
func (w *World) settle(step func()) {
	if step != nil {
		step()
	}
	for _, id := range w.dealIDs() {
		w.stand(w.deals[id])
	}
	w.sweep()
	for _, id := range w.askIDs() {
		w.review(w.asks[id])
	}
}

// passBoundaries is TM-1: everything due at or before an instant, in time order.
func (w *World) passBoundaries(until time.Time) {
	for {
		at, due := w.nextBoundary()
		if !due || at.After(until) {
			return
		}
		if at.After(w.now) {
			w.now = at
		}
		w.settle(w.boundaryStep)
	}
}

func (w *World) nextBoundary() (at time.Time, due bool) {
	see := func(t time.Time) {
		if !due || t.Before(at) {
			at, due = t, true
		}
	}
	for _, u := range w.users {
		if u.deleted {
			continue
		}
		if u.ooo != nil && u.ooo.active {
			see(u.ooo.end)
		} else if u.ooo != nil {
			see(u.ooo.start)
		}
		if lock, ok := w.lockAt(u); ok {
			see(lock)
		}
	}
	return at, due
}

// lockAt is LC-6.
func (w *World) lockAt(u *user) (time.Time, bool) {
	return u.since.Add(time.Duration(w.company.inactivityDays) * 24 * time.Hour), w.company.inactivityDays > 0 && !u.reasons["INACTIVITY"]
}

// boundaryStep is TM-2 at the present instant: ends, starts, locks.
func (w *World) boundaryStep() {
	before := map[string]map[string]string{}
	for id, d := range w.deals {
		before[id] = d.steps()
	}
	for _, id := range w.userIDs() {
		if u := w.users[id]; !u.deleted && u.ooo != nil && !u.ooo.end.After(w.now) {
			w.expire(u, before)
		}
	}
	for _, id := range w.userIDs() {
		if u := w.users[id]; !u.deleted && u.ooo != nil && !u.ooo.active && !u.ooo.start.After(w.now) {
			w.begin(u)
		}
	}
	for _, id := range w.userIDs() {
		if u := w.users[id]; !u.deleted {
			w.lock(u)
		}
	}
}

// expire is OO-6; links are read from the delegates as they were before the step.
func (w *World) expire(u *user, before map[string]map[string]string) {
	u.ooo = nil
	w.record(scenario.Entry{Action: "OOO_ENDED", Target: u.id, Reason: "EXPIRED"})
	if w.company.autoRemove {
		return
	}
	for _, id := range w.dealIDs() {
		if to, used := before[id][u.id]; used {
			w.deals[id].lingering[u.id] = to
		}
	}
}

// begin is OO-3.
func (w *World) begin(u *user) {
	u.ooo.active = true
	w.record(scenario.Entry{Action: "OOO_STARTED", Target: u.id})
	for _, d := range w.deals {
		delete(d.lingering, u.id)
	}
}

func (w *World) lock(u *user) {
	if at, counts := w.lockAt(u); counts && !at.After(w.now) {
		u.reasons["INACTIVITY"] = true
		w.record(scenario.Entry{Action: "USER_DEACTIVATED", Target: u.id, Source: "INACTIVITY"})
	}
}

func entry(action, target, person string) scenario.Entry {
	return scenario.Entry{Action: action, Target: target, User: person}
}

// notice is one about what its type speaks of.
func notice(kind, to, about string) scenario.Notice {
	n := scenario.Notice{Type: kind, To: to}
	switch kind {
	case "DELEGATE_SET", "DELEGATE_LOST":
		n.User = about
	case "APPROVAL_REQUESTED", "APPROVAL_DECIDED", "APPROVAL_UNROUTED":
		n.Request = about
	case "DEAL_ASSIGNED", "DEAL_DELEGATED", "DEAL_RETURNED", "DELEGATION_STALLED":
		n.Deal = about
	}
	return n
}
