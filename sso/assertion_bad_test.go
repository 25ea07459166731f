package sso

import (
	"crypto/x509"
	"maps"
	"strings"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// badAnswers are forged answers with the reason that each is refused for.
type badAnswers map[string]struct {
	forged forged
	want   Reason
}

// signatureCases bend who signed what.
func signatureCases(t *testing.T) badAnswers {
	t.Helper()
	another, old := anotherIdP(), oldIdP()
	return badAnswers{
		"nothing signed":                          {forged{bare: true}, unsigned},
		"signed by another tenant's IdP":          {forged{by: &another}, badSignature},
		"response signed by another, good inside": {forged{signed: func(r *etree.Element) { another.sign(t, r, dsig.RSASHA256SignatureMethod) }}, badSignature},
		"key of an expired certificate":           {forged{by: &old}, badSignature},
		"value changed after signing":             {forged{bytes: replaced("ada.moreno@alpha.test</saml:NameID>", evil+"</saml:NameID>")}, badSignature},
		"attribute changed after signing":         {forged{bytes: replaced("<saml:AttributeValue>Ada<", "<saml:AttributeValue>Eva<")}, badSignature},
		"attribute added after signing": {forged{signed: func(r *etree.Element) {
			r.FindElement("./Assertion/AttributeStatement").AddChild(etree.NewText("x"))
		}}, badSignature},
		"signature value cut":     {forged{signed: func(r *etree.Element) { r.FindElement("./Assertion/Signature/SignatureValue").SetText("AAAA") }}, badSignature},
		"signature value missing": {forged{signed: removed("./Assertion/Signature/SignatureValue")}, badSignature},
		"SignedInfo missing":      {forged{signed: removed("./Assertion/Signature/SignedInfo")}, badSignature},
		"reference missing":       {forged{signed: removed("./Assertion/Signature/SignedInfo/Reference")}, badSignature},
		"empty reference":         {forged{bytes: replaced(`URI="#id-assertion"`, `URI=""`)}, badSignature},
		"reference elsewhere":     {forged{bytes: replaced(`URI="#id-assertion"`, `URI="#id-response"`)}, badSignature},
		"object inside the signature": {forged{signed: func(r *etree.Element) {
			r.FindElement("./Assertion/Signature").CreateElement("ds:Object")
		}}, badSignature},
		"two SignedInfo": {forged{signed: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Signature")
			s.AddChild(s.FindElement("./SignedInfo").Copy())
		}}, badSignature},
	}
}

// algorithmCases bend how it was signed.
func algorithmCases() badAnswers {
	return badAnswers{
		"RSA with SHA-1":  {forged{method: dsig.RSASHA1SignatureMethod}, weakAlgorithm},
		"HMAC with a key": {forged{bytes: replaced("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#hmac-sha256")}, weakAlgorithm},
		"digest SHA-1":    {forged{bytes: replaced("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")}, weakAlgorithm},
		"XSLT transform":  {forged{bytes: replaced(enveloped, "http://www.w3.org/TR/1999/REC-xslt-19991116")}, weakAlgorithm},
		"XPath transform": {forged{bytes: replaced(enveloped, "http://www.w3.org/TR/1999/REC-xpath-19991116")}, weakAlgorithm},
		"c14n with comments": {forged{bytes: replaced(`CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"`,
			`CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"`)}, weakAlgorithm},
		"no transforms": {forged{signed: removed("./Assertion/Signature/SignedInfo/Reference/Transforms")}, weakAlgorithm},
	}
}

// headCases bend the response around the assertion.
func headCases() badAnswers {
	return badAnswers{
		"status Responder":        {forged{text: replaced(statusSuccess, "urn:oasis:names:tc:SAML:2.0:status:Responder")}, badStatus},
		"no status":               {forged{tree: removed("./Status")}, badShape},
		"no destination":          {forged{text: replaced(` Destination="`+spACS+`"`, "")}, wrongDest},
		"other destination":       {forged{text: replaced(`Destination="`+spACS, `Destination="https://mandate.test/sso/saml/conn_b/acs`)}, wrongDest},
		"response of another":     {forged{tree: func(r *etree.Element) { r.FindElement("./Issuer").SetText("https://evil.test") }}, wrongIssuer},
		"SAML 1.1":                {forged{text: replaced(`ID="id-response" Version="2.0"`, `ID="id-response" Version="1.1"`)}, badShape},
		"unsolicited":             {forged{text: replaced(` InResponseTo="id-request-1"`, "")}, unsolicited},
		"unsolicited head only":   {forged{text: replaced(`acs" InResponseTo="id-request-1"><saml:Issuer>`, `acs"><saml:Issuer>`)}, unsolicited},
		"head and subject differ": {forged{text: replaced(`:00Z" InResponseTo="id-request-1"/>`, `:00Z" InResponseTo="id-request-2"/>`)}, wrongRequest},
		"subject answers nothing": {forged{text: replaced(`:00Z" InResponseTo="id-request-1"/>`, `:00Z"/>`)}, wrongRequest},
		"response hours old":      {forged{text: replaced(`IssueInstant="2026-03-03T12:00:00Z" Dest`, `IssueInstant="2026-03-03T10:00:00Z" Dest`)}, stale},
	}
}

