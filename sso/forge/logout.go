package forge

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"net/url"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// GoodLogoutRequest asks to end one session of one person (core 3.7.1).
const GoodLogoutRequest = `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="id-assertion" Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Destination="https://mandate.test/sso/saml/conn_a/slo" NotOnOrAfter="2026-03-03T12:05:00Z"><saml:Issuer>https://idp.alpha.test/metadata</saml:Issuer><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada.moreno@alpha.test</saml:NameID><samlp:SessionIndex>s-1</samlp:SessionIndex></samlp:LogoutRequest>`

// GoodLogoutResponse says that a logout of ours is done (core 3.7.2).
const GoodLogoutResponse = `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="id-assertion" Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Destination="https://mandate.test/sso/saml/conn_a/slo" InResponseTo="id-request-1"><saml:Issuer>https://idp.alpha.test/metadata</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`

// Logout describes a message of single logout, good unless something bends it.
type Logout struct {
	Good   string                    // GoodLogoutRequest or GoodLogoutResponse; empty is the first
	Text   func(xml string) string   // before parsing
	Signed func(root *etree.Element) // after signing
	Query  func(query string) string // by redirect: the last word

	By     *IdP
	Method string // empty is RSA-SHA256
	Bare   bool   // do not sign
	Relay  string
	At     Place
}

func (l Logout) text() string {
	good := or(l.Good, GoodLogoutRequest)
	return l.At.bent(l.At.there().Replace(good), l.Text)
}

func (l Logout) field() string {
	if l.Good == GoodLogoutResponse {
		return "SAMLResponse"
	}
	return "SAMLRequest"
}

// Form is the message by HTTP-POST, with an enveloped signature.
func (l Logout) Form(tb testing.TB) url.Values {
	tb.Helper()
	doc := etree.NewDocument()
	if err := doc.ReadFromString(l.text()); err != nil {
		tb.Fatalf("forge: %v", err)
	}
	if !l.Bare {
		l.By.Sign(tb, doc.Root(), l.Method)
	}
	bend(doc.Root(), l.Signed)
	out, err := doc.WriteToBytes()
	if err != nil {
		tb.Fatalf("forge: %v", err)
	}
	return url.Values{l.field(): {base64.StdEncoding.EncodeToString(out)}, "RelayState": {l.Relay}}
}

// Address is the query of the message by HTTP-Redirect, signed over its octets.
func (l Logout) Address(tb testing.TB) string {
	tb.Helper()
	query := l.field() + "=" + url.QueryEscape(base64.StdEncoding.EncodeToString(Deflated(tb, []byte(l.text()))))
	if l.Relay != "" {
		query += "&RelayState=" + url.QueryEscape(l.Relay)
	}
	if !l.Bare {
		query = l.By.SignQuery(tb, query, or(l.Method, dsig.RSASHA256SignatureMethod))
	}
	if l.Query != nil {
		query = l.Query(query)
	}
	return query
}

// Deflated is a text as the DEFLATE encoding of the HTTP-Redirect binding has it.
func Deflated(tb testing.TB, text []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		tb.Fatalf("deflate: %v", err)
	}
	return b.Bytes()
}
