package scim_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"mandate/store/storetest"
)

// clients is how many directories' workers ask at once, for each processor.
const clients = 4

func BenchmarkCreate(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		var n atomic.Int64
		together(b, func() {
			d.must(b, "POST", "/Users", fmt.Sprintf(`{"userName": "bench-%[1]d@lender.test", "externalId": "x%[1]d", "active": true,
				"name": {"givenName": "Ada", "familyName": "Moreno"}, "emails": [{"value": "bench-%[1]d@lender.test", "type": "work", "primary": true}]}`, n.Add(1)))
		})
	})
}

func BenchmarkGet(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		path := "/Users/" + d.create(b, "ada@lender.test")
		together(b, func() { d.must(b, "GET", path, nil) })
	})
}

func BenchmarkFilterByUserName(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		d.create(b, "ada@lender.test")
		together(b, func() { d.must(b, "GET", "/Users?filter=userName%20eq%20%22ada@lender.test%22", nil) })
	})
}

func BenchmarkPatch(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		var n atomic.Int64
		together(b, func() {
			k := n.Add(1)
			path := "/Users/" + d.create(b, fmt.Sprintf("bench-%d", k))
			d.must(b, "PATCH", path, patchOf("replace", "title", `"Closer"`))
		})
	})
}

// together runs do in several clients at once and reports the rate of requests.
func together(b *testing.B, do func()) {
	b.Helper()
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 64
	b.ReportAllocs()
	b.SetParallelism(clients)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			do()
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}

func each(b *testing.B, fn func(b *testing.B, d door)) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			d := open(b, storetest.Open(b, kind))
			unlimited(b, d)
			fn(b, d)
		})
	}
}

func unlimited(b *testing.B, d door) {
	b.Helper()
	if err := setRate(d, 1_000_000); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkThousandMembers adds a thousand people to an empty group in one PATCH.
func BenchmarkThousandMembers(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		members := make([]string, 1000)
		for n := range members {
			members[n] = fmt.Sprintf(`{"value": %q}`, d.create(b, fmt.Sprintf("bench-%d", n)))
		}
		body := patchOf("add", "members", "["+strings.Join(members, ",")+"]")
		b.ResetTimer()
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			group := "/Groups/" + d.createGroup(b, fmt.Sprintf("Group %d", n))
			b.StartTimer()
			d.must(b, "PATCH", group+"?excludedAttributes=members", body)
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/member")
	})
}
