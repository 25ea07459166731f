package model

import (
	"slices"

	"mandate/assign/desk/scenario"
)

// State gives everything that a file can expect.
func (w *World) State() scenario.State {
	s := scenario.State{Deals: map[string]scenario.DealState{}, Users: map[string]scenario.UserState{}, Requests: map[string]scenario.RequestState{},
		Unassigned: []string{}, Notifications: w.notices, History: w.history}
	for id, d := range w.deals {
		s.Deals[id] = w.showDeal(d)
	}
	for id, u := range w.users {
		s.Users[id] = w.showUser(u)
	}
	for id, a := range w.asks {
		shown := scenario.RequestState{State: a.state, RequestedBy: a.by}
		for _, p := range a.places {
			shown.Approver = append(shown.Approver, p.approver)
		}
		s.Requests[id] = shown
	}
	for _, d := range w.inOrder(func(d *deal) bool { return d.open() && d.owner == "" }) {
		s.Unassigned = append(s.Unassigned, d.id)
	}
	return s
}

func (w *World) showDeal(d *deal) scenario.DealState {
	s := scenario.DealState{Status: d.status, Owner: some(d.owner), Acting: some(d.acting()), Delegates: append([]string{}, d.delegates...),
		Stalled: d.stalled, Held: d.held, Blocked: w.blocked(d), Breaches: []string{}, Approvers: []string{},
		VisibleTo: w.visibleTo(d), Explain: w.explained(d)}
	if d.acting() != "" {
		s.Breaches = w.breaches(w.users[d.acting()], d)
	}
	if d.open() {
		s.Approvers = w.approvers(d)
	}
	return s
}

// explained is AS-14: judged now for a deal that waits, as it was taken for an owner
// found automatically; nil where there is neither.
func (w *World) explained(d *deal) map[string]string {
	switch {
	case d.waits() && w.company.autoAssign:
		_, reasons := w.decide(d)
		return reasons
	case d.mode == "AUTO":
		return d.explain
	}
	return nil
}

// visibleTo is VI-3 and VI-4.
func (w *World) visibleTo(d *deal) []string {
	out := []string{}
	for _, id := range w.userIDs() {
		if u := w.users[id]; d.open() && u.active() && w.sees(u, d) {
			out = append(out, id)
		}
	}
	return out
}

func (w *World) sees(u *user, d *deal) bool {
	if u.permissions["pipeline.all"] {
		return true
	}
	if d.owner == "" {
		return u.permissions["pipeline.unassigned"] || len(w.reports(u)) > 0
	}
	return d.on(u.id) || slices.ContainsFunc(w.reports(u), d.on)
}

func (w *World) reports(m *user) []string {
	var out []string
	for _, id := range w.userIDs() {
		if u := w.users[id]; !u.deleted && u.manager == m.id {
			out = append(out, id)
		}
	}
	return out
}

func (w *World) showUser(u *user) scenario.UserState {
	s := scenario.UserState{Active: u.active(), Deleted: u.deleted, Absent: u.absent(), OOOState: "OFF", Manager: some(u.manager), Load: w.load(u.id),
		MyPipeline: []string{}, TeamPipeline: []string{}}
	if u.ooo != nil {
		s.OOOState = "SCHEDULED"
		if u.ooo.active {
			s.OOOState = "ACTIVE"
		}
	}
	reports := w.reports(u)
	for _, id := range w.dealIDs() {
		d := w.deals[id]
		if d.open() && d.on(u.id) {
			s.MyPipeline = append(s.MyPipeline, id)
		}
		if d.open() && slices.ContainsFunc(reports, d.on) {
			s.TeamPipeline = append(s.TeamPipeline, id)
		}
	}
	return s
}

func some(label string) *string {
	if label == "" {
		return nil
	}
	return &label
}
