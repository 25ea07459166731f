package sso

import (
	"time"

	"github.com/beevik/etree"
)

// Examined is an answer of an IdP as a test login shows it to an administrator: what
// came, decoded, what was made of it, and the verdict. What stands in it was not
// verified unless Reason is empty, and nobody is signed in by it.
type Examined struct {
	Reason Reason // why a sign-in would be refused; empty: the message is good
	Detail string // what was seen, for the administrator; no secret

	Issuer, Destination, InResponseTo string
	Signed                            string // ASSERTION, RESPONSE, BOTH or NONE
	Encrypted                         bool
	Subject, Format                   string // NameID
	Audiences                         []string
	NotBefore, NotOnOrAfter           string // of the assertion's Conditions, as sent
	SessionIndex                      string
	Attributes                        []ExaminedAttribute
	Mapped                            []ExaminedValue
	XML                               string // indented; the assertion in the clear where it was encrypted
}

// ExaminedAttribute is one attribute as sent.
type ExaminedAttribute struct {
	Name, FriendlyName string
	Values             []string
}

// ExaminedValue is one value that a sign-in would use.
type ExaminedValue struct {
	Field string // userName, email, firstName, lastName
	From  string // the attribute that it was read from; empty: none was found
	Value string
}

// Examine judges a response as Validate does and shows what is in it, also where it is
// refused: as much as can be read within the bounds of the strict layer. It never fails.
func (c SAML) Examine(doc []byte, now time.Time) (out Examined) {
	answer, err := c.Validate(doc, now)
	out = c.decoded(doc)
	if err != nil {
		out.Reason, out.Detail = reasonOf(err), detailOf(err)
	} else {
		out.Subject = answer.Subject
	}
	return out
}

func detailOf(err error) string {
	if r, ok := err.(*Refusal); ok {
		return r.Detail
	}
	return ""
}

// decoded reads what a document says without believing it.
func (c SAML) decoded(doc []byte) (out Examined) {
	defer func() {
		if recover() != nil {
			out = Examined{}
		}
	}()
	if len(doc) > maxMessage || scanXML(doc) != nil {
		return out
	}
	root, err := treeOf(doc)
	if err != nil {
		return out
	}
	var head response
	if decode(root, &head) == nil {
		out.Destination, out.InResponseTo = head.Destination, head.InResponseTo
		out.Issuer = first(head.Issuer)
	}
	el := c.shown(root, &out)
	if el != nil {
		out.Signed = signedParts(root, el)
		c.describe(el, &out)
	}
	return out
}

// shown is the assertion of a response, opened where it is encrypted, and put in its
// place for the text.
func (c SAML) shown(root *etree.Element, out *Examined) *etree.Element {
	el := child(root, nsAssertion, "Assertion")
	if hidden := child(root, nsAssertion, "EncryptedAssertion"); hidden != nil {
		out.Encrypted = true
		if clear, err := c.uncovered(hidden, attr(root, "ID")); err == nil {
			el = clear
			root.InsertChildAt(hidden.Index(), el)
			root.RemoveChild(hidden)
		}
	}
	out.XML = indented(root)
	return el
}

func indented(root *etree.Element) string {
	doc := etree.NewDocument()
	doc.SetRoot(root.Copy())
	doc.Indent(2)
	text, err := doc.WriteToString()
	if err != nil {
		return ""
	}
	return text
}

func signedParts(root, assertion *etree.Element) string {
	outer, inner := child(root, nsSignature, "Signature") != nil, child(assertion, nsSignature, "Signature") != nil
	switch {
	case outer && inner:
		return "BOTH"
	case outer:
		return "RESPONSE"
	case inner:
		return "ASSERTION"
	}
	return "NONE"
}

func (c SAML) describe(el *etree.Element, out *Examined) {
	var a assertion
	if el, err := alone(el); err != nil || decode(el, &a) != nil {
		return
	}
	if issuer := first(a.Issuer); issuer != "" {
		out.Issuer = issuer
	}
	if len(a.Subject) > 0 && len(a.Subject[0].NameID) > 0 {
		out.Subject, out.Format = a.Subject[0].NameID[0].Value, a.Subject[0].NameID[0].Format
	}
	for _, k := range a.Conditions {
		out.NotBefore, out.NotOnOrAfter = k.NotBefore, k.NotOnOrAfter
		for _, r := range k.Audience {
			out.Audiences = append(out.Audiences, r.Audience...)
		}
	}
	for _, s := range a.Authn {
		out.SessionIndex = s.SessionIndex
	}
	for _, x := range a.Attributes {
		values := make([]string, len(x.Values))
		for i, v := range x.Values {
			values[i] = v.Value
		}
		out.Attributes = append(out.Attributes, ExaminedAttribute{x.Name, x.FriendlyName, values})
	}
	for _, field := range []string{"userName", "email", "firstName", "lastName"} {
		from, value := c.Mapping.find(field, usualAttributes, a.value)
		out.Mapped = append(out.Mapped, ExaminedValue{field, from, value})
	}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
