package graph_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/graph"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// replicas are two processes of one installation: each with its own store and door on
// the same database.
func replicas(t *testing.T, fn func(t *testing.T, o *office, doors [2]*httptest.Server)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			address := storetest.Address(t, kind)
			o := open(t, storetest.OpenAt(t, address, time.Now))
			other := storetest.OpenAt(t, address, time.Now)
			second := &graph.Server{Store: other, Directory: &directory.Directory{Store: other}, Desk: o.desk, Authenticate: o.bySession, Now: time.Now, Log: o.door.Log, PublicURL: o.door.PublicURL}
			o.door.Authenticate = o.bySession
			doors := [2]*httptest.Server{httptest.NewServer(o.door), httptest.NewServer(second)}
			t.Cleanup(func() {
				o.door.EndStreams()
				second.EndStreams()
				doors[0].Close()
				doors[1].Close()
			})
			fn(t, o, doors)
		})
	}
}

// bySession is the session behind the test's cookie: tenant, person, session.
func (o *office) bySession(ctx context.Context, r *http.Request) (actor.Actor, error) {
	parts := strings.Fields(r.Header.Get(cookie))
	if len(parts) < 3 {
		return o.session(ctx, r)
	}
	r.Header.Set(cookie, parts[0]+" "+parts[1])
	a, err := o.session(ctx, r)
	if err != nil {
		return a, err
	}
	a.SessionID, err = ident.Parse(ident.Session, parts[2])
	return a, err
}

// inBrowser signs a person in.
func (o *office) inBrowser(person ident.ID) who {
	o.t.Helper()
	token := store.NewCredential(store.SessionToken, o.tenant)
	in, err := o.people.SignIn(o.ctx, directory.SignInInput{Person: person, Methods: []string{"pwd"}, TokenHash: token.Hash,
		IdleUntil: time.Now().Add(time.Hour), Expires: time.Now().Add(time.Hour)})
	o.must(err)
	return func(o *office, r *http.Request) {
		r.Header.Set(cookie, o.tenant.Text(ident.Tenant)+" "+usr(person)+" "+in.Session.Text(ident.Session))
	}
}

// follower reads a stream.
type follower struct {
	t      *testing.T
	body   *http.Response
	lines  chan sse
	cancel context.CancelFunc
	logged *lines
}

type sse struct{ event, id, data string }

func (o *office) followAt(t *testing.T, door *httptest.Server, w who, query string, v vars) *follower {
	t.Helper()
	b, err := json.Marshal(map[string]any{"query": query, "variables": v})
	o.must(err)
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, door.URL+"/graphql/events", bytes.NewReader(b))
	o.must(err)
	r.Header.Set("Content-Type", "application/json")
	w(o, r)
	answer, err := door.Client().Do(r)
	o.must(err)
	f := &follower{t: t, body: answer, lines: make(chan sse, 100), cancel: cancel, logged: o.logged}
	t.Cleanup(func() { cancel(); _ = answer.Body.Close() })
	go f.read()
	return f
}

func (f *follower) read() {
	defer close(f.lines)
	in := bufio.NewScanner(f.body.Body)
	in.Buffer(nil, 1<<20)
	var e sse
	for in.Scan() {
		name, value, _ := strings.Cut(in.Text(), ": ")
		switch name {
		case "event":
			e.event = value
		case "id":
			e.id = value
		case "data":
			e.data = value
		case "":
			if e.event != "" {
				f.lines <- e
			}
			e = sse{}
		}
	}
}

const patience = 20 * time.Second // a busy machine is slow; nothing here waits so long when all is well

// next waits for an event of a name, and gives it as an answer.
func (f *follower) next(name string) *answer {
	f.t.Helper()
	select {
	case e, open := <-f.lines:
		if !open || e.event != name {
			f.t.Fatalf("want %s, got %v (open: %v)\n%s", name, e, open, f.logged)
		}
		a := &answer{tb: f.t, logged: &lines{}, Status: 200, Raw: e.data, Header: http.Header{"Id": {e.id}}}
		if e.data != "" {
			if err := json.Unmarshal([]byte(e.data), a); err != nil {
				f.t.Fatal(err)
			}
		}
		return a
	case <-time.After(patience):
		f.t.Fatalf("no %s came", name)
		return nil
	}
}

func (f *follower) silent(d time.Duration) {
	f.t.Helper()
	select {
	case e, open := <-f.lines:
		f.t.Errorf("unexpected: %v (open: %v)", e, open)
	case <-time.After(d):
	}
}

const followLog = `subscription($d: ID, $w: ProvisioningEventWhere, $a: String) { provisioningEvents(directoryId: $d, where: $w, after: $a) { id subject outcome user { name } } }`

