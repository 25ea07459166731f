package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
	"mandate/store/storetest"
)

var errBroken = errors.New("broken on purpose")

// checkInvariants is I-1, I-7, I-10 and what else must hold after every event.
func (o *office) checkInvariants() {
	o.t.Helper()
	doubts, err := o.desk.Doubts(o.ctx)
	o.must(err)
	for _, d := range doubts {
		o.t.Error(d)
	}
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		open, err := c.Deal.Query().Where(deal.Open(true)).WithOwner().WithFacilities().All(ctx)
		if err != nil {
			return err
		}
		var waiting []*db.Deal
		for _, row := range open {
			switch owner := row.Edges.Owner; {
			case owner == nil:
				waiting = append(waiting, row)
			case owner.DeletedAt != nil:
				o.t.Errorf("I-7: open deal %s belongs to a deleted person", row.Reference)
			case row.OwnerKey != directory.NameKey(owner):
				o.t.Errorf("deal %s is sorted by %q, its owner by %q", row.Reference, row.OwnerKey, directory.NameKey(owner))
			case row.Stalled == owner.Active:
				o.t.Errorf("DC-5: deal %s stalled %v, owner active %v", row.Reference, row.Stalled, owner.Active)
			}
		}
		told, err := o.desk.Explanations(ctx, c, waiting)
		for _, e := range told {
			if len(e.Order) > 0 {
				o.t.Errorf("I-10: a deal waits though %s could have it", e.Order[0].Candidate)
			}
		}
		return err
	}))
}

// checkReferences: every row refers to what is there.
func (o *office) checkReferences() {
	o.t.Helper()
	for _, gone := range storetest.Orphans(o.t, o.store, o.tenant) {
		o.t.Error(gone)
	}
}

// checkDecisions replays every decision and compares it with what was stored (AS-14).
func (o *office) checkDecisions() {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.AssignmentDecision.Query().All(ctx)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			o.t.Error("nothing was decided")
		}
		for _, row := range rows {
			if err := o.checkDecision(ctx, c, row); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (o *office) checkDecision(ctx context.Context, c *db.Client, row *db.AssignmentDecision) error {
	verdicts, err := desk.Replay(ctx, c, row)
	if err != nil {
		return err
	}
	var order []assign.Verdict
	counts := map[string]int{}
	for _, v := range verdicts {
		if placed := v.Reason == assign.ReasonChosen || v.Reason == assign.ReasonRankedBelow || v.Reason == assign.ReasonLowerTier; placed && len(order) < 20 {
			order = append(order, v)
		}
		if v.Limits.MaxCapacity.Set { // the bench knew no others
			counts[string(v.Reason)]++
		}
	}
	decided, err := desk.Ranking(row)
	if err != nil {
		return err
	}
	if asText(order) != asText(decided) || len(order) == 0 || order[0].Candidate != *row.ChosenID {
		o.t.Errorf("decision at %d: replayed %+v, decided %+v", row.Position, order, decided)
	}
	if fmt.Sprint(counts) != fmt.Sprint(row.Counts) {
		o.t.Errorf("decision at %d: replayed %v, decided %v", row.Position, counts, row.Counts)
	}
	return nil
}

func asText(order []assign.Verdict) string {
	text, err := json.Marshal(order)
	return fmt.Sprint(string(text), err)
}

// processes are several processes of one installation, whose clocks differ.
func processes(t *testing.T, kind string, n int) []*office {
	t.Helper()
	return processesApart(t, kind, n, 40*time.Millisecond)
}

func processesApart(t *testing.T, kind string, n int, apart time.Duration) []*office {
	t.Helper()
	address := storetest.Address(t, kind)
	var all []*office
	for i := range n {
		s := storetest.OpenAt(t, address, func() time.Time { return time.Now().Add(time.Duration(-i) * apart) })
		if i == 0 {
			all = append(all, open(t, s))
			continue
		}
		twin := *all[0]
		twin.store, twin.desk = s, &desk.Desk{Store: s}
		twin.directory = &directory.Directory{Store: s, OnChange: twin.desk.OnChange}
		all = append(all, &twin)
	}
	return all
}

func internal(err error) bool { return err != nil && fault.As(err).Kind == fault.Internal }

// unavailable: on a machine that is too slow nothing was done, which is no fault of an operation.
func unavailable(err error) bool { return err != nil && fault.As(err).Kind == fault.Unavailable }

// TestEverythingAgreesAfterEveryEvent runs random events through two processes in turn.
func TestEverythingAgreesAfterEveryEvent(t *testing.T) {
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			seed := uint64(time.Now().UnixNano())
			t.Logf("seed %d", seed)
			all := processes(t, kind, 2)
			c := &chaos{random: rand.New(rand.NewPCG(seed, 1)), prefix: "x"}
			all[0].hire("Ann", 1, 1000) // chance may leave nobody else who can be chosen
			all[0].submit("first", 100)
			for i := range 200 {
				c.office = all[c.random.IntN(len(all))]
				if err := c.event(); internal(err) {
					t.Fatalf("event %d: %v", i, err)
				}
				c.checkInvariants()
				if t.Failed() {
					t.Fatalf("after event %d", i)
				}
			}
			c.checkDecisions()
			c.checkReferences()
		})
	}
}

