package model

import (
	"slices"
	"strings"

	"mandate/assign/desk/scenario"
)

// consumes is CA-1.
func (w *World) consumes(d *deal) bool {
	switch d.status {
	case "NEW", "IN_REVIEW", "PENDING":
		return true
	case "CONDITIONALLY_APPROVED":
		return w.company.terminal
	}
	return false
}

func (w *World) load(person string) (n int) {
	for _, d := range w.deals {
		if w.consumes(d) && d.acting() == person {
			n++
		}
	}
	return n
}

func (w *World) owned(person string) (n int) {
	for _, d := range w.deals {
		if w.consumes(d) && d.owner == person {
			n++
		}
	}
	return n
}

// standIn is who would act on a new deal of a person (AS-5).
func (w *World) standIn(person string) string {
	if chain := w.chain(person, nil); len(chain) > 0 {
		return chain[len(chain)-1]
	}
	return person
}

// reason is the first check of AS-1 that fails; empty: none does.
func (w *World) reason(u *user, d *deal) string {
	r := w.users[w.standIn(u.id)]
	switch {
	case !u.active():
		return "INACTIVE"
	case !u.autoAssign:
		return "AUTO_ASSIGN_OFF"
	case u.absent() && !r.available():
		return "ABSENT_NO_DELEGATE"
	case !accepts(u.languages, d.language):
		return "LANGUAGE_MISMATCH"
	case !accepts(u.locations, d.location):
		return "LOCATION_MISMATCH"
	case !slices.Contains(u.propertyTypes, "ALL") && !accepts(u.propertyTypes, d.property):
		return "PROPERTY_TYPE_MISMATCH"
	case !accepts(u.products, d.product):
		return "PRODUCT_MISMATCH"
	case !accepts(u.brokers, d.broker):
		return "BROKER_MISMATCH"
	case u.limits.maxCapacity == nil:
		return "CAPACITY_NOT_SET"
	case !w.hasRoom(u, r):
		return "AT_CAPACITY"
	case len(w.breaches(u, d)) > 0:
		return "OVER_LIMIT"
	}
	return ""
}

// accepts is AS-3: an empty set restricts nothing, a missing value matches no other set.
func accepts(set []string, value string) bool {
	return len(set) == 0 || value != "" && slices.Contains(set, value)
}

// hasRoom is CA-2, and CA-5 for somebody absent for whom r acts.
func (w *World) hasRoom(u, r *user) bool {
	if !u.absent() {
		return w.load(u.id) < *u.limits.maxCapacity
	}
	roomy := r.limits.maxCapacity == nil || w.load(r.id) < *r.limits.maxCapacity
	return roomy && w.owned(u.id) < *u.limits.maxCapacity
}

// specialist is AS-4.
func (u *user) specialist() bool {
	property := len(u.propertyTypes) > 0 && !slices.Contains(u.propertyTypes, "ALL")
	return len(u.locations) > 0 || property || len(u.products) > 0 || len(u.brokers) > 0
}

// decide is AS-1 to AS-8: the one chosen, or nobody, with everybody's reason.
func (w *World) decide(d *deal) (string, map[string]string) {
	reasons := map[string]string{}
	var groups [4][]*user
	for _, id := range w.userIDs() {
		u := w.users[id]
		if u.deleted {
			continue
		}
		reasons[id] = w.reason(u, d)
		group := 0
		if !u.specialist() {
			group = 1
		}
		switch reasons[id] {
		case "":
			groups[group] = append(groups[group], u)
		case "OVER_LIMIT":
			groups[group+2] = append(groups[group+2], u)
		}
	}
	candidates := groups[:2]
	if w.company.overLimitFallback && len(groups[0])+len(groups[1]) == 0 {
		candidates = groups[2:]
	}
	chosen := ""
	for _, group := range candidates {
		slices.SortFunc(group, w.compare)
		for i, u := range group {
			switch {
			case chosen == "" && i == 0:
				chosen, reasons[u.id] = u.id, "CHOSEN"
			case slices.Contains(group, w.users[chosen]):
				reasons[u.id] = "RANKED_BELOW"
			default:
				reasons[u.id] = "LOWER_TIER"
			}
		}
	}
	return chosen, reasons
}

// compare is AS-7.
func (w *World) compare(a, b *user) int {
	if x, y := w.load(w.standIn(a.id)), w.load(w.standIn(b.id)); x != y {
		return x - y
	}
	if n := a.lastAssignedAt.Compare(b.lastAssignedAt); n != 0 {
		return n
	}
	return strings.Compare(a.id, b.id)
}

// assign is AS-9.
func (w *World) assign(d *deal, person, mode, by string) {
	d.owner, d.held = person, false
	d.delegates, d.lingering, d.stalled = nil, map[string]string{}, false
	d.mode, d.explain, d.told = mode, nil, assigned
	w.users[person].lastAssignedAt = w.now
	w.record(scenario.Entry{Action: "DEAL_ASSIGNED", Target: d.id, User: person, Mode: mode, By: by})
}

// unassign takes owner and delegates from a deal.
func (w *World) unassign(d *deal, by, reason string) {
	w.record(scenario.Entry{Action: "DEAL_UNASSIGNED", Target: d.id, User: d.owner, By: by, Reason: reason})
	d.owner, d.delegates, d.lingering, d.stalled, d.told = "", nil, map[string]string{}, false, ""
	d.mode, d.explain = "", nil
}

// waiting lists deals by creation time, then id.
func (w *World) inOrder(keep func(*deal) bool) []*deal {
	var out []*deal
	for _, id := range w.dealIDs() {
		if keep(w.deals[id]) {
			out = append(out, w.deals[id])
		}
	}
	slices.SortStableFunc(out, func(a, b *deal) int { return a.createdAt.Compare(b.createdAt) })
	return out
}

// sweep is AS-10, in full.
func (w *World) sweep() {
	if !w.company.autoAssign {
		return
	}
	for _, d := range w.inOrder((*deal).waits) {
		chosen, reasons := w.decide(d)
		if chosen == "" {
			continue
		}
		w.assign(d, chosen, "AUTO", "")
		d.explain = reasons
		w.stand(d)
	}
}
