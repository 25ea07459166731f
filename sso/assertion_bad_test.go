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
		"nothing signed":                          {forged{Bare: true}, unsigned},
		"signed by another tenant's IdP":          {forged{By: &another}, badSignature},
		"response signed by another, good inside": {forged{Signed: func(r *etree.Element) { another.Sign(t, r, "") }}, badSignature},
		"key of an expired certificate":           {forged{By: &old}, badSignature},
		"value changed after signing":             {forged{Bytes: replaced("ada.moreno@alpha.test</saml:NameID>", evil+"</saml:NameID>")}, badSignature},
		"attribute changed after signing":         {forged{Bytes: replaced("<saml:AttributeValue>Ada<", "<saml:AttributeValue>Eva<")}, badSignature},
		"attribute added after signing": {forged{Signed: func(r *etree.Element) {
			r.FindElement("./Assertion/AttributeStatement").AddChild(etree.NewText("x"))
		}}, badSignature},
		"signature value cut":     {forged{Signed: func(r *etree.Element) { r.FindElement("./Assertion/Signature/SignatureValue").SetText("AAAA") }}, badSignature},
		"signature value missing": {forged{Signed: removed("./Assertion/Signature/SignatureValue")}, badSignature},
		"SignedInfo missing":      {forged{Signed: removed("./Assertion/Signature/SignedInfo")}, badSignature},
		"reference missing":       {forged{Signed: removed("./Assertion/Signature/SignedInfo/Reference")}, badSignature},
		"empty reference":         {forged{Bytes: replaced(`URI="#id-assertion"`, `URI=""`)}, badSignature},
		"reference elsewhere":     {forged{Bytes: replaced(`URI="#id-assertion"`, `URI="#id-response"`)}, badSignature},
		"object inside the signature": {forged{Signed: func(r *etree.Element) {
			r.FindElement("./Assertion/Signature").CreateElement("ds:Object")
		}}, badSignature},
		"two SignedInfo": {forged{Signed: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Signature")
			s.AddChild(s.FindElement("./SignedInfo").Copy())
		}}, badSignature},
	}
}

// algorithmCases bend how it was signed.
func algorithmCases() badAnswers {
	return badAnswers{
		"RSA with SHA-1":  {forged{Method: dsig.RSASHA1SignatureMethod}, weakAlgorithm},
		"HMAC with a key": {forged{Bytes: replaced("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#hmac-sha256")}, weakAlgorithm},
		"digest SHA-1":    {forged{Bytes: replaced("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")}, weakAlgorithm},
		"XSLT transform":  {forged{Bytes: replaced(enveloped, "http://www.w3.org/TR/1999/REC-xslt-19991116")}, weakAlgorithm},
		"XPath transform": {forged{Bytes: replaced(enveloped, "http://www.w3.org/TR/1999/REC-xpath-19991116")}, weakAlgorithm},
		"c14n with comments": {forged{Bytes: replaced(`CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"`,
			`CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"`)}, weakAlgorithm},
		"no transforms": {forged{Signed: removed("./Assertion/Signature/SignedInfo/Reference/Transforms")}, weakAlgorithm},
	}
}

// headCases bend the response around the assertion.
func headCases() badAnswers {
	return badAnswers{
		"status Responder":        {forged{Text: replaced(statusSuccess, "urn:oasis:names:tc:SAML:2.0:status:Responder")}, badStatus},
		"no status":               {forged{Tree: removed("./Status")}, badShape},
		"no destination":          {forged{Text: replaced(` Destination="`+spACS+`"`, "")}, wrongDest},
		"other destination":       {forged{Text: replaced(`Destination="`+spACS, `Destination="https://mandate.test/sso/saml/conn_b/acs`)}, wrongDest},
		"response of another":     {forged{Tree: func(r *etree.Element) { r.FindElement("./Issuer").SetText("https://evil.test") }}, wrongIssuer},
		"SAML 1.1":                {forged{Text: replaced(`ID="id-response" Version="2.0"`, `ID="id-response" Version="1.1"`)}, badShape},
		"unsolicited":             {forged{Text: replaced(` InResponseTo="id-request-1"`, "")}, unsolicited},
		"unsolicited head only":   {forged{Text: replaced(`acs" InResponseTo="id-request-1"><saml:Issuer>`, `acs"><saml:Issuer>`)}, unsolicited},
		"head and subject differ": {forged{Text: replaced(`:00Z" InResponseTo="id-request-1"/>`, `:00Z" InResponseTo="id-request-2"/>`)}, wrongRequest},
		"subject answers nothing": {forged{Text: replaced(`:00Z" InResponseTo="id-request-1"/>`, `:00Z"/>`)}, wrongRequest},
		"response hours old":      {forged{Text: replaced(`IssueInstant="2026-03-03T12:00:00Z" Dest`, `IssueInstant="2026-03-03T10:00:00Z" Dest`)}, stale},
	}
}