// TestWhoCameWithAFasterClockWasThere: a person is made by one process, and chosen by
// another whose clock says that they are not there yet.
func TestWhoCameWithAFasterClockWasThere(t *testing.T) {
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			all := processesApart(t, kind, 2, 20*time.Second)
			all[0].hire("Ann", 0, 1000)
			late := all[0].hire("Late", 0, 1000)
			all[0].submit("waits", 100)
			capacity := assign.MaximumOf(1)
			all[1].must(all[1].directory.SetLimits(all[1].ctx, late, 0, directory.LimitsUpdate{MaxCapacity: &capacity}))
			all[1].checkDecisions()
		})
	}
}

// TestParallelProcesses lets three processes, each with several clients, work on one
// company at once, with operations among them that undo their batch. On a machine that is
// too slow some of these are not reached; some are, and alone each of them is.
func TestParallelProcesses(t *testing.T) {
	all := processes(t, "postgres", 3)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	var clients sync.WaitGroup
	var broken atomic.Int64
	accepted := make([]map[ident.ID]bool, 9)
	for i := range accepted {
		c := &chaos{office: all[i%3], random: rand.New(rand.NewPCG(seed, uint64(i))), prefix: fmt.Sprintf("c%d", i)}
		accepted[i] = map[ident.ID]bool{}
		clients.Go(func() {
			for range 60 {
				if err := c.event(); internal(err) {
					t.Errorf("client %d: %v", i, err)
				}
				if c.random.IntN(20) > 0 {
					continue
				}
				switch err := c.fail(); {
				case errors.Is(err, errBroken):
					broken.Add(1)
				case !unavailable(err):
					t.Errorf("client %d: an operation that breaks off ended with %v", i, err)
				}
			}
			for _, id := range c.deals {
				accepted[i][id] = true
			}
		})
	}
	clients.Wait()
	if broken.Load() == 0 {
		t.Error("no operation broke off beside others")
	}
	for i, o := range all {
		if err := (&chaos{office: o}).failAlone(); !errors.Is(err, errBroken) {
			t.Errorf("process %d: an operation that breaks off ended with %v, alone", i, err)
		}
		o.checkInvariants()
	}
	all[0].checkDecisions()
	all[0].checkDeals(accepted)
	all[0].checkReferences()
}

// checkDeals sees that what clients were told of is there, once.
func (o *office) checkDeals(accepted []map[ident.ID]bool) {
	o.t.Helper()
	want := 0
	for _, list := range accepted {
		want += len(list)
	}
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		ids, err := c.Deal.Query().IDs(ctx)
		for _, list := range accepted {
			for _, id := range ids {
				if list[id] {
					want--
				}
				delete(list, id)
			}
			for id := range list {
				o.t.Errorf("deal %s is lost", id)
			}
		}
		if want != 0 {
			o.t.Errorf("%d deals too many or too few", want)
		}
		return err
	}))
}
