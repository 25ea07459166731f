package actor_test

import (
	"slices"
	"testing"

	"mandate/actor"
)

func TestSetOfEveryPermission(t *testing.T) {
	t.Parallel()
	if len(actor.All) > 64 {
		t.Fatalf("%d permissions do not fit a set", len(actor.All))
	}
	seen := map[actor.Permission]bool{}
	for _, p := range actor.All {
		if seen[p] || !actor.Known(p) {
			t.Errorf("%s is there twice, or not known", p)
		}
		seen[p] = true
		one := actor.Of(p)
		if !one.Has(p) || !slices.Equal(one.List(), []actor.Permission{p}) {
			t.Errorf("the set of %s lists %v", p, one.List())
		}
		for _, other := range actor.All {
			if one.Has(other) != (other == p) {
				t.Errorf("the set of %s has %s: %t", p, other, one.Has(other))
			}
		}
	}
	all := actor.Of(actor.All...).List()
	if len(all) != len(actor.All) || !slices.IsSorted(all) {
		t.Errorf("all of them: %v", all)
	}
}

func TestSetsAddUp(t *testing.T) {
	t.Parallel()
	view, decide, none := actor.Of(actor.DealView), actor.Of(actor.ApprovalDecide), actor.Of()
	both := view.Union(decide)
	for name, tc := range map[string]struct{ got, want bool }{
		"both cover one":          {both.Covers(view), true},
		"one does not cover both": {view.Covers(both), false},
		"one covers itself":       {view.Covers(view), true},
		"all cover none":          {view.Covers(none), true},
		"none covers none":        {none.Covers(none), true},
		"none does not cover one": {none.Covers(view), false},
		"both have each":          {both.Has(actor.DealView) && both.Has(actor.ApprovalDecide), true},
		"both have no other":      {both.Has(actor.UserManage), false},
	} {
		if tc.got != tc.want {
			t.Error(name)
		}
	}
}

func TestUnknownPermissions(t *testing.T) {
	t.Parallel()
	for _, p := range []actor.Permission{"", "deal", "deal.View", "deal.view ", "*"} {
		if actor.Known(p) || actor.Of(p) != 0 || actor.Of(actor.All...).Has(p) {
			t.Errorf("%q counts", p)
		}
	}
}
