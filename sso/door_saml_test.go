package sso

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/sso/forge"
	"mandate/store/storetest"
)

// samlDoor is a connection of a firm to the forge, at noon: its clock stands still.
type samlDoor struct {
	*world
	firm firm
	id   ident.ID
	name string // outside id
	made int
}

// onBothDoors runs a test at a fresh door on each database.
func onBothDoors(t *testing.T, fn func(t *testing.T, d *samlDoor)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			fn(t, newDoor(t, storetest.Address(t, kind), nil))
		})
	}
}

func newDoor(t testing.TB, address string, bend func(*directory.ConnectionUpdate)) *samlDoor {
	t.Helper()
	ahead := noClock()
	w := newWorldAt(t, address, ahead, func() time.Time { return noon.Add(time.Duration(ahead.Load())) })
	w.handler.PublicURL = w.server.URL
	f := w.firm(t, "alpha", "Alpha Bank")
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	d := &samlDoor{world: w, firm: f}
	d.connect(t, bend)
	return d
}

// connect makes the connection; bend changes what is usual.
func (d *samlDoor) connect(t testing.TB, bend func(*directory.ConnectionUpdate)) {
	t.Helper()
	name, entity, to, key := "Alpha Login", idpEntity, "https://idp.alpha.test/sso", pemOf(ourSP())
	private := pkcs8(t, ourSP())
	u := directory.ConnectionUpdate{Name: &name, IdPEntityID: &entity, SSORedirectURL: &to, Certificates: &[]string{pemOf(ourIdP())},
		SPKey: private, SPCertificate: &key}
	if bend != nil {
		bend(&u)
	}
	var err error
	if d.id, err = d.directory.CreateConnection(d.system(t, d.firm), "SAML", u); err != nil {
		t.Fatalf("create connection: %v", err)
	}
	d.name = d.id.Text(ident.Connection)
}

func pkcs8(t testing.TB, f forge.IdP) []byte {
	t.Helper()
	private, err := x509.MarshalPKCS8PrivateKey(f.Key)
	if err != nil {
		t.Fatal(err)
	}
	return private
}

func (d *samlDoor) change(t testing.TB, u directory.ConnectionUpdate) {
	t.Helper()
	if err := d.directory.UpdateConnection(d.system(t, d.firm), d.id, 0, u); err != nil {
		t.Fatalf("change connection: %v", err)
	}
}

func (d *samlDoor) addresses() Addresses { return AddressesOf(d.handler.PublicURL, d.name) }

// still is a browser that stays where a redirect would take it.
func (d *samlDoor) still(t testing.TB) *browser {
	b := d.browser(t)
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b
}

// begin starts a sign-in and reads the request that leaves for the IdP.
func (d *samlDoor) begin(t testing.TB, b *browser, query string) (id string, sent url.Values) {
	t.Helper()
	p := b.get("/sso/saml/" + d.name + "/start" + query)
	return requestOf(t, p)
}

// requestOf reads the SAML request that a page sends by redirect or by a link.
func requestOf(t testing.TB, p page) (id string, sent url.Values) {
	t.Helper()
	u, err := url.Parse(p.header.Get("Location"))
	if err != nil || u.Host == "" {
		t.Fatalf("no redirect: %d %s", p.status, clip(p.body))
	}
	sent = u.Query()
	packed, err := base64.StdEncoding.DecodeString(sent.Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var head struct {
		ID string `xml:"ID,attr"`
	}
	if err := xml.Unmarshal(text, &head); err != nil {
		t.Fatal(err)
	}
	sent.Set("text", string(text))
	return head.ID, sent
}

// forge makes an answer for this door; its IDs are its own.
func (d *samlDoor) forge(t testing.TB, a forged, request string) []byte {
	t.Helper()
	d.made++
	a.At = forge.Place{Base: d.handler.PublicURL + "/sso/saml/" + d.name, Request: request, ID: fmt.Sprintf("id-assertion-%d", d.made)}
	return made(t, a)
}

func (d *samlDoor) post(b *browser, doc []byte, more ...string) page {
	b.t.Helper()
	form := url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString(doc)}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return b.post("/sso/saml/"+d.name+"/acs", form)
}

// enter signs in with an answer in a browser of its own.
func (d *samlDoor) enter(t testing.TB, a forged) (*browser, page) {
	t.Helper()
	b := d.still(t)
	id, _ := d.begin(t, b, "")
	return b, d.post(b, d.forge(t, a, id))
}

func (d *samlDoor) wantIn(t testing.TB, b *browser, p page) {
	t.Helper()
	if p.status != http.StatusSeeOther || b.cookie(SessionCookie) == "" {
		t.Fatalf("not signed in: %d %s", p.status, clip(p.body))
	}
}

