package sso

import (
	"crypto/rsa"
	"testing"

	"mandate/sso/forge"
)

// nothingGood holds a check to the two things that may come out of text that nobody
// signed: a Refusal, and never a crash that had to be caught.
func nothingGood(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("unsigned text was taken")
	}
	if reasonOf(err) == "" || reasonOf(err) == panicked {
		t.Fatalf("err = %v", err)
	}
}

// FuzzValidate: nothing but a Refusal ever comes out of an answer, encrypted or not.
func FuzzValidate(f *testing.F) {
	f.Add([]byte(forge.GoodResponse))
	f.Add([]byte("<a/>"))
	for _, a := range []forged{{}, {Response: true}, {Cipher: hiddenFor(nil)}, {Cipher: hiddenFor(func(c *forge.Cipher) { c.Beside = true })}} {
		a.By = ptr(anotherIdP())
		f.Add(a.Make(f))
	}
	c := ourConnection()
	c.Keys, c.Unsolicited = []*rsa.PrivateKey{keyOf(ourSP())}, true
	f.Fuzz(func(t *testing.T, doc []byte) {
		_, err := c.Validate(doc, noon)
		nothingGood(t, err)
	})
}

// FuzzLogout: neither a query nor a form of single logout crashes or is taken.
func FuzzLogout(f *testing.F) {
	f.Add("SAMLRequest=AAAA", []byte(forge.GoodLogoutRequest))
	another := anotherIdP()
	f.Add(forge.Logout{By: &another, Relay: "x"}.Address(f), []byte(forge.GoodLogoutResponse))
	c := ourConnection()
	c.Logout = forge.SPLogout
	f.Fuzz(func(t *testing.T, query string, doc []byte) {
		var request logoutRequest
		m, err := readRedirect(query)
		if err == nil {
			err = c.readLogout(inbound{field: m.field, doc: m.doc, query: &m}, "LogoutRequest", &request, noon)
		}
		nothingGood(t, err)
		nothingGood(t, c.readLogout(inbound{field: "SAMLRequest", doc: doc}, "LogoutRequest", &request, noon))
	})
}

// FuzzMetadata: the metadata of an IdP is read or refused.
func FuzzMetadata(f *testing.F) {
	f.Add(idpMetadata(nil))
	f.Fuzz(func(_ *testing.T, text []byte) {
		if m, err := ParseMetadata(text); err == nil {
			m.Warnings(noon)
			m.Update()
		}
	})
}
