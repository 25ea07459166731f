package sso

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// maxMessage bounds the body of a sign-in answer, in bytes, before anything reads it.
const maxMessage = 256 << 10

// SAML is what a connection must know to judge an answer of its IdP.
type SAML struct {
	EntityID     string // the IdP's
	Certificates []*x509.Certificate
	Audience     string // our entity ID
	ACS          string // our assertion consumer service: Recipient and Destination
	Mapping      Mapping
}

// decodeResponse reads the SAMLResponse field of the HTTP-POST binding (bindings
// 3.5.4): base64, line breaks allowed.
func decodeResponse(field string) ([]byte, error) {
	if len(field) > maxMessage {
		return nil, refuse(tooLarge, "%d bytes", len(field))
	}
	compact := strings.NewReplacer("\r", "", "\n", "", " ", "").Replace(field)
	doc, err := base64.StdEncoding.Strict().DecodeString(compact)
	if err != nil {
		return nil, refuse(notBase64, "%v", err)
	}
	return doc, nil
}

// Validate checks a SAML response and says whose sign-in it is. The error is a
// Refusal. It reads no database: that the request is ours, pending, of this browser
// and unused, and that the assertion is new, is checked where the sign-in is
// accepted, by InResponseTo and ID of the answer.
func (c SAML) Validate(doc []byte, now time.Time) (answer Answer, err error) {
	defer func() {
		if crash := recover(); crash != nil {
			answer, err = Answer{}, refuse(panicked, "%v", crash)
		}
	}()
	if len(doc) > maxMessage {
		return Answer{}, refuse(tooLarge, "%d bytes", len(doc))
	}
	if err := scanXML(doc); err != nil {
		return Answer{}, err
	}
	head, a, err := c.read(doc, now)
	if err != nil {
		return Answer{}, err
	}
	if err := c.checkHead(head, now); err != nil {
		return Answer{}, err
	}
	if err := a.checkComplete(); err != nil {
		return Answer{}, err
	}
	if err := c.checkAssertion(a, head.InResponseTo, now); err != nil {
		return Answer{}, err
	}
	return c.answer(a, head.InResponseTo)
}

// read verifies the signatures and unmarshals the two levels: the response, and
// the assertion from the bytes that a signature covers.
func (c SAML) read(doc []byte, now time.Time) (response, assertion, error) {
	var head response
	tree := etree.NewDocument()
	if err := tree.ReadFromBytes(doc); err != nil {
		return head, assertion{}, refuse(badXML, "%v", err)
	}
	root, err := soleAssertion(tree.Root())
	if err != nil {
		return head, assertion{}, err
	}
	signed := child(root, nsSignature, "Signature") != nil
	if signed {
		if root, err = verified(root, c.Certificates, now); err != nil {
			return head, assertion{}, err
		}
	}
	if err := decode(root, &head); err != nil {
		return head, assertion{}, err
	}
	if err := head.checkStatus(); err != nil {
		return head, assertion{}, err
	}
	a, err := c.readAssertion(root, signed, now)
	return head, a, err
}

func (c SAML) readAssertion(root *etree.Element, signed bool, now time.Time) (assertion, error) {
	var a assertion
	el := child(root, nsAssertion, "Assertion")
	if el == nil {
		return a, refuse(badShape, "no assertion")
	}
	if child(el, nsSignature, "Signature") != nil {
		var err error
		if el, err = verified(el, c.Certificates, now); err != nil {
			return a, err
		}
	} else if !signed {
		return a, refuse(unsigned, "neither response nor assertion")
	}
	return a, decode(el, &a)
}

// soleAssertion refuses every place where a second assertion or a stray signature
// could hide (signature wrapping): one Response as the root, at most one Assertion
// and that as its child, signatures only as children of these two.
func soleAssertion(root *etree.Element) (*etree.Element, error) {
	if root == nil || root.Tag != "Response" || root.NamespaceURI() != nsProtocol {
		return nil, refuse(badShape, "root is not a SAML 2.0 Response")
	}
	assertions := 0
	for _, el := range root.FindElements("//*") {
		parent := el.Parent()
		switch {
		case el.Tag == "EncryptedAssertion":
			return nil, refuse(encrypted, "this connection takes plain assertions")
		case el.Tag == "Response" && el != root:
			return nil, refuse(badShape, "Response inside Response")
		case el.Tag == "Assertion":
			if assertions++; assertions > 1 || parent != root || el.NamespaceURI() != nsAssertion {
				return nil, refuse(badShape, "not exactly one Assertion below the Response")
			}
		case el.Tag == "Signature":
			assertionsOwn := parent != nil && parent.Tag == "Assertion" && parent.Parent() == root
			if parent != root && !assertionsOwn || len(children(parent, nsSignature, "Signature")) != 1 {
				return nil, refuse(signatureMisplaced, "signature inside <%s>", parent.Tag)
			}
		}
	}
	return root, nil
}

func decode(el *etree.Element, into any) error {
	doc := etree.NewDocument()
	doc.SetRoot(el.Copy())
	b, err := doc.WriteToBytes()
	if err != nil {
		return refuse(badXML, "%v", err)
	}
	if err := xml.Unmarshal(b, into); err != nil {
		return refuse(badShape, "%v", err)
	}
	return nil
}
