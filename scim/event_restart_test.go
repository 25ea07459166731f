package scim_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// TestAnEventOutlivesARestart: a push that the end of the work cut off is no failed try of
// the receiver's, and is offered again at once.
func TestAnEventOutlivesARestart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		ctx, stop := context.WithCancel(d.system)
		defer stop()
		slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // or the server does not see the caller go
			stop()
			<-r.Context().Done()
		}))
		t.Cleanup(slow.Close)
		d.handler.Outbound = slow.Client()
		stream := d.listen(t, slow.URL)
		d.create(t, "ada")
		d.sealed(t)
		if err := d.handler.PushEvents(ctx); ctx.Err() == nil {
			t.Fatalf("nobody was called: %v", err)
		}
		list, _, err := d.directory.Deliveries(d.system, stream, 10)
		if err != nil || len(list) != 1 || list[0].Attempts != 0 || list[0].Error != "" || list[0].Next.After(s.Now()) {
			t.Errorf("%+v %v", list, err)
		}
	})
}
