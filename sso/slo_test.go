package sso

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/sso/forge"
	"mandate/sso/idptest"
	"mandate/store/storetest"
)

// newLogoutDoor is a door whose IdP takes messages of single logout.
func newLogoutDoor(t testing.TB, kind string) *samlDoor {
	t.Helper()
	return newDoor(t, storetest.Address(t, kind), func(u *directory.ConnectionUpdate) {
		to, back := "https://idp.alpha.test/slo?x=1", "https://idp.alpha.test/slo"
		u.SLORedirectURL, u.SLOPostURL = &to, &back
	})
}

func onBothLogoutDoors(t *testing.T, fn func(t *testing.T, d *samlDoor)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			fn(t, newLogoutDoor(t, kind))
		})
	}
}

func certificatesFor(t testing.TB, f forge.IdP) []*x509.Certificate {
	t.Helper()
	return []*x509.Certificate{f.Certificate}
}

// out makes a message of logout for this door.
func (d *samlDoor) out(l forge.Logout, request string) forge.Logout {
	d.made++
	l.At = forge.Place{Base: d.handler.PublicURL + "/sso/saml/" + d.name, Request: request, ID: "id-logout-" + string(rune('a'+d.made/26)) + string(rune('a'+d.made%26))}
	if l.By == nil {
		l.By = ptr(ourIdP())
	}
	return l
}

func (d *samlDoor) slo() string { return "/sso/saml/" + d.name + "/slo" }

// session signs somebody in whose session has an index of its own.
func (d *samlDoor) session(t testing.TB, index string) *browser {
	t.Helper()
	b, p := d.enter(t, forged{Text: replaced(`SessionIndex="s-1"`, `SessionIndex="`+index+`"`)})
	d.wantIn(t, b, p)
	return b
}

// alive says whether a browser is signed in, by the door's own clock.
func (d *samlDoor) alive(b *browser) bool {
	_, err := d.handler.Authenticate(b.t.Context(), b.cookie(SessionCookie))
	return err == nil
}

func TestIdPEndsExactlyTheSessionsItNames(t *testing.T) {
	t.Parallel()
	onBothLogoutDoors(t, func(t *testing.T, d *samlDoor) {
		one, two, three := d.session(t, "s-1"), d.session(t, "s-2"), d.session(t, "s-3")
		p := d.still(t).get(d.slo() + "?" + d.out(forge.Logout{Relay: "back & forth"}, "").Address(t))
		if d.alive(one) || !d.alive(two) || !d.alive(three) {
			t.Fatalf("alive: %v %v %v", d.alive(one), d.alive(two), d.alive(three))
		}
		d.wantLogoutReply(t, p, statusSuccess, "back & forth")
		b := d.still(t)
		p = b.post(d.slo(), d.out(forge.Logout{Text: replaced("<samlp:SessionIndex>s-1</samlp:SessionIndex>", "")}, "").Form(t))
		if d.alive(two) || d.alive(three) {
			t.Error("without an index all sessions of the subject end")
		}
		if p.status != http.StatusOK || !strings.Contains(p.body, "https://idp.alpha.test/slo?x=1&amp;SAMLResponse=") {
			t.Errorf("a form is answered by a page that leads on: %d %s", p.status, clip(p.body))
		}
		nobody := forge.Logout{Text: replaced("ada.moreno@alpha.test", "nobody@alpha.test")}
		d.wantLogoutReply(t, d.still(t).get(d.slo()+"?"+d.out(nobody, "").Address(t)), statusNobody, "")
	})
}

