package model

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mandate/assign/desk/scenario"
)

// TestInvariants: I-1 to I-12 hold on the model after every event of any timeline, so that
// they hold on whatever equals it.
func TestInvariants(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		d := draw{rt}
		f := d.start()
		w, err := New(f)
		if err != nil {
			rt.Fatal(err)
		}
		told := replayOf(w)
		for i := range rapid.IntRange(1, 40).Draw(rt, "events") {
			e := d.event(w, i)
			tick := w.Apply(scenario.Event{At: e.At, Type: scenario.ClockTick})
			covered := w.mayDecide(e)
			state := w.Apply(e)
			state.History = append(tick.History, state.History...)
			if e.Type == scenario.DealStatus && state.Error == "" && e.Actor != "" && !covered {
				rt.Errorf("I-11: %s took %s to %s without authority", e.Actor, e.Deal, e.Status)
			}
			for _, broken := range w.broken() {
				rt.Errorf("event %d %s: %s", i, e.Type, broken)
			}
			for _, gap := range told.follow(state) {
				rt.Errorf("event %d %s, I-12: %s", i, e.Type, gap)
			}
		}
	})
}

// mayDecide reports whether an event is no authority step, or one that is covered.
func (w *World) mayDecide(e scenario.Event) bool {
	d := w.deals[e.Deal]
	authority := e.Status == "CONDITIONALLY_APPROVED" || e.Status == "FUNDED"
	return d == nil || !authority || w.covers(e.Actor, d) || d.granted()
}

// broken lists the invariants of section 15 that do not hold.
func (w *World) broken() (out []string) {
	no := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	loads, consuming := 0, 0
	for _, id := range w.userIDs() {
		loads += w.load(id)
	}
	for _, id := range w.dealIDs() {
		d := w.deals[id]
		if w.consumes(d) && d.owner != "" {
			consuming++
		}
		w.brokenOn(d, no)
	}
	if loads != consuming {
		no("I-1: loads add up to %d, %d deals use capacity", loads, consuming)
	}
	return out
}

func (w *World) brokenOn(d *deal, no func(string, ...any)) {
	on := append([]string{d.owner}, d.delegates...)
	if d.owner != "" && len(slices.Compact(slices.Sorted(slices.Values(on)))) != len(on) {
		no("I-2: %s has somebody twice: %v", d.id, on)
	}
	if d.owner == "" && len(d.delegates) > 0 {
		no("I-3: %s has no owner and delegates %v", d.id, d.delegates)
	}
	if len(d.delegates) > 0 && !w.users[d.acting()].available() {
		no("I-4: %s acts on %s and is not available", d.acting(), d.id)
	}
	if d.open() && d.owner != "" && d.acting() == d.owner && w.users[d.owner].absent() && len(w.chain(d.owner, d.lingering)) > 0 {
		no("I-5: %s acts on %s though somebody is available", d.owner, d.id)
	}
	for _, id := range w.approvers(d) {
		if d.on(id) || !w.users[id].available() || !w.covers(id, d) {
			no("I-6, I-8: %s may approve %s", id, d.id)
		}
	}
	for _, id := range on {
		if d.open() && id != "" && w.users[id].deleted {
			no("I-7: %s is deleted and on %s", id, d.id)
		}
	}
	for from, to := range d.lingering {
		if d.steps()[from] != to {
			no("I-9: the link %s to %s of %s is no step", from, to, d.id)
		}
	}
	if w.company.autoAssign && d.waits() {
		if chosen, _ := w.decide(d); chosen != "" {
			no("I-10: %s waits and %s could have it", d.id, chosen)
		}
	}
}
