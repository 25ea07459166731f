package sso

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ident"
	"mandate/sso/idptest"
)

func TestMetadataIsReadFromItsAddress(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
		idp := idptest.SAML(t, "LIFETIME=3600")
		name, address := "Alpha Login", idp.Base+"/metadata"
		id, err := w.directory.CreateConnection(w.system(t, f), "SAML", directory.ConnectionUpdate{Name: &name, MetadataURL: &address})
		if err != nil {
			t.Fatal(err)
		}
		enters := func() bool {
			b := w.browser(t)
			acs, answer := b.atIdP(id.Text(ident.Connection), "/")
			b.post(acs, answer)
			return b.signedIn() != ""
		}
		if !enters() {
			t.Fatal("cannot sign in by an address alone")
		}
		idp.Control(t, "/test/rotate-keys", url.Values{"announce": {"1"}})
		w.ahead.Store(int64(metadataFresh + time.Minute))
		w.browser(t).get("/sso/saml/" + id.Text(ident.Connection) + "/start") // reads the announced key
		w.ahead.Store(0)
		idp.Control(t, "/test/rotate-keys", url.Values{"keepOld": {"0"}})
		if !enters() {
			t.Error("the announced key is not known")
		}
		idp.Control(t, "/test/rotate-keys", url.Values{"keepOld": {"0"}})
		w.ahead.Store(int64(2 * metadataFresh))
		w.browser(t).get("/sso/saml/" + id.Text(ident.Connection) + "/start")
		w.ahead.Store(0)
		if enters() {
			t.Error("keys that replaced all known ones were taken unseen")
		}
	})
}

func TestMetadataAddressThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	gone := serve(t, &http.Server{Handler: http.NotFoundHandler()}) + "/metadata"
	name := "No answer"
	id, err := w.directory.CreateConnection(w.system(t, f), "SAML", directory.ConnectionUpdate{Name: &name, MetadataURL: &gone})
	if err != nil {
		t.Fatal(err)
	}
	if p := w.browser(t).get("/sso/saml/" + id.Text(ident.Connection) + "/start"); p.status != http.StatusBadGateway {
		t.Errorf("without keys: %d", p.status)
	}
	if reason, _, _ := w.lastRefusal(t, f); reason != string(providerAbsent) {
		t.Errorf("history says %q", reason)
	}
	_, known := w.samlConnection(t, f, idptest.SAML(t), func(u *directory.ConnectionUpdate) { u.MetadataURL = &gone })
	b := w.browser(t)
	acs, answer := b.atIdP(known, "/")
	if b.post(acs, answer); b.signedIn() == "" {
		t.Error("known keys do not do without the address")
	}
}

func TestWhatARefreshMayChange(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		entity string
		known  []string
		fresh  IdPMetadata
		want   Reason
	}{
		"first time":         {"", nil, IdPMetadata{EntityID: "a", Certificates: []string{"1"}}, ""},
		"a key more":         {"a", []string{"1"}, IdPMetadata{EntityID: "a", Certificates: []string{"1", "2"}}, ""},
		"a key less":         {"a", []string{"1", "2"}, IdPMetadata{EntityID: "a", Certificates: []string{"2"}}, ""},
		"another entity":     {"a", []string{"1"}, IdPMetadata{EntityID: "b", Certificates: []string{"1"}}, wrongIssuer},
		"all keys are other": {"a", []string{"1"}, IdPMetadata{EntityID: "a", Certificates: []string{"2"}}, wrongIssuer},
	} {
		if err := checkRefresh(c.entity, c.known, c.fresh); reasonOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRefreshesTakeTurns(t *testing.T) {
	t.Parallel()
	var r refreshes
	id := ident.ID{1}
	if !r.due(id, noon) || r.due(id, noon.Add(metadataRetry-1)) || !r.due(id, noon.Add(metadataRetry)) {
		t.Error("one turn in five minutes after a failure")
	}
	r.done(id, noon)
	if r.due(id, noon.Add(metadataFresh-1)) || !r.due(id, noon.Add(metadataFresh)) || !r.due(ident.ID{2}, noon) {
		t.Error("one turn a day after a success")
	}
}
