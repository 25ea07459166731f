package assign

import (
	"slices"

	"mandate/fault"
	"mandate/ident"
)

// Presence is what a walk asks about people and one deal (DC-1). Somebody deleted is
// neither absent nor available, and has no lingering link.
type Presence struct {
	// Absent reports whether the person's absence is ACTIVE, and the delegate that it
	// names; the zero ID is none.
	Absent func(ident.ID) (delegate ident.ID, absent bool)
	// Available reports whether the person is active and not absent.
	Available func(ident.ID) bool
	// Lingering gives whom the deal's lingering link from the person leads to. Nil is a
	// deal without such links.
	Lingering func(ident.ID) (ident.ID, bool)
}

// Step is one link of a chain and what it rests on: an active absence, or a lingering
// link of the deal (OO-6).
type Step struct {
	From, To  ident.ID
	Lingering bool
}

// Chain is the walk of DC-1 from the owner of an open deal, nearest delegate first. It
// ends at somebody available; it is empty where the owner acts, be it for want of anybody
// else (DC-5). It takes one look at each person met (DC-3).
func Chain(owner ident.ID, p Presence) []Step {
	var steps []Step
	place := map[ident.ID]int{owner: 0} // how many steps lead to each person met
	for at := owner; ; {
		next, ok := p.step(at)
		if !ok {
			break
		}
		if back, met := place[next.To]; met {
			if p.Available(next.To) {
				return steps[:back]
			}
			break
		}
		steps = append(steps, next)
		at = next.To
		place[at] = len(steps)
	}
	for len(steps) > 0 && !p.Available(steps[len(steps)-1].To) {
		steps = steps[:len(steps)-1]
	}
	return steps
}

// step is where a walk goes from a person: to the delegate of their absence, or else
// along a lingering link. Whether the person is active plays no part: DC-5's end of the
// chain is somebody from whom nothing leads on.
func (p Presence) step(from ident.ID) (Step, bool) {
	if delegate, absent := p.Absent(from); absent {
		return Step{From: from, To: delegate}, !delegate.IsZero()
	}
	if p.Lingering == nil {
		return Step{}, false
	}
	to, ok := p.Lingering(from)
	return Step{From: from, To: to, Lingering: true}, ok && !to.IsZero()
}

// Delegates lists those who stand in on an open deal of the owner, nearest first (DC-1):
// anew each time, so that a return removes whoever was beyond (DC-2).
//
// The last one acts; without any the owner does.
func Delegates(owner ident.ID, p Presence) []ident.ID {
	var delegates []ident.ID
	for _, s := range Chain(owner, p) {
		delegates = append(delegates, s.To)
	}
	return delegates
}

// ActsFor gives who would act on a new deal of the person, which has no lingering links
// (AS-5), and false where nobody available would.
func ActsFor(person ident.ID, p Presence) (ident.ID, bool) {
	if p.Available(person) {
		return person, true
	}
	p.Lingering = nil
	steps := Chain(person, p)
	if len(steps) == 0 {
		return ident.ID{}, false
	}
	return steps[len(steps)-1].To, true
}

// Shift is DC-7: between two lists of delegates the common beginning stays, the old rest
// is removed from the end backwards, and then the new rest is added forwards.
func Shift(before, after []ident.ID) (removed, added []ident.ID) {
	same := 0
	for same < len(before) && same < len(after) && before[same] == after[same] {
		same++
	}
	removed = slices.Clone(before[same:])
	slices.Reverse(removed)
	return removed, slices.Clone(after[same:])
}

// Lasts is DC-4: whether a lingering link of a deal is a step of the deal's present
// chain. Otherwise it is forgotten at once, as is one from somebody absent, whose step
// the absence decides.
func Lasts(link Step, chain []Step) bool {
	link.Lingering = true
	return slices.Contains(chain, link)
}

// CheckUndelegate is OO-7, asked of a deal's chain: NOT_DELEGATED without delegates,
// FORBIDDEN unless allowed, DELEGATION_IN_FORCE where every link rests on an absence.
func CheckUndelegate(chain []Step, allowed bool) error {
	switch {
	case len(chain) == 0:
		return fault.New(fault.Conflict, fault.CodeNotDelegated, "Nobody stands in on this deal.")
	case !allowed:
		return fault.New(fault.Denied, fault.CodeForbidden, "You are not allowed to end this delegation.")
	case !slices.ContainsFunc(chain, func(s Step) bool { return s.Lingering }):
		return fault.New(fault.Conflict, fault.CodeDelegationInForce, "The delegation lasts as long as the absence behind it.")
	}
	return nil
}
