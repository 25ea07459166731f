package scim_test

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"

	"mandate/directory"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

func patchOf(op, path, value string) string {
	if value == "" {
		return fmt.Sprintf(`{"Operations": [{"op": %q, "path": %q}]}`, op, path)
	}
	return fmt.Sprintf(`{"Operations": [{"op": %q, "path": %q, "value": %s}]}`, op, path, value)
}

func (c client) must(t testing.TB, method, path string, body any) any {
	t.Helper()
	status, answer := c.send(t, method, path, nil, body)
	if status >= 300 {
		t.Fatalf("%s %s: %d %v", method, path, status, answer)
	}
	return answer
}

// The version rises with every change and stays where nothing changed.
func TestVersions(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		path := "/Users/" + d.create(t, "ada")
		version := func() string {
			_, h, _ := d.raw(t, "GET", path, nil, nil)
			return h.Get("ETag")
		}
		first := version()
		for _, body := range []string{patchOf("add", "active", "true"), patchOf("replace", "userName", `"ada"`), patchOf("remove", "title", ""), patchOf("add", "password", `"s3cret"`)} {
			status, h, _ := d.raw(t, "PATCH", path, nil, body)
			if status != http.StatusOK || h.Get("ETag") != first || version() != first {
				t.Errorf("%s changed nothing, but: %d %s -> %s", body, status, first, h.Get("ETag"))
			}
		}
		for _, body := range []string{patchOf("add", "title", `"x"`), patchOf("add", "nickName", `"x"`), patchOf("add", "phoneNumbers[type eq \"mobile\"].value", `"+1 555 0100"`),
			patchOf("add", "active", "false"), patchOf("add", "emails", `[{"value": "a@b.test"}]`), patchOf("replace", "externalId", `"e"`)} {
			before := version()
			status, h, text := d.raw(t, "PATCH", path, http.Header{"If-Match": {before}}, body)
			if status != http.StatusOK || h.Get("ETag") == before || h.Get("ETag") != version() {
				t.Errorf("%s: %d %s -> %s: %s", body, status, before, h.Get("ETag"), text)
			}
			d.must(t, "PATCH", path, body)
			if h.Get("ETag") != version() {
				t.Errorf("%s again: %s -> %s", body, h.Get("ETag"), version())
			}
		}
		if status, h, text := d.raw(t, "GET", path, http.Header{"If-None-Match": {`W/"0", ` + version()}}, nil); status != http.StatusNotModified || len(text) > 0 || h.Get("ETag") != version() {
			t.Errorf("If-None-Match: %d %s", status, text)
		}
		if status, _, _ := d.raw(t, "GET", path, http.Header{"If-None-Match": {first}}, nil); status != http.StatusOK {
			t.Errorf("If-None-Match of an old version: %d", status)
		}
		if status, _, _ := d.raw(t, "DELETE", path, http.Header{"If-Match": {first + ", " + version()}}, nil); status != http.StatusNoContent {
			t.Errorf("DELETE with If-Match: %d", status)
		}
	})
}

// What a client wrote it reads back, mapped or not, but for the password.
func TestReadsBackWhatWasWritten(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		boss := d.create(t, "boss")
		sent := map[string]any{
			"schemas": []any{core}, "userName": "Ada@Lender.test", "externalId": "00u1", "active": true, "displayName": "Ada <M> & Söhne", "nickName": "A",
			"name":         map[string]any{"givenName": "Ada", "familyName": "Moreno", "middleName": "B", "formatted": "Ada B Moreno"},
			"emails":       []any{map[string]any{"value": "a@b.test", "type": "work", "primary": true, "display": "work"}, map[string]any{"value": "c@d.test"}},
			"phoneNumbers": []any{map[string]any{"value": "ask reception", "type": "work"}}, "locale": "pt-BR", "timezone": "America/Toronto",
			"addresses": []any{map[string]any{"locality": "Austin", "type": "work", "primary": true}}, "roles": []any{map[string]any{"value": "teller"}},
			"favourite": map[string]any{"number": 12345678901.0, "list": []any{1.0, "x", true}}, "urn:example:Custom:2.0:User": map[string]any{"tag": "x"},
			enterprise: map[string]any{"department": "Lending", "costCenter": "7", "manager": map[string]any{"value": boss}},
			"password": "t1meMa$heen", "id": "mine", "groups": []any{map[string]any{"value": "x"}}, "title": nil, "userType": "",
		}
		created := d.must(t, "POST", "/Users", sent)
		path := "/Users/" + find(created, "id").(string)
		for _, answer := range []any{created, d.must(t, "GET", path, nil), d.must(t, "PUT", path, sent), d.must(t, "PATCH", path, patchOf("add", "active", "true"))} {
			for name, value := range sent {
				switch name {
				case "schemas", "password", "id", "groups", "title", "userType", enterprise:
					continue
				}
				if got := find(answer, name); !reflect.DeepEqual(got, value) {
					t.Errorf("%s: got %v, want %v", name, got, value)
				}
			}
			for where, want := range map[string]any{
				enterprise + "/department": "Lending", enterprise + "/manager/value": boss, enterprise + "/manager/displayName": "boss",
				enterprise + "/manager/$ref": "https://mandate.test/scim/v2/Users/" + boss, "meta/location": "https://mandate.test/scim/v2" + path, "meta/resourceType": "User",
				"title": absent{}, "userType": absent{}, "password": absent{}, "groups": absent{}, "schemas/0": core,
			} {
				if got := find(answer, where); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: got %v, want %v", where, got, want)
				}
			}
		}
		if text := d.log.String(); strings.Contains(text, "t1meMa") {
			t.Error("the password is in the log")
		}
	})
}

