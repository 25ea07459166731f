package sso

import (
	"crypto/x509"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// evil is what every attack wants to be taken for.
const evil = "ceo@alpha.test"

// evilAssertion is an unsigned assertion for evil with its own ID.
func evilAssertion(t *testing.T, id string) *etree.Element {
	t.Helper()
	doc := etree.NewDocument()
	if err := doc.ReadFromString(goodResponse); err != nil {
		t.Fatalf("parse: %v", err)
	}
	a := doc.Root().FindElement("./Assertion").Copy()
	a.CreateAttr("xmlns:saml", nsAssertion)
	a.CreateAttr("ID", id)
	a.FindElement("./Subject/NameID").SetText(evil)
	return a
}

func TestBadAnswersAreRefusedForTheirReason(t *testing.T) {
	t.Parallel()
	another, old := anotherIdP(), oldIdP()
	signatureText := func(old, new string) func(string) string { return replaced(old, new) }
	cases := map[string]struct {
		forged forged
		want   Reason
	}{
		// Who signed what.
		"nothing signed":                          {forged{bare: true}, Unsigned},
		"signed by another tenant's IdP":          {forged{by: &another}, BadSignature},
		"response signed by another, good inside": {forged{signed: func(r *etree.Element) { anotherIdP().sign(t, r, dsig.RSASHA256SignatureMethod) }}, BadSignature},
		"key of an expired certificate":           {forged{by: &old}, BadSignature},
		"value changed after signing":             {forged{bytes: replaced("ada.moreno@alpha.test</saml:NameID>", evil+"</saml:NameID>")}, BadSignature},
		"attribute changed after signing":         {forged{bytes: replaced("<saml:AttributeValue>Ada<", "<saml:AttributeValue>Eva<")}, BadSignature},
		"attribute added after signing": {forged{signed: func(r *etree.Element) {
			r.FindElement("./Assertion/AttributeStatement").AddChild(etree.NewText("x"))
		}}, BadSignature},
		"signature value cut":     {forged{signed: func(r *etree.Element) { r.FindElement("./Assertion/Signature/SignatureValue").SetText("AAAA") }}, BadSignature},
		"signature value missing": {forged{signed: removed("./Assertion/Signature/SignatureValue")}, BadSignature},
		"SignedInfo missing":      {forged{signed: removed("./Assertion/Signature/SignedInfo")}, BadSignature},
		"reference missing":       {forged{signed: removed("./Assertion/Signature/SignedInfo/Reference")}, BadSignature},
		"empty reference":         {forged{bytes: signatureText(`URI="#id-assertion"`, `URI=""`)}, BadSignature},
		"reference elsewhere":     {forged{bytes: signatureText(`URI="#id-assertion"`, `URI="#id-response"`)}, BadSignature},
		"object inside the signature": {forged{signed: func(r *etree.Element) {
			r.FindElement("./Assertion/Signature").CreateElement("ds:Object")
		}}, BadSignature},
		"two SignedInfo": {forged{signed: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Signature")
			s.AddChild(s.FindElement("./SignedInfo").Copy())
		}}, BadSignature},

		// Algorithms.
		"RSA with SHA-1":  {forged{method: dsig.RSASHA1SignatureMethod}, WeakAlgorithm},
		"HMAC with a key": {forged{bytes: signatureText("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#hmac-sha256")}, WeakAlgorithm},
		"digest SHA-1":    {forged{bytes: signatureText("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")}, WeakAlgorithm},
		"XSLT transform":  {forged{bytes: signatureText(enveloped, "http://www.w3.org/TR/1999/REC-xslt-19991116")}, WeakAlgorithm},
		"XPath transform": {forged{bytes: signatureText(enveloped, "http://www.w3.org/TR/1999/REC-xpath-19991116")}, WeakAlgorithm},
		"c14n with comments": {forged{bytes: signatureText(`CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"`,
			`CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"`)}, WeakAlgorithm},
		"no transforms": {forged{signed: removed("./Assertion/Signature/SignedInfo/Reference/Transforms")}, WeakAlgorithm},

		// Status and head.
		"status Responder":        {forged{text: replaced(statusSuccess, "urn:oasis:names:tc:SAML:2.0:status:Responder")}, BadStatus},
		"no status":               {forged{tree: removed("./Status")}, BadShape},
		"no destination":          {forged{text: replaced(` Destination="`+spACS+`"`, "")}, WrongDest},
		"other destination":       {forged{text: replaced(`Destination="`+spACS, `Destination="https://mandate.test/sso/saml/conn_b/acs`)}, WrongDest},
		"response of another":     {forged{tree: func(r *etree.Element) { r.FindElement("./Issuer").SetText("https://evil.test") }}, WrongIssuer},
		"SAML 1.1":                {forged{text: replaced(`ID="id-response" Version="2.0"`, `ID="id-response" Version="1.1"`)}, BadShape},
		"unsolicited":             {forged{text: replaced(` InResponseTo="id-request-1"`, "")}, Unsolicited},
		"unsolicited head only":   {forged{text: replaced(`acs" InResponseTo="id-request-1"><saml:Issuer>`, `acs"><saml:Issuer>`)}, Unsolicited},
		"head and subject differ": {forged{text: replaced(`:00Z" InResponseTo="id-request-1"/>`, `:00Z" InResponseTo="id-request-2"/>`)}, WrongRequest},
		"subject answers nothing": {forged{text: replaced(`:00Z" InResponseTo="id-request-1"/>`, `:00Z"/>`)}, WrongRequest},
		"response hours old":      {forged{text: replaced(`IssueInstant="2026-03-03T12:00:00Z" Dest`, `IssueInstant="2026-03-03T10:00:00Z" Dest`)}, Stale},

		// The assertion's own words.
		"assertion of another":       {forged{tree: func(r *etree.Element) { r.FindElement("./Assertion/Issuer").SetText("https://evil.test") }}, WrongIssuer},
		"no issuer":                  {forged{tree: removed("./Assertion/Issuer")}, WrongIssuer},
		"no Subject":                 {forged{tree: removed("./Assertion/Subject")}, NoSubject},
		"no NameID":                  {forged{tree: removed("./Assertion/Subject/NameID")}, NoSubject},
		"empty NameID":               {forged{text: replaced(">ada.moreno@alpha.test</saml:NameID>", "> </saml:NameID>")}, NoSubject},
		"NameID of 2,000 characters": {forged{text: replaced(">ada.moreno@alpha.test</saml:NameID>", ">"+strings.Repeat("a", 2000)+"</saml:NameID>")}, NoSubject},
		"NameID with a line break":   {forged{text: replaced(">ada.moreno@alpha.test</saml:NameID>", ">ada\n@alpha.test</saml:NameID>")}, NoSubject},
		"transient NameID":           {forged{text: replaced(formatEmail, formatTransient)}, NoSubject},
		"two NameIDs": {forged{tree: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Subject")
			s.AddChild(s.FindElement("./NameID").Copy())
		}}, NoSubject},
		"two Subjects": {forged{tree: func(r *etree.Element) {
			r.FindElement("./Assertion").AddChild(r.FindElement("./Assertion/Subject").Copy())
		}}, NoSubject},
		"no confirmation":          {forged{tree: removed("./Assertion/Subject/SubjectConfirmation")}, NoConfirmation},
		"no confirmation data":     {forged{tree: removed("./Assertion/Subject/SubjectConfirmation/SubjectConfirmationData")}, NoConfirmation},
		"holder of key":            {forged{text: replaced(methodBearer, "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key")}, NoConfirmation},
		"no recipient":             {forged{text: replaced(`Recipient="`+spACS+`" `, "")}, WrongRecipient},
		"recipient of tenant B":    {forged{text: replaced(`Recipient="`+spACS, `Recipient="https://mandate.test/sso/saml/conn_b/acs`)}, WrongRecipient},
		"recipient with a slash":   {forged{text: replaced(`Recipient="`+spACS, `Recipient="`+spACS+`/`)}, WrongRecipient},
		"confirmation without end": {forged{text: replaced(`acs" NotOnOrAfter="2026-03-03T12:05:00Z"`, `acs"`)}, NoConfirmation},
		"confirmation expired":     {forged{text: replaced(`acs" NotOnOrAfter="2026-03-03T12:05:00Z"`, `acs" NotOnOrAfter="2026-03-03T11:57:00Z"`)}, Expired},
		"no Conditions":            {forged{tree: removed("./Assertion/Conditions")}, NoConditions},
		"conditions without end":   {forged{text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"`, `11:59:00Z"`)}, NoConditions},
		"conditions expired":       {forged{text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"`, `11:50:00Z" NotOnOrAfter="2026-03-03T11:57:00Z"`)}, Expired},
		"not yet valid":            {forged{text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="2026-03-03T12:03:01Z"`)}, NotYetValid},
		"valid for a year":         {forged{text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03`, `11:59:00Z" NotOnOrAfter="2027-03-03`)}, TooLong},
		"issued in the future":     {forged{text: replaced(`Version="2.0" IssueInstant="2026-03-03T12:00:00Z"><saml:Issuer>`, `Version="2.0" IssueInstant="2026-03-03T12:03:01Z"><saml:Issuer>`)}, NotYetValid},
		"stale":                    {forged{text: replaced(`Version="2.0" IssueInstant="2026-03-03T12:00:00Z"><saml:Issuer>`, `Version="2.0" IssueInstant="2026-03-03T11:46:59Z"><saml:Issuer>`)}, Stale},
		"instant that is none":     {forged{text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="yesterday"`)}, BadShape},
		"no audience":              {forged{tree: removed("./Assertion/Conditions/AudienceRestriction")}, WrongAudience},
		"audience of tenant B":     {forged{text: replaced("<saml:Audience>"+spEntity, "<saml:Audience>https://mandate.test/sso/saml/conn_b/metadata")}, WrongAudience},
		"second restriction elsewhere": {forged{text: replaced("</saml:AudienceRestriction>",
			"</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other.test</saml:Audience></saml:AudienceRestriction>")}, WrongAudience},
		"condition nobody knows": {forged{text: replaced("</saml:Conditions>", `<saml:Condition xmlns:x="urn:x" x:type="y"/></saml:Conditions>`)}, BadCondition},
		"no AuthnStatement":      {forged{tree: removed("./Assertion/AuthnStatement")}, BadShape},
		"encrypted assertion":    {forged{tree: func(r *etree.Element) { r.CreateElement("saml:EncryptedAssertion") }}, Encrypted},
		"assertion that is none": {forged{text: replaced("saml:Assertion", "saml:Assertions"), bare: true}, BadShape},
		"assertion in no namespace": {forged{text: func(s string) string {
			return replaced("</saml:Assertion>", "</Assertion>")(replaced("<saml:Assertion", "<Assertion")(s))
		}, bare: true}, BadShape},

		// Text that no parser should see.
		"comment in the NameID":  {forged{signed: func(r *etree.Element) { r.FindElement("./Assertion/Subject/NameID").CreateComment("x") }}, ForbiddenXML},
		"DOCTYPE":                {forged{bytes: func(s string) string { return "<!DOCTYPE x>" + s }}, ForbiddenXML},
		"entity bomb":            {forged{bytes: func(s string) string { return `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + s }}, ForbiddenXML},
		"external entity":        {forged{bytes: func(s string) string { return `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + s }}, ForbiddenXML},
		"undeclared entity":      {forged{bytes: replaced("<saml:AttributeValue>Ada<", "<saml:AttributeValue>&ada;<")}, BadXML},
		"processing instruction": {forged{bytes: func(s string) string { return `<?xml-stylesheet href="x"?>` + s }}, ForbiddenXML},
		"declaration in the end": {forged{bytes: func(s string) string { return s + `<?xml version="1.0"?>` }}, ForbiddenXML},
		"text after the root":    {forged{bytes: func(s string) string { return s + "x" }}, ForbiddenXML},
		"second root":            {forged{bytes: func(s string) string { return s + "<x/>" }}, ForbiddenXML},
		"cut in the middle":      {forged{bytes: func(s string) string { return s[:len(s)/2] }}, BadXML},
		"not XML":                {forged{bytes: func(string) string { return "hello" }}, ForbiddenXML},
		"nothing":                {forged{bytes: func(string) string { return "" }}, BadXML},
		"UTF-16":                 {forged{bytes: func(s string) string { return `<?xml version="1.0" encoding="UTF-16"?>` + s }}, BadXML},
		"attribute twice":        {forged{bytes: replaced(` Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Dest`, ` Version="2.0" Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Dest`)}, ForbiddenXML},
		"the same ID twice":      {forged{bytes: replaced(`ID="id-response"`, `ID="id-assertion"`)}, ForbiddenXML},
		"Id and ID":              {forged{bytes: replaced(`<samlp:Status>`, `<samlp:Status Id="id-assertion">`)}, ForbiddenXML},
		"another root":           {forged{bytes: func(string) string { return "<x/>" }}, BadShape},
		"Response of nobody":     {forged{bytes: replaced(nsProtocol, "urn:x")}, BadShape},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ourConnection().Validate(c.forged.make(t), noon)
			if ReasonOf(err) != c.want {
				t.Fatalf("reason = %q (%v), want %q; subject %q", ReasonOf(err), err, c.want, got.Subject)
			}
			if got.Subject != "" || got.ID != "" {
				t.Errorf("a refusal gave an answer: %+v", got)
			}
		})
	}
}

// TestSignatureWrapping plays the eight arrangements of the wrapping attack
// (Somorovsky et al., "On Breaking SAML", 2012) against a signed assertion or response.
func TestSignatureWrapping(t *testing.T) {
	t.Parallel()
	moved := func(root *etree.Element, path string) *etree.Element {
		el := root.FindElement(path)
		el.Parent().RemoveChild(el)
		return el
	}
	arrangements := map[string]forged{
		"XSW1: evil response around, original in the signature": {response: true, bare: true, signed: func(r *etree.Element) {
			original := r.Copy()
			original.RemoveChild(original.FindElement("./Signature"))
			r.FindElement("./Signature").AddChild(original)
			r.CreateAttr("ID", "id-evil")
			r.FindElement("./Assertion").CreateAttr("ID", "id-evil-assertion")
			r.FindElement("./Assertion/Subject/NameID").SetText(evil)
		}},
		"XSW2: evil response around, original beside the signature": {response: true, bare: true, signed: func(r *etree.Element) {
			original := r.Copy()
			original.RemoveChild(original.FindElement("./Signature"))
			r.AddChild(original)
			r.CreateAttr("ID", "id-evil")
			r.FindElement("./Assertion").CreateAttr("ID", "id-evil-assertion")
			r.FindElement("./Assertion/Subject/NameID").SetText(evil)
		}},
		"XSW3: evil assertion before the original": {signed: func(r *etree.Element) {
			r.InsertChildAt(0, evilAssertion(t, "id-evil"))
		}},
		"XSW4: original inside the evil assertion": {signed: func(r *etree.Element) {
			original := moved(r, "./Assertion")
			e := evilAssertion(t, "id-evil")
			e.AddChild(original)
			r.AddChild(e)
		}},
		"XSW5: evil assertion with the signature, original at the end": {signed: func(r *etree.Element) {
			signature := moved(r, "./Assertion/Signature")
			original := moved(r, "./Assertion")
			e := evilAssertion(t, "id-evil")
			e.AddChild(signature)
			r.AddChild(e)
			r.AddChild(original)
		}},
		"XSW6: original inside the signature of the evil assertion": {signed: func(r *etree.Element) {
			signature := moved(r, "./Assertion/Signature")
			original := moved(r, "./Assertion")
			signature.AddChild(original)
			e := evilAssertion(t, "id-evil")
			e.AddChild(signature)
			r.AddChild(e)
		}},
		"XSW7: evil assertion inside Extensions": {signed: func(r *etree.Element) {
			x := etree.NewElement("samlp:Extensions")
			x.AddChild(evilAssertion(t, "id-evil"))
			r.InsertChildAt(0, x)
		}},
		"XSW8: original inside an Object of the evil signature": {signed: func(r *etree.Element) {
			signature := moved(r, "./Assertion/Signature")
			original := moved(r, "./Assertion")
			signature.CreateElement("ds:Object").AddChild(original)
			e := evilAssertion(t, "id-evil")
			e.AddChild(signature)
			r.AddChild(e)
		}},
		"the original's ID on the evil assertion": {signed: func(r *etree.Element) {
			signature := moved(r, "./Assertion/Signature")
			moved(r, "./Assertion")
			e := evilAssertion(t, "id-assertion")
			e.AddChild(signature)
			r.AddChild(e)
		}},
	}
	for name, f := range arrangements {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ourConnection().Validate(f.make(t), noon)
			switch ReasonOf(err) {
			case BadShape, SignatureMisplaced, BadSignature:
			default:
				t.Fatalf("reason = %q (%v), subject %q", ReasonOf(err), err, got.Subject)
			}
		})
	}
}

func TestNoCertificateIsValidNow(t *testing.T) {
	t.Parallel()
	connection := ourConnection()
	connection.Certificates = []*x509.Certificate{oldIdP().cert}
	_, err := connection.Validate(forged{by: ptr(oldIdP())}.make(t), noon)
	if ReasonOf(err) != CertificateExpired {
		t.Fatalf("reason = %q (%v)", ReasonOf(err), err)
	}
}

func ptr[T any](v T) *T { return &v }

// TestHostileSizes holds hostile documents to the promise: under one second of
// processor time and 64 MB. It runs alone, so that both are its own.
func TestHostileSizes(t *testing.T) {
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, ` a%d=""`, i)
		}
		return "<x" + b.String() + "/>"
	}
	connection := ourConnection()
	for name, c := range map[string]struct {
		doc  string
		want Reason
	}{
		"100,000 levels":                {strings.Repeat("<a>", 100_000), TooLarge},
		"as many levels as fit":         {strings.Repeat("<a>", MaxMessage/3), TooComplex},
		"50,000 attributes":             {attributes(50_000), TooLarge},
		"as many attributes as fit":     {attributes(25_000), TooComplex},
		"20 MB":                         {strings.Repeat("a", 20<<20), TooLarge},
		"as many elements as fit":       {"<a>" + strings.Repeat("<b/>", MaxMessage/4-10) + "</a>", TooComplex},
		"one text as large as it fits":  {"<a>" + strings.Repeat("&amp;", MaxMessage/5-10) + "</a>", BadShape},
		"one name as large as it fits":  {"<" + strings.Repeat("a", MaxMessage-10) + "/>", BadShape},
		"one value as large as it fits": {`<a b="` + strings.Repeat("c", MaxMessage-20) + `"/>`, BadShape},
	} {
		doc := []byte(c.doc)
		cpu, memory := spent(t)
		_, err := connection.Validate(doc, noon)
		cpuAfter, memoryAfter := spent(t)
		if ReasonOf(err) != c.want {
			t.Errorf("%s: reason = %q (%v), want %q", name, ReasonOf(err), clip(err.Error()), c.want)
		}
		if took := cpuAfter - cpu; took > time.Second {
			t.Errorf("%s took %s of processor time", name, took)
		}
		if took := memoryAfter - memory; took > 64<<20 {
			t.Errorf("%s took %d MB", name, took>>20)
		}
	}
}

// spent is the processor time of this process and the bytes it ever allocated.
func spent(t *testing.T) (time.Duration, uint64) {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), memory.TotalAlloc
}

// FuzzValidate: nothing but a Refusal or a good answer ever comes out.
func FuzzValidate(f *testing.F) {
	f.Add([]byte(goodResponse))
	f.Add([]byte("<a/>"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		got, err := ourConnection().Validate(doc, noon)
		if err == nil {
			t.Fatalf("unsigned text was taken: %+v", got)
		}
		if ReasonOf(err) == "" || ReasonOf(err) == Panicked {
			t.Fatalf("err = %v", err)
		}
	})
}
