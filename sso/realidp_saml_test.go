package sso

import (
	"encoding/base64"
	"encoding/pem"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"mandate/directory"
	"mandate/sso/forge"
	"mandate/sso/idptest"
)

// withOurKey gives a connection the forge's service provider key.
func withOurKey(t testing.TB, u *directory.ConnectionUpdate) {
	t.Helper()
	private, certificate := pkcs8(t, ourSP()), pemOf(ourSP())
	u.SPKey, u.SPCertificate = private, &certificate
}

// TestEncryptedAnswersOfRealIdPs: npm samlp by AES-128 and AES-256, npm samlify by
// AES-256 with the response signed around the ciphertext.
func TestEncryptedAnswersOfRealIdPs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	file := filepath.Join(t.TempDir(), "sp.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ourSP().Certificate.Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	on := true
	demand := func(u *directory.ConnectionUpdate) {
		withOurKey(t, u)
		u.WantEncrypted = &on
	}
	enters := func(name string) bool {
		b := w.browser(t)
		acs, answer := b.atIdP(name, "/")
		doc, err := base64.StdEncoding.DecodeString(answer.Get("SAMLResponse"))
		if err != nil || len(doc) == 0 {
			t.Fatalf("answer: %v", err)
		}
		b.post(acs, answer)
		return b.signedIn() == "ada.moreno@alpha.test"
	}
	samlp := idptest.SAML(t, "LIFETIME=3600", "ENCRYPT=1", "SP_CERT="+file)
	_, name := w.samlConnection(t, f, samlp, demand)
	for _, method := range []string{forge.AES128GCM, forge.AES256GCM} {
		samlp.Control(t, "/test/settings", url.Values{"encryption": {method}})
		if !enters(name) {
			t.Errorf("samlp with %s: not signed in", method)
		}
	}
	g := w.firm(t, "gamma", "Gamma Bank")
	w.person(t, g, "ada.moreno@gamma.test", "Ada", "Moreno")
	samlify := idptest.SAMLify(t, "LIFETIME=3600", "SIGN=both", "ENCRYPT="+forge.AES256GCM,
		`USERS=[{"id":"u-1","email":"ada.moreno@gamma.test","given_name":"Ada","family_name":"Moreno"}]`)
	_, name = w.samlConnection(t, g, samlify, demand)
	samlify.KnowSP(t, []byte(w.browser(t).get("/sso/saml/"+name+"/metadata").body))
	b := w.browser(t)
	acs, answer := b.atIdP(name, "/")
	if p := b.post(acs, answer); b.signedIn() != "ada.moreno@gamma.test" {
		reason, detail, _ := w.lastRefusal(t, g)
		t.Errorf("samlify: %d, %s %s", p.status, reason, detail)
	}
}

// TestIdPInitiatedByRealIdPs: what npm samlp and npm samlify send unasked.
func TestIdPInitiatedByRealIdPs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	on := true
	for name, idp := range map[string]idptest.IdP{"samlp": idptest.SAML(t, "LIFETIME=3600"), "samlify": idptest.SAMLify(t, "LIFETIME=3600")} {
		_, connection := w.samlConnection(t, f, idp, func(u *directory.ConnectionUpdate) {
			u.Name, u.IdPInitiated = &name, &on
			withOurKey(t, u)
		})
		b := w.browser(t)
		if name == "samlify" {
			idp.KnowSP(t, []byte(b.get("/sso/saml/"+connection+"/metadata").body))
		}
		a := AddressesOf(w.handler.PublicURL, connection)
		p := b.get(idp.Base + "/start?" + url.Values{"sp": {a.EntityID}, "acs": {a.ACS}, "user": {"ada.moreno@alpha.test"}, "RelayState": {"/deals"}}.Encode())
		acs, answer := p.form(t)
		if p := b.post(acs, answer); b.signedIn() == "" || p.body != "console at /deals" {
			reason, detail, _ := w.lastRefusal(t, f)
			t.Errorf("%s: %d %s, %s %s", name, p.status, p.url, reason, detail)
		}
	}
}