// wordCases bend what the assertion says.
func wordCases() badAnswers {
	return badAnswers{
		"assertion of another":       {forged{tree: func(r *etree.Element) { r.FindElement("./Assertion/Issuer").SetText("https://evil.test") }}, wrongIssuer},
		"no issuer":                  {forged{tree: removed("./Assertion/Issuer")}, wrongIssuer},
		"no Subject":                 {forged{tree: removed("./Assertion/Subject")}, noSubject},
		"no NameID":                  {forged{tree: removed("./Assertion/Subject/NameID")}, noSubject},
		"empty NameID":               {forged{text: replaced(">ada.moreno@alpha.test</saml:NameID>", "> </saml:NameID>")}, noSubject},
		"NameID of 2,000 characters": {forged{text: replaced(">ada.moreno@alpha.test</saml:NameID>", ">"+strings.Repeat("a", 2000)+"</saml:NameID>")}, noSubject},
		"NameID with a line break":   {forged{text: replaced(">ada.moreno@alpha.test</saml:NameID>", ">ada\n@alpha.test</saml:NameID>")}, noSubject},
		"transient NameID":           {forged{text: replaced(formatEmail, formatTransient)}, noSubject},
		"two NameIDs": {forged{tree: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Subject")
			s.AddChild(s.FindElement("./NameID").Copy())
		}}, noSubject},
		"two Subjects": {forged{tree: func(r *etree.Element) {
			r.FindElement("./Assertion").AddChild(r.FindElement("./Assertion/Subject").Copy())
		}}, noSubject},
		"no confirmation":          {forged{tree: removed("./Assertion/Subject/SubjectConfirmation")}, noConfirmation},
		"no confirmation data":     {forged{tree: removed("./Assertion/Subject/SubjectConfirmation/SubjectConfirmationData")}, noConfirmation},
		"holder of key":            {forged{text: replaced(methodBearer, "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key")}, noConfirmation},
		"no recipient":             {forged{text: replaced(`Recipient="`+spACS+`" `, "")}, wrongRecipient},
		"recipient of tenant B":    {forged{text: replaced(`Recipient="`+spACS, `Recipient="https://mandate.test/sso/saml/conn_b/acs`)}, wrongRecipient},
		"recipient with a slash":   {forged{text: replaced(`Recipient="`+spACS, `Recipient="`+spACS+`/`)}, wrongRecipient},
		"confirmation without end": {forged{text: replaced(`acs" NotOnOrAfter="2026-03-03T12:05:00Z"`, `acs"`)}, noConfirmation},
		"confirmation expired":     {forged{text: replaced(`acs" NotOnOrAfter="2026-03-03T12:05:00Z"`, `acs" NotOnOrAfter="2026-03-03T11:57:00Z"`)}, expired},
		"no Conditions":            {forged{tree: removed("./Assertion/Conditions")}, noConditions},
		"conditions without end":   {forged{text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"`, `11:59:00Z"`)}, noConditions},
		"conditions expired":       {forged{text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"`, `11:50:00Z" NotOnOrAfter="2026-03-03T11:57:00Z"`)}, expired},
		"not yet valid":            {forged{text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="2026-03-03T12:03:01Z"`)}, notYetValid},
		"valid for a year":         {forged{text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03`, `11:59:00Z" NotOnOrAfter="2027-03-03`)}, tooLong},
		"issued in the future":     {forged{text: replaced(`Version="2.0" IssueInstant="2026-03-03T12:00:00Z"><saml:Issuer>`, `Version="2.0" IssueInstant="2026-03-03T12:03:01Z"><saml:Issuer>`)}, notYetValid},
		"stale":                    {forged{text: replaced(`Version="2.0" IssueInstant="2026-03-03T12:00:00Z"><saml:Issuer>`, `Version="2.0" IssueInstant="2026-03-03T11:46:59Z"><saml:Issuer>`)}, stale},
		"instant that is none":     {forged{text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="yesterday"`)}, badShape},
		"no audience":              {forged{tree: removed("./Assertion/Conditions/AudienceRestriction")}, wrongAudience},
		"audience of tenant B":     {forged{text: replaced("<saml:Audience>"+spEntity, "<saml:Audience>https://mandate.test/sso/saml/conn_b/metadata")}, wrongAudience},
		"second restriction elsewhere": {forged{text: replaced("</saml:AudienceRestriction>",
			"</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other.test</saml:Audience></saml:AudienceRestriction>")}, wrongAudience},
		"condition nobody knows": {forged{text: replaced("</saml:Conditions>", `<saml:Condition xmlns:x="urn:x" x:type="y"/></saml:Conditions>`)}, badCondition},
		"no AuthnStatement":      {forged{tree: removed("./Assertion/AuthnStatement")}, badShape},
		"encrypted assertion":    {forged{tree: func(r *etree.Element) { r.CreateElement("saml:EncryptedAssertion") }}, encrypted},
		"assertion that is none": {forged{text: replaced("saml:Assertion", "saml:Assertions"), bare: true}, badShape},
		"assertion in no namespace": {forged{text: func(s string) string {
			return replaced("</saml:Assertion>", "</Assertion>")(replaced("<saml:Assertion", "<Assertion")(s))
		}, bare: true}, badShape},
	}
}

// textCases are texts that no parser should see.
func textCases() badAnswers {
	return badAnswers{
		"comment in the NameID":  {forged{signed: func(r *etree.Element) { r.FindElement("./Assertion/Subject/NameID").CreateComment("x") }}, forbiddenXML},
		"DOCTYPE":                {forged{bytes: func(s string) string { return "<!DOCTYPE x>" + s }}, forbiddenXML},
		"entity bomb":            {forged{bytes: func(s string) string { return `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + s }}, forbiddenXML},
		"external entity":        {forged{bytes: func(s string) string { return `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + s }}, forbiddenXML},
		"undeclared entity":      {forged{bytes: replaced("<saml:AttributeValue>Ada<", "<saml:AttributeValue>&ada;<")}, badXML},
		"processing instruction": {forged{bytes: func(s string) string { return `<?xml-stylesheet href="x"?>` + s }}, forbiddenXML},
		"declaration in the end": {forged{bytes: func(s string) string { return s + `<?xml version="1.0"?>` }}, forbiddenXML},
		"text after the root":    {forged{bytes: func(s string) string { return s + "x" }}, forbiddenXML},
		"second root":            {forged{bytes: func(s string) string { return s + "<x/>" }}, forbiddenXML},
		"cut in the middle":      {forged{bytes: func(s string) string { return s[:len(s)/2] }}, badXML},
		"not XML":                {forged{bytes: func(string) string { return "hello" }}, forbiddenXML},
		"nothing":                {forged{bytes: func(string) string { return "" }}, badXML},
		"UTF-16":                 {forged{bytes: func(s string) string { return `<?xml version="1.0" encoding="UTF-16"?>` + s }}, badXML},
		"attribute twice":        {forged{bytes: replaced(` Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Dest`, ` Version="2.0" Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Dest`)}, forbiddenXML},
		"the same ID twice":      {forged{bytes: replaced(`ID="id-response"`, `ID="id-assertion"`)}, forbiddenXML},
		"Id and ID":              {forged{bytes: replaced(`<samlp:Status>`, `<samlp:Status Id="id-assertion">`)}, forbiddenXML},
		"another root":           {forged{bytes: func(string) string { return "<x/>" }}, badShape},
		"Response of nobody":     {forged{bytes: replaced(nsProtocol, "urn:x")}, badShape},
	}
}

func TestBadAnswersAreRefusedForTheirReason(t *testing.T) {
	t.Parallel()
	cases := signatureCases(t)
	for _, more := range []badAnswers{algorithmCases(), headCases(), wordCases(), textCases()} {
		maps.Copy(cases, more)
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ourConnection().Validate(c.forged.make(t), noon)
			if reasonOf(err) != c.want {
				t.Fatalf("reason = %q (%v), want %q; subject %q", reasonOf(err), err, c.want, got.Subject)
			}
			if got.Subject != "" || got.ID != "" {
				t.Errorf("a refusal gave an answer: %+v", got)
			}
		})
	}
}

func TestNoCertificateIsValidNow(t *testing.T) {
	t.Parallel()
	connection := ourConnection()
	connection.Certificates = []*x509.Certificate{oldIdP().cert}
	_, err := connection.Validate(forged{by: ptr(oldIdP())}.make(t), noon)
	if reasonOf(err) != certificateExpired {
		t.Fatalf("reason = %q (%v)", reasonOf(err), err)
	}
}

func ptr[T any](v T) *T { return &v }
