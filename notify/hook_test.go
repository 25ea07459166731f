package notify_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/directory/webhook"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/notify"
	"mandate/store"
)

// receiver is a subscriber of the Standard Webhooks convention, by its text.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	status int
	got    []delivered
}

type delivered struct {
	id, at, signature, body string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{status: http.StatusNoContent}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got = append(r.got, delivered{req.Header.Get("webhook-id"), req.Header.Get("webhook-timestamp"), req.Header.Get("webhook-signature"), string(body)})
		w.WriteHeader(r.status)
	}))
	t.Cleanup(r.Close)
	return r
}

func (d delivered) signedBy(t *testing.T, secret string) bool {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(d.id + "." + d.at + "." + d.body))
	want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, s := range strings.Fields(d.signature) {
		if hmac.Equal([]byte(s), []byte(want)) {
			return true
		}
	}
	return false
}

func TestHooksAreSignedAndOrdered(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		r := newReceiver(t)
		room := &webhook.Room{Directory: o.room, PlainHTTP: true}
		hooks := &notify.Hooks{Room: room, Client: r.Client(), Now: time.Now, Log: o.post.Log}
		o.seal()
		hook, secret, err := room.Create(o.system(), webhook.Subscription{Name: "LOS", URL: r.URL, Events: []string{"DEAL_CREATED", "DEAL_ASSIGNED", "DEAL_STATUS"}})
		o.no(err)
		deals := []ident.ID{o.s.NewID(), o.s.NewID(), o.s.NewID()}
		for _, action := range []string{"DEAL_CREATED", "DEAL_ASSIGNED", "DEAL_STATUS"} {
			for _, d := range deals {
				o.no(o.s.Write(o.system(), func(_ context.Context, tx *store.Tx) error {
					tx.Record(store.Event{Action: action, TargetKind: ident.Deal, Target: d})
					return nil
				}))
			}
		}
		o.seal()
		o.no(hooks.Work(o.system()))
		if len(r.got) != 9 {
			t.Fatalf("%d deliveries", len(r.got))
		}
		for _, d := range deals {
			var order []string
			for _, one := range r.got {
				if !one.signedBy(t, secret) {
					t.Errorf("signature %s doesn't fit", one.signature)
				}
				if strings.Contains(one.body, d.Text(ident.Deal)) {
					order = append(order, one.body[len(`{"type":"`):][:len("DEAL_CREATE")])
				}
			}
			if strings.Join(order, " ") != "DEAL_CREATE DEAL_ASSIGN DEAL_STATUS" {
				t.Errorf("order of one deal: %v", order)
			}
		}
		o.no(hooks.Work(o.system()))
		if len(r.got) != 9 {
			t.Error("delivered twice")
		}
		renewed, err := room.Update(o.system(), hook, 0, webhook.Change{Rotate: true})
		o.no(err)
		o.no(room.Test(o.system(), hook))
		o.no(hooks.Work(o.system()))
		if last := r.got[len(r.got)-1]; !last.signedBy(t, secret) || !last.signedBy(t, renewed) {
			t.Error("after a rotation both secrets sign")
		}
	})
}

func TestHooksFollowNoRedirect(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		target := newReceiver(t)
		front := httptest.NewServer(http.RedirectHandler(target.URL, http.StatusTemporaryRedirect))
		t.Cleanup(front.Close)
		room := &webhook.Room{Directory: o.room, PlainHTTP: true}
		client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		hooks := &notify.Hooks{Room: room, Client: client, Now: time.Now, Log: o.post.Log}
		hook, _, err := room.Create(o.system(), webhook.Subscription{Name: "LOS", URL: front.URL})
		o.no(err)
		o.no(room.Test(o.system(), hook))
		o.no(hooks.Work(o.system()))
		if len(target.got) != 0 {
			t.Error("a redirect was followed")
		}
	})
}

// seal waits until all history has its seal: on PostgreSQL transactions of other tests
// hold it up.
func (o *office) seal() {
	o.t.Helper()
	for left := -1; left != 0; {
		o.no(o.s.Seal(o.t.Context(), o.ten))
		o.no(o.s.Read(o.system(), func(ctx context.Context, c *db.Client) error {
			left = c.HistoryEntry.Query().CountX(ctx) - c.HistorySeal.Query().CountX(ctx)
			return nil
		}))
	}
}
