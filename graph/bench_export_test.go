package graph_test

import (
	"runtime"
	"testing"
	"time"

	"mandate/store/storetest"
)

// BenchmarkExportUsers writes 100,000 people to a file, as the job does, and says by how
// much the memory in use was larger meanwhile.
func BenchmarkExportUsers(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			t := populated(b, kind, hundredThousand).analyzed()
			t.works()
			runtime.GC()
			var before, during runtime.MemStats
			runtime.ReadMemStats(&before)
			var most uint64
			for b.Loop() {
				id := t.ask(as(t.ada), `mutation { usersExport(input: { format: CSV }) { job { id } userErrors { code } } }`, nil).done("usersExport").at("usersExport.job.id").(string)
				stop, stopped := make(chan struct{}), make(chan struct{})
				go func() {
					defer close(stopped)
					for tick := time.NewTicker(50 * time.Millisecond); ; {
						select {
						case <-stop:
							tick.Stop()
							return
						case <-tick.C:
							runtime.ReadMemStats(&during)
							most = max(most, during.HeapInuse)
						}
					}
				}()
				t.work()
				close(stop)
				<-stopped
				t.ask(as(t.ada), `query($id: ID!) { node(id: $id) { ... on Job { state progress } } }`, vars{"id": id}).ok().want("node.state", "DONE")
			}
			b.ReportMetric(float64(hundredThousand)*float64(b.N)/b.Elapsed().Seconds(), "people/s")
			b.ReportMetric(float64(most-min(most, before.HeapInuse))/(1<<20), "more-MB")
		})
	}
}