// PUT takes away what it leaves out, but for active: nobody comes back by omission.
func TestPutWithoutActive(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		path := "/Users/" + d.create(t, "ada")
		d.must(t, "PUT", path, `{"userName": "ada", "title": "x", "active": false}`)
		answer := d.must(t, "PUT", path, `{"userName": "ada", "displayName": "Ada"}`)
		if find(answer, "active") != any(false) || find(answer, "title") != any(absent{}) || find(answer, "displayName") != any("Ada") ||
			find(answer, "urn:ietf:params:scim:schemas:extension:mandate:2.0:User/inactiveReasons/0") != any("DIRECTORY") {
			t.Errorf("got %v", answer)
		}
	})
}

// Another tenant's and another directory's ids answer exactly as ids of nobody.
func TestForeignIdsAreAbsent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		own := d.create(t, "own")
		ownGroup := d.createGroup(t, "Own")
		for name, other := range map[string]door{"tenant": d.tenant(t, "other"), "directory": d.second(t, "Entra")} {
			user, group := other.create(t, "their-"+name), other.createGroup(t, "Theirs")
			for _, c := range []struct{ method, foreign, nobody, body string }{
				{"GET", "/Users/" + user, "/Users/" + nobody, ""},
				{"PUT", "/Users/" + user, "/Users/" + nobody, `{"userName": "x"}`},
				{"PATCH", "/Users/" + user, "/Users/" + nobody, patchOf("add", "title", `"x"`)},
				{"DELETE", "/Users/" + user, "/Users/" + nobody, ""},
				{"GET", "/Groups/" + group, "/Groups/" + noGroup, ""},
				{"PUT", "/Groups/" + group, "/Groups/" + noGroup, `{"displayName": "x"}`},
				{"PATCH", "/Groups/" + group, "/Groups/" + noGroup, patchOf("add", "members", `[{"value": "`+own+`"}]`)},
				{"DELETE", "/Groups/" + group, "/Groups/" + noGroup, ""},
				{"GET", "/Users?filter=id%20eq%20%22" + user + "%22", "/Users?filter=id%20eq%20%22" + nobody + "%22", ""},
				{"GET", "/Groups?filter=members.value%20eq%20%22" + user + "%22", "/Groups?filter=members.value%20eq%20%22" + nobody + "%22", ""},
				{"GET", "/Users?filter=groups.value%20eq%20%22" + group + "%22", "/Users?filter=groups.value%20eq%20%22" + noGroup + "%22", ""},
			} {
				if got, want := d.text(t, c.method, c.foreign, c.body), d.text(t, c.method, c.nobody, c.body); strings.NewReplacer(user, nobody, group, noGroup).Replace(got) != want {
					t.Errorf("%s %s of another %s:\n got %s\nwant %s", c.method, c.foreign, name, got, want)
				}
			}
			got := d.text(t, "PATCH", "/Groups/"+ownGroup, patchOf("add", "members", `[{"value": "`+user+`"}]`))
			want := d.text(t, "PATCH", "/Groups/"+ownGroup, patchOf("add", "members", `[{"value": "`+nobody+`"}]`))
			if got = strings.ReplaceAll(got, user, nobody); got != want || !strings.HasPrefix(got, "400") {
				t.Errorf("a member of another %s: got %s, want %s", name, got, want)
			}
			if _, answer := other.send(t, "GET", "/Users", nil, nil); find(answer, "totalResults") != any(1.0) {
				t.Errorf("the other %s sees %v", name, answer)
			}
			if _, answer := other.send(t, "GET", "/Users/"+user, nil, nil); find(answer, "title") != any(absent{}) {
				t.Errorf("changed from outside: %v", answer)
			}
		}
	})
}

