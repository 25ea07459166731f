package model

import (
	"fmt"
	"maps"
	"slices"

	"mandate/assign/desk/scenario"
)

// replay is what history alone says: it begins with a state and is told entries (I-12).
type replay struct {
	deals    map[string]*told
	users    map[string]*toldUser
	requests map[string]string
}

type told struct {
	status, owner string
	delegates     []string
}

type toldUser struct {
	reasons         map[string]bool
	deleted, absent bool
}

func replayOf(w *World) *replay {
	r := &replay{map[string]*told{}, map[string]*toldUser{}, map[string]string{}}
	for id, d := range w.deals {
		r.deals[id] = &told{d.status, d.owner, slices.Clone(d.delegates)}
	}
	for id, u := range w.users {
		r.users[id] = &toldUser{maps.Clone(u.reasons), u.deleted, u.absent()}
	}
	for id, a := range w.asks {
		r.requests[id] = a.state
	}
	return r
}

// follow is told the entries of a state, and lists where the state is not what they say.
func (r *replay) follow(s scenario.State) (gaps []string) {
	for _, e := range s.History {
		r.tell(e)
	}
	for id, want := range s.Deals {
		got := r.deals[id]
		if owner := label(want.Owner); got == nil || got.status != want.Status || got.owner != owner || !slices.Equal(got.delegates, want.Delegates) {
			gaps = append(gaps, fmt.Sprintf("deal %s is %s of %s with %v, history says %+v", id, want.Status, owner, want.Delegates, got))
		}
	}
	for id, want := range s.Users {
		got := r.users[id]
		if got == nil || got.deleted != want.Deleted || got.absent != want.Absent || (len(got.reasons) == 0 && !got.deleted) != want.Active {
			gaps = append(gaps, fmt.Sprintf("%s is active %t, deleted %t, absent %t, history says %+v", id, want.Active, want.Deleted, want.Absent, got))
		}
	}
	for id, want := range s.Requests {
		if r.requests[id] != want.State {
			gaps = append(gaps, fmt.Sprintf("request %s is %s, history says %s", id, want.State, r.requests[id]))
		}
	}
	return gaps
}

func label(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (r *replay) tell(e scenario.Entry) {
	if d := r.deals[e.Target]; d != nil {
		d.tell(e)
	}
	if u := r.users[e.Target]; u != nil {
		u.tell(e)
	}
	switch e.Action {
	case "DEAL_CREATED":
		r.deals[e.Target] = &told{status: "NEW"}
	case "USER_CREATED":
		r.users[e.Target] = &toldUser{reasons: map[string]bool{}}
	case "APPROVAL_REQUESTED", "APPROVAL_REROUTED":
		r.requests[e.Target] = "PENDING"
	case "APPROVAL_GRANTED":
		if e.Status != "PENDING" { // the first of two
			r.requests[e.Target] = "APPROVED"
		}
	case "APPROVAL_DECLINED":
		r.requests[e.Target] = "DECLINED"
	case "APPROVAL_CANCELLED":
		r.requests[e.Target] = "CANCELLED"
	case "APPROVAL_VOIDED":
		r.requests[e.Target] = "PENDING"
	case "APPROVAL_UNROUTED":
		if e.Status != "PENDING" { // the other place still waits
			r.requests[e.Target] = "UNROUTED"
		}
	}
}

func (d *told) tell(e scenario.Entry) {
	switch e.Action {
	case "DEAL_STATUS":
		d.status = e.Status
	case "DEAL_ASSIGNED":
		d.owner, d.delegates = e.User, nil
	case "DEAL_UNASSIGNED":
		d.owner, d.delegates = "", nil
	case "DELEGATE_ADDED":
		d.delegates = append(d.delegates, e.User)
	case "DELEGATE_REMOVED":
		if n := len(d.delegates); n > 0 && d.delegates[n-1] == e.User {
			d.delegates = d.delegates[:n-1]
		}
	}
}

func (u *toldUser) tell(e scenario.Entry) {
	switch e.Action {
	case "USER_DEACTIVATED":
		u.reasons[e.Source] = true
	case "USER_ACTIVATED":
		clear(u.reasons)
	case "USER_UPDATED": // an activation that leaves a reason
		delete(u.reasons, e.Reason)
	case "USER_DELETED":
		u.deleted, u.absent = true, false
	case "OOO_STARTED":
		u.absent = true
	case "OOO_ENDED":
		u.absent = false
	}
}