// wordCases bend what the assertion says.
func wordCases() badAnswers {
	return badAnswers{
		"assertion of another":       {forged{Tree: func(r *etree.Element) { r.FindElement("./Assertion/Issuer").SetText("https://evil.test") }}, wrongIssuer},
		"no issuer":                  {forged{Tree: removed("./Assertion/Issuer")}, wrongIssuer},
		"no Subject":                 {forged{Tree: removed("./Assertion/Subject")}, noSubject},
		"no NameID":                  {forged{Tree: removed("./Assertion/Subject/NameID")}, noSubject},
		"empty NameID":               {forged{Text: replaced(">ada.moreno@alpha.test</saml:NameID>", "> </saml:NameID>")}, noSubject},
		"NameID of 2,000 characters": {forged{Text: replaced(">ada.moreno@alpha.test</saml:NameID>", ">"+strings.Repeat("a", 2000)+"</saml:NameID>")}, noSubject},
		"NameID with a line break":   {forged{Text: replaced(">ada.moreno@alpha.test</saml:NameID>", ">ada\n@alpha.test</saml:NameID>")}, noSubject},
		"transient NameID":           {forged{Text: replaced(formatEmail, formatTransient)}, noSubject},
		"two NameIDs": {forged{Tree: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Subject")
			s.AddChild(s.FindElement("./NameID").Copy())
		}}, noSubject},
		"two Subjects": {forged{Tree: func(r *etree.Element) {
			r.FindElement("./Assertion").AddChild(r.FindElement("./Assertion/Subject").Copy())
		}}, noSubject},
		"no confirmation":          {forged{Tree: removed("./Assertion/Subject/SubjectConfirmation")}, noConfirmation},
		"no confirmation data":     {forged{Tree: removed("./Assertion/Subject/SubjectConfirmation/SubjectConfirmationData")}, noConfirmation},
		"holder of key":            {forged{Text: replaced(methodBearer, "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key")}, noConfirmation},
		"no recipient":             {forged{Text: replaced(`Recipient="`+spACS+`" `, "")}, wrongRecipient},
		"recipient of tenant B":    {forged{Text: replaced(`Recipient="`+spACS, `Recipient="https://mandate.test/sso/saml/conn_b/acs`)}, wrongRecipient},
		"recipient with a slash":   {forged{Text: replaced(`Recipient="`+spACS, `Recipient="`+spACS+`/`)}, wrongRecipient},
		"confirmation without end": {forged{Text: replaced(`acs" NotOnOrAfter="2026-03-03T12:05:00Z"`, `acs"`)}, noConfirmation},
		"confirmation expired":     {forged{Text: replaced(`acs" NotOnOrAfter="2026-03-03T12:05:00Z"`, `acs" NotOnOrAfter="2026-03-03T11:57:00Z"`)}, expired},
		"no Conditions":            {forged{Tree: removed("./Assertion/Conditions")}, noConditions},
		"conditions without end":   {forged{Text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"`, `11:59:00Z"`)}, noConditions},
		"conditions expired":       {forged{Text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"`, `11:50:00Z" NotOnOrAfter="2026-03-03T11:57:00Z"`)}, expired},
		"not yet valid":            {forged{Text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="2026-03-03T12:03:01Z"`)}, notYetValid},
		"valid for a year":         {forged{Text: replaced(`11:59:00Z" NotOnOrAfter="2026-03-03`, `11:59:00Z" NotOnOrAfter="2027-03-03`)}, tooLong},
		"issued in the future":     {forged{Text: replaced(`Version="2.0" IssueInstant="2026-03-03T12:00:00Z"><saml:Issuer>`, `Version="2.0" IssueInstant="2026-03-03T12:03:01Z"><saml:Issuer>`)}, notYetValid},
		"stale":                    {forged{Text: replaced(`Version="2.0" IssueInstant="2026-03-03T12:00:00Z"><saml:Issuer>`, `Version="2.0" IssueInstant="2026-03-03T11:46:59Z"><saml:Issuer>`)}, stale},
		"instant that is none":     {forged{Text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="yesterday"`)}, badShape},
		"no audience":              {forged{Tree: removed("./Assertion/Conditions/AudienceRestriction")}, wrongAudience},
		"audience of tenant B":     {forged{Text: replaced("<saml:Audience>"+spEntity, "<saml:Audience>https://mandate.test/sso/saml/conn_b/metadata")}, wrongAudience},
		"second restriction elsewhere": {forged{Text: replaced("</saml:AudienceRestriction>",
			"</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other.test</saml:Audience></saml:AudienceRestriction>")}, wrongAudience},
		"condition nobody knows": {forged{Text: replaced("</saml:Conditions>", `<saml:Condition xmlns:x="urn:x" x:type="y"/></saml:Conditions>`)}, badCondition},
		"no AuthnStatement":      {forged{Tree: removed("./Assertion/AuthnStatement")}, badShape},
		"encrypted beside plain": {forged{Tree: func(r *etree.Element) { r.CreateElement("saml:EncryptedAssertion") }}, badShape},
		"assertion that is none": {forged{Text: replaced("saml:Assertion", "saml:Assertions"), Bare: true}, badShape},
		"assertion in no namespace": {forged{Text: func(s string) string {
			return replaced("</saml:Assertion>", "</Assertion>")(replaced("<saml:Assertion", "<Assertion")(s))
		}, Bare: true}, badShape},
	}
}

