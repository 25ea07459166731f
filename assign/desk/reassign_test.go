package desk_test

import (
	"slices"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

func (o *office) reassign(in desk.Reassignment) []desk.Reassigned {
	o.t.Helper()
	list, err := o.desk.Reassign(o.ctx, in)
	o.must(err)
	return list
}

// TestReassignToAPerson moves deals one by one, those with delegates too (LC-8, AS-9).
func TestReassignToAPerson(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat := o.hire("ann", 9, 500_000), o.hire("bob", 0, 1), o.hire("cat", 0, 1)
		a, b, c := o.submit("a", 1000), o.submit("b", 1000), o.submit("c", 1000)
		o.step(c, assign.StatusFunded)
		o.leave(ann, "2026-09-01", "2026-09-02", cat)
		want := []desk.Reassigned{{Deal: a, To: bob}, {Deal: b, To: bob}}
		for _, dry := range []bool{true, false} {
			if got := o.reassign(desk.Reassignment{From: ann, To: bob, DryRun: dry, Comment: "moves"}); !slices.Equal(got, want) {
				t.Errorf("dry run %v: %v, want %v", dry, got, want)
			}
			if dry {
				o.wantOwner(a, ann)
			}
		}
		o.wantChain(a)
		o.wantEnd(b, "DELEGATE_ADDED", "DEAL_ASSIGNED")
		o.wantOwner(c, ann)
		o.wantLoads(map[ident.ID]int{ann: 0, bob: 2, cat: 0})
		o.wantLast(bob, "DEAL_ASSIGNED", "DEAL_ASSIGNED")
		if e := o.entry(a); e.Mode != "MANUAL" || e.Comment != "moves" {
			t.Errorf("entry %+v", e)
		}
	})
}

// TestReassignToThePool lets the rules find owners; the dry run foresees them.
func TestReassignToThePool(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 9, 500_000)
		a, b, c := o.submit("a", 1000), o.submit("b", 1000), o.submit("c", 600)
		o.must(o.desk.Unassign(o.ctx, desk.Move{Deal: c}))
		o.noAuto(ann)
		waiting := o.submit("d", 1000)
		bob := o.hire("bob", 0, 500_000)
		o.limit(bob, 1, 500) // too little for any
		want := []desk.Reassigned{{Deal: a}, {Deal: b}}
		if got := o.reassign(desk.Reassignment{From: ann, DryRun: true}); !slices.Equal(got, want) {
			t.Errorf("foreseen %v, want %v", got, want)
		}
		cat := o.hire("cat", 0, 500_000)
		o.limit(cat, 2, 500_000)
		o.wantOwner(waiting, cat)
		want[0].To = cat
		for _, dry := range []bool{true, false} {
			if got := o.reassign(desk.Reassignment{From: ann, DryRun: dry}); !slices.Equal(got, want) {
				t.Errorf("dry run %v: %v, want %v", dry, got, want)
			}
			o.agree()
		}
		o.wantEnd(a, "DEAL_UNASSIGNED", "DEAL_ASSIGNED")
		o.wantEnd(b, "DEAL_UNASSIGNED")
		o.wantOwner(b, ident.ID{})
		if o.deal(b).Held {
			t.Error("a deal of the pool is held")
		}
	})
}

// TestReassignRefusals is LC-8: who may, and which deals stay.
func TestReassignRefusals(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 9, 500_000), o.hire("bob", 0, 1)
		a, closed, other := o.submit("a", 1000), o.submit("b", 1000), o.submit("c", 1000)
		o.step(closed, assign.StatusDeclined)
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: other, To: bob}))
		refused := func(in desk.Reassignment, code fault.Code, may ...actor.Permission) {
			t.Helper()
			_, err := o.desk.Reassign(o.as(bob, may...), in)
			o.refused(err, code)
		}
		refused(desk.Reassignment{From: ident.ID{1}}, fault.CodeUnknownUser)
		refused(desk.Reassignment{From: ann, To: ident.ID{1}}, fault.CodeUnknownUser)
		refused(desk.Reassignment{From: ann, To: bob}, fault.CodeForbidden)
		refused(desk.Reassignment{From: ann, To: ann}, fault.CodeInvalid, actor.DealAssign)
		got := o.reassign(desk.Reassignment{From: ann, To: bob, Deals: []ident.ID{closed, {1}, other, a, a}})
		want := []desk.Reassigned{{Deal: ident.ID{1}, Refused: fault.CodeUnknownDeal}, {Deal: a, To: bob},
			{Deal: closed, Refused: fault.CodeDealClosed}, {Deal: other, Refused: fault.CodeDealNotAssigned, Another: true}}
		if slices.SortFunc(got, byCode); !slices.Equal(got, slices.SortedFunc(slices.Values(want), byCode)) {
			t.Errorf("%v, want %v", got, want)
		}
		o.must(o.directory.Deactivate(o.ctx, ann, 0, ""))
		refused(desk.Reassignment{From: bob, To: ann}, fault.CodeUserInactive, actor.DealAssign)
		o.agree()
	})
}

func byCode(a, b desk.Reassigned) int {
	switch {
	case a.Refused < b.Refused:
		return -1
	case a.Refused > b.Refused:
		return 1
	}
	return 0
}

// TestReassignAgain with the same key moves nothing, and answers as the first time: with
// what was refused, where nobody named the deals too, and also where they have moved on.
func TestReassignAgain(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 9, 500_000), o.hire("bob", 0, 1)
		named, other, left := o.submit("a", 1000), o.submit("b", 1000), o.submit("c", 1000)
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: other, To: bob}))
		again := func(key string, in desk.Reassignment, want ...desk.Reassigned) {
			t.Helper()
			ctx := directory.WithIdempotencyKey(o.ctx, directory.IdempotencyKey{Mutation: "dealsReassign", Key: key, Input: []byte(key)})
			for _, time := range []string{"first", "again", "moved on"} {
				list, err := o.desk.Reassign(ctx, in)
				o.must(err)
				if !slices.Equal(list, want) {
					t.Errorf("%s, %s: %v, want %v", key, time, list, want)
				}
				if time == "again" {
					o.must(o.desk.Assign(o.ctx, desk.Move{Deal: want[len(want)-1].Deal, To: ann}))
				}
			}
		}
		again("named", desk.Reassignment{From: ann, To: bob, Deals: []ident.ID{named, other}},
			desk.Reassigned{Deal: named, To: bob}, desk.Reassigned{Deal: other, Refused: fault.CodeDealNotAssigned, Another: true})
		o.wantModes(named, "AUTO", "MANUAL")
		again("all", desk.Reassignment{From: ann, To: bob}, desk.Reassigned{Deal: other, To: bob}, desk.Reassigned{Deal: left, To: bob})
		again("nothing", desk.Reassignment{From: bob, To: ann, Deals: []ident.ID{left}}, desk.Reassigned{Deal: left, Refused: fault.CodeDealNotAssigned, Another: true})
		o.agree()
	})
}
