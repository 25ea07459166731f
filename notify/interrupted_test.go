package notify_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"mandate/directory/webhook"
	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/ent/db/notification"
	"mandate/notify"
	"mandate/store"
)

// endsAmid is a mail server at work when its work ends: it has taken mail to one address
// and refused mail to another; what is left ends with the context.
type endsAmid struct{ end func() }

func (e endsAmid) Send(ctx context.Context, list []notify.Message) []error {
	e.end()
	<-ctx.Done()
	out := make([]error, len(list))
	for i, m := range list {
		switch m.Address {
		case "taken@acme.test":
		case "refused@acme.test":
			out[i] = notify.Refusal{Reason: "550 no such mailbox"}
		default:
			out[i] = fmt.Errorf("reach the mail server: %w", ctx.Err())
		}
	}
	return out
}

// restarts is one life of the worker, which ends while the server is at work.
func (o *office) restarts() {
	o.t.Helper()
	ctx, stop := context.WithCancel(o.system())
	defer stop()
	p := *o.post
	p.Sender = endsAmid{stop}
	o.no(p.Work(ctx))
}

// TestARestartIsNoFailedTry: a message that no server has spoken of is due as before,
// however often the work ends; what was taken or refused before the end is noted.
func TestARestartIsNoFailedTry(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		states := map[string]mailrow.State{"taken@acme.test": mailrow.StateSENT, "refused@acme.test": mailrow.StateDEAD, "ann@acme.test": mailrow.StateQUEUED}
		for address := range states {
			o.notify(store.Notice{Type: "EMAIL_CHANGED", Recipient: o.ann, Address: address})
		}
		o.now = o.now.Add(time.Hour)
		for more := true; more; {
			var err error
			more, err = o.post.Gather(o.system())
			o.no(err)
		}
		for range 12 { // more than there are tries
			o.restarts()
		}
		rows, notices := o.outbox()
		if len(rows) != len(states) {
			t.Fatalf("%d messages", len(rows))
		}
		for i, row := range rows {
			if row.State != states[row.Address] {
				t.Errorf("%s: %s %q", row.Address, row.State, row.Error)
			}
			if row.Address == "ann@acme.test" && (row.Attempts != 0 || row.NextAttemptAt.After(o.now) || row.Error != "" || notices[i].State == notification.StateFAILED) {
				t.Errorf("%d tries, due in %s, error %q, notice %s", row.Attempts, row.NextAttemptAt.Sub(o.now), row.Error, notices[i].State)
			}
		}
		o.work(0)
		if len(o.sent) != 1 || o.sent[0].Address != "ann@acme.test" {
			t.Errorf("after the restart: %+v", o.sent)
		}
	})
}

// TestAWebhookOutlivesARestart: a delivery that the end of the work cut off is due as
// before, and speaks for nothing against its subscription.
func TestAWebhookOutlivesARestart(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ctx, stop := context.WithCancel(o.system())
		defer stop()
		slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // or the server does not see the caller go
			stop()
			<-r.Context().Done()
		}))
		t.Cleanup(slow.Close)
		room := &webhook.Room{Directory: o.room, PlainHTTP: true}
		hooks := &notify.Hooks{Room: room, Client: slow.Client(), Now: time.Now, Log: o.post.Log}
		hook, _, err := room.Create(o.system(), webhook.Subscription{Name: "LOS", URL: slow.URL})
		o.no(err)
		o.no(room.Test(o.system(), hook))
		o.no(hooks.Work(ctx))
		if ctx.Err() == nil {
			t.Fatal("nobody was called")
		}
		o.no(o.s.Read(o.system(), func(ctx context.Context, c *db.Client) error {
			d, h := c.WebhookDelivery.Query().OnlyX(ctx), c.Webhook.GetX(ctx, hook)
			if d.Attempts != 0 || d.Error != "" || d.NextAttemptAt.After(o.now) || h.FailingSince != nil {
				t.Errorf("%d tries, %q, due in %s, failing since %v", d.Attempts, d.Error, d.NextAttemptAt.Sub(o.now), h.FailingSince)
			}
			return nil
		}))
	})
}
