package scim_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"mandate/store/storetest"
)

// TestAReceiverOfEventsThatIsLate: one that takes its time with every event does not keep
// the round for as many events as it has; the rest stays due, in its order.
func TestAReceiverOfEventsThatIsLate(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			var late atomic.Int64
			d := open(t, storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return time.Now().Add(time.Duration(late.Load())) }))
			r := newReceiver(t)
			front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
				late.Add(int64(9 * time.Second))
				r.Config.Handler.ServeHTTP(w, req)
			}))
			t.Cleanup(front.Close)
			d.handler.Outbound = front.Client()
			stream := d.listen(t, front.URL)
			for _, name := range []string{"ada", "bob", "cy", "dee"} {
				d.create(t, name)
			}
			d.sealed(t)
			for _, want := range []int{2, 4, 4} {
				if err := d.handler.PushEvents(d.system); err != nil {
					t.Fatal(err)
				}
				if got := r.lines(t, d, stream); len(got) != want {
					t.Fatalf("told %q, want %d", got, want)
				}
			}
		})
	}
}
