package desk_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

func (o *office) rename(id ident.ID, first string) {
	o.t.Helper()
	_, err := o.directory.Update(o.ctx, id, 0, directory.PersonUpdate{FirstName: &first})
	o.must(err)
}

// TestImportListsByTheNamesOfItsEnd: an import goes by names that it learned before, and
// yet leaves no deal under a name that its owner has no more, be the owner found or
// brought along.
func TestImportListsByTheNamesOfItsEnd(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 50, 500_000), o.hire("bob", 0, 500_000)
		for round, names := range [][2]string{{"ann", "bob"}, {"eve", "fay"}, {"gil", "fay"}} {
			if round > 0 {
				o.rename(ann, names[0])
				o.rename(bob, names[1])
			}
			ours := desk.ImportedDeal{Submission: submission(fmt.Sprint("ours", round), 1000)}
			theirs := desk.ImportedDeal{Submission: submission(fmt.Sprint("theirs", round), 1000), Owner: bob}
			results := o.importing(desk.ImportOptions{Quiet: true}, ours, theirs)
			o.wantOwner(results[0].Deal, ann)
			for i, r := range results {
				if got, want := o.deal(r.Deal).OwnerKey, names[i]+" test"; got != want {
					t.Errorf("round %d: deal %d is listed by %q, want %q", round, i, got, want)
				}
			}
		}
	})
}

// TestImportStampsOwnersAtItsEnd: however many parts an import is written in, its owners
// have their last assignment (AS-9) behind it, and those brought along have none.
func TestImportStampsOwnersAtItsEnd(t *testing.T) {
	t.Parallel()
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat := o.hire("ann", 700, 500_000), o.hire("bob", 700, 500_000), o.hire("cat", 0, 500_000)
		at("2026-09-02T08:00:00Z")
		var rows []desk.ImportedDeal
		for n := range 1100 {
			rows = append(rows, desk.ImportedDeal{Submission: submission(fmt.Sprint("d", n), 1000)})
		}
		rows[1099].Owner = cat
		o.importing(desk.ImportOptions{Quiet: true}, rows...)
		for person, want := range map[ident.ID]string{ann: "2026-09-02T08:00:00Z", bob: "2026-09-02T08:00:00Z", cat: ""} {
			o.read(func(ctx context.Context, c *db.Client) error {
				u, err := c.User.Get(ctx, person)
				got := ""
				if err == nil && u.LastAssignedAt != nil {
					got = u.LastAssignedAt.UTC().Format("2006-01-02T15:04:05Z07:00")
				}
				if got != want {
					t.Errorf("%s was assigned a deal last at %q, want %q", u.FirstName, got, want)
				}
				return err
			})
		}
		o.agree()
	})
}

// TestImportsKnowTheirOwners: whom an import has named before, the next does not ask for on
// PostgreSQL; on SQLite it asks once for all its parts.
func TestImportsKnowTheirOwners(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.hire("ann", 5000, 500_000)
		batch := func(round int) (rows []desk.ImportedDeal) {
			for n := range 1100 {
				rows = append(rows, desk.ImportedDeal{Submission: submission(fmt.Sprint("d", round, "-", n), 1000)})
			}
			return rows
		}
		o.importing(desk.ImportOptions{Quiet: true}, batch(0)...)
		var asked atomic.Int64
		o.must(o.store.Read(o.ctx, func(_ context.Context, c *db.Client) error {
			c.User.Intercept(db.InterceptFunc(func(next db.Querier) db.Querier {
				return db.QuerierFunc(func(ctx context.Context, q db.Query) (db.Value, error) {
					asked.Add(1)
					return next.Query(ctx, q)
				})
			}))
			return nil
		}))
		o.importing(desk.ImportOptions{Quiet: true}, batch(1)...)
		if n, want := asked.Load(), map[string]int64{"postgres": 0, "sqlite": 1}[o.store.Kind()]; n != want {
			t.Errorf("people were asked for %d times, want %d", n, want)
		}
	})
}

// TestImportsBesideChangesOfNames: whoever ends first, an import or a change of its owners'
// names, no deal stays under a name that is no more.
func TestImportsBesideChangesOfNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 5000, 500_000), o.hire("bob", 0, 500_000)
		for round := range 40 {
			var both sync.WaitGroup
			both.Go(func() {
				for _, person := range []ident.ID{ann, bob} {
					name := fmt.Sprint("name", round)
					if _, err := o.directory.Update(o.ctx, person, 0, directory.PersonUpdate{FirstName: &name}); err != nil {
						t.Error(err)
					}
				}
			})
			o.importing(desk.ImportOptions{Quiet: true}, desk.ImportedDeal{Submission: submission(fmt.Sprint("ours", round), 1000)},
				desk.ImportedDeal{Submission: submission(fmt.Sprint("theirs", round), 1000), Owner: bob})
			both.Wait()
			o.wantNamesOfOwners()
		}
	})
}

func (o *office) wantNamesOfOwners() {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) error {
		rows, err := c.Deal.Query().WithOwner().All(ctx)
		for _, row := range rows {
			if want := directory.NameKey(row.Edges.Owner); row.OwnerKey != want {
				o.t.Errorf("%s is listed by %q, want %q", row.Reference, row.OwnerKey, want)
			}
		}
		return err
	})
}
