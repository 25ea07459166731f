package desk_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"mandate/assign/desk"
	"mandate/store/storetest"
)

// BenchmarkImport decides and stores deals without an owner, beside 10,000 people. The
// promise: a million in 150 s. -benchtime 1000000x is that million; the rate of the last
// tenth shows whether the tables that grow slow it down.
func BenchmarkImport(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			address := storetest.Address(b, kind)
			o := open(b, storetest.OpenAt(b, address, time.Now))
			o.crowd(10_000)
			o.store.Boundaries = o.desk // as the program has them; a look before would not know the crowd
			analyze(b, address)
			o.submit("first", 1000) // loads the bench
			rows := make([]desk.ImportedDeal, max(b.N, 1))
			for i := range rows {
				rows[i] = desk.ImportedDeal{Submission: submission(fmt.Sprint("bench", i), 1000+i%400*1000)}
			}
			b.ResetTimer()
			began, last := time.Now(), len(rows)*9/10
			for part := range slices.Chunk(rows[:last], importBatch) {
				o.importOwned(part)
			}
			before := time.Now()
			for part := range slices.Chunk(rows[last:], importBatch) {
				o.importOwned(part)
			}
			b.ReportMetric(float64(len(rows))/time.Since(began).Seconds(), "deals/s")
			b.ReportMetric(float64(len(rows)-last)/time.Since(before).Seconds(), "deals/s-of-the-last-tenth")
		})
	}
}

// importBatch is how many rows the command line takes in at once.
const importBatch = 2000

// importOwned imports deals each of which finds an owner.
func (o *office) importOwned(rows []desk.ImportedDeal) {
	o.t.Helper()
	for i, r := range o.importing(desk.ImportOptions{Quiet: true}, rows...) {
		if r.Owner.IsZero() {
			o.t.Fatalf("%s got nobody: %+v", rows[i].Reference, r)
		}
	}
}
