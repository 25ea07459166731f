package scim_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// events gives the log of the directory, oldest first.
func (d door) events(t *testing.T, q directory.ProvisioningQuery) []directory.ProvisioningEvent {
	t.Helper()
	d.handler.Flush(t.Context())
	q.Directory, q.First = d.issued.Directory, 200
	list, err := d.directory.ProvisioningEvents(d.system, q)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(list)
	return list
}

// told is an event in one line.
func told(e directory.ProvisioningEvent) string {
	return fmt.Sprintf("%s %s %d %s %s %v %v %v", e.Method, e.Outcome, e.Status, e.Subject, e.ScimType, e.Changed, e.Bent, e.Dropped)
}

// Every request has its line: how it ended, what changed, what was bent or dropped.
func TestProvisioningLog(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		const secret = "t1meMa$heen"
		created := d.must(t, "POST", "/Users", `{"userName": "ada", "active": "True", "password": "`+secret+`", "title": "", "phoneNumbers": [{"value": "ask"}], "id": "x"}`)
		user := "/Users/" + find(created, "id").(string)
		d.must(t, "PATCH", user, `{"Operations": [{"op": "Replace", "path": "title", "value": "Closer"}, {"op": "add", "value": {"`+enterprise+`:department": "Lending"}}]}`)
		d.must(t, "PATCH", user, patchOf("replace", "title", `"Closer"`))
		d.must(t, "GET", "/Users?filter=userName%20eq%20%22"+secret+"%22%20and%20emails%5Btype%20eq%20%22"+secret+"%22%5D", nil)
		d.raw(t, "POST", "/Users", nil, `{"userName": "ADA", "password": "`+secret+`"}`)
		group := "/Groups/" + d.createGroup(t, "Closers")
		d.must(t, "PATCH", group, patchOf("add", "members", `[{"value": "`+strings.TrimPrefix(user, "/Users/")+`"}]`))
		d.must(t, "DELETE", user, nil)
		got := d.events(t, directory.ProvisioningQuery{})
		want := []string{
			"POST CREATED 201 ada  [active phoneNumbers userName] [a text for a boolean an empty text or null for no value] [id password phone of the person: not a valid number]",
			"PATCH CHANGED 200 ada  [title " + enterprise + ":department] [op in another case a key that is a path] []",
			"PATCH UNCHANGED 200 ada  [] [] []",
			"GET READ 200   [] [] []",
			"POST REFUSED 409 ADA uniqueness [] [] [password]",
			"POST CREATED 201 Closers  [displayName] [] []",
			"PATCH CHANGED 204 Closers  [members] [] []",
			"DELETE DELETED 204   [] [] []",
		}
		for i, e := range got {
			slices.Sort(e.Bent)
			slices.Sort(e.Dropped)
			if i >= len(want) || !sameWords(told(e), want[i]) {
				t.Errorf("%d: %s", i, told(e))
			}
			if text := fmt.Sprint(e); strings.Contains(text, secret) {
				t.Errorf("a value is in the log: %s", text)
			}
		}
		if len(got) != len(want) || got[3].Path != `/Users?filter=(userName eq ? and emails[type eq ?])` || got[0].Dialect != "ENTRA" || !got[4].Replayable || got[1].Replayable {
			t.Errorf("%d events, %+v", len(got), got)
		}
		if found := d.events(t, directory.ProvisioningQuery{Text: "LOSERS"}); len(found) != 2 {
			t.Errorf("search: %d", len(found))
		}
		if found := d.events(t, directory.ProvisioningQuery{Outcomes: []string{directory.OutcomeRefused}, From: time.Now().Add(-time.Hour)}); len(found) != 1 || found[0].Detail == "" {
			t.Errorf("refused: %v", found)
		}
		if found := d.events(t, directory.ProvisioningQuery{Resource: idOf(t, ident.User, strings.TrimPrefix(user, "/Users/"))}); len(found) != 4 {
			t.Errorf("of the person: %d", len(found))
		}
		if other := d.second(t, "Entra").events(t, directory.ProvisioningQuery{}); len(other) != 0 {
			t.Errorf("another directory's: %v", other)
		}
	})
}

