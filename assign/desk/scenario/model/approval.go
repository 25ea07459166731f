package model

import (
	"slices"

	"mandate/assign/desk/scenario"
)

// approver is AP-5 for one person; by is who asks, or nobody.
func (w *World) approver(u *user, d *deal, by string) bool {
	return u.available() && u.permissions["approval.decide"] && w.covers(u.id, d) && !d.on(u.id) && u.id != by
}

func (w *World) approvers(d *deal) []string {
	by := ""
	if a := w.openAsk(d); a != nil {
		by = a.by
	}
	out := []string{}
	for _, id := range w.userIDs() {
		if w.approver(w.users[id], d, by) {
			out = append(out, id)
		}
	}
	return out
}

func (a *ask) open() bool { return a.state == "PENDING" || a.state == "UNROUTED" }

func (w *World) openAsk(d *deal) *ask {
	for _, a := range w.asks {
		if a.deal == d.id && a.open() {
			return a
		}
	}
	return nil
}

// mayAsk is AP-2 for who asks, in the order of section 20.
func (w *World) mayAsk(d *deal, actor string) string {
	u := w.users[actor]
	switch {
	case !u.active():
		return "USER_INACTIVE"
	case !d.on(actor):
		return "NOT_ON_DEAL"
	case u.absent():
		return "USER_ABSENT"
	case !d.open():
		return "DEAL_CLOSED"
	case w.covers(actor, d) || d.granted():
		return "APPROVAL_NOT_NEEDED"
	}
	return ""
}

// named checks the approvers of a request (AP-2, AP-9); kept are places that stand.
func (w *World) named(d *deal, names []string, by string, kept []place) string {
	want := 1
	if w.needsTwo(d) {
		want = 2
	}
	if len(names) != want || len(names) == 2 && names[0] == names[1] {
		return "INVALID"
	}
	for _, name := range names {
		stands := slices.ContainsFunc(kept, func(p place) bool { return p.approver == name && p.state != "UNROUTED" })
		if u := w.users[name]; !stands && (u == nil || !w.approver(u, d, by)) {
			return "APPROVER_NOT_AVAILABLE"
		}
	}
	return ""
}

func (w *World) approvalRequest(e scenario.Event) string {
	d := w.deals[e.Deal]
	if d == nil {
		return "UNKNOWN_DEAL"
	}
	if code := w.mayAsk(d, e.Actor); code != "" {
		return code
	}
	if w.openAsk(d) != nil {
		return "REQUEST_PENDING"
	}
	if code := w.named(d, e.Approver, e.Actor, nil); code != "" {
		return code
	}
	a := &ask{id: e.Request, deal: d.id, by: e.Actor, state: "PENDING"}
	for _, name := range e.Approver {
		a.places = append(a.places, place{approver: name, state: "PENDING"})
		w.tell(notice("APPROVAL_REQUESTED", name, a.id))
	}
	w.asks[a.id] = a
	w.record(scenario.Entry{Action: "APPROVAL_REQUESTED", Target: a.id, By: e.Actor})
	return ""
}

func (w *World) approvalReroute(e scenario.Event) string {
	a := w.asks[e.Request]
	if a == nil {
		return "REQUEST_NOT_PENDING"
	}
	d := w.deals[a.deal]
	if code := w.mayAsk(d, e.Actor); code != "" {
		return code
	}
	unrouted := slices.ContainsFunc(a.places, func(p place) bool { return p.state == "UNROUTED" })
	switch {
	case !a.open():
		return "REQUEST_NOT_PENDING"
	case !unrouted:
		return "REQUEST_PENDING"
	}
	names := w.allPlaces(a, d, e.Approver)
	if code := w.named(d, names, a.by, a.places); code != "" {
		return code
	}
	w.reroute(a, names)
	w.record(scenario.Entry{Action: "APPROVAL_REROUTED", Target: a.id, By: e.Actor})
	return ""
}

// allPlaces reads one name for two places, of which one is free, as whose that place is.
func (w *World) allPlaces(a *ask, d *deal, names []string) []string {
	if !w.needsTwo(d) || len(names) != 1 || len(a.places) != 2 {
		return names
	}
	first, second := a.places[0], a.places[1]
	switch {
	case first.state == "UNROUTED" && second.state != "UNROUTED":
		return []string{names[0], second.approver}
	case first.state != "UNROUTED" && second.state == "UNROUTED":
		return []string{first.approver, names[0]}
	}
	return names
}

