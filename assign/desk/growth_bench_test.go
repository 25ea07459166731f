package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/store/storetest"
)

// BenchmarkGrowth times each of the events that TestEventsReadNoMoreOfMoreDeals counts the
// reads of, beside ever more deals: they are about one person or one deal, and take as long.
func BenchmarkGrowth(b *testing.B) {
	for _, deals := range []int{1000, 10_000, 100_000} {
		for _, kind := range storetest.Kinds {
			b.Run(fmt.Sprintf("%s/deals=%d", kind, deals), func(b *testing.B) {
				benchmarkGrowth(b, storetest.Address(b, kind), deals)
			})
		}
	}
}

func benchmarkGrowth(b *testing.B, address string, deals int) {
	o := open(b, storetest.OpenAt(b, address, time.Now))
	o.store.Boundaries = o.desk // as the program has them
	ann, ben := o.grown(100, deals)
	analyze(b, address)
	took := map[string][]time.Duration{}
	for round := 0; b.Loop(); round++ {
		b.StopTimer()
		first := o.submit(fmt.Sprint("first", round), 1000)
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: first, To: ann}))
		b.StartTimer()
		for _, e := range o.eventsAbout(ann, ben, first, round) {
			begin := time.Now()
			if err := e.do(); err != nil {
				b.Fatalf("%s: %v", e.name, err)
			}
			took[e.name] = append(took[e.name], time.Since(begin))
		}
		b.StopTimer() // no round finds more with the two than those before
		o.must(o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: first, To: assign.StatusDeclined}))
		b.StartTimer()
	}
	for name, list := range took {
		b.ReportMetric(middle(list), strings.ReplaceAll(name, " ", "-")+"-ms")
	}
}
