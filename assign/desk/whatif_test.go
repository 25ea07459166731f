package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

func (o *office) whatIf(changes ...desk.Supposed) (w *desk.WhatIf) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) (err error) {
		w, err = o.desk.WhatIf(ctx, c, changes)
		return err
	})
	return w
}

func supposedLimit(of ident.ID, dollars int64) desk.Supposed {
	loan := assign.LimitOf(dollars * 100)
	return desk.Supposed{Limits: &desk.SupposedLimits{User: of, LimitsUpdate: directory.LimitsUpdate{LoanAmount: &loan}}}
}

// TestWhatIf is HI-4: deals, approvers and loads that would differ, and nothing written.
func TestWhatIf(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, eve, fay := o.hire("ann", 1, 500), o.hire("bob", 5, 300), o.approverOf("eve", 400), o.approverOf("fay", 900)
		lent, asked := o.submit("a", 400), o.submit("b", 400)
		o.stand(lent, ann)
		o.stand(asked, bob)
		o.ask(asked, bob, eve)
		held := o.submit("held", 450)
		o.stand(held, ident.ID{})
		waits := o.twin().submit("c", 450)
		o.wantOwner(waits, ident.ID{})
		entries := len(o.actions(lent))

		t.Run("less authority", func(t *testing.T) {
			w := o.whatIf(supposedLimit(ann, 399))
			if len(w.Deals) != 1 || w.Deals[0].Deal != lent || w.Deals[0].Before.Blocked || !w.Deals[0].After.Blocked || len(w.Deals[0].After.Breaches) != 1 {
				t.Errorf("deals %+v", w.Deals)
			}
			if w.Examined != 1 || len(w.Placed) != 0 || len(w.Loads) != 0 || w.DealsTruncated || w.WaitingTruncated {
				t.Errorf("what if %+v", w)
			}
		})
		t.Run("an approver with less", func(t *testing.T) {
			w := o.whatIf(supposedLimit(eve, 399), supposedLimit(bob, 301))
			if len(w.Approvers) != 1 || w.Approvers[0].Deal != asked || !slices.Equal(w.Approvers[0].Lost, []ident.ID{eve}) || len(w.Approvers[0].Gained) != 0 {
				t.Errorf("approvers %+v", w.Approvers)
			}
		})
		t.Run("away", func(t *testing.T) {
			w := o.whatIf(desk.Supposed{Away: &desk.SupposedAway{User: ann, Delegate: bob}})
			if len(w.Deals) != 1 || w.Deals[0].Before.Acting != ann || w.Deals[0].After.Acting != bob || !w.Deals[0].After.Blocked || !slices.Equal(w.Deals[0].After.Delegates, []ident.ID{bob}) {
				t.Errorf("deals %+v", w.Deals)
			}
			want := []desk.LoadDifference{{User: ann, Before: 1, MaxBefore: assign.MaximumOf(1), MaxAfter: assign.MaximumOf(1)},
				{User: bob, Before: 1, After: 2, MaxBefore: assign.MaximumOf(5), MaxAfter: assign.MaximumOf(5)}}
			if !slices.Equal(w.Loads, want) {
				t.Errorf("loads %+v", w.Loads)
			}
		})
		t.Run("nobody left", func(t *testing.T) {
			w := o.whatIf(desk.Supposed{Away: &desk.SupposedAway{User: ann, Delegate: bob}}, desk.Supposed{Away: &desk.SupposedAway{User: bob, Delegate: ann}})
			if len(w.Deals) != 2 || !w.Deals[0].After.Stalled || w.Deals[0].After.Acting != ann || w.Deals[0].Before.Stalled {
				t.Errorf("deals %+v", w.Deals)
			}
		})
		t.Run("more room", func(t *testing.T) {
			two := assign.MaximumOf(2)
			w := o.whatIf(desk.Supposed{Limits: &desk.SupposedLimits{User: ann, LimitsUpdate: directory.LimitsUpdate{MaxCapacity: &two}}})
			if want := []desk.Placement{{Deal: waits, Owner: ann, Acting: ann, Group: assign.GroupGeneralistWithin}}; !slices.Equal(w.Placed, want) {
				t.Errorf("placed %+v", w.Placed)
			}
			if want := []desk.LoadDifference{{User: ann, Before: 1, After: 2, MaxBefore: assign.MaximumOf(1), MaxAfter: two}}; !slices.Equal(w.Loads, want) {
				t.Errorf("loads %+v", w.Loads)
			}
		})
		t.Run("settings", func(t *testing.T) {
			on, view := true, assign.ViewExpanded
			w := o.whatIf(desk.Supposed{Settings: &directory.SettingsUpdate{OverLimitFallback: &on}})
			if len(w.Placed) != 1 || w.Placed[0].Owner != bob || w.Placed[0].Group != assign.GroupGeneralistOver || len(w.Deals) != 0 {
				t.Errorf("fallback: %+v", w)
			}
			w = o.whatIf(desk.Supposed{Settings: &directory.SettingsUpdate{LimitsView: &view}})
			if len(w.Deals) != 2 || w.Examined != 2 || len(w.Approvers) != 2 || !slices.Equal(w.Approvers[0].Lost, people(eve, fay)) {
				t.Errorf("other limits count: %+v", w)
			}
		})
		t.Run("preferences", func(t *testing.T) {
			off := false
			two := assign.MaximumOf(2)
			w := o.whatIf(desk.Supposed{Limits: &desk.SupposedLimits{User: ann, LimitsUpdate: directory.LimitsUpdate{MaxCapacity: &two}}},
				desk.Supposed{Preferences: &desk.SupposedPreferences{User: ann, PreferencesUpdate: directory.PreferencesUpdate{AutoAssign: &off}}})
			if len(w.Placed) != 0 || len(w.Loads) != 1 {
				t.Errorf("switched off: %+v", w)
			}
		})
		if got := len(o.actions(lent)); got != entries {
			t.Errorf("%d entries of history, %d before", got, entries)
		}
	})
}

