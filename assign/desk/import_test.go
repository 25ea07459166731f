package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
	"mandate/store/storetest"
)

func (o *office) importing(opts desk.ImportOptions, rows ...desk.ImportedDeal) []desk.ImportResult {
	o.t.Helper()
	results, err := o.desk.Import(o.ctx, rows, opts)
	o.must(err)
	if len(results) != len(rows) {
		o.t.Fatalf("%d results for %d rows", len(results), len(rows))
	}
	return results
}

func imported(reference string, dollars int, owner ident.ID, status assign.Status, created string) desk.ImportedDeal {
	row := desk.ImportedDeal{Submission: submission(reference, dollars), Owner: owner, Status: status}
	if created != "" {
		row.CreatedAt, _ = time.Parse(time.DateOnly, created)
	}
	return row
}

func (o *office) byReference(reference string) (row *db.Deal) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Deal.Query().Where(deal.Reference(reference)).WithDelegates().WithApprovals().Only(ctx)
		return err
	})
	return row
}

func TestImport(t *testing.T) {
	t.Parallel()
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, _ func(string)) {
		ann, bob, cat, dan := o.hire("ann", 2, 500_000), o.hire("bob", 1, 500_000), o.hire("cat", 5, 500_000), o.hire("dan", 5, 500_000)
		o.leave(cat, "2026-09-01", "2026-09-05", bob)
		o.must(o.directory.Deactivate(o.ctx, dan, 0, ""))
		before := len(o.notices(ann)) + len(o.notices(bob)) + len(o.notices(cat))
		rows := []desk.ImportedDeal{
			imported("A-1", 400_000, ann, assign.StatusInReview, "2026-03-01"),
			imported("A-2", 300_000, ident.ID{}, assign.StatusNew, "2026-08-02"),
			imported("A-3", 300_000, ident.ID{}, "", "2026-08-01"),
			imported("A-4", 300_000, dan, assign.StatusPending, "2026-08-01"),
			imported("A-5", 300_000, ann, assign.StatusFunded, "2026-02-01"),
			imported("A-6", 300_000, cat, assign.StatusConditionallyApproved, "2026-02-01"),
			imported("A-1", 400_000, ident.ID{}, "", ""),
			imported("A-1", 400_001, ident.ID{}, "", ""),
			imported("A-7", 9_000_000, ann, assign.StatusPending, "2026-02-01"),
		}
		rows[8].Grants = []desk.ImportedGrant{{Approver: bob, At: time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC)}, {LoanAmount: "9500000.00"}}
		results := o.importing(desk.ImportOptions{Quiet: true}, rows...)
		var outcomes []desk.ImportOutcome
		for _, r := range results {
			outcomes = append(outcomes, r.Outcome)
		}
		c, p, r := desk.ImportCreated, desk.ImportPresent, desk.ImportRefused
		if !slices.Equal(outcomes, []desk.ImportOutcome{c, c, c, c, c, c, p, r, c}) || results[7].Fault.Code != fault.CodeDealExists {
			t.Fatalf("outcomes %v", outcomes)
		}
		if first := o.byReference("A-1"); first.ID != results[0].Deal || *first.OwnerID != ann || *first.ActingID != ann || first.Status != deal.StatusIN_REVIEW ||
			!first.SubmittedAt.Equal(rows[0].CreatedAt) || first.Stalled {
			t.Errorf("A-1: %+v", first)
		}
		// Ann has, her two; bob, who acts for nobody yet, takes the older of the waiting ones.
		o.wantOwner(results[2].Deal, bob)
		o.wantOwner(results[1].Deal, ident.ID{})
		if d := o.byReference("A-4"); !d.Stalled || *d.ActingID != dan {
			t.Errorf("A-4: %+v", d)
		}
		if d := o.byReference("A-5"); d.Open || d.ActingID != nil || *d.OwnerID != ann {
			t.Errorf("A-5: %+v", d)
		}
		if d := o.byReference("A-6"); *d.ActingID != bob || len(d.Edges.Delegates) != 1 || d.Edges.Delegates[0].UserID != bob {
			t.Errorf("A-6: %+v", d)
		}
		grants := o.byReference("A-7").Edges.Approvals
		if len(grants) != 2 || grants[0].Loan+grants[1].Loan != 1_850_000_000 {
			t.Errorf("grants %v", grants)
		}
		if after := len(o.notices(ann)) + len(o.notices(bob)) + len(o.notices(cat)); after != before {
			t.Errorf("%d notices though quiet", after-before)
		}
		for id, want := range map[ident.ID][]string{results[0].Deal: {"DEAL_CREATED"}, results[2].Deal: {"DEAL_CREATED", "DEAL_ASSIGNED"},
			results[3].Deal: {"DEAL_CREATED", "DELEGATION_STALLED"}, results[5].Deal: {"DEAL_CREATED", "DELEGATE_ADDED"},
			results[8].Deal: {"DEAL_CREATED", "APPROVAL_GRANTED", "APPROVAL_GRANTED"}} {
			if got := o.actions(id); !slices.Equal(got, want) {
				t.Errorf("history %v, want %v", got, want)
			}
		}
		o.read(func(ctx context.Context, c *db.Client) error {
			u, err := c.User.Get(ctx, ann)
			if err == nil && u.LastAssignedAt != nil {
				t.Error("bringing an owner along counted as an assignment (AS-9)")
			}
			return err
		})
		o.checkInvariants()
		o.checkDecisions()
		for i, r := range o.importing(desk.ImportOptions{Quiet: true}, rows...) {
			if want := map[bool]desk.ImportOutcome{true: desk.ImportRefused, false: desk.ImportPresent}[i == 7]; r.Outcome != want || i != 7 && r.Deal.IsZero() {
				t.Errorf("the second time, row %d: %+v", i, r)
			}
		}
	})
}

func TestImportRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ann, gone := o.hire("ann", 5, 500_000), o.hire("gone", 5, 500_000)
		o.must(o.directory.Delete(o.ctx, gone, 0, ""))
		good := imported("A-1", 100, ann, assign.StatusNew, "2026-01-01")
		cases := []struct {
			spoil func(d *desk.ImportedDeal)
			field string
		}{
			{func(d *desk.ImportedDeal) { d.Reference = " " }, "reference"},
			{func(d *desk.ImportedDeal) { d.Status = "SOLD" }, "status"},
			{func(d *desk.ImportedDeal) { d.PropertyType = "CASTLE" }, "propertyType"},
			{func(d *desk.ImportedDeal) { d.Facilities[0].Category = "GIFT" }, "facilities"},
			{func(d *desk.ImportedDeal) { d.Facilities[0].Amount = "1e3" }, "facilities"},
			{func(d *desk.ImportedDeal) { d.Currency = "XXL" }, "currency"},
			{func(d *desk.ImportedDeal) { d.Broker = "B9" }, "broker"},
			{func(d *desk.ImportedDeal) { d.CreatedAt = time.Now().Add(time.Hour) }, "createdAt"},
			{func(d *desk.ImportedDeal) { d.Owner = gone }, "owner"},
			{func(d *desk.ImportedDeal) { d.Owner = o.tenant }, "owner"},
			{func(d *desk.ImportedDeal) { d.Grants = []desk.ImportedGrant{{Approver: gone}} }, "grants"},
			{func(d *desk.ImportedDeal) { d.Grants = []desk.ImportedGrant{{LoanAmount: "-1"}} }, "grants"},
			{func(d *desk.ImportedDeal) { d.Grants = []desk.ImportedGrant{{At: time.Now().Add(time.Hour)}} }, "grants"},
			{func(d *desk.ImportedDeal) { d.Grants = make([]desk.ImportedGrant, 51) }, "grants"},
		}
		rows := []desk.ImportedDeal{good}
		for i, c := range cases {
			row := imported(fmt.Sprint("B-", i), 100, ann, assign.StatusNew, "2026-01-01")
			c.spoil(&row)
			rows = append(rows, row)
		}
		dry := o.importing(desk.ImportOptions{DryRun: true}, rows...)
		wet := o.importing(desk.ImportOptions{}, rows...)
		if dry[0].Outcome != desk.ImportCreated || !dry[0].Deal.IsZero() || wet[0].Outcome != desk.ImportCreated || wet[0].Deal.IsZero() {
			t.Errorf("the good row: dry %+v, wet %+v", dry[0], wet[0])
		}
		for i, c := range cases {
			for _, r := range []desk.ImportResult{dry[i+1], wet[i+1]} {
				if r.Outcome != desk.ImportRefused || r.Fault.Field[0] != c.field || r.Fault.Kind == fault.Internal {
					t.Errorf("%s: %s %v", c.field, r.Outcome, r.Fault)
				}
			}
		}
		_, err := o.desk.Import(o.ctx, make([]desk.ImportedDeal, desk.ImportMost+1), desk.ImportOptions{})
		o.refused(err, fault.CodeTooLarge)
		other := imported("A-9", 100, ident.ID{}, "", "")
		if r := o.importing(desk.ImportOptions{}, other); o.byReference("A-9").ID != r[0].Deal || !slices.Contains(o.notices(ann), "DEAL_ASSIGNED") {
			t.Errorf("not quiet: %+v, %v", r, o.notices(ann))
		}
		o.checkInvariants()
	})
}

// TestImportsAmongOthers imports the same deals from two processes beside submissions.
func TestImportsAmongOthers(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) { importAmongOthers(t, processes(t, kind, 2)) })
	}
}

func importAmongOthers(t *testing.T, offices []*office) {
	o, twin := offices[0], offices[1]
	var people []ident.ID
	for i := range 8 {
		people = append(people, o.hire(fmt.Sprint("p", i), 6+i, 300_000))
	}
	r := rand.New(rand.NewPCG(1, 2))
	var rows []desk.ImportedDeal
	for i := range 120 {
		row := imported(fmt.Sprint("I-", i), 100_000+r.IntN(300_000), ident.ID{}, []assign.Status{"", assign.StatusPending, assign.StatusFunded}[r.IntN(3)], "2026-01-02")
		if r.IntN(2) == 0 {
			row.Owner = people[r.IntN(len(people))]
		}
		rows = append(rows, row)
	}
	done := make(chan error, 3)
	run := func(from *office) {
		for part := range slices.Chunk(rows, 15) {
			if _, err := from.desk.Import(from.ctx, part, desk.ImportOptions{Quiet: true}); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}
	go run(o)
	go run(twin)
	go func() {
		for i := range 30 {
			if _, err := o.desk.Submit(o.ctx, submission(fmt.Sprint("S-", i), 150_000)); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for range 3 {
		o.must(<-done)
	}
	o.read(func(ctx context.Context, c *db.Client) error {
		n, err := c.Deal.Query().Count(ctx)
		if n != len(rows)+30 {
			t.Errorf("%d deals, want %d", n, len(rows)+30)
		}
		return err
	})
	o.checkInvariants()
	twin.checkInvariants()
	o.checkReferences()
	o.checkDecisions()
}
