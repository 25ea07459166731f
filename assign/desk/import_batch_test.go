package desk_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

// step is one operation of several that share a commit.
type step func(ctx context.Context, tx *store.Tx) error

// inOneBatch runs operations in one commit, in their order, whoever of those that wait comes
// first. Where they did not all wait in time it tries with others, by the round.
func (o *office) inOneBatch(steps func(round int) []step) {
	o.t.Helper()
	for round := range 50 {
		if o.together(steps(round), time.Duration(round+1)*10*time.Millisecond) {
			return
		}
	}
	o.t.Fatal("the operations never shared a commit")
}

// together reports whether the operations shared a commit.
func (o *office) together(steps []step, patience time.Duration) bool {
	var all sync.WaitGroup
	free, clients, next := make(chan struct{}), map[*db.Client]bool{}, 0
	all.Go(func() {
		if err := o.store.Settle(o.ctx, func(context.Context, *store.Tx) error { <-free; return nil }); err != nil {
			o.t.Error(err)
		}
	})
	time.Sleep(patience)
	for range steps {
		all.Go(func() {
			err := o.store.Settle(o.ctx, func(ctx context.Context, tx *store.Tx) error {
				next++ // one at a time: the tenant is locked
				clients[tx.Client] = true
				return steps[(next-1)%len(steps)](ctx, tx)
			})
			if err != nil {
				o.t.Error(err)
			}
		})
	}
	time.Sleep(patience)
	close(free)
	all.Wait()
	return len(clients) == 1
}

// takeIn is an import as one of several operations.
func (o *office) takeIn(opts desk.ImportOptions, rows ...desk.ImportedDeal) step {
	opts.Quiet = true
	return func(ctx context.Context, tx *store.Tx) error {
		results, err := o.desk.ImportIn(ctx, tx, rows, opts)
		for _, r := range results {
			if r.Outcome != desk.ImportCreated {
				o.t.Errorf("a deal is %s: %v", r.Outcome, r.Fault)
			}
		}
		return err
	}
}

func change(_ context.Context, tx *store.Tx) error {
	tx.Record(store.Event{Action: "COMPANY_UPDATED", TargetKind: ident.Tenant, Target: tx.Actor.Tenant})
	return nil
}

// TestImportsOfOneCommitListByNames: an import behind another that nothing has made write its
// rows yet takes nothing away from it, the names of its owners among it.
func TestImportsOfOneCommitListByNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.hire("ann", 5000, 500_000)
		bob, cat := o.hire("bob", 0, 500_000), o.hire("cat", 0, 500_000)
		theirs := func(reference string) []desk.ImportedDeal {
			return []desk.ImportedDeal{{Submission: submission(reference+"b", 1000), Owner: bob}, {Submission: submission(reference+"c", 1000), Owner: cat}}
		}
		o.importing(desk.ImportOptions{Quiet: true}, theirs("learned")...)
		for _, person := range []ident.ID{bob, cat} { // whose deals are stalled from now on
			o.must(o.directory.Deactivate(o.ctx, person, 0, ""))
		}
		o.rename(bob, "eve")
		o.rename(cat, "fay")
		o.inOneBatch(func(round int) []step {
			ours := desk.ImportedDeal{Submission: submission(fmt.Sprint("ours", round), 1000)}
			return []step{change, o.takeIn(desk.ImportOptions{DryRun: true}, ours), o.takeIn(desk.ImportOptions{}, theirs(fmt.Sprint(round))...),
				o.takeIn(desk.ImportOptions{}, ours)}
		})
		o.wantNamesOfOwners()
		o.agree()
	})
}

// TestImportsOfOneCommitShareNothing: what the first import of a batch writes beside the next
// keeps to itself what it learns meanwhile.
func TestImportsOfOneCommitShareNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		for i := range 20 {
			o.hire(fmt.Sprint("p", i), 5000, 500_000)
		}
		o.inOneBatch(func(round int) []step {
			var many []desk.ImportedDeal
			for n := range 400 {
				many = append(many, desk.ImportedDeal{Submission: submission(fmt.Sprint("a", round, "-", n), 1000)})
			}
			last := desk.ImportedDeal{Submission: submission(fmt.Sprint("b", round), 1000)}
			return []step{o.takeIn(desk.ImportOptions{DryRun: true}, last), o.takeIn(desk.ImportOptions{}, many...), o.takeIn(desk.ImportOptions{}, last)}
		})
		o.wantNamesOfOwners()
		o.agree()
	})
}
