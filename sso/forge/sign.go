package forge

import (
	"crypto"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/url"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// Sign puts an enveloped signature after the first child of el, which is its Issuer.
// method is a signature method of XML Signature; empty is RSA or ECDSA with SHA-256.
func (f IdP) Sign(tb testing.TB, el *etree.Element, method string) {
	tb.Helper()
	f.SignAs(tb, el, method, dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList(""))
}

// SignAs is Sign with another canonicalization.
func (f IdP) SignAs(tb testing.TB, el *etree.Element, method string, c14n dsig.Canonicalizer) {
	tb.Helper()
	context, err := dsig.NewSigningContext(f.signer(), [][]byte{f.Certificate.Raw})
	if err != nil {
		tb.Fatalf("signing context: %v", err)
	}
	context.IdAttribute = "ID"
	context.Canonicalizer = c14n
	if method == "" {
		method = f.usualMethod()
	}
	if method == dsig.RSASHA1SignatureMethod {
		context.Hash = crypto.SHA1
	}
	if err := context.SetSignatureMethod(method); err != nil {
		tb.Fatalf("set signature method: %v", err)
	}
	signature, err := context.ConstructSignature(detached(tb, el), true)
	if err != nil {
		tb.Fatalf("sign: %v", err)
	}
	el.InsertChildAt(min(1, len(el.Child)), signature)
}

func (f IdP) usualMethod() string {
	if _, ok := f.Key.Public().(interface{ Size() int }); ok {
		return dsig.RSASHA256SignatureMethod
	}
	return dsig.ECDSASHA256SignatureMethod
}

// detached is el with the namespaces of its parents, as a signer sees it.
func detached(tb testing.TB, el *etree.Element) *etree.Element {
	tb.Helper()
	outer, err := etreeutils.NSBuildParentContext(el)
	if err != nil {
		tb.Fatalf("namespaces: %v", err)
	}
	inner, err := outer.SubContext(el)
	if err != nil {
		tb.Fatalf("namespaces: %v", err)
	}
	out, err := etreeutils.NSDetatch(inner, el)
	if err != nil {
		tb.Fatalf("detach: %v", err)
	}
	return out
}

// SignQuery appends SigAlg and Signature to the query of the HTTP-Redirect binding
// (bindings 3.4.4.1): the signature is over the octets as they stand.
func (f IdP) SignQuery(tb testing.TB, octets, method string) string {
	tb.Helper()
	octets += "&SigAlg=" + url.QueryEscape(method)
	hash, digest := crypto.SHA256, sha256.New()
	switch method {
	case dsig.RSASHA1SignatureMethod:
		hash, digest = crypto.SHA1, sha1.New()
	case dsig.RSASHA512SignatureMethod, dsig.ECDSASHA512SignatureMethod:
		hash, digest = crypto.SHA512, sha512.New()
	}
	_, _ = digest.Write([]byte(octets))
	value, err := f.signer().Sign(rand.Reader, digest.Sum(nil), hash)
	if err != nil {
		tb.Fatalf("sign query: %v", err)
	}
	return octets + "&Signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(value))
}