// reroute gives a request its places anew; those that stand stay as they are.
func (w *World) reroute(a *ask, names []string) {
	before := a.places
	a.places, a.state = nil, "PENDING"
	for _, name := range names {
		at := slices.IndexFunc(before, func(p place) bool { return p.approver == name && p.state != "UNROUTED" })
		if at >= 0 {
			a.places = append(a.places, before[at])
			continue
		}
		a.places = append(a.places, place{approver: name, state: "PENDING"})
		w.tell(notice("APPROVAL_REQUESTED", name, a.id))
	}
}

// approvalDecide is AP-3 and AP-9.
func (w *World) approvalDecide(e scenario.Event) string {
	a := w.asks[e.Request]
	if a == nil || a.state != "PENDING" {
		return "REQUEST_NOT_PENDING"
	}
	at := slices.IndexFunc(a.places, func(p place) bool { return p.approver == e.Actor })
	d := w.deals[a.deal]
	switch {
	case at < 0:
		return "NOT_THE_APPROVER"
	case a.places[at].state != "PENDING":
		return "REQUEST_NOT_PENDING"
	case !w.approver(w.users[e.Actor], d, a.by):
		return "APPROVER_NOT_AVAILABLE"
	}
	if e.Decision == "DECLINE" {
		a.places[at].state, a.state = "DECLINED", "DECLINED"
		w.record(scenario.Entry{Action: "APPROVAL_DECLINED", Target: a.id, By: e.Actor})
		w.tell(notice("APPROVAL_DECIDED", d.acting(), a.id))
		return ""
	}
	a.places[at].state, a.places[at].saw = "APPROVED", d.figures()
	if !slices.ContainsFunc(a.places, func(p place) bool { return p.state != "APPROVED" }) {
		a.state = "APPROVED"
		d.grants = append(d.grants, d.figures())
		w.tell(notice("APPROVAL_DECIDED", d.acting(), a.id))
	}
	w.record(scenario.Entry{Action: "APPROVAL_GRANTED", Target: a.id, By: e.Actor, Status: a.state})
	return ""
}

// review is AP-8, AP-9 and AP-7 for one request.
func (w *World) review(a *ask) {
	d := w.deals[a.deal]
	if !a.open() {
		return
	}
	if d.acting() == "" || w.covers(d.acting(), d) || d.granted() {
		a.state = "CANCELLED"
		w.record(scenario.Entry{Action: "APPROVAL_CANCELLED", Target: a.id})
		return
	}
	w.void(a, d)
	lost, tooFew := false, len(a.places) == 1 && w.needsTwo(d) // nobody alone approves what needs two
	for i, p := range a.places {
		if p.state == "PENDING" && (tooFew || !w.approver(w.users[p.approver], d, a.by)) {
			a.places[i].state, lost = "UNROUTED", true
		}
	}
	if lost {
		if !slices.ContainsFunc(a.places, func(p place) bool { return p.state == "PENDING" }) {
			a.state = "UNROUTED"
		}
		w.record(scenario.Entry{Action: "APPROVAL_UNROUTED", Target: a.id, Status: a.state})
		w.tell(notice("APPROVAL_UNROUTED", d.acting(), a.id))
	}
}

// void takes back the first approval of two when the figures have changed.
func (w *World) void(a *ask, d *deal) {
	for i, p := range a.places {
		if p.state == "APPROVED" && p.saw != d.figures() {
			a.places[i].state, a.places[i].saw = "PENDING", figures{}
			a.state = "PENDING"
			w.record(scenario.Entry{Action: "APPROVAL_VOIDED", Target: a.id})
		}
	}
}

func startingAsk(r scenario.Request) *ask {
	a := &ask{id: r.ID, deal: r.Deal, by: r.RequestedBy, state: r.State}
	if a.state == "" {
		a.state = "PENDING"
	}
	for _, name := range r.Approver {
		a.places = append(a.places, place{approver: name, state: a.state})
	}
	return a
}