// every gives all attacks by an answer.
func everyAttack(t *testing.T) badAnswers {
	t.Helper()
	all := badAnswers{}
	for _, more := range []badAnswers{signatureCases(t), algorithmCases(), headCases(), wordCases(), textCases(),
		placeCases(t), referenceCases(t), namespaceCases(), timeCases(), audienceCases(), addressCases(), valueCases(), coverCases(), cipherCases(t)} {
		maps.Copy(all, more)
	}
	return all
}

// TestEveryAttackAtTheDoor plays every forged answer against the running door on both
// databases: no session, the generic page with its reference number, the precise
// reason in history, and a process that lets the next honest person in.
func TestEveryAttackAtTheDoor(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		for name, c := range everyAttack(t) {
			b, p := d.enter(t, c.forged)
			if !refusedPage(t, d.world, d.firm, p, c.want) {
				t.Errorf("… by %s", name)
			}
			if b.cookie(SessionCookie) != "" {
				t.Errorf("%s: a session", name)
			}
		}
		for name, f := range arrangements(t) {
			if _, p := d.enter(t, f); p.status != http.StatusForbidden {
				t.Errorf("%s: %d", name, p.status)
			}
		}
		if n := d.sessions(t, d.firm); n != 0 {
			t.Fatalf("%d sessions", n)
		}
		b, p := d.enter(t, forged{})
		d.wantIn(t, b, p)
	})
}

func TestReplayAndStrangers(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		b := d.still(t)
		id, _ := d.begin(t, b, "")
		doc := d.forge(t, forged{}, id)
		thief := d.still(t)
		refusedPage(t, d.world, d.firm, d.post(thief, doc), otherBrowser)
		d.wantIn(t, b, d.post(b, doc))
		refusedPage(t, d.world, d.firm, d.post(b, doc), usedRequest)
		refusedPage(t, d.world, d.firm, d.post(thief, doc), otherBrowser)
		second, _ := d.begin(t, b, "")
		refusedPage(t, d.world, d.firm, d.post(b, bytes.ReplaceAll(doc, []byte(id), []byte(second))), badSignature)
		// The same assertion ID in a new answer: remembered in the session's transaction.
		d.made--
		refusedPage(t, d.world, d.firm, d.post(b, d.forge(t, forged{}, second)), Reason(directory.RefusedReplay))
		refusedPage(t, d.world, d.firm, d.post(b, d.forge(t, forged{}, "id-nobody-asked")), unknownRequest)
		old, _ := d.begin(t, b, "")
		late := d.forge(t, forged{}, old)
		d.ahead.Add(int64(requestLife + time.Second))
		refusedPage(t, d.world, d.firm, d.post(b, late), expired)
		d.ahead.Store(0)
	})
}

// TestAnotherTenantsAnswer plays answers of one firm's IdP at another firm's door.
func TestAnotherTenantsAnswer(t *testing.T) {
	t.Parallel()
	d := newDoor(t, sqliteAddress(t), nil)
	beta := &samlDoor{world: d.world, firm: d.world.firm(t, "beta", "Beta Bank")}
	beta.connect(t, func(u *directory.ConnectionUpdate) {
		entity := "https://idp.beta.test/metadata"
		u.IdPEntityID, u.Certificates = &entity, &[]string{pemOf(anotherIdP())}
	})
	b := d.still(t)
	id, _ := beta.begin(t, b, "")
	refusedPage(t, d.world, beta.firm, beta.post(b, d.forge(t, forged{}, id)), badSignature)
	another := anotherIdP()
	refusedPage(t, d.world, beta.firm, beta.post(b, beta.forge(t, forged{By: &another}, id)), wrongIssuer)
	// Beta's own IdP answers a request of alpha's connection.
	ours, _ := d.begin(t, b, "")
	good := forged{By: &another, Text: replaced(idpEntity, "https://idp.beta.test/metadata")}
	refusedPage(t, d.world, beta.firm, beta.post(b, beta.forge(t, good, ours)), unknownRequest)
	// Two connections of one firm to the same IdP: each takes only its own.
	first := d.name
	d.connect(t, nil)
	mine, _ := d.begin(t, b, "")
	doc := d.forge(t, forged{}, mine)
	d.name = first
	refusedPage(t, d.world, d.firm, d.post(b, doc), wrongDest)
}

