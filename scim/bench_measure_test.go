package scim_test

import (
	"net/http"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"
)

// measured runs do in eight clients at once and reports the rate, the middle and the
// slowest hundredth of the times, and the processor time that this process took for each:
// the door's and its clients'.
func measured(b *testing.B, do func()) {
	b.Helper()
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 64
	var mu sync.Mutex
	var all []time.Duration
	b.ReportAllocs()
	b.SetParallelism(clients)
	before := processorTime()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		var own []time.Duration
		for pb.Next() {
			began := time.Now()
			do()
			own = append(own, time.Since(began))
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, own...)
	})
	b.StopTimer()
	took := b.Elapsed()
	slices.Sort(all)
	b.ReportMetric(float64(b.N)/took.Seconds(), "requests/s")
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64((processorTime()-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

// processorTime is what this process has used, of user and system.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
