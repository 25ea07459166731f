package forge

import (
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// signKeeping signs el with RSA and SHA-256 as Okta and OneLogin do: namespaces that nothing but the
// text of an attribute uses are kept by a list (Exclusive XML Canonicalization, 2). The
// library signs without one.
func (f IdP) signKeeping(tb testing.TB, el *etree.Element, prefixes string) {
	tb.Helper()
	c14n := dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList(prefixes)
	sum := func(part *etree.Element) []byte {
		text, err := c14n.Canonicalize(part)
		if err != nil {
			tb.Fatalf("canonicalize: %v", err)
		}
		hash := sha256.Sum256(text)
		return hash[:]
	}
	list := `<ec:InclusiveNamespaces xmlns:ec="` + string(dsig.CanonicalXML10ExclusiveAlgorithmId) + `" PrefixList="` + prefixes + `"/>`
	signature := Parsed(`<ds:Signature xmlns:ds="` + dsig.Namespace + `"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="` + string(dsig.CanonicalXML10ExclusiveAlgorithmId) + `"/>` +
		`<ds:SignatureMethod Algorithm="` + dsig.RSASHA256SignatureMethod + `"/><ds:Reference URI="#` + el.SelectAttrValue("ID", "") + `"><ds:Transforms>` +
		`<ds:Transform Algorithm="` + string(dsig.EnvelopedSignatureAltorithmId) + `"/><ds:Transform Algorithm="` + string(dsig.CanonicalXML10ExclusiveAlgorithmId) + `">` + list + `</ds:Transform>` +
		`</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>` + base64.StdEncoding.EncodeToString(sum(detached(tb, el))) +
		`</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>`)
	value, err := f.Key.Sign(rand.Reader, sum(detached(tb, signature.FindElement("./SignedInfo"))), crypto.SHA256)
	if err != nil {
		tb.Fatalf("sign: %v", err)
	}
	signature.FindElement("./SignatureValue").SetText(base64.StdEncoding.EncodeToString(value))
	el.InsertChildAt(min(1, len(el.Child)), signature)
}