// sameWords compares lines whose lists may be in another order.
func sameWords(a, b string) bool {
	x, y := strings.FieldsFunc(a, brackets), strings.FieldsFunc(b, brackets)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func brackets(r rune) bool { return strings.ContainsRune(" []", r) }

// A change that was refused can be made once more when the reason is gone.
func TestReplay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		first := d.create(t, "ada")
		if status, _, text := d.raw(t, "POST", "/Users", nil, `{"userName": "ada", "title": "Closer", "password": "s3cret"}`); status != http.StatusConflict {
			t.Fatalf("%d %s", status, text)
		}
		refused := d.events(t, directory.ProvisioningQuery{Outcomes: []string{directory.OutcomeRefused}})[0]
		if status, err := d.directory.ReplayProvisioning(d.system, refused.ID); err != nil || status != http.StatusConflict {
			t.Errorf("while the reason stands: %d %v", status, err)
		}
		d.lost(t, refused.ID)
		d.must(t, "DELETE", "/Users/"+first, nil)
		status, err := d.directory.ReplayProvisioning(d.system, refused.ID)
		if err != nil || status != http.StatusCreated {
			t.Fatalf("%d %v", status, err)
		}
		answer := d.must(t, "GET", "/Users?filter=title%20eq%20%22closer%22", nil)
		if find(answer, "totalResults") != any(1.0) {
			t.Errorf("%v", answer)
		}
		all := d.events(t, directory.ProvisioningQuery{Outcomes: []string{directory.OutcomeCreated}})
		d.lost(t)
		if last := all[len(all)-1]; last.ReplayOf != refused.ID || last.Subject != "ada" {
			t.Errorf("%+v", last)
		}
		if _, err := d.directory.ReplayProvisioning(d.system, all[0].ID); err == nil {
			t.Error("a change that was made was replayed")
		}
		other := d.tenant(t, "other")
		if _, err := d.directory.ReplayProvisioning(other.system, refused.ID); err == nil {
			t.Error("another tenant's event was replayed")
		}
	})
}

// lost asserts which events are listed as changes that did not happen. The log is written
// before it is read.
func (d door) lost(t *testing.T, want ...ident.ID) {
	t.Helper()
	d.events(t, directory.ProvisioningQuery{})
	list, more, err := d.directory.LostProvisioning(d.system, ident.ID{})
	var got []ident.ID
	for _, e := range list {
		got = append(got, e.ID)
	}
	if err != nil || more || !slices.Equal(got, want) {
		t.Errorf("lost are %v, %v, %v; want %v", got, more, err, want)
	}
}

// What was refused because others had changed the resource is not made over what they did.
func TestGuardedIsNotReplayed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user := "/Users/" + d.create(t, "ada")
		off := patchOf("replace", "active", "false")
		if status, _, text := d.raw(t, "PATCH", user, http.Header{"If-Match": {`W/"77"`}}, off); status != http.StatusPreconditionFailed {
			t.Fatalf("%d %s", status, text)
		}
		refused := d.events(t, directory.ProvisioningQuery{Outcomes: []string{directory.OutcomeRefused}})[0]
		if refused.Replayable {
			t.Errorf("%+v", refused)
		}
		d.lost(t)
		if _, err := d.directory.ReplayProvisioning(d.system, refused.ID); fault.As(err).Kind != fault.Conflict {
			t.Errorf("replayed: %v", err)
		}
	})
}

// Reads that were refused do not hide what was lost before them.
func TestLostBehindReads(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		d.create(t, "ada")
		d.raw(t, "POST", "/Users", nil, `{"userName": "ada"}`)
		for range 201 {
			d.raw(t, "GET", "/Users?filter=nonsense", nil, "")
		}
		refused := d.events(t, directory.ProvisioningQuery{Outcomes: []string{directory.OutcomeRefused}, Text: "ada"})
		d.lost(t, refused[0].ID)
	})
}

