package desk_test

import (
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/fault"
	"mandate/ident"
)

// TestStaleAbsenceComesLast: whatever section 20 has to say of a change comes before
// STALE, and a saved absence that is no longer there is as outdated as another version.
func TestStaleAbsenceComesLast(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, _ func(string)) {
		ann, bob := o.hire("ann", 5, 500_000), o.hire("bob", 5, 500_000)
		day, err := assign.ParseDate("2026-09-03")
		o.must(err)
		set := func(user, delegate ident.ID, start, end assign.Date) error {
			_, _, err := o.desk.SetAbsence(o.ctx, desk.Leave{User: user, Delegate: delegate, Start: start, End: end, Expected: 9})
			return err
		}
		o.refused(set(ann, bob, day, day), fault.CodeStale)
		o.leave(ann, "2026-09-03", "2026-09-03", bob)
		for _, c := range []struct {
			err  error
			code fault.Code
		}{
			{set(ident.ID{1}, bob, day, day), fault.CodeUnknownUser},
			{set(ann, ident.ID{}, day, day), fault.CodeDelegateRequired},
			{set(ann, ann, day, day), fault.CodeSelfDelegation},
			{set(ann, bob, day.Next(), day), fault.CodeInvalidRange},
			{set(ann, bob, day, day), fault.CodeStale},
			{second(o.desk.SetDelegate(o.ctx, ann, 9, ann)), fault.CodeSelfDelegation},
			{second(o.desk.SetDelegate(o.ctx, ann, 9, bob)), fault.CodeStale},
			{second(o.desk.SetDelegate(o.ctx, bob, 9, ann)), fault.CodeOOONotSet},
			{o.desk.EndAbsence(o.ctx, ann, 9), fault.CodeStale},
			{o.desk.EndAbsence(o.ctx, bob, 9), fault.CodeOOONotSet},
		} {
			o.refused(c.err, c.code)
		}
		o.must(o.desk.EndAbsence(o.ctx, ann, 1))
	})
}

func second[T any](_ T, err error) error { return err }
