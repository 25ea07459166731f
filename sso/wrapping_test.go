package sso

import (
	"testing"

	"github.com/beevik/etree"

	"mandate/sso/forge"
)

// evil is what every attack wants to be taken for.
const evil = "ceo@alpha.test"

// evilAssertion is an unsigned assertion for evil with its own ID.
func evilAssertion(t *testing.T, id string) *etree.Element {
	t.Helper()
	doc := etree.NewDocument()
	if err := doc.ReadFromString(forge.GoodResponse); err != nil {
		t.Fatalf("parse: %v", err)
	}
	a := doc.Root().FindElement("./Assertion").Copy()
	a.CreateAttr("xmlns:saml", nsAssertion)
	a.CreateAttr("ID", id)
	a.FindElement("./Subject/NameID").SetText(evil)
	return a
}

// arrangements are the eight of the wrapping attack (Somorovsky et al., "On Breaking
// SAML", 2012) against a signed assertion or response.
func arrangements(t *testing.T) map[string]forged {
	t.Helper()
	moved := func(root *etree.Element, path string) *etree.Element {
		el := root.FindElement(path)
		el.Parent().RemoveChild(el)
		return el
	}
	return map[string]forged{
		"XSW1: evil response around, original in the signature": {Response: true, Bare: true, Signed: func(r *etree.Element) {
			original := r.Copy()
			original.RemoveChild(original.FindElement("./Signature"))
			r.FindElement("./Signature").AddChild(original)
			r.CreateAttr("ID", "id-evil")
			r.FindElement("./Assertion").CreateAttr("ID", "id-evil-assertion")
			r.FindElement("./Assertion/Subject/NameID").SetText(evil)
		}},
		"XSW2: evil response around, original beside the signature": {Response: true, Bare: true, Signed: func(r *etree.Element) {
			original := r.Copy()
			original.RemoveChild(original.FindElement("./Signature"))
			r.AddChild(original)
			r.CreateAttr("ID", "id-evil")
			r.FindElement("./Assertion").CreateAttr("ID", "id-evil-assertion")
			r.FindElement("./Assertion/Subject/NameID").SetText(evil)
		}},
		"XSW3: evil assertion before the original": {Signed: func(r *etree.Element) {
			r.InsertChildAt(0, evilAssertion(t, "id-evil"))
		}},
		"XSW4: original inside the evil assertion": {Signed: func(r *etree.Element) {
			original := moved(r, "./Assertion")
			e := evilAssertion(t, "id-evil")
			e.AddChild(original)
			r.AddChild(e)
		}},
		"XSW5: evil assertion with the signature, original at the end": {Signed: func(r *etree.Element) {
			signature := moved(r, "./Assertion/Signature")
			original := moved(r, "./Assertion")
			e := evilAssertion(t, "id-evil")
			e.AddChild(signature)
			r.AddChild(e)
			r.AddChild(original)
		}},
		"XSW6: original inside the signature of the evil assertion": {Signed: func(r *etree.Element) {
			signature := moved(r, "./Assertion/Signature")
			original := moved(r, "./Assertion")
			signature.AddChild(original)
			e := evilAssertion(t, "id-evil")
			e.AddChild(signature)
			r.AddChild(e)
		}},
		"XSW7: evil assertion inside Extensions": {Signed: func(r *etree.Element) {
			x := etree.NewElement("samlp:Extensions")
			x.AddChild(evilAssertion(t, "id-evil"))
			r.InsertChildAt(0, x)
		}},
		"XSW8: original inside an Object of the evil signature": {Signed: func(r *etree.Element) {
			signature := moved(r, "./Assertion/Signature")
			original := moved(r, "./Assertion")
			signature.CreateElement("ds:Object").AddChild(original)
			e := evilAssertion(t, "id-evil")
			e.AddChild(signature)
			r.AddChild(e)
		}},
		"the original's ID on the evil assertion": {Signed: func(r *etree.Element) {
			signature := moved(r, "./Assertion/Signature")
			moved(r, "./Assertion")
			e := evilAssertion(t, "id-assertion")
			e.AddChild(signature)
			r.AddChild(e)
		}},
	}
}

func TestSignatureWrapping(t *testing.T) {
	t.Parallel()
	for name, f := range arrangements(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ourConnection().Validate(made(t, f), noon)
			switch reasonOf(err) {
			case badShape, signatureMisplaced, badSignature:
			default:
				t.Fatalf("reason = %q (%v), subject %q", reasonOf(err), err, got.Subject)
			}
		})
	}
}