// A paused directory reads and changes nothing; resumed, it goes on.
func TestPause(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user := "/Users/" + d.create(t, "ada")
		if err := d.directory.SetDirectoryState(d.system, d.issued.Directory, 0, directory.StatePaused); err != nil {
			t.Fatal(err)
		}
		for _, c := range [][3]string{{"POST", "/Users", `{"userName": "bob"}`}, {"PATCH", user, patchOf("add", "active", "false")}, {"DELETE", user, ""}, {"POST", "/Bulk", pausedBulk}} {
			status, h, text := d.raw(t, c[0], c[1], nil, c[2])
			if status != http.StatusServiceUnavailable || h.Get("Retry-After") != "300" || !strings.Contains(string(text), "paused") {
				t.Errorf("%v: %d %s", c, status, text)
			}
		}
		d.must(t, "POST", "/Users/.search", `{}`)
		if answer := d.must(t, "GET", "/Users", nil); find(answer, "totalResults") != any(1.0) || find(answer, "Resources/0/active") != any(true) {
			t.Errorf("%v", answer)
		}
		if err := d.directory.SetDirectoryState(d.system, d.issued.Directory, 0, directory.StateActive); err != nil {
			t.Fatal(err)
		}
		d.must(t, "POST", "/Users", `{"userName": "bob"}`)
		failed := d.events(t, directory.ProvisioningQuery{Outcomes: []string{directory.OutcomeFailed}})
		if len(failed) != 4 || failed[1].Method != "PATCH" {
			t.Fatalf("failures in the log: %v", failed)
		}
		if status, err := d.directory.ReplayProvisioning(d.system, failed[1].ID); err != nil || status != http.StatusOK {
			t.Errorf("replayed: %d %v", status, err)
		}
		var body string
		replay := d.directory.Replay
		d.directory.Replay = func(ctx context.Context, again directory.ReplayRequest) (int, error) {
			body = string(again.Body)
			return replay(ctx, again)
		}
		bulk := failed[slices.IndexFunc(failed, func(e directory.ProvisioningEvent) bool { return e.Path == "/Bulk" })]
		if status, err := d.directory.ReplayProvisioning(d.system, bulk.ID); err != nil || status != http.StatusOK {
			t.Errorf("replayed: %d %v", status, err)
		}
		if !strings.Contains(body, `"cyd"`) || strings.Contains(body, "s3cret") {
			t.Errorf("of the Bulk request is kept %s", body)
		}
		if answer := d.must(t, "GET", "/Users?filter="+url.QueryEscape(`userName eq "cyd"`), nil); find(answer, "totalResults") != any(1.0) {
			t.Errorf("the replayed Bulk request made nobody: %v", answer)
		}
		if answer := d.must(t, "GET", "/Users?filter="+url.QueryEscape(`userName eq "dee"`), nil); find(answer, "totalResults") != any(0.0) {
			t.Errorf("a Bulk request within a Bulk request was made: %v", answer)
		}
	})
}

// pausedBulk makes somebody, with a password, and has another Bulk request inside.
const pausedBulk = `{"Operations": [
	{"method": "POST", "path": "/Users", "bulkId": "c", "data": {"userName": "cyd", "password": "s3cret"}},
	{"method": "POST", "path": "/Bulk", "bulkId": "b", "data": {"Operations": [{"method": "POST", "path": "/Users", "bulkId": "d", "data": {"userName": "dee"}}]}}]}`

// A directory in preview records what would change and changes nothing.
func TestPreview(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user, group := "/Users/"+d.create(t, "ada"), "/Groups/"+d.createGroup(t, "Closers")
		if err := d.directory.SetDirectoryState(d.system, d.issued.Directory, 0, directory.StatePreview); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			method, path, body string
			status             int
		}{
			{"POST", "/Users", `{"userName": "bob"}`, 503}, {"POST", "/Users", `{"userName": "ada"}`, 409}, {"POST", "/Users", `{}`, 400},
			{"PATCH", user, patchOf("add", "active", "false"), 503}, {"PATCH", group, patchOf("add", "members", `[{"value": "`+strings.TrimPrefix(user, "/Users/")+`"}]`), 503},
			{"PATCH", group, patchOf("add", "members", `[{"value": "`+nobody+`"}]`), 400}, {"DELETE", user, "", 503}, {"POST", "/Groups", `{"displayName": "New"}`, 503},
		} {
			if status, _, text := d.raw(t, c.method, c.path, nil, c.body); status != c.status {
				t.Errorf("%v: %d %s", c, status, text)
			}
		}
		answer := d.must(t, "GET", "/", nil)
		if find(answer, "totalResults") != any(2.0) || find(answer, "Resources/0/active") != any(true) || find(answer, "Resources/1/members") != any(absent{}) ||
			find(answer, "Resources/0/meta/version") != any(`W/"1"`) {
			t.Errorf("something changed: %v", answer)
		}
		previewed := d.events(t, directory.ProvisioningQuery{Outcomes: []string{directory.OutcomePreviewed}})
		if len(previewed) != 5 || previewed[0].Subject != "bob" {
			t.Fatalf("previewed: %v", previewed)
		}
		if status, err := d.directory.ReplayProvisioning(d.system, previewed[0].ID); err != nil || status != http.StatusCreated {
			t.Errorf("made by an administrator: %d %v", status, err)
		}
		if text := d.log.String(); text != "" {
			t.Errorf("logged as our fault: %s", text)
		}
	})
}

