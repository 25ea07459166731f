package desk_test

import (
	"slices"
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

func TestDealsGoToTheShortestQueue(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 10, 500_000), o.hire("bob", 10, 500_000)
		owners := []ident.ID{ann, bob, ann, bob}
		for i, owner := range owners {
			id := o.submit(string(rune('a'+i)), 300_000)
			o.wantOwner(id, owner)
			if got, want := o.actions(id), []string{"DEAL_CREATED", "DEAL_ASSIGNED"}; !slices.Equal(got, want) {
				t.Errorf("history %v, want %v", got, want)
			}
		}
		if got := o.notices(ann); !slices.Equal(got[len(got)-2:], []string{"DEAL_ASSIGNED", "DEAL_ASSIGNED"}) {
			t.Errorf("notices of ann: %v", got)
		}
	})
}

func TestDealThatFitsNobodyWaits(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 1, 500_000)
		first, second := o.submit("a", 300_000), o.submit("b", 300_000)
		o.wantOwner(first, ann)
		o.wantOwner(second, ident.ID{})
		big := o.submit("c", 900_000)
		o.limit(ann, 3, 500_000)
		o.wantOwner(second, ann)
		o.wantOwner(big, ident.ID{})
		o.limit(ann, 3, 900_000)
		o.wantOwner(big, ann)
	})
}

func TestReferenceIsKnown(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		first := o.submit("a", 300_000)
		if again := o.submit("a", 300_000); again != first {
			t.Errorf("the same deal again made %s, not %s", again, first)
		}
		if _, err := o.desk.Submit(o.ctx, submission("a", 300_001)); !fault.Is(err, fault.CodeDealExists) {
			t.Errorf("other figures: %v", err)
		}
	})
}

func TestBadSubmissionsAreRefused(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for field, bend := range map[string]func(*desk.Submission){
			"reference":     func(s *desk.Submission) { s.Reference = " " },
			"facilities":    func(s *desk.Submission) { s.Facilities = slices.Repeat(s.Facilities, 51) },
			"currency":      func(s *desk.Submission) { s.Currency = "XXXX" },
			"product":       func(s *desk.Submission) { s.Product = "none" },
			"broker":        func(s *desk.Submission) { s.Broker = "none" },
			"propertyType":  func(s *desk.Submission) { s.PropertyType = assign.PropertyAll },
			"discretionBps": func(s *desk.Submission) { s.DiscretionBps = -1 },
		} {
			in := submission("x", 1)
			bend(&in)
			_, err := o.desk.Submit(o.ctx, in)
			if f := fault.As(err); err == nil || f.Kind != fault.Invalid || len(f.Field) == 0 || f.Field[0] != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		for _, amount := range []string{"1.001", "-5", "1e5", "", "99999999999999999999"} {
			in := submission("x", 1)
			in.Facilities[0].Amount = amount
			if _, err := o.desk.Submit(o.ctx, in); fault.As(err).Kind != fault.Invalid {
				t.Errorf("amount %q: %v", amount, err)
			}
		}
	})
}

func TestStatusFreesCapacity(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 1, 500_000)
		first, second := o.submit("a", 300_000), o.submit("b", 300_000)
		o.wantOwner(second, ident.ID{})
		o.must(o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: first, To: assign.StatusConditionallyApproved}))
		o.wantOwner(second, ann)
		o.must(o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: first, To: assign.StatusPending}))
		third := o.submit("c", 1)
		o.must(o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: first, To: assign.StatusDeclined}))
		o.wantOwner(third, ident.ID{}) // ann has one of one again
		o.must(o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: second, To: assign.StatusDeclined}))
		o.wantOwner(third, ann)
	})
}

func TestCompanySwitch(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 5, 500_000)
		off, on := false, true
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{AutoAssign: &off}))
		id := o.submit("a", 300_000)
		o.wantOwner(id, ident.ID{})
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{AutoAssign: &on}))
		o.wantOwner(id, ann)
	})
}
