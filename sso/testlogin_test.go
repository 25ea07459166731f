package sso

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/testrun"
	"mandate/ident"
	"mandate/sso/idptest"
)

const setupPath = "/sso/setup/"

func (w *world) testRun(t *testing.T, f firm, id ident.ID) (state, reason string, seen directory.TestView) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		row, err := c.TestRun.Query().Where(testrun.ID(id)).Only(ctx)
		if err != nil {
			return err
		}
		state, reason = string(row.State), row.Reason
		if len(row.View) > 0 {
			return json.Unmarshal(row.View, &seen)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("test login: %v", err)
	}
	return state, reason, seen
}

func TestTestLogins(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, id, connection := forgedWorld(t, w)
		try := func(b bends) (page, string, string, directory.TestView) {
			t.Helper()
			op.bend(b)
			run, err := w.directory.StartTest(w.system(t, f), id)
			if err != nil {
				t.Fatal(err)
			}
			p := w.browser(t).get(connection + "/start?test=" + run.Text(ident.TestRun))
			state, reason, seen := w.testRun(t, f, run)
			return p, state, reason, seen
		}
		p, state, reason, seen := try(bends{})
		if state != "GOOD" || reason != "" || !strings.HasPrefix(seen.Person, "usr_") || seen.Claims["email"] != "ada.moreno@alpha.test" || len(seen.Mapped) != 7 ||
			seen.Mapped[2] != (directory.TestMapping{Field: "email", Name: "email", Value: "ada.moreno@alpha.test"}) || seen.Mapped[6].Field != "groups" {
			t.Errorf("good: %s %s %+v", state, reason, seen)
		}
		if !strings.Contains(p.body, "The test login went well") || !strings.Contains(p.body, "ada.moreno@alpha.test") {
			t.Errorf("page %d %s", p.status, clip(p.body))
		}
		for name, c := range map[string]struct {
			bend bends
			want Reason
			says string
		}{
			"unverified":   {bends{claims: map[string]any{"email_verified": nil}}, Reason(directory.RefusedUnverifiedEmail), "does not vouch"},
			"unknown":      {bends{claims: map[string]any{"email": "nia@alpha.test"}}, unknownPerson, "knows nobody"},
			"wrong issuer": {bends{claims: map[string]any{"iss": "https://evil.test"}}, wrongIssuer, "another issuer"},
			"bad code":     {bends{answer: func(q url.Values) { q.Set("code", "x") }}, badCode, "client secret"},
		} {
			p, state, reason, _ := try(c.bend)
			if state != "REFUSED" || reason != string(c.want) || !strings.Contains(p.body, c.says) || !strings.Contains(p.body, string(c.want)) {
				t.Errorf("%s: %s %s: %s", name, state, reason, clip(p.body))
			}
		}
		if n := w.sessions(t, f); n != 0 {
			t.Errorf("%d sessions", n)
		}
		op.bend(bends{})
		if p := w.browser(t).get(connection + "/start?test=" + w.store.NewID().Text(ident.TestRun)); p.status != http.StatusForbidden {
			t.Errorf("no such run: %d", p.status)
		}
		b := w.browser(t)
		if b.get(connection + "/start"); b.signedIn() == "" {
			t.Error("a test login stands in the way of a sign-in")
		}
	})
}

// TestSAMLTestLogin: the same page for the other protocol.
func TestSAMLTestLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	id, connection := w.samlConnection(t, f, idptest.SAML(t), nil)
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	run, err := w.directory.StartTest(w.system(t, f), id)
	if err != nil {
		t.Fatal(err)
	}
	b := w.browser(t)
	p := b.get("/sso/saml/" + connection + "/start?test=" + run.Text(ident.TestRun))
	acs, answer := p.form(t)
	p = b.post(acs, answer)
	state, reason, seen := w.testRun(t, f, run)
	if state != "GOOD" || reason != "" || len(seen.Claims) == 0 || !strings.Contains(p.body, "The test login went well") {
		t.Errorf("%s %s %+v: %s", state, reason, seen, clip(p.body))
	}
	if b.signedIn() != "" {
		t.Error("a test login made a session")
	}
}

func TestSetupLink(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op := w.firm(t, "alpha", "Alpha Bank"), newForgedOP(t)
		w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
		id, callback := w.draftOIDC(t, f)
		link, err := w.directory.CreateSetupLink(w.system(t, f), id, 0)
		if err != nil {
			t.Fatal(err)
		}
		path := setupPath + link.Text
		p := w.browser(t).get(path)
		if p.status != http.StatusOK || !strings.Contains(p.body, callback) {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
		b := w.browser(t)
		if p := b.post(path, url.Values{"issuer": {"nonsense"}, "client_id": {"our-client"}, "client_secret": {clientSecret}}); !strings.Contains(p.body, "not right") ||
			!strings.Contains(p.body, `value="nonsense"`) || !strings.Contains(p.body, `value="our-client"`) || strings.Contains(p.body, clientSecret) {
			t.Errorf("nonsense: %d %s", p.status, clip(p.body))
		}
		form := url.Values{"issuer": {op.base}, "client_id": {"mandate"}, "client_secret": {clientSecret}}
		if p := b.post(path, form, "Origin", "https://evil.test", "Sec-Fetch-Site", "cross-site"); p.status != http.StatusForbidden {
			t.Errorf("from elsewhere: %d", p.status)
		}
		if p := b.post(path, form); !strings.Contains(p.body, "Thank you") {
			t.Fatalf("%d %s", p.status, clip(p.body))
		}
		for name, p := range map[string]page{"seen again": b.get(path), "sent again": b.post(path, form), "made up": b.get(setupPath + "mset_x")} {
			if p.status != http.StatusNotFound {
				t.Errorf("%s: %d", name, p.status)
			}
		}
		in := w.browser(t)
		if in.get(strings.TrimSuffix(callback, "/callback") + "/start"); in.signedIn() == "" {
			t.Error("not signed in by what the link has set up")
		}
		other, err := w.directory.CreateSetupLink(w.system(t, f), id, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.directory.RevokeSetupLink(w.system(t, f), other.ID); err != nil {
			t.Fatal(err)
		}
		if p := b.get(setupPath + other.Text); p.status != http.StatusNotFound || !strings.Contains(p.body, "was withdrawn") {
			t.Errorf("revoked: %d %s", p.status, clip(p.body))
		}
		if _, err := w.directory.CreateSetupLink(w.system(t, f), id, 73*3600e9); err == nil {
			t.Error("a link of 73 hours")
		}
	})
}