// The health of a directory counts what failed and why, and forecasts quarantine.
func TestHealth(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		d.create(t, "ada")
		for range 3 {
			d.raw(t, "POST", "/Users", nil, `{"userName": "ada"}`)
		}
		d.raw(t, "GET", "/Users/"+nobody, nil, nil)
		d.handler.Flush(t.Context())
		h, err := d.directory.DirectoryHealth(d.system, d.issued.Directory, s.Now())
		if err != nil {
			t.Fatal(err)
		}
		if h.Requests != 5 || h.Failures != 4 || h.Causes["uniqueness"] != 3 || h.Causes["404"] != 1 || !h.Quarantine.Near || h.Quarantine.Likely || h.LastChange.IsZero() || h.TokenAge <= 0 {
			t.Errorf("%+v", h)
		}
		many := make([]directory.ProvisioningEvent, 500)
		for range 10 {
			for i := range many {
				many[i] = directory.ProvisioningEvent{ID: s.NewID(), Directory: d.issued.Directory, At: s.Now(), Method: "GET", Status: 500, Outcome: directory.OutcomeFailed}
			}
			if err := d.directory.LogProvisioning(d.system, many); err != nil {
				t.Fatal(err)
			}
		}
		if h, err = d.directory.DirectoryHealth(d.system, d.issued.Directory, s.Now()); err != nil || !h.Quarantine.Likely || h.Causes["500"] != 5000 {
			t.Errorf("%+v %v", h, err)
		}
	})
}

// The log keeps what its directory has it keep, and no longer.
func TestLogIsPruned(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		d.create(t, "ada")
		old := directory.ProvisioningEvent{ID: s.NewID(), Directory: d.issued.Directory, At: s.Now().AddDate(0, 0, -8), Method: "GET", Status: 200, Outcome: directory.OutcomeRead}
		if err := d.directory.LogProvisioning(d.system, []directory.ProvisioningEvent{old}); err != nil {
			t.Fatal(err)
		}
		days := 7
		for _, want := range []int{2, 1} {
			if got := len(d.events(t, directory.ProvisioningQuery{})); got != want {
				t.Errorf("%d events, want %d", got, want)
			}
			if err := d.directory.UpdateDirectory(d.system, d.issued.Directory, 0, directory.DirectoryUpdate{LogDays: &days}); err != nil {
				t.Fatal(err)
			}
			if err := d.directory.PruneProvisioning(d.system); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Whose requests they are is remembered.
func TestDialectSeen(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, "sqlite"))
	seen := func() string {
		row, err := d.dialect(t)
		if err != nil {
			t.Fatal(err)
		}
		return row
	}
	d.raw(t, "GET", "/Users", http.Header{"User-Agent": {"Okta SCIM Client 1.0.0"}}, nil)
	if got := seen(); got != "OKTA" {
		t.Errorf("after Okta: %q", got)
	}
	d.must(t, "POST", "/Users", `{"userName": "ada", "active": "False"}`)
	if got := seen(); got != "ENTRA" {
		t.Errorf("after Entra: %q", got)
	}
}

func (d door) dialect(t *testing.T) (string, error) {
	t.Helper()
	var out string
	err := d.directory.Store.Write(d.system, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Client.Directory.Get(ctx, d.issued.Directory)
		if err == nil {
			out = row.Dialect
		}
		return err
	})
	return out, err
}