const noGroup = "grp_06e4000000000000000000000g"

// text is the status and the whole body of an answer.
func (c client) text(t testing.TB, method, path, body string) string {
	t.Helper()
	var sent any
	if body != "" {
		sent = body
	}
	status, _, text := c.raw(t, method, path, nil, sent)
	return fmt.Sprint(status, " ", string(text))
}

// Fifty creations of one userName at once make one person; parallel member adds
// lose nobody.
func TestParallelWriters(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		group := "/Groups/" + d.createGroup(t, "All")
		statuses := map[int]int{}
		var mu sync.Mutex
		var wg sync.WaitGroup
		for n := range 50 {
			wg.Go(func() {
				status, _, _ := d.raw(t, "POST", "/Users", nil, `{"userName": "ada"}`)
				answer := d.must(t, "POST", "/Users", fmt.Sprintf(`{"userName": "member%d"}`, n))
				d.must(t, "PATCH", group, patchOf("add", "members", fmt.Sprintf(`[{"value": %q}]`, find(answer, "id"))))
				mu.Lock()
				defer mu.Unlock()
				statuses[status]++
			})
		}
		wg.Wait()
		if statuses[http.StatusCreated] != 1 || statuses[http.StatusConflict] != 49 {
			t.Errorf("statuses %v", statuses)
		}
		if members, _ := find(d.must(t, "GET", group, nil), "members").([]any); len(members) != 50 {
			t.Errorf("%d members", len(members))
		}
	})
}

func TestMethods(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user := "/Users/" + d.create(t, "ada")
		for path, want := range map[string]string{
			"/Users": "GET, HEAD, POST", user: "DELETE, GET, HEAD, PATCH, PUT", "/Groups": "GET, HEAD, POST", "/Schemas": "GET, HEAD",
			"/ServiceProviderConfig": "GET, HEAD", "/ResourceTypes/User": "GET, HEAD", "/Schemas/" + core: "GET, HEAD",
		} {
			status, h, _ := d.raw(t, "TRACE", path, nil, nil)
			if status != http.StatusMethodNotAllowed || h.Get("Allow") != want {
				t.Errorf("%s: %d %q", path, status, h.Get("Allow"))
			}
			status, h, text := d.raw(t, "HEAD", path, nil, nil)
			if status != http.StatusOK || len(text) != 0 || !strings.HasPrefix(h.Get("Content-Type"), "application/scim+json") {
				t.Errorf("HEAD %s: %d %s", path, status, text)
			}
		}
	})
}

func TestThrottle(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, "sqlite"))
	if err := setRate(d, 5); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for range 30 {
		status, h, text := d.raw(t, "GET", "/ServiceProviderConfig", nil, nil)
		if status == http.StatusTooManyRequests {
			refused++
			if h.Get("Retry-After") != "1" || !strings.Contains(string(text), `"status":"429"`) {
				t.Errorf("Retry-After %q: %s", h.Get("Retry-After"), text)
			}
		}
	}
	if refused == 0 {
		t.Error("30 requests at once with a rate of 5 a second were all answered")
	}
}

// A change that came too fast can be replayed, as it was sent but for its password.
func TestThrottledChangeIsKept(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, "sqlite"))
	if err := setRate(d, 1); err != nil {
		t.Fatal(err)
	}
	status, n := 0, 0
	for ; status != http.StatusTooManyRequests && n < 30; n++ {
		status, _, _ = d.raw(t, "POST", "/Users", nil, fmt.Sprintf(`{"userName": "fast-%d", "password": "s3cret"}`, n))
	}
	failed := d.events(t, directory.ProvisioningQuery{Outcomes: []string{directory.OutcomeFailed}})
	if len(failed) != 1 || failed[0].Status != http.StatusTooManyRequests || !failed[0].Replayable {
		t.Fatalf("failures in the log: %+v", failed)
	}
	if status, err := d.directory.ReplayProvisioning(d.system, failed[0].ID); err != nil || status != http.StatusCreated {
		t.Errorf("replayed: %d %v", status, err)
	}
}

func setRate(d door, perSecond int) error {
	return d.directory.Store.Write(d.system, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "DIRECTORY_UPDATED", TargetKind: ident.Directory, Target: d.issued.Directory})
		return tx.Client.Directory.Update().SetRate(perSecond).Exec(ctx)
	})
}
