package sso

import (
	"slices"

	"github.com/beevik/etree"
)

// inResponse are the children that a Response may have (core 3.2.2, 3.3.3), by
// namespace.
var inResponse = map[string][]string{
	nsAssertion: {"Issuer", "Assertion", "EncryptedAssertion"},
	nsSignature: {"Signature"},
	nsProtocol:  {"Extensions", "Status"},
}

// soleAssertion refuses every place where a second assertion or a stray signature
// could hide (signature wrapping): one Response as the root, exactly one Assertion or
// EncryptedAssertion and that as its child, signatures only as children of these two,
// and nothing below the Response that the standard does not put there.
func soleAssertion(root *etree.Element) (*etree.Element, error) {
	if root == nil || root.Tag != "Response" || root.NamespaceURI() != nsProtocol {
		return nil, refuse(badShape, "root is not a SAML 2.0 Response")
	}
	p := places{root: root}
	found := 0
	for _, el := range root.ChildElements() {
		if !slices.Contains(inResponse[el.NamespaceURI()], el.Tag) {
			return nil, refuse(badShape, "<%s> below the Response", el.Tag)
		}
		if el.Tag == "Assertion" || el.Tag == "EncryptedAssertion" {
			p.assertion = el
			found++
		}
	}
	if found > 1 {
		return nil, refuse(badShape, "%d assertions", found)
	}
	return root, p.check(root)
}

// places are the only elements of a message that may be signed. The assertion is nil
// where it is the root itself, or where there is none.
type places struct{ root, assertion *etree.Element }

// check walks the tree below el. What is called an assertion or a signature, in
// whatever namespace, must be where it belongs.
func (p places) check(el *etree.Element) error {
	for _, c := range el.ChildElements() {
		switch c.Tag {
		case "Response", "Assertion", "EncryptedAssertion":
			if c != p.assertion {
				return refuse(badShape, "<%s> inside <%s>", c.Tag, el.Tag)
			}
		case "EncryptedID", "NewEncryptedID", "EncryptedAttribute":
			return refuse(encrypted, "<%s>", c.Tag)
		case "Signature":
			if el != p.root && el != p.assertion || el.Tag == "EncryptedAssertion" || len(children(el, nsSignature, "Signature")) != 1 {
				return refuse(signatureMisplaced, "signature inside <%s>", el.Tag)
			}
		}
		if err := p.check(c); err != nil {
			return err
		}
	}
	return nil
}