// wantLogoutReply checks a LogoutResponse that leaves by redirect, and its signature.
func (d *samlDoor) wantLogoutReply(t testing.TB, p page, status, relay string) {
	t.Helper()
	u, err := url.Parse(p.header.Get("Location"))
	if err != nil || !strings.HasPrefix(u.String(), "https://idp.alpha.test/slo?x=1&SAMLResponse=") {
		t.Fatalf("reply: %d %s %s", p.status, u, clip(p.body))
	}
	m, err := readRedirect(strings.TrimPrefix(u.RawQuery, "x=1&"))
	if err != nil || m.relay != relay {
		t.Fatalf("reply: %v, RelayState %q", err, m.relay)
	}
	if err := m.verify(certificatesFor(t, ourSP()), noon); err != nil {
		t.Errorf("signature of the reply: %v", err)
	}
	if err := scanXML(m.doc, maxElements); err != nil {
		t.Errorf("reply: %v", err)
	}
	if !bytes.Contains(m.doc, []byte(`"`+status+`"`)) || !bytes.Contains(m.doc, []byte("InResponseTo=\"id-logout-")) {
		t.Errorf("reply = %s", m.doc)
	}
}

// refusedLogoutPage sees that a message of logout was turned away for its reason.
func refusedLogoutPage(t testing.TB, d *samlDoor, p page, want Reason) bool {
	t.Helper()
	var reason, request string
	err := d.store.Read(d.system(t, d.firm), func(ctx context.Context, c *db.Client) error {
		e, err := c.HistoryEntry.Query().Where(historyentry.Action("LOGOUT_REFUSED")).Order(db.Desc(historyentry.FieldID)).First(ctx)
		if err == nil {
			reason, request = e.Reason, e.RequestID
		}
		return err
	})
	ok := err == nil && p.status == http.StatusForbidden && reason == string(want) && request == p.header.Get("X-Request-Id") &&
		strings.Contains(p.body, request) && !strings.Contains(p.body, string(want))
	if !ok {
		t.Errorf("want %s: %d, history %q %q, %v: %s", want, p.status, reason, request, err, clip(p.body))
	}
	return ok
}