func TestIdPInitiated(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		bare := forged{Text: func(s string) string { return replaced(` InResponseTo="id-request-1"`, "")(s) }}
		refusedPage(t, d.world, d.firm, d.post(d.still(t), d.forge(t, bare, "")), unsolicited)
		on := true
		d.change(t, directory.ConnectionUpdate{IdPInitiated: &on})
		for relay, want := range map[string]string{"/deals?mine=1": "/deals?mine=1", "": "/", "//evil": "/", "https:evil": "/", `\\evil`: "/",
			"javascript:alert(1)": "/", "/a\r\nSet-Cookie: x=1": "/", "https://evil.test/": "/", "/" + string(bytes.Repeat([]byte("a"), 10<<10)): "/"} {
			b := d.still(t)
			p := d.post(b, d.forge(t, bare, ""), "RelayState", relay)
			d.wantIn(t, b, p)
			if got := p.header.Get("Location"); got != want {
				t.Errorf("RelayState %q leads to %q", clip(relay), got)
			}
		}
		b := d.still(t)
		doc := d.forge(t, bare, "")
		d.wantIn(t, b, d.post(b, doc))
		refusedPage(t, d.world, d.firm, d.post(d.still(t), doc), Reason(directory.RefusedReplay))
		// What names a request is still held to it.
		refusedPage(t, d.world, d.firm, d.post(d.still(t), d.forge(t, forged{}, "id-of-nobody")), unknownRequest)
		refusedPage(t, d.world, d.firm, d.post(d.still(t), d.forge(t, forged{Text: replaced(`acs" InResponseTo="id-request-1"><saml:Issuer>`, `acs"><saml:Issuer>`)}, "id-x")), wrongRequest)
	})
}

func TestFreshProofIsAskedForAndSeen(t *testing.T) {
	t.Parallel()
	d := newDoor(t, sqliteAddress(t), nil)
	b := d.still(t)
	id, sent := d.begin(t, b, "?reauthenticate=1")
	if text := sent.Get("text"); !bytes.Contains([]byte(text), []byte(`ForceAuthn="true"`)) {
		t.Fatalf("request = %s", text)
	}
	hours := forged{Text: replaced(`AuthnInstant="2026-03-03T12:00:00Z"`, `AuthnInstant="2026-03-03T08:00:00Z"`)}
	refusedPage(t, d.world, d.firm, d.post(b, d.forge(t, hours, id)), notFresh)
	d.wantIn(t, b, d.post(b, d.forge(t, forged{}, id)))
	other, p := d.enter(t, hours)
	d.wantIn(t, other, p)
}

func TestEncryptionMayBeDemanded(t *testing.T) {
	t.Parallel()
	on := true
	d := newDoor(t, sqliteAddress(t), func(u *directory.ConnectionUpdate) { u.WantEncrypted = &on })
	_, p := d.enter(t, forged{})
	refusedPage(t, d.world, d.firm, p, unencrypted)
	b, p := d.enter(t, forged{Cipher: hiddenFor(nil)})
	d.wantIn(t, b, p)
}

// TestKeysDuringARollover: metadata shows both, what is encrypted for either opens, and
// requests are signed by the present one.
func TestKeysDuringARollover(t *testing.T) {
	t.Parallel()
	on := true
	d := newDoor(t, sqliteAddress(t), func(u *directory.ConnectionUpdate) { u.SignRequests = &on })
	ctx := d.system(t, d.firm)
	if err := d.directory.BeginKeyRollover(ctx, d.id, 0); err != nil {
		t.Fatal(err)
	}
	var next string
	err := d.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		next = c.Connection.GetX(ctx, d.id).SpNextCertificate
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode([]byte(next))
	fresh, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	text := d.still(t).get("/sso/saml/" + d.name + "/metadata").body
	for _, c := range []*x509.Certificate{ourSP().Certificate, fresh} {
		if n := bytes.Count([]byte(text), []byte(base64.StdEncoding.EncodeToString(c.Raw))); n != 2 {
			t.Errorf("a certificate is there %d times", n)
		}
	}
	check := func(signer *x509.Certificate) {
		t.Helper()
		for _, c := range []*x509.Certificate{ourSP().Certificate, fresh} {
			b, p := d.enter(t, forged{Cipher: &forge.Cipher{To: c}})
			d.wantIn(t, b, p)
		}
		p := d.still(t).get("/sso/saml/" + d.name + "/start")
		u, err := url.Parse(p.header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		m, err := readRedirect(u.RawQuery)
		if err == nil {
			err = m.verify([]*x509.Certificate{signer}, noon)
		}
		if err != nil {
			t.Errorf("request: %v", err)
		}
	}
	check(ourSP().Certificate)
	if err := d.directory.SwitchServiceKey(ctx, d.id, 0); err != nil {
		t.Fatal(err)
	}
	check(fresh)
	if err := d.directory.RetireServiceKey(ctx, d.id, 0); err != nil {
		t.Fatal(err)
	}
	_, p := d.enter(t, forged{Cipher: hiddenFor(nil)})
	refusedPage(t, d.world, d.firm, p, undecryptable)
}

// TestEightWindowsAtOnce: the first sign-ins of one person, at the same time.
func TestEightWindowsAtOnce(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := newSigner(t, kind)
			s.crowd(t, 8, 8)
			if n := s.door.sessions(t, s.door.firm); n != 8 {
				t.Errorf("%d sessions", n)
			}
		})
	}
}
