package sso

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// forger is an IdP of our own that signs whatever it is told to.
type forger struct {
	key  *rsa.PrivateKey
	cert *x509.Certificate
}

var (
	ourIdP     = sync.OnceValue(func() forger { return newForger("our idp", noon) })
	anotherIdP = sync.OnceValue(func() forger { return newForger("another idp", noon) })
	oldIdP     = sync.OnceValue(func() forger { return newForger("old idp", noon.AddDate(-3, 0, 0)) })
)

var noon = time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)

// The parties of the forged answers.
const (
	idpEntity = "https://idp.alpha.test/metadata"
	spEntity  = "https://mandate.test/sso/saml/conn_a/metadata"
	spACS     = "https://mandate.test/sso/saml/conn_a/acs"
	requestID = "id-request-1"
)

func newForger(name string, at time.Time) forger {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(at.Unix()), Subject: pkix.Name{CommonName: name},
		NotBefore: at.AddDate(-1, 0, 0), NotAfter: at.AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return forger{key: key, cert: cert}
}

// sign replaces el in its parent by a copy with an enveloped signature.
func (f forger) sign(t *testing.T, el *etree.Element, method string) {
	t.Helper()
	keys := dsig.TLSCertKeyStore(tls.Certificate{Certificate: [][]byte{f.cert.Raw}, PrivateKey: f.key})
	context := dsig.NewDefaultSigningContext(keys)
	context.IdAttribute = "ID"
	context.Canonicalizer = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
	if method == dsig.RSASHA1SignatureMethod {
		context.Hash = crypto.SHA1
	}
	if err := context.SetSignatureMethod(method); err != nil {
		t.Fatalf("set signature method: %v", err)
	}
	signature, err := context.ConstructSignature(detached(t, el), true)
	if err != nil {
		t.Fatalf("sign: %v", err)
	}
	el.InsertChildAt(1, signature)
}

// detached is el with the namespaces of its parents, as a signer sees it.
func detached(t *testing.T, el *etree.Element) *etree.Element {
	t.Helper()
	outer, err := etreeutils.NSBuildParentContext(el)
	if err != nil {
		t.Fatalf("namespaces: %v", err)
	}
	inner, err := outer.SubContext(el)
	if err != nil {
		t.Fatalf("namespaces: %v", err)
	}
	out, err := etreeutils.NSDetatch(inner, el)
	if err != nil {
		t.Fatalf("detach: %v", err)
	}
	return out
}

// forged describes an answer: good unless something bends it.
type forged struct {
	text     func(xml string) string   // before parsing: names, times
	tree     func(root *etree.Element) // before signing
	signed   func(root *etree.Element) // after signing: what an attacker can do
	bytes    func(doc string) string   // the last word
	by       *forger
	method   string
	response bool // sign the response
	bare     bool // do not sign the assertion
}

const goodResponse = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="id-response" Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Destination="https://mandate.test/sso/saml/conn_a/acs" InResponseTo="id-request-1"><saml:Issuer>https://idp.alpha.test/metadata</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="id-assertion" Version="2.0" IssueInstant="2026-03-03T12:00:00Z"><saml:Issuer>https://idp.alpha.test/metadata</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada.moreno@alpha.test</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="https://mandate.test/sso/saml/conn_a/acs" NotOnOrAfter="2026-03-03T12:05:00Z" InResponseTo="id-request-1"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2026-03-03T11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"><saml:AudienceRestriction><saml:Audience>https://mandate.test/sso/saml/conn_a/metadata</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="2026-03-03T12:00:00Z" SessionIndex="s-1" SessionNotOnOrAfter="2026-03-03T20:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>ada.moreno@alpha.test</saml:AttributeValue></saml:Attribute><saml:Attribute Name="firstName"><saml:AttributeValue>Ada</saml:AttributeValue></saml:Attribute><saml:Attribute Name="lastName"><saml:AttributeValue>Moreno</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`

// make forges the answer as bytes.
func (f forged) make(t *testing.T) []byte {
	t.Helper()
	text := goodResponse
	if f.text != nil {
		text = f.text(text)
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromString(text); err != nil {
		t.Fatalf("forge: %v", err)
	}
	if f.tree != nil {
		f.tree(doc.Root())
	}
	f.seal(t, doc.Root())
	if f.signed != nil {
		f.signed(doc.Root())
	}
	out, err := doc.WriteToString()
	if err != nil {
		t.Fatalf("forge: %v", err)
	}
	if f.bytes != nil {
		out = f.bytes(out)
	}
	return []byte(out)
}

func (f forged) seal(t *testing.T, root *etree.Element) {
	t.Helper()
	by := ourIdP()
	if f.by != nil {
		by = *f.by
	}
	method := f.method
	if method == "" {
		method = dsig.RSASHA256SignatureMethod
	}
	if a := root.FindElement("./Assertion"); a != nil && !f.bare {
		by.sign(t, a, method)
	}
	if f.response {
		by.sign(t, root, method)
	}
}

// replaced makes a text bend: every old becomes new, and old must be there.
func replaced(old, new string) func(string) string {
	return func(s string) string {
		if !strings.Contains(s, old) {
			panic("nothing to bend: " + old)
		}
		return strings.ReplaceAll(s, old, new)
	}
}

// removed makes a tree bend: the element at the path goes.
func removed(path string) func(*etree.Element) {
	return func(root *etree.Element) {
		el := root.FindElement(path)
		el.Parent().RemoveChild(el)
	}
}

func ourConnection() SAML {
	return SAML{EntityID: idpEntity, Certificates: []*x509.Certificate{ourIdP().cert}, Audience: spEntity, ACS: spACS}
}
