package forge

import (
	"testing"

	"github.com/beevik/etree"
)

// Answer describes a Response (core 3.3.3) with one assertion, good at noon of
// 3 March 2026 UTC unless something bends it.
type Answer struct {
	Text   func(xml string) string   // before parsing: names, times
	Tree   func(root *etree.Element) // before signing
	Signed func(root *etree.Element) // after signing: what an attacker can do
	Bytes  func(doc string) string   // the last word

	By       *IdP // who signs; it must be there unless nothing is signed
	Method   string
	Prefixes string // namespaces that the signature keeps though nothing uses them (InclusiveNamespaces)
	Response bool   // sign the response
	Bare     bool   // do not sign the assertion
	Cipher   *Cipher
	At       Place
}

func (a Answer) sign(tb testing.TB, el *etree.Element) {
	tb.Helper()
	if a.Prefixes != "" {
		a.By.signKeeping(tb, el, a.Prefixes)
		return
	}
	a.By.Sign(tb, el, a.Method)
}

// GoodResponse is an answer as it is before it is signed.
const GoodResponse = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="id-response" Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Destination="https://mandate.test/sso/saml/conn_a/acs" InResponseTo="id-request-1"><saml:Issuer>https://idp.alpha.test/metadata</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="id-assertion" Version="2.0" IssueInstant="2026-03-03T12:00:00Z"><saml:Issuer>https://idp.alpha.test/metadata</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada.moreno@alpha.test</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="https://mandate.test/sso/saml/conn_a/acs" NotOnOrAfter="2026-03-03T12:05:00Z" InResponseTo="id-request-1"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2026-03-03T11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"><saml:AudienceRestriction><saml:Audience>https://mandate.test/sso/saml/conn_a/metadata</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="2026-03-03T12:00:00Z" SessionIndex="s-1" SessionNotOnOrAfter="2026-03-03T20:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>ada.moreno@alpha.test</saml:AttributeValue></saml:Attribute><saml:Attribute Name="firstName"><saml:AttributeValue>Ada</saml:AttributeValue></saml:Attribute><saml:Attribute Name="lastName"><saml:AttributeValue>Moreno</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`

// Make forges the answer as bytes.
func (a Answer) Make(tb testing.TB) []byte {
	tb.Helper()
	doc := etree.NewDocument()
	if err := doc.ReadFromString(a.At.bent(a.At.there().Replace(GoodResponse), a.Text)); err != nil {
		tb.Fatalf("forge: %v", err)
	}
	bend(doc.Root(), a.Tree)
	a.seal(tb, doc.Root())
	bend(doc.Root(), a.Signed)
	out, err := doc.WriteToString()
	if err != nil {
		tb.Fatalf("forge: %v", err)
	}
	return []byte(a.At.bent(out, a.Bytes))
}

func bend(root *etree.Element, by func(*etree.Element)) {
	if by != nil {
		by(root)
	}
}

func (a Answer) seal(tb testing.TB, root *etree.Element) {
	tb.Helper()
	assertion := root.FindElement("./Assertion")
	if assertion != nil && !a.Bare {
		a.sign(tb, assertion)
	}
	if assertion != nil && a.Cipher != nil {
		a.Cipher.hide(tb, assertion)
	}
	if a.Response {
		a.sign(tb, root)
	}
}
