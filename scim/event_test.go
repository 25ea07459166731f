package scim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/scim"
	"mandate/store"
	"mandate/store/storetest"
)

// listen makes a stream of the directory's events.
func (d door) listen(t *testing.T, endpoint string) ident.ID {
	t.Helper()
	id, err := d.directory.CreateStream(d.system, directory.NewStream{Directory: d.issued.Directory, Endpoint: endpoint, Authorization: "Bearer receiver", Audience: "https://receiver.test"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// sealed waits until all history is sealed, which is what streams tell of: entries
// wait for the transactions of others that were there before them.
func (d door) sealed(t *testing.T) {
	t.Helper()
	a, _ := actor.From(d.system)
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if err := d.directory.Store.Seal(t.Context(), a.Tenant); err != nil {
			t.Fatal(err)
		}
		entries, seals := 0, 0
		err := d.directory.Store.Read(d.system, func(ctx context.Context, c *db.Client) error {
			entries, seals = c.HistoryEntry.Query().CountX(ctx), c.HistorySeal.Query().CountX(ctx)
			return nil
		})
		if err == nil && entries == seals {
			return
		}
	}
	t.Fatal("history is not sealed")
}

// poll asks for events at once.
func (d door) poll(t *testing.T, stream ident.ID, body string) (int, map[string]string, bool) {
	t.Helper()
	c := d.client
	c.base = strings.TrimSuffix(d.base, scim.Base)
	status, answer := c.send(t, "POST", scim.EventsPath+stream.Text(ident.Stream), nil, body)
	sets := map[string]string{}
	if object, ok := find(answer, "sets").(map[string]any); ok {
		for jti, token := range object {
			sets[jti] = token.(string)
		}
	}
	return status, sets, find(answer, "moreAvailable") == any(true)
}

// opened checks the signature of a token and gives its claims.
func (d door) opened(t *testing.T, stream ident.ID, token string) map[string]any {
	t.Helper()
	c := d.client
	c.base = strings.TrimSuffix(d.base, scim.Base)
	_, _, text := c.raw(t, "GET", scim.EventsPath+stream.Text(ident.Stream)+"/jwks.json", nil, nil)
	var keys jose.JSONWebKeySet
	if err := json.Unmarshal(text, &keys); err != nil || len(keys.Keys) != 1 || !keys.Keys[0].IsPublic() {
		t.Fatalf("%v: %s", err, text)
	}
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := signed.Verify(keys.Keys[0])
	if err != nil || signed.Signatures[0].Header.ExtraHeaders["typ"] != any("secevent+jwt") || signed.Signatures[0].Header.KeyID != keys.Keys[0].KeyID {
		t.Fatalf("%v %v", err, signed.Signatures[0].Header)
	}
	claims := map[string]any{}
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

// line is an event in short: what happened, to whom, to which attributes.
func line(claims map[string]any) string {
	for name, payload := range claims["events"].(map[string]any) {
		uri := find(claims, "sub_id/uri").(string)
		return strings.TrimPrefix(name, "urn:ietf:params:scim:event:prov:") + " " + uri[:strings.LastIndexByte(uri, '/')] + " " + fmt.Sprint(find(payload, "attributes"))
	}
	return ""
}

// Every change of the directory's people and groups comes as a signed token, once,
// until the receiver has it; another directory's don't.
func TestEventsArePolled(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		d.create(t, "before")
		d.sealed(t)
		stream := d.listen(t, "")
		d.second(t, "Entra").create(t, "other")
		user := d.create(t, "ada@acme.test")
		d.must(t, "PATCH", "/Users/"+user, `{"Operations": [{"op": "add", "path": "title", "value": "Closer"}, {"op": "add", "path": "name.givenName", "value": "Ada"}]}`)
		d.must(t, "PATCH", "/Users/"+user, patchOf("add", "active", "false"))
		d.must(t, "PATCH", "/Users/"+user, patchOf("add", "active", "true"))
		group := d.createGroup(t, "Closers")
		d.must(t, "PATCH", "/Groups/"+group, patchOf("add", "members", `[{"value": "`+user+`"}]`))
		d.must(t, "DELETE", "/Groups/"+group, nil)
		d.must(t, "DELETE", "/Users/"+user, nil)
		d.sealed(t)
		status, sets, more := d.poll(t, stream, `{"returnImmediately": true, "maxEvents": 100}`)
		if status != http.StatusOK || more {
			t.Fatalf("%d %v", status, more)
		}
		var got, acks []string
		for jti, token := range sets {
			claims := d.opened(t, stream, token)
			if claims["iss"] != any("https://mandate.test") || claims["aud"] != any("https://receiver.test") || claims["jti"] != any(jti) || claims["txn"] == nil ||
				find(claims, "sub_id/format") != any("scim") || claims["toe"] == nil || claims["exp"] != nil {
				t.Errorf("%v", claims)
			}
			got = append(got, line(claims))
			acks = append(acks, `"`+jti+`"`)
		}
		slices.Sort(got)
		want := []string{
			"activate /Users {}", "create:notice /Groups [displayName]", "create:notice /Users [emails userName]", "deactivate /Users {}", "delete /Groups {}", "delete /Users {}",
			"patch:notice /Groups [members]", "patch:notice /Users [name.givenName title]",
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q\nwant %q", got, want)
		}
		if status, again, _ := d.poll(t, stream, `{"returnImmediately": true, "maxEvents": 3}`); status != 200 || len(again) != 3 {
			t.Errorf("not acknowledged, and yet: %d %d", status, len(again))
		}
		last, _, _ := strings.Cut(strings.Trim(acks[len(acks)-1], `"`), " ")
		body := `{"returnImmediately": true, "ack": [` + strings.Join(acks[:len(acks)-1], ",") + `, "evt_nonsense"], "setErrs": {"` + last + `": {"err": "invalid_key", "description": "no"}}}`
		if _, rest, _ := d.poll(t, stream, body); len(rest) != 0 {
			t.Errorf("still there: %v", rest)
		}
		dead, err := d.directory.DeadEvents(d.system, stream)
		if err != nil || len(dead) != 1 || dead[0].Error != "invalid_key: no" {
			t.Fatalf("%+v %v", dead, err)
		}
		if err := d.directory.RequeueEvent(d.system, dead[0].ID); err != nil {
			t.Fatal(err)
		}
		if _, rest, _ := d.poll(t, stream, `{"returnImmediately": true}`); len(rest) != 1 {
			t.Errorf("not offered again: %v", rest)
		}
		if status, _, _ := d.second(t, "Okta 2").poll(t, stream, `{"returnImmediately": true}`); status != http.StatusNotFound {
			t.Errorf("another directory polled: %d", status)
		}
		if status, _, _ := d.tenant(t, "other").poll(t, stream, `{"returnImmediately": true}`); status != http.StatusNotFound {
			t.Errorf("another tenant polled: %d", status)
		}
	})
}

// receiver takes pushed tokens and answers what it is told to.
type receiver struct {
	*httptest.Server
	mu      sync.Mutex
	answers []int // the next ones; then 202
	got     []string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		text, _ := io.ReadAll(q.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		status := http.StatusAccepted
		if len(r.answers) > 0 {
			status, r.answers = r.answers[0], r.answers[1:]
		}
		if q.Header.Get("Content-Type") != "application/secevent+jwt" || q.Header.Get("Authorization") != "Bearer receiver" {
			status = http.StatusTeapot
		}
		if status == http.StatusAccepted {
			r.got = append(r.got, string(text))
		}
		w.WriteHeader(status)
		if status == http.StatusBadRequest {
			_, _ = bytes.NewBufferString(`{"err": "invalid_audience", "description": "not mine"}`).WriteTo(w)
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) lines(t *testing.T, d door, stream ident.ID) []string {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for _, token := range r.got {
		out = append(out, line(d.opened(t, stream, token)))
	}
	return out
}

// What a receiver does not take is offered again, in order; what it refuses or never
// takes ends among the dead.
func TestEventsArePushed(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			var later atomic.Int64
			d := open(t, storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return time.Now().Add(time.Duration(later.Load())) }))
			r := newReceiver(t)
			d.handler.Outbound = r.Client()
			stream := d.listen(t, r.URL)
			push := func() {
				t.Helper()
				d.sealed(t)
				if err := d.handler.PushEvents(d.system); err != nil {
					t.Fatal(err)
				}
			}
			user := d.create(t, "ada")
			d.must(t, "PATCH", "/Users/"+user, patchOf("add", "title", `"Closer"`))
			r.answers = []int{500}
			push()
			push() // it is not time yet
			if got := r.lines(t, d, stream); len(got) != 0 {
				t.Errorf("out of turn: %v", got)
			}
			later.Store(int64(2 * time.Second))
			push()
			want := []string{"create:notice /Users [userName]", "patch:notice /Users [title]"}
			if got := r.lines(t, d, stream); !slices.Equal(got, want) {
				t.Errorf("got %q", got)
			}
			r.answers = []int{400}
			d.must(t, "PATCH", "/Users/"+user, patchOf("remove", "title", ""))
			push()
			d.must(t, "DELETE", "/Users/"+user, nil)
			r.answers = slices.Repeat([]int{503}, 10)
			for range 10 {
				later.Add(int64(11 * time.Minute))
				push()
			}
			dead, err := d.directory.DeadEvents(d.system, stream)
			if err != nil || len(dead) != 2 || dead[0].Error != "invalid_audience: not mine" || dead[1].Action != "USER_DELETED" || dead[1].Attempts != 10 {
				t.Errorf("%+v %v", dead, err)
			}
			if err := d.directory.DeleteStream(d.system, stream); err != nil {
				t.Fatal(err)
			}
			push()
		})
	}
}
