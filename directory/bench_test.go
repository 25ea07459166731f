package directory_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"mandate/directory"
	"mandate/ident"
	"mandate/store/storetest"
)

// clients are how many ask at once in the figures of the benchmarks.
const clients = 8

func BenchmarkCreatePerson(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			d, ctx := benchHouse(b, kind)
			var n atomic.Int64
			b.SetParallelism(clients / 2)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := d.CreatePerson(ctx, profile(fmt.Sprintf("p%d@lender.test", n.Add(1)))); err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "people/s")
		})
	}
}

func BenchmarkPerson(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			d, ctx := benchHouse(b, kind)
			var ids []ident.ID
			for i := range 500 {
				p, err := d.CreatePerson(ctx, profile(fmt.Sprintf("p%d@lender.test", i)))
				if err != nil {
					b.Fatal(err)
				}
				ids = append(ids, p.ID)
			}
			var n atomic.Int64
			b.SetParallelism(clients / 2)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := d.Person(ctx, ids[int(n.Add(1))%len(ids)], false); err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "people/s")
		})
	}
}

func BenchmarkSetActive(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			d, ctx := benchHouse(b, kind)
			var ids []ident.ID
			for i := range 64 {
				p, err := d.CreatePerson(ctx, profile(fmt.Sprintf("p%d@lender.test", i)))
				if err != nil {
					b.Fatal(err)
				}
				ids = append(ids, p.ID)
			}
			var n atomic.Int64
			b.SetParallelism(clients / 2)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					_, err := d.UpdatePerson(ctx, ids[int(n.Add(1))%len(ids)], 0, func(p directory.Profile) (directory.Profile, error) {
						p.Active = !p.Active
						return p, nil
					})
					if err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "changes/s")
		})
	}
}