// TestWhatIfSomebodyWereBack ends an absence in thought, with a chain behind it.
func TestWhatIfSomebodyWereBack(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, cat := o.hire("ann", 5, 500), o.hire("bob", 5, 500), o.hire("cat", 5, 100)
		later := time.Now().Add(time.Hour)
		id := o.submit("a", 400)
		o.stand(id, ann, bob, cat)
		o.away(ann, bob, later)
		o.away(bob, cat, later)
		w := o.whatIf(desk.Supposed{Back: &bob})
		if len(w.Deals) != 1 || w.Deals[0].Before.Acting != cat || !w.Deals[0].Before.Blocked || w.Deals[0].After.Acting != bob || w.Deals[0].After.Blocked {
			t.Errorf("deals %+v", w.Deals)
		}
		if w := o.whatIf(desk.Supposed{Back: &ann}); len(w.Deals) != 1 || w.Deals[0].After.Acting != ann || len(w.Deals[0].After.Delegates) != 0 {
			t.Errorf("deals %+v", w.Deals)
		}
		for code, s := range map[fault.Code][]desk.Supposed{
			fault.CodeOOONotSet:        {{Back: &cat}},
			fault.CodeUnknownUser:      {{Back: &id}},
			fault.CodeDelegateRequired: {{Away: &desk.SupposedAway{User: ann}}},
			fault.CodeSelfDelegation:   {{Away: &desk.SupposedAway{User: ann, Delegate: ann}}},
			fault.CodeDelegateInactive: {{Away: &desk.SupposedAway{User: ann, Delegate: id}}},
			fault.CodeInvalid:          {},
		} {
			o.read(func(ctx context.Context, c *db.Client) error {
				if _, err := o.desk.WhatIf(ctx, c, s); !fault.Is(err, code) {
					t.Errorf("error %v, want %s", err, code)
				}
				return nil
			})
		}
	})
}