// What one replica logs is told by both, once, in order, and a stream goes on where it
// was cut.
func TestFollowProvisioning(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		b := o.bridge()
		w := o.inBrowser(b.ada)
		here, there := o.followAt(t, doors[0], w, followLog, vars{"d": b.id()}), o.followAt(t, doors[1], w, followLog, vars{"w": vars{"outcomes": []string{"REFUSED"}}})
		b.logs(directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeCreated, Status: 201, Subject: "a"})
		b.logs(directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeRefused, Status: 409, Subject: "b"})
		first := here.next("next").ok().want("provisioningEvents.subject", "a")
		here.next("next").ok().want("provisioningEvents.subject", "b")
		there.next("next").ok().want("provisioningEvents.subject", "b")
		here.silent(1200 * time.Millisecond)
		position := first.Header.Get("Id")
		if position != first.at("provisioningEvents.id") {
			t.Errorf("position %q", position)
		}
		o.followAt(t, doors[1], w, followLog, vars{"a": position}).next("next").ok().want("provisioningEvents.subject", "b")
		o.followAt(t, doors[1], w.header("Last-Event-ID", position), followLog, nil).next("next").ok().want("provisioningEvents.subject", "b")
		bad := o.followAt(t, doors[0], w, followLog, vars{"a": "nonsense"})
		bad.next("next").refused(200, fault.CodeInvalid)
		bad.next("complete")
		o.followAt(t, doors[0], o.inBrowser(b.uma), followLog, nil).next("next").refused(200, fault.CodeForbidden)
		foreign := o.followAt(t, doors[0], asIn(b.otherTenant, b.other), followLog, nil)
		b.logs(directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeRefused, Status: 409, Subject: "c"})
		there.next("next").ok().want("provisioningEvents.subject", "c")
		foreign.silent(time.Second)
	})
}

// A stream tells what a list finds: by the words of the event, and by what the person it is
// about is called now.
func TestAStreamTellsWhatAListFinds(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		b := o.bridge()
		first := "Zofia"
		_, err := o.people.Update(o.ctx, b.uma, 0, directory.PersonUpdate{FirstName: &first})
		o.must(err)
		w := o.inBrowser(b.ada)
		texts := []string{"old", "zofia", "zofia underwood", "nobody", ""}
		var streams []*follower
		for _, text := range texts {
			streams = append(streams, o.followAt(t, doors[0], w, followLog, vars{"w": vars{"text": text}}))
		}
		told := func(subject string, about ident.ID) directory.ProvisioningEvent {
			return directory.ProvisioningEvent{Method: "PATCH", Path: "/Users", Outcome: directory.OutcomeChanged, Status: 200, Subject: subject, ResourceKind: "User", Resource: about}
		}
		time.Sleep(2 * time.Millisecond) // what is logged in the millisecond of the beginning may be from before it
		b.logs(told("old.name@acme.test", b.uma), told("old.other@acme.test", b.ada), told("Old Zofia Underwood", b.ada), told("another", b.ada))
		for i, text := range texts {
			list := o.ask(w, `query($w: ProvisioningEventWhere) { provisioningEvents(first: 20, where: $w) { nodes { subject } } }`, vars{"w": vars{"text": text}}).ok().list("provisioningEvents.nodes")
			slices.Reverse(list) // newest first
			for _, node := range list {
				streams[i].next("next").ok().want("provisioningEvents.subject", node.(map[string]any)["subject"])
			}
			if n := map[string]int{"old": 3, "zofia": 2, "zofia underwood": 2, "nobody": 0, "": 4}[text]; len(list) != n {
				t.Errorf("%q: %d listed, want %d", text, len(list), n)
			}
		}
		for _, f := range streams {
			f.silent(100 * time.Millisecond)
		}
	})
}

// TestAStreamLooksThroughTheNewest: a stream that goes on where it was cut compares the words of
// as many events as a list does, 10,000.
func TestAStreamLooksThroughTheNewest(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		b := o.bridge()
		w := o.inBrowser(b.ada)
		told := func(subject string, at time.Duration) directory.ProvisioningEvent {
			return directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeRefused, Status: 409, Subject: subject, At: o.store.Now().Add(at)}
		}
		b.logs(told("cut", -3*time.Hour), told("oldest", -2*time.Hour))
		const list = `query($w: ProvisioningEventWhere) { provisioningEvents(first: 20, where: $w) { nodes { id subject } } }`
		cut := o.ask(w, list, vars{"w": vars{"text": "cut"}}).ok().want("provisioningEvents.nodes.0.subject", "cut").at("provisioningEvents.nodes.0.id")
		resumed := func() *follower {
			return o.followAt(t, doors[0], w, followLog, vars{"w": vars{"text": "oldest"}, "a": cut})
		}
		for range 9_999 / 303 {
			others := make([]directory.ProvisioningEvent, 303)
			for i := range others {
				others[i] = told("other", -time.Hour)
			}
			b.logs(others...)
		}
		resumed().next("next").ok().want("provisioningEvents.subject", "oldest")
		b.logs(told("other", -time.Hour))
		if found := o.ask(w, list, vars{"w": vars{"text": "oldest"}}).ok().list("provisioningEvents.nodes"); len(found) != 0 {
			t.Errorf("listed %v", found)
		}
		resumed().silent(2 * time.Second)
	})
}

