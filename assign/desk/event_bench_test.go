package desk_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/store/storetest"
)

// BenchmarkAbsence starts and ends the absence of somebody with 200 open deals, in a
// company of 10,000 people.
func BenchmarkAbsence(b *testing.B) {
	for _, size := range []struct{ owners, deals int }{{100, 20_000}, {1000, 200_000}} {
		for _, kind := range storetest.Kinds {
			b.Run(fmt.Sprintf("%s/deals=%d", kind, size.deals), func(b *testing.B) {
				benchmarkAbsence(b, storetest.Address(b, kind), size.owners, size.deals)
			})
		}
	}
}

func benchmarkAbsence(b *testing.B, address string, owners, deals int) {
	o := open(b, storetest.OpenAt(b, address, time.Now))
	people := o.crowd(10_000)
	o.fill(people[:owners], deals)
	analyze(b, address)
	o.submit("first", 1000) // loads the bench
	today := assign.DateOf(time.Now())
	var starts, ends []time.Duration
	for i := 0; b.Loop(); i++ {
		leave := desk.Leave{User: people[i%owners], Start: today, End: today.Next().Next(), Delegate: people[owners+i%owners]}
		begin := time.Now()
		_, _, err := o.desk.SetAbsence(o.ctx, leave)
		starts = append(starts, time.Since(begin))
		o.must(err)
		begin = time.Now()
		o.must(o.desk.EndAbsence(o.ctx, leave.User, 0))
		ends = append(ends, time.Since(begin))
	}
	b.ReportMetric(middle(starts), "start-ms")
	b.ReportMetric(middle(ends), "end-ms")
}

func middle(took []time.Duration) float64 {
	slices.Sort(took)
	return float64(took[len(took)/2].Microseconds()) / 1000
}

// BenchmarkEventBesideWaiting changes the limits of one person while no deals wait, and
// while 10,000 wait that fit nobody.
func BenchmarkEventBesideWaiting(b *testing.B) {
	for _, waiting := range []int{0, 10_000} {
		for _, kind := range storetest.Kinds {
			b.Run(fmt.Sprintf("%s/waiting=%d", kind, waiting), func(b *testing.B) {
				address := storetest.Address(b, kind)
				o := open(b, storetest.OpenAt(b, address, time.Now))
				people := o.crowd(10_000)
				list := make([]desk.ImportedDeal, 0, waiting)
				for i := range waiting {
					list = append(list, desk.ImportedDeal{Submission: submission(fmt.Sprint("w", i), 900_000)})
				}
				for part := range slices.Chunk(list, desk.ImportMost) {
					_, err := o.desk.Import(o.ctx, part, desk.ImportOptions{Quiet: true})
					o.must(err)
				}
				analyze(b, address)
				o.submit("first", 1000)
				for i := 0; b.Loop(); i++ {
					o.limit(people[0], 1000, int64(100+i%2))
				}
			})
		}
	}
}
