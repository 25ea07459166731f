package sso

import (
	"crypto/x509"
	"errors"
	"slices"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// What XML Signature may use here: SHA-256 or better, exclusive canonicalisation
// without comments, and the enveloped transform. Everything else (SHA-1, HMAC, XSLT,
// XPath, base64) is refused before any cryptography.
var (
	signatureMethods = []string{
		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
		"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
		"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
		"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
	}
	digestMethods = []string{
		"http://www.w3.org/2001/04/xmlenc#sha256",
		"http://www.w3.org/2001/04/xmldsig-more#sha384",
		"http://www.w3.org/2001/04/xmlenc#sha512",
	}
	exclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
	enveloped     = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
)

// verified checks the signature that is a child of el against each certificate and
// returns the element as it stands in the bytes that the signature covers. Nothing
// of the original tree may be trusted afterwards. What KeyInfo says is ignored:
// only the connection's own keys count.
func verified(el *etree.Element, certificates []*x509.Certificate, now time.Time) (*etree.Element, error) {
	if err := checkSignatureShape(el); err != nil {
		return nil, err
	}
	current, err := goodNow(certificates, now)
	if err != nil {
		return nil, err
	}
	last := errors.New("no key")
	for _, c := range current {
		out, err := verifyWith(el, c, now)
		if err == nil {
			return out, nil
		}
		last = err
	}
	return nil, refuse(badSignature, "%s: %v", el.Tag, last)
}

// goodNow are the certificates that may vouch for a message now.
func goodNow(certificates []*x509.Certificate, now time.Time) ([]*x509.Certificate, error) {
	current := slices.DeleteFunc(slices.Clone(certificates), func(c *x509.Certificate) bool {
		return now.Before(c.NotBefore) || now.After(c.NotAfter) || checkKey(c) != nil
	})
	if len(current) == 0 {
		return nil, refuse(certificateExpired, "none of %d certificates is valid now and strong enough", len(certificates))
	}
	return current, nil
}

func verifyWith(el *etree.Element, certificate *x509.Certificate, now time.Time) (*etree.Element, error) {
	detached, err := alone(el)
	if err != nil {
		return nil, err
	}
	signature := child(detached, nsSignature, "Signature")
	if info := child(signature, nsSignature, "KeyInfo"); info != nil {
		signature.RemoveChild(info)
	}
	readable(signature, certificate)
	v := dsig.NewDefaultValidationContext(&dsig.MemoryX509CertificateStore{Roots: []*x509.Certificate{certificate}})
	v.IdAttribute = "ID"
	v.Clock = dsig.NewFakeClockAt(now)
	return v.Validate(detached)
}

// alone is a copy of an element with the namespaces that hold around it.
func alone(el *etree.Element) (*etree.Element, error) {
	context, err := etreeutils.NSBuildParentContext(el)
	if err != nil {
		return nil, err
	}
	if context, err = context.SubContext(el); err != nil {
		return nil, err
	}
	return etreeutils.NSDetatch(context, el)
}

// checkSignatureShape holds the signature to the one form that SAML core 5.4 allows:
// one reference, to the element that it sits in, by ID.
func checkSignatureShape(el *etree.Element) error {
	signature := child(el, nsSignature, "Signature")
	info := child(signature, nsSignature, "SignedInfo")
	references := children(info, nsSignature, "Reference")
	if info == nil || len(references) != 1 || len(children(signature, nsSignature, "SignedInfo")) != 1 {
		return refuse(badSignature, "not one SignedInfo with one Reference")
	}
	for _, c := range signature.ChildElements() {
		if c.NamespaceURI() != nsSignature || !slices.Contains([]string{"SignedInfo", "SignatureValue", "KeyInfo"}, c.Tag) {
			return refuse(badSignature, "<%s> inside Signature", c.Tag)
		}
	}
	if id := attr(el, "ID"); id == "" || attr(references[0], "URI") != "#"+id {
		return refuse(badSignature, "reference is not to the element that holds it")
	}
	return checkAlgorithms(info, references[0])
}

func checkAlgorithms(info, reference *etree.Element) error {
	allowed := func(el *etree.Element, tag string, list ...string) error {
		algorithm := attr(child(el, nsSignature, tag), "Algorithm")
		if !slices.Contains(list, algorithm) {
			return refuse(weakAlgorithm, "%s %q", tag, algorithm)
		}
		return nil
	}
	if err := allowed(info, "SignatureMethod", signatureMethods...); err != nil {
		return err
	}
	if err := allowed(info, "CanonicalizationMethod", exclusiveC14N); err != nil {
		return err
	}
	if err := allowed(reference, "DigestMethod", digestMethods...); err != nil {
		return err
	}
	var transforms []string
	for _, t := range children(child(reference, nsSignature, "Transforms"), nsSignature, "Transform") {
		transforms = append(transforms, attr(t, "Algorithm"))
	}
	if !slices.Equal(transforms, []string{enveloped, exclusiveC14N}) {
		return refuse(weakAlgorithm, "transforms %q", transforms)
	}
	return nil
}

// children are the direct children of el with a name; el may be nil.
func children(el *etree.Element, space, tag string) []*etree.Element {
	if el == nil {
		return nil
	}
	var out []*etree.Element
	for _, c := range el.ChildElements() {
		if c.Tag == tag && c.NamespaceURI() == space {
			out = append(out, c)
		}
	}
	return out
}

// child is the first direct child with a name, or nil; el may be nil.
func child(el *etree.Element, space, tag string) *etree.Element {
	if list := children(el, space, tag); len(list) > 0 {
		return list[0]
	}
	return nil
}

// attr is the attribute of that name in no namespace; el may be nil.
func attr(el *etree.Element, name string) string {
	if el == nil {
		return ""
	}
	for _, a := range el.Attr {
		if a.Space == "" && a.Key == name {
			return a.Value
		}
	}
	return ""
}