// History is told by its seals, deals behind the read rule at the moment of telling.
func TestFollowHistoryAndDeals(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		peer := o.hire("Pia Peer", "underwriter")
		o.sealed()
		deals := `subscription($a: String) { dealsChanged(after: $a) { action at deal { reference owner { name } } } }`
		history := o.followAt(t, doors[1], o.inBrowser(c.ada), `subscription { historyAppended(where: { actions: ["DEAL_CREATED"] }) { action targetName } }`, nil)
		mine, theirs := o.followAt(t, doors[0], o.inBrowser(c.uma), deals, nil), o.followAt(t, doors[0], o.inBrowser(peer), deals, nil)
		o.submit("OWNED", 500_000)
		o.sealSoon()
		history.next("next").ok().want("historyAppended.targetName", "OWNED")
		told := mine.next("next").ok().want("dealsChanged.deal.reference", "OWNED").want("dealsChanged.deal.owner.name", "Uma Underwood")
		theirs.silent(time.Second)
		again := o.followAt(t, doors[1], o.inBrowser(c.uma), deals, vars{"a": "0"})
		again.next("next").ok().want("dealsChanged.action", told.at("dealsChanged.action"))
		o.followAt(t, doors[1], o.inBrowser(c.uma), deals, vars{"a": "x"}).next("next").refused(200, fault.CodeInvalid)
	})
}

// sealSoon seals what is written, and what was written beside another transaction when
// that has ended.
func (o *office) sealSoon() {
	go func() {
		for range 50 {
			o.store.SealWritten(context.WithoutCancel(o.t.Context()))
			time.Sleep(50 * time.Millisecond)
		}
	}()
}

// Whoever is shut out hears nothing more after a second, on every replica.
func TestStreamsEndWithTheirCaller(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		b := o.bridge()
		history := `subscription { historyAppended { action } }`
		nora, rita, gone := o.hire("Nora Next", "administrator"), o.hire("Rita Rights", "administrator"), o.hire("Guy Gone", "administrator")
		key, err := o.people.CreateKey(o.ctx, directory.NewKey{Name: "reader", Role: "administrator"})
		o.must(err)
		o.sealed()
		ended := map[string][2]*follower{}
		for name, w := range map[string]who{"session": o.inBrowser(nora), "person": o.inBrowser(gone), "key": with(key.Text), "rights": o.inBrowser(rita)} {
			ended[name] = [2]*follower{o.followAt(t, doors[0], w, history, nil), o.followAt(t, doors[1], w, history, nil)}
		}
		stays := o.followAt(t, doors[1], o.inBrowser(b.ada), followLog, nil)
		time.Sleep(600 * time.Millisecond)
		o.must(o.people.EndSessions(o.ctx, nora, "REVOKED"))
		o.must(o.people.Deactivate(o.ctx, gone, 0, ""))
		o.must(o.people.RevokeKey(o.ctx, key.ID))
		o.must(o.people.SetRoles(o.ctx, rita, 0, []ident.ID{roleOf(o, "underwriter")}))
		for name, pair := range ended {
			for i, f := range pair {
				code := "UNAUTHENTICATED"
				if name == "rights" {
					code = "RIGHTS_CHANGED"
				}
				f.next("error").refused(200, fault.Code(code))
				if e, open := <-f.lines; open {
					t.Errorf("%s, replica %d: told %v after the end", name, i, e)
				}
			}
		}
		b.logs(directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeCreated, Status: 201, Subject: "z"})
		stays.next("next").ok().want("provisioningEvents.subject", "z")
	})
}

func roleOf(o *office, name string) ident.ID {
	o.t.Helper()
	id, err := o.people.RoleID(o.ctx, name)
	o.must(err)
	return id
}

func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		c := o.cast()
		w := o.inBrowser(c.ada)
		history := `subscription { historyAppended { action } }`
		var all []*follower
		for range 10 {
			all = append(all, o.followAt(t, doors[0], w, history, nil))
		}
		if status := o.followAt(t, doors[0], w, history, nil).body.StatusCode; status != http.StatusTooManyRequests {
			t.Errorf("the eleventh stream: %d", status)
		}
		all[0].cancel()
		for i := 0; ; i++ {
			if o.followAt(t, doors[0], w, history, nil).body.StatusCode == http.StatusOK {
				break
			}
			if i > 100 {
				t.Fatal("no place became free")
			}
			time.Sleep(50 * time.Millisecond)
		}
		for body, status := range map[string]int{`{ viewer { kind } }`: 400, `subscription { nonsense }`: 400, `mutation { nonsense }`: 400} {
			if got := o.followAt(t, doors[1], w, body, nil).body.StatusCode; got != status {
				t.Errorf("%s: %d", body, got)
			}
		}
		if got := o.followAt(t, doors[1], nobody, history, nil).body.StatusCode; got != http.StatusUnauthorized {
			t.Errorf("nobody: %d", got)
		}
		o.ask(as(c.ada), history, nil).refused(400, fault.CodeInvalid)
		o.door.EndStreams()
		all[1].next("error").refused(200, fault.CodeUnavailable)
		if got := o.followAt(t, doors[0], w, history, nil).body.StatusCode; got != http.StatusServiceUnavailable {
			t.Errorf("behind the end: %d", got)
		}
	})
}
