package notify_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"mandate/directory/webhook"
	"mandate/ident"
	"mandate/notify"
	"mandate/store"
)

// TestAReceiverThatIsLateIsLeftForTheNextRound: one that takes its time with every event does
// not keep the round, and with it everybody else's events, for as many events as it has. What
// it was not told yet stays due, in its order.
func TestAReceiverThatIsLateIsLeftForTheNextRound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		var late atomic.Int64
		r := newReceiver(t)
		front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			late.Add(int64(9 * time.Second))
			r.Config.Handler.ServeHTTP(w, req)
		}))
		t.Cleanup(front.Close)
		room := &webhook.Room{Directory: o.room, PlainHTTP: true}
		hooks := &notify.Hooks{Room: room, Client: front.Client(), Now: func() time.Time { return time.Now().Add(time.Duration(late.Load())) }, Log: o.post.Log}
		o.seal()
		_, _, err := room.Create(o.system(), webhook.Subscription{Name: "LOS", URL: front.URL, Events: []string{"DEAL_UPDATED"}})
		o.no(err)
		deal := o.s.NewID()
		for range 6 {
			o.no(o.s.Write(o.system(), func(_ context.Context, tx *store.Tx) error {
				tx.Record(store.Event{Action: "DEAL_UPDATED", TargetKind: ident.Deal, Target: deal})
				return nil
			}))
		}
		o.seal()
		for _, want := range []int{2, 4, 6} {
			o.no(hooks.Work(o.system()))
			if len(r.got) != want {
				t.Fatalf("%d events in all, want %d", len(r.got), want)
			}
		}
	})
}
