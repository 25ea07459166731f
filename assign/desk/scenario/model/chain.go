package model

import "slices"

// chain is DC-1: who follows the owner. A deal gives lingering links; new deals have none.
func (w *World) chain(owner string, lingering map[string]string) []string {
	walk := []string{owner}
	for at := owner; ; {
		next := lingering[at]
		if u := w.users[at]; u.absent() {
			next = u.ooo.delegate
		}
		if next == "" || w.users[next] == nil || w.users[next].deleted {
			break
		}
		if met := slices.Index(walk, next); met >= 0 {
			if w.users[next].available() {
				walk = walk[:met+1]
			}
			break
		}
		walk = append(walk, next)
		at = next
	}
	for len(walk) > 1 && !w.users[walk[len(walk)-1]].available() {
		walk = walk[:len(walk)-1]
	}
	return walk[1:]
}

// stand brings a deal's delegates to what DC-1 says, with what follows from a change:
// entries (DC-7), links forgotten (DC-4), stalled deals (DC-5), notices (NO-1, NO-2).
func (w *World) stand(d *deal) {
	before := d.delegates
	d.delegates = nil
	if d.open() && d.owner != "" {
		d.delegates = w.chain(d.owner, d.lingering)
	}
	w.recordShift(d, before)
	w.forgetLinks(d)
	w.stall(d)
	w.tellActing(d)
}

func (w *World) recordShift(d *deal, before []string) {
	same := 0
	for same < len(before) && same < len(d.delegates) && before[same] == d.delegates[same] {
		same++
	}
	for i := len(before) - 1; i >= same; i-- {
		w.record(entry("DELEGATE_REMOVED", d.id, before[i]))
	}
	for _, added := range d.delegates[same:] {
		w.record(entry("DELEGATE_ADDED", d.id, added))
	}
}

// steps are the links of a deal's present delegates, by where they start.
func (d *deal) steps() map[string]string {
	out := map[string]string{}
	from := d.owner
	for _, to := range d.delegates {
		out[from], from = to, to
	}
	return out
}

func (w *World) forgetLinks(d *deal) {
	steps := d.steps()
	for from, to := range d.lingering {
		if steps[from] != to || w.users[from].absent() {
			delete(d.lingering, from)
		}
	}
}

func (w *World) stall(d *deal) {
	stalled := d.acting() != "" && !w.users[d.acting()].available()
	if stalled && !d.stalled {
		w.record(entry("DELEGATION_STALLED", d.id, ""))
		w.tell(notice("DELEGATION_STALLED", w.users[d.owner].manager, d.id))
	}
	d.stalled = stalled
}

// tellActing tells a new acting user. After an assignment it is NO-1, otherwise NO-2;
// assign marks the deal by forgetting who was told.
func (w *World) tellActing(d *deal) {
	acting, told := d.acting(), d.told
	d.told = acting
	switch {
	case acting == "" || acting == told:
	case acting != d.owner:
		w.tell(notice("DEAL_DELEGATED", acting, d.id))
	case told == assigned:
		w.tell(notice("DEAL_ASSIGNED", acting, d.id))
	case w.users[acting].available():
		w.tell(notice("DEAL_RETURNED", acting, d.id))
	}
}

// assigned stands for the acting user of a deal that was just assigned.
const assigned = "\x00"