// textCases are texts that no parser should see.
func textCases() badAnswers {
	return badAnswers{
		"comment in the NameID":  {forged{Signed: func(r *etree.Element) { r.FindElement("./Assertion/Subject/NameID").CreateComment("x") }}, forbiddenXML},
		"DOCTYPE":                {forged{Bytes: func(s string) string { return "<!DOCTYPE x>" + s }}, forbiddenXML},
		"entity bomb":            {forged{Bytes: func(s string) string { return `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + s }}, forbiddenXML},
		"external entity":        {forged{Bytes: func(s string) string { return `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + s }}, forbiddenXML},
		"undeclared entity":      {forged{Bytes: replaced("<saml:AttributeValue>Ada<", "<saml:AttributeValue>&ada;<")}, badXML},
		"processing instruction": {forged{Bytes: func(s string) string { return `<?xml-stylesheet href="x"?>` + s }}, forbiddenXML},
		"declaration in the end": {forged{Bytes: func(s string) string { return s + `<?xml version="1.0"?>` }}, forbiddenXML},
		"text after the root":    {forged{Bytes: func(s string) string { return s + "x" }}, forbiddenXML},
		"second root":            {forged{Bytes: func(s string) string { return s + "<x/>" }}, forbiddenXML},
		"cut in the middle":      {forged{Bytes: func(s string) string { return s[:len(s)/2] }}, badXML},
		"not XML":                {forged{Bytes: func(string) string { return "hello" }}, forbiddenXML},
		"nothing":                {forged{Bytes: func(string) string { return "" }}, badXML},
		"UTF-16":                 {forged{Bytes: func(s string) string { return `<?xml version="1.0" encoding="UTF-16"?>` + s }}, badXML},
		"attribute twice":        {forged{Bytes: replaced(` Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Dest`, ` Version="2.0" Version="2.0" IssueInstant="2026-03-03T12:00:00Z" Dest`)}, forbiddenXML},
		"the same ID twice":      {forged{Bytes: replaced(`ID="id-response"`, `ID="id-assertion"`)}, forbiddenXML},
		"Id and ID":              {forged{Bytes: replaced(`<samlp:Status>`, `<samlp:Status Id="id-assertion">`)}, forbiddenXML},
		"another root":           {forged{Bytes: func(string) string { return "<x/>" }}, badShape},
		"Response of nobody":     {forged{Bytes: replaced(nsProtocol, "urn:x")}, badShape},
	}
}

func TestBadAnswersAreRefusedForTheirReason(t *testing.T) {
	t.Parallel()
	cases := signatureCases(t)
	for _, more := range []badAnswers{algorithmCases(), headCases(), wordCases(), textCases(),
		placeCases(t), referenceCases(t), namespaceCases(), timeCases(), audienceCases(), addressCases(), valueCases(), coverCases(), swappedCases(t)} {
		maps.Copy(cases, more)
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ourConnection().Validate(made(t, c.forged), noon)
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
	connection.Certificates = []*x509.Certificate{oldIdP().Certificate}
	_, err := connection.Validate(made(t, forged{By: ptr(oldIdP())}), noon)
	if reasonOf(err) != certificateExpired {
		t.Fatalf("reason = %q (%v)", reasonOf(err), err)
	}
}

func ptr[T any](v T) *T { return &v }