// logoutAttacks bend a LogoutRequest; the first word of the name says by which binding.
func logoutAttacks() map[string]struct {
	logout forge.Logout
	want   Reason
} {
	another := anotherIdP()
	type attack = struct {
		logout forge.Logout
		want   Reason
	}
	const instant = `IssueInstant="2026-03-03T12:00:00Z"`
	return map[string]attack{
		"query unsigned":         {forge.Logout{Bare: true}, unsigned},
		"query of another's key": {forge.Logout{By: &another}, badSignature},
		"query with SHA-1":       {forge.Logout{Method: dsig.RSASHA1SignatureMethod}, weakAlgorithm},
		"query with HMAC":        {forge.Logout{Query: forge.Replaced("rsa-sha256", "hmac-sha256")}, weakAlgorithm},
		"query without SigAlg": {forge.Logout{Query: func(s string) string {
			a, b := strings.Index(s, "&SigAlg"), strings.Index(s, "&Signature")
			return s[:a] + s[b:]
		}}, weakAlgorithm},
		"query without Signature":       {forge.Logout{Query: func(s string) string { return s[:strings.Index(s, "&Signature")] }}, unsigned},
		"query with a RelayState added": {forge.Logout{Query: func(s string) string { return s + "&RelayState=evil" }}, badSignature},
		"query with two messages":       {forge.Logout{Query: func(s string) string { return s + "&SAMLRequest=AAAA" }}, badShape},
		"query with request and answer": {forge.Logout{Query: func(s string) string { return s + "&SAMLResponse=AAAA" }}, badShape},
		"query with two signatures":     {forge.Logout{Query: func(s string) string { return s + "&Signature=AAAA" }}, badShape},
		"query written otherwise":       {forge.Logout{Query: func(s string) string { return strings.Replace(s, "%2F", "%2f", 1) }}, badSignature},
		"query with another encoding":   {forge.Logout{Query: func(s string) string { return s + "&SAMLEncoding=urn:x" }}, badShape},
		"query with junk":               {forge.Logout{Query: func(string) string { return "SAMLRequest=%25%25" }}, notBase64},
		"query with nothing":            {forge.Logout{Query: func(string) string { return "" }}, badShape},
		"query not deflated": {forge.Logout{Query: func(string) string {
			return "SAMLRequest=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte("<x/>")))
		}}, badShape},
		"query expired":                  {forge.Logout{Text: replaced(`NotOnOrAfter="2026-03-03T12:05:00Z"`, `NotOnOrAfter="2026-03-03T11:57:00Z"`)}, expired},
		"query stale":                    {forge.Logout{Text: replaced(instant, `IssueInstant="2026-03-03T11:46:59Z"`)}, stale},
		"query from the future":          {forge.Logout{Text: replaced(instant, `IssueInstant="2026-03-03T12:03:01Z"`)}, notYetValid},
		"query without instant":          {forge.Logout{Text: replaced(instant, "")}, badShape},
		"query for elsewhere":            {forge.Logout{Text: replaced(forge.SPLogout, "https://mandate.test/sso/saml/conn_b/slo")}, wrongDest},
		"query for nowhere":              {forge.Logout{Text: replaced(` Destination="`+forge.SPLogout+`"`, "")}, wrongDest},
		"query of a foreign issuer":      {forge.Logout{Text: replaced(idpEntity, "https://evil.test")}, wrongIssuer},
		"query without issuer":           {forge.Logout{Text: replaced("<saml:Issuer>"+idpEntity+"</saml:Issuer>", "")}, wrongIssuer},
		"query without NameID":           {forge.Logout{Text: replaced("saml:NameID", "saml:BaseID")}, noSubject},
		"query with EncryptedID":         {forge.Logout{Text: replaced("saml:NameID", "saml:EncryptedID")}, encrypted},
		"query of version 1.1":           {forge.Logout{Text: replaced(`Version="2.0"`, `Version="1.1"`)}, badShape},
		"query with a comment":           {forge.Logout{Text: replaced("ada.moreno", "ada<!-- -->.moreno")}, forbiddenXML},
		"query with an entity":           {forge.Logout{Text: func(s string) string { return `<!DOCTYPE x [<!ENTITY a "b">]>` + s }}, forbiddenXML},
		"query that is a Response":       {forge.Logout{Text: func(string) string { return forge.GoodResponse }}, badShape},
		"query that is a LogoutResponse": {forge.Logout{Text: func(string) string { return forge.GoodLogoutResponse }}, badShape},
		"form unsigned":                  {forge.Logout{Bare: true}, unsigned},
		"form of another's key":          {forge.Logout{By: &another}, badSignature},
		"form changed":                   {forge.Logout{Signed: func(r *etree.Element) { r.FindElement("./NameID").SetText(evil) }}, badSignature},
		"form with an index added":       {forge.Logout{Signed: func(r *etree.Element) { r.CreateElement("samlp:SessionIndex").SetText("s-2") }}, badSignature},
		"form with a wrapped request": {forge.Logout{Signed: func(r *etree.Element) {
			original := r.Copy()
			r.FindElement("./NameID").SetText(evil)
			r.CreateAttr("ID", "id-evil")
			r.CreateElement("samlp:Extensions").AddChild(original)
		}}, signatureMisplaced},
		"form with SHA-1":          {forge.Logout{Method: dsig.RSASHA1SignatureMethod}, weakAlgorithm},
		"form expired":             {forge.Logout{Text: replaced(`NotOnOrAfter="2026-03-03T12:05:00Z"`, `NotOnOrAfter="2026-03-03T11:57:00Z"`)}, expired},
		"form for elsewhere":       {forge.Logout{Text: replaced(forge.SPLogout, "https://evil.test/slo")}, wrongDest},
		"form of a foreign issuer": {forge.Logout{Text: replaced(idpEntity, "https://evil.test")}, wrongIssuer},
	}
}

