package sso

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
	"slices"
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
	Audience     string            // our entity ID
	ACS          string            // our assertion consumer service: Recipient and Destination
	Logout       string            // our single logout service: Destination of its messages
	Keys         []*rsa.PrivateKey // ours, to open encrypted assertions; none: they are refused
	Unsolicited  bool              // an answer without a request is good (IdP-initiated)
	Hidden       bool              // plain assertions are refused
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
	if err := scanTokens(doc, maxElements); err != nil {
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
		return Answer{InResponseTo: head.InResponseTo}, err
	}
	if answer, err = c.answer(a, head.InResponseTo); err == nil {
		err = roundTrip(doc)
	}
	if err != nil {
		return Answer{}, err
	}
	return answer, nil
}

// read verifies the signatures and unmarshals the two levels: the response, and
// the assertion from the bytes that a signature covers.
func (c SAML) read(doc []byte, now time.Time) (response, assertion, error) {
	var head response
	tree, err := treeOf(doc)
	if err != nil {
		return head, assertion{}, err
	}
	root, err := soleAssertion(tree)
	if err != nil {
		return head, assertion{}, err
	}
	signed := child(root, nsSignature, "Signature") != nil
	if signed {
		if root, err = verified(root, c.Certificates, now); err != nil {
			return head, assertion{}, err
		}
	}
	if err := decode(withoutAssertion(root), &head); err != nil {
		return head, assertion{}, err
	}
	if err := checkStatus(head.Status); err != nil {
		return head, assertion{}, err
	}
	a, err := c.readAssertion(root, signed, now)
	return head, a, err
}

// withoutAssertion is a copy of a response that holds only what is small.
func withoutAssertion(root *etree.Element) *etree.Element {
	head := &etree.Element{Space: root.Space, Tag: root.Tag, Attr: slices.Clone(root.Attr)}
	for _, c := range root.ChildElements() {
		if c.Tag == "Issuer" || c.Tag == "Status" {
			head.AddChild(c.Copy())
		}
	}
	return head
}

// readAssertion finds the assertion below a response that has been checked, if signed,
// and reads it: what an encrypted one holds must be signed just as a plain one, itself
// or by the response around it.
func (c SAML) readAssertion(root *etree.Element, signed bool, now time.Time) (assertion, error) {
	var a assertion
	el := child(root, nsAssertion, "Assertion")
	if el != nil && c.Hidden {
		return a, refuse(unencrypted, "")
	}
	if hidden := child(root, nsAssertion, "EncryptedAssertion"); hidden != nil {
		var err error
		if el, err = c.uncovered(hidden, attr(root, "ID")); err != nil {
			return a, err
		}
	}
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

// uncovered decrypts an assertion and holds its text to everything that a plain one is
// held to.
func (c SAML) uncovered(hidden *etree.Element, outer string) (*etree.Element, error) {
	text, err := decrypted(hidden, c.Keys)
	if err != nil {
		return nil, err
	}
	if err := scanXML(text, maxElements); err != nil {
		return nil, err
	}
	root, err := treeOf(text)
	if err != nil {
		return nil, err
	}
	if root.Tag != "Assertion" || root.NamespaceURI() != nsAssertion || attr(root, "ID") == outer {
		return nil, refuse(badShape, "EncryptedAssertion holds <%s>", root.Tag)
	}
	return root, places{root: root}.check(root)
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
