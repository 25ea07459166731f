package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ident"
)

// TestWhatIfFollowsThePresent: a process that has answered before says the same as one
// that reads everything anew, whatever has happened in between.
func TestWhatIfFollowsThePresent(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.store.Boundaries = o.desk
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		r := rand.New(rand.NewPCG(seed, 1))
		s := &storm{}
		for i := range 5 {
			s.people = append(s.people, o.hire(fmt.Sprintf("P%d", i), 2, 1000))
		}
		s.people = append(s.people, o.approver("A", 5000))
		for n := range 30 {
			if _, err := s.blow(o, r, fmt.Sprint("d", n)); internal(err) {
				t.Fatal(err)
			}
			if r.IntN(4) == 0 {
				o.limit(s.any(r, &s.people), r.IntN(4), 500+r.Int64N(1000))
			}
			who, amount := s.any(r, &s.people), int64(r.IntN(3000))
			if got, want := o.supposes(who, amount), o.twin().supposes(who, amount); got != want {
				t.Fatalf("after %d events: %s\nafresh %s", n+1, got, want)
			}
		}
	})
}

// supposes asks what another loan limit and capacity of somebody would change.
func (o *office) supposes(who ident.ID, dollars int64) (told string) {
	o.t.Helper()
	limit, most := assign.LimitOf(dollars*100), assign.MaximumOf(int(dollars%5))
	change := desk.SupposedLimits{User: who}
	change.LoanAmount, change.MaxCapacity = &limit, &most
	o.read(func(ctx context.Context, c *db.Client) error {
		result, err := o.desk.WhatIf(ctx, c, []desk.Supposed{{Limits: &change}})
		told = fmt.Sprintf("%+v", result)
		return err
	})
	return told
}