func TestLogoutAttacks(t *testing.T) {
	t.Parallel()
	onBothLogoutDoors(t, func(t *testing.T, d *samlDoor) {
		b := d.session(t, "s-1")
		send := func(name string, l forge.Logout) page {
			if strings.HasPrefix(name, "form") {
				return d.still(t).post(d.slo(), l.Form(t))
			}
			return d.still(t).get(d.slo() + "?" + l.Address(t))
		}
		for name, a := range logoutAttacks() {
			if !refusedLogoutPage(t, d, send(name, d.out(a.logout, "")), a.want) {
				t.Errorf("… by %s", name)
			}
			if !d.alive(b) {
				t.Fatalf("%s ended the session", name)
			}
		}
		good := d.out(forge.Logout{Text: replaced("s-1", "s-other")}, "")
		d.wantLogoutReply(t, send("query", good), statusSuccess, "")
		refusedLogoutPage(t, d, send("query", good), Reason(directory.RefusedReplay))
		refusedLogoutPage(t, d, send("form", good), Reason(directory.RefusedReplay))
		if !d.alive(b) {
			t.Error("the session ended")
		}
	})
}

// TestDeflateBombs runs alone, so that processor time and memory are its own.
func TestDeflateBombs(t *testing.T) {
	d := newLogoutDoor(t, "sqlite")
	for _, size := range []int{maxInflated + 1, 100 << 20} {
		bomb := base64.StdEncoding.EncodeToString(forge.Deflated(t, bytes.Repeat([]byte(" "), size)))
		cpu, memory := spent(t)
		p := d.still(t).get(d.slo() + "?SAMLRequest=" + url.QueryEscape(bomb))
		refusedLogoutPage(t, d, p, tooLarge)
		if after, used := spent(t); after-cpu > time.Second || used-memory > 64<<20 {
			t.Errorf("%d bytes took %s and %d MB", size, after-cpu, (used-memory)>>20)
		}
	}
}

func TestLogoutThatBeginsHere(t *testing.T) {
	t.Parallel()
	onBothLogoutDoors(t, func(t *testing.T, d *samlDoor) {
		b := d.session(t, "s-1")
		p := b.post("/logout", nil)
		if d.alive(b) || p.status != http.StatusOK {
			t.Fatalf("alive %v, %d %s", d.alive(b), p.status, clip(p.body))
		}
		id := d.wantLogoutQuestion(t, p)
		answer := forge.Logout{Good: forge.GoodLogoutResponse}
		refusedLogoutPage(t, d, d.still(t).get(d.slo()+"?"+d.out(answer, id).Address(t)), otherBrowser)
		refusedLogoutPage(t, d, b.get(d.slo()+"?"+d.out(answer, "logout-nobody").Address(t)), unknownRequest)
		refusedLogoutPage(t, d, b.get(d.slo()+"?"+d.out(answer, "id-x").Address(t)), unknownRequest)
		refusedLogoutPage(t, d, b.get(d.slo()+"?"+d.out(forge.Logout{Good: forge.GoodLogoutResponse, Bare: true}, id).Address(t)), unsigned)
		failed := forge.Logout{Good: forge.GoodLogoutResponse, Text: replaced(statusSuccess, statusRequester)}
		refusedLogoutPage(t, d, b.get(d.slo()+"?"+d.out(failed, id).Address(t)), badStatus)
		p = b.get(d.slo() + "?" + d.out(answer, id).Address(t))
		if p.status != http.StatusSeeOther || p.header.Get("Location") != "/login/alpha" {
			t.Errorf("the end: %d %s", p.status, p.header.Get("Location"))
		}
		refusedLogoutPage(t, d, b.get(d.slo()+"?"+d.out(answer, id).Address(t)), usedRequest)
		// A request of logout is none of sign-in.
		refusedPage(t, d.world, d.firm, d.post(b, d.forge(t, forged{}, d.wantLogoutQuestion(t, d.session(t, "s-2").post("/logout", nil)))), otherBrowser)
		if n := len(d.session(t, "s-3").post("/logout", nil, "Accept", "application/json").body); n != 0 {
			t.Errorf("JSON gets %d bytes", n)
		}
	})
}

