package model

import (
	"time"

	"mandate/assign/desk/scenario"
)

// mayNotName is OO-8 about who stands in.
func (w *World) mayNotName(person, delegate string) string {
	switch {
	case delegate == "":
		return "DELEGATE_REQUIRED"
	case delegate == person:
		return "SELF_DELEGATION"
	case !w.users[delegate].active():
		return "DELEGATE_INACTIVE"
	}
	return ""
}

func (w *World) oooSet(e scenario.Event) (string, []string) {
	u := w.living(e.User)
	if u == nil {
		return "UNKNOWN_USER", nil
	}
	if code := w.mayNotName(u.id, e.Delegate); code != "" {
		return code, nil
	}
	next := &absence{startDate: e.StartDate, endDate: e.EndDate, delegate: e.Delegate}
	if err := w.bound(next); err != nil || e.EndDate < e.StartDate || !next.start.Before(next.end) {
		return "INVALID_RANGE", nil
	}
	if !next.end.After(w.now) {
		return "OOO_IN_PAST", nil
	}
	w.save(u, next, e.ActorOf())
	return "", w.cycle(u)
}

// save is OO-1, OO-3 and OO-4.
func (w *World) save(u *user, next *absence, by string) {
	before := u.ooo
	u.ooo = next
	if before != nil && before.startDate == next.startDate && before.endDate == next.endDate && before.delegate == next.delegate {
		next.active = before.active
		return
	}
	action := "OOO_SET"
	if before != nil {
		action = "OOO_UPDATED"
	}
	w.record(scenario.Entry{Action: action, Target: u.id, By: by})
	if before == nil || before.delegate != next.delegate {
		w.tell(notice("DELEGATE_SET", next.delegate, u.id))
	}
	starts := !next.start.After(w.now)
	switch {
	case before != nil && before.active && !starts:
		w.record(scenario.Entry{Action: "OOO_ENDED", Target: u.id, Reason: "EDITED"})
	case before != nil && before.active:
		next.active = true
	case starts:
		w.begin(u)
	}
}

func (w *World) oooDelegate(e scenario.Event) (string, []string) {
	u := w.living(e.User)
	switch {
	case u == nil:
		return "UNKNOWN_USER", nil
	case u.ooo == nil:
		return "OOO_NOT_SET", nil
	}
	if code := w.mayNotName(u.id, e.Delegate); code != "" {
		return code, nil
	}
	next := *u.ooo
	next.delegate = e.Delegate
	w.save(u, &next, e.ActorOf())
	return "", w.cycle(u)
}

func (w *World) oooOff(e scenario.Event) string {
	u := w.living(e.User)
	switch {
	case u == nil:
		return "UNKNOWN_USER"
	case u.ooo == nil:
		return "OOO_NOT_SET"
	}
	ended := scenario.Entry{Action: "OOO_CANCELLED", Target: u.id, By: e.ActorOf()}
	if u.ooo.active {
		ended.Action, ended.Reason = "OOO_ENDED", "TOGGLED"
	}
	u.ooo = nil
	w.record(ended)
	return ""
}

// cycle is the warning of OO-8.
func (w *World) cycle(u *user) []string {
	met := map[string]bool{}
	var from, to time.Time
	for at := u; at != nil && at.ooo != nil; at = w.living(at.ooo.delegate) {
		if met[at.id] {
			return []string{"DELEGATION_CYCLE"}
		}
		met[at.id] = true
		if from.IsZero() || at.ooo.start.After(from) {
			from = at.ooo.start
		}
		if to.IsZero() || at.ooo.end.Before(to) {
			to = at.ooo.end
		}
		if !from.Before(to) {
			return nil
		}
	}
	return nil
}