// wantLogoutQuestion checks the LogoutRequest that a page leads to, and gives its ID.
func (d *samlDoor) wantLogoutQuestion(t testing.TB, p page) string {
	t.Helper()
	_, after, ok := strings.Cut(p.body, `href="https://idp.alpha.test/slo?x=1&amp;`)
	query, _, _ := strings.Cut(after, `"`)
	m, err := readRedirect(strings.ReplaceAll(query, "&amp;", "&"))
	if !ok || err != nil {
		t.Fatalf("no question: %v %s", err, clip(p.body))
	}
	if err := m.verify(certificatesFor(t, ourSP()), noon); err != nil {
		t.Errorf("signature of the question: %v", err)
	}
	root, err := treeOf(m.doc)
	if err != nil {
		t.Fatal(err)
	}
	var read logoutRequest
	if err := decode(root, &read); err != nil || len(read.Issuer) != 1 || read.Issuer[0].Value != d.addresses().EntityID {
		t.Errorf("question = %s, %v", m.doc, err)
	}
	id := root.FindElement("./NameID")
	if id == nil || id.Text() != "ada.moreno@alpha.test" || id.SelectAttrValue("Format", "") != formatEmail || root.FindElement("./SessionIndex") == nil {
		t.Errorf("question = %s", m.doc)
	}
	return attr(root, "ID")
}

// TestLogoutWithARealIdP walks both directions by both bindings with samlify.
func TestLogoutWithARealIdP(t *testing.T) {
	t.Parallel()
	for _, binding := range []string{"redirect", "post"} {
		t.Run(binding, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sqliteAddress(t), noClock())
			f := w.firm(t, "alpha", "Alpha Bank")
			w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
			idp := idptest.SAMLify(t, "LIFETIME=3600", "REQUIRE_SIGNED_REQUESTS=1")
			_, name := w.samlConnection(t, f, idp, func(u *directory.ConnectionUpdate) {
				on, none := true, ""
				u.SignRequests = &on
				if binding == "post" {
					u.SSORedirectURL, u.SLORedirectURL = &none, &none
				}
			})
			idp.KnowSP(t, []byte(w.browser(t).get("/sso/saml/"+name+"/metadata").body))
			enter := func() *browser {
				b := w.browser(t)
				p := b.get("/sso/saml/" + name + "/start")
				if binding == "post" {
					action, fields := p.form(t)
					p = b.post(action, fields)
				}
				acs, answer := p.form(t)
				if b.post(acs, answer); b.signedIn() == "" {
					t.Fatal("not signed in")
				}
				return b
			}
			// leave takes the browser on: by the form that a page shows, or by its link.
			leave := func(b *browser, p page) page {
				if !strings.Contains(p.body, "<form") {
					_, after, _ := strings.Cut(p.body, `href="`+idp.Base)
					to, _, _ := strings.Cut(after, `"`)
					return b.get(idp.Base + strings.ReplaceAll(to, "&amp;", "&"))
				}
				action, fields := p.form(t)
				return b.post(action, fields)
			}
			b := enter()
			p := b.get(idp.Base + "/test/logout?binding=" + binding)
			if binding == "post" {
				p = leave(b, leave(b, p))
			}
			if b.signedIn() != "" || !strings.Contains(p.body, `"loggedOut": true`) {
				t.Fatalf("after the IdP's logout: %d %s", p.status, clip(p.body))
			}
			b = enter()
			if p = leave(b, b.post("/logout", nil)); binding == "post" {
				p = leave(b, p)
			}
			if b.signedIn() != "" || p.url.Path != "/login/alpha" {
				t.Errorf("after our logout: %s %d %s", p.url, p.status, clip(p.body))
			}
		})
	}
}
