package sso

import (
	"strings"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"

	"mandate/sso/forge"
)

// Variants of the attacks that have names: the rule counts, not the list.

// placeCases put a second assertion, or the signature, where a reader might look.
func placeCases(t *testing.T) badAnswers {
	t.Helper()
	add := func(path, wrapper string) forged {
		return forged{Signed: func(r *etree.Element) {
			at := r
			if path != "" {
				at = r.FindElement(path)
			}
			if wrapper != "" {
				at = at.CreateElement(wrapper)
			}
			at.AddChild(evilAssertion(t, "id-evil"))
		}}
	}
	inStatus := func(r *etree.Element) {
		r.FindElement("./Status").CreateElement("samlp:StatusDetail").AddChild(evilAssertion(t, "id-evil"))
	}
	return badAnswers{
		"two assertions, one signed":  {add("", ""), badShape},
		"two assertions, both signed": {forged{Tree: func(r *etree.Element) { e := evilAssertion(t, "id-evil"); r.AddChild(e); anotherIdP().Sign(t, e, "") }}, badShape},
		"assertion in Extensions":     {add("", "samlp:Extensions"), badShape},
		"assertion in StatusDetail":   {forged{Signed: inStatus}, badShape},
		"assertion in Advice": {forged{Tree: func(r *etree.Element) {
			r.FindElement("./Assertion").CreateElement("saml:Advice").AddChild(evilAssertion(t, "id-evil"))
		}}, badShape},
		"assertion in an attribute": {forged{Tree: func(r *etree.Element) {
			r.FindElement("./Assertion/AttributeStatement/Attribute/AttributeValue").AddChild(evilAssertion(t, "id-evil"))
		}}, badShape},
		"assertion in the signature's Object":  {add("./Assertion/Signature", "ds:Object"), badShape},
		"assertion in KeyInfo":                 {add("./Assertion/Signature/KeyInfo", ""), badShape},
		"assertion in SubjectConfirmationData": {add("./Assertion/Subject/SubjectConfirmation/SubjectConfirmationData", ""), badShape},
		"assertion in a stranger's element":    {add("", "evil"), badShape},
		"Response in Extensions":               {forged{Signed: func(r *etree.Element) { r.CreateElement("samlp:Extensions").CreateElement("samlp:Response") }}, badShape},
		"SAML 1.1 assertion beside ours": {forged{Signed: func(r *etree.Element) {
			r.AddChild(forge.Parsed(`<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion"/>`))
		}}, badShape},
		"signature on the subject": {forged{Signed: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Signature")
			s.Parent().RemoveChild(s)
			r.FindElement("./Assertion/Subject").AddChild(s)
		}}, signatureMisplaced},
		"signature on the status": {forged{Signed: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Signature")
			s.Parent().RemoveChild(s)
			r.FindElement("./Status").AddChild(s)
		}}, signatureMisplaced},
		"the assertion's signature on the response": {forged{Signed: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Signature")
			s.Parent().RemoveChild(s)
			r.InsertChildAt(1, s)
		}}, badSignature},
		"the same signature twice": {forged{Signed: func(r *etree.Element) {
			a := r.FindElement("./Assertion")
			a.AddChild(a.FindElement("./Signature").Copy())
		}}, signatureMisplaced},
		"signature inside the signature":   {forged{Signed: func(r *etree.Element) { s := r.FindElement("./Assertion/Signature"); s.AddChild(s.Copy()) }}, signatureMisplaced},
		"signature in no namespace beside": {forged{Signed: func(r *etree.Element) { r.FindElement("./Assertion").AddChild(forge.Parsed(`<Signature xmlns=""/>`)) }}, badSignature},
		"EncryptedID as the subject": {forged{Tree: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Subject")
			s.RemoveChild(s.FindElement("./NameID"))
			s.CreateElement("saml:EncryptedID")
		}}, encrypted},
		"EncryptedAttribute": {forged{Tree: func(r *etree.Element) {
			r.FindElement("./Assertion/AttributeStatement").CreateElement("saml:EncryptedAttribute")
		}}, encrypted},
		"BaseID as the subject": {forged{Text: replaced("saml:NameID", "saml:BaseID")}, noSubject},
	}
}

// referenceCases bend what the signature says that it covers, and with what.
func referenceCases(t *testing.T) badAnswers {
	t.Helper()
	info := func(bend func(*etree.Element)) forged {
		return forged{Signed: func(r *etree.Element) { bend(r.FindElement("./Assertion/Signature/SignedInfo")) }}
	}
	transform := func(fragment string) forged {
		return info(func(i *etree.Element) { i.FindElement("./Reference/Transforms").AddChild(forge.Parsed(fragment)) })
	}
	const ds = `xmlns="http://www.w3.org/2000/09/xmldsig#"`
	inclusive := func(r *etree.Element) {
		ourIdP().SignAs(t, r.FindElement("./Assertion"), "", dsig.MakeC14N10RecCanonicalizer())
	}
	comments := func(r *etree.Element) {
		ourIdP().SignAs(t, r.FindElement("./Assertion"), "", dsig.MakeC14N10ExclusiveWithCommentsCanonicalizerWithPrefixList(""))
	}
	return badAnswers{
		"two references": {info(func(i *etree.Element) { i.AddChild(i.FindElement("./Reference").Copy()) }), badSignature},
		"second reference elsewhere": {info(func(i *etree.Element) {
			c := i.FindElement("./Reference").Copy()
			c.CreateAttr("URI", "#id-response")
			i.AddChild(c)
		}), badSignature},
		"reference without URI":             {info(func(i *etree.Element) { i.FindElement("./Reference").RemoveAttr("URI") }), badSignature},
		"reference by XPointer":             {forged{Bytes: replaced(`URI="#id-assertion"`, `URI="#xpointer(id('id-assertion'))"`)}, badSignature},
		"reference to the root by XPointer": {forged{Bytes: replaced(`URI="#id-assertion"`, `URI="#xpointer(/)"`)}, badSignature},
		"reference to the web":              {forged{Bytes: replaced(`URI="#id-assertion"`, `URI="https://evil.test/a.xml"`)}, badSignature},
		"reference to a file":               {forged{Bytes: replaced(`URI="#id-assertion"`, `URI="file:///etc/passwd"`)}, badSignature},
		"assertion without ID":              {forged{Bytes: replaced(`<saml:Assertion ID="id-assertion"`, `<saml:Assertion`)}, badSignature},
		"ID that was renamed on both":       {forged{Bytes: replaced("id-assertion", "id-renamed")}, badSignature},
		"ID by another attribute":           {forged{Bytes: replaced(`<saml:Assertion ID="id-assertion"`, `<saml:Assertion Id="id-assertion"`)}, badSignature},
		"xml:id of the same name":           {forged{Bytes: replaced("<samlp:Status>", `<samlp:Status xml:id="id-assertion">`)}, forbiddenXML},
		"wsu:Id of the same name":           {forged{Bytes: replaced("<samlp:Status>", `<samlp:Status xmlns:wsu="urn:wsu" wsu:Id="id-assertion">`)}, forbiddenXML},
		"XSLT as a third transform":         {transform(`<Transform ` + ds + ` Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>`), weakAlgorithm},
		"base64 as a third transform":       {transform(`<Transform ` + ds + ` Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>`), weakAlgorithm},
		"XPath filter 2":                    {transform(`<Transform ` + ds + ` Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"/>`), weakAlgorithm},
		"enveloped twice":                   {transform(`<Transform ` + ds + ` Algorithm="` + enveloped + `"/>`), weakAlgorithm},
		"transforms the other way round": {info(func(i *etree.Element) {
			list := i.FindElement("./Reference/Transforms")
			first := list.ChildElements()[0]
			list.RemoveChild(first)
			list.AddChild(first)
		}), weakAlgorithm},
		"inclusive c14n":               {forged{Bare: true, Signed: inclusive}, weakAlgorithm},
		"exclusive c14n with comments": {forged{Bare: true, Signed: comments}, weakAlgorithm},
		"HMAC with the public key":     {forged{Bytes: replaced("2001/04/xmldsig-more#rsa-sha256", "2001/04/xmldsig-more#hmac-sha256")}, weakAlgorithm},
		"HMAC cut to nothing": {info(func(i *etree.Element) {
			i.FindElement("./SignatureMethod").AddChild(forge.Parsed(`<HMACOutputLength ` + ds + `>0</HMACOutputLength>`))
		}), badSignature},
		"RSA with MD5":        {forged{Bytes: replaced("#rsa-sha256", "#rsa-md5")}, weakAlgorithm},
		"DSA":                 {forged{Bytes: replaced("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#dsa-sha1")}, weakAlgorithm},
		"no signature method": {info(func(i *etree.Element) { i.RemoveChild(i.FindElement("./SignatureMethod")) }), weakAlgorithm},
		"no digest method": {info(func(i *etree.Element) {
			r := i.FindElement("./Reference")
			r.RemoveChild(r.FindElement("./DigestMethod"))
		}), weakAlgorithm},
		"ECDSA said, RSA done":     {forged{Bytes: replaced("#rsa-sha256", "#ecdsa-sha256")}, badSignature},
		"digest of something else": {info(func(i *etree.Element) { i.FindElement("./Reference/DigestValue").SetText("AAAA") }), badSignature},
		"signature value with junk": {forged{Signed: func(r *etree.Element) {
			v := r.FindElement("./Assertion/Signature/SignatureValue")
			v.SetText("!" + v.Text())
		}}, badSignature},
		"two signature values": {forged{Signed: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Signature")
			s.AddChild(s.FindElement("./SignatureValue").Copy())
		}}, badSignature},
		"another's key, its certificate": {forged{By: ptr(anotherIdP())}, badSignature},
		"another's key, our certificate": {forged{By: &forge.IdP{Key: anotherIdP().Key, Certificate: ourIdP().Certificate}}, badSignature},
		"another's key, no KeyInfo":      {forged{By: ptr(anotherIdP()), Signed: removed("./Assertion/Signature/KeyInfo")}, badSignature},
		"a key of 1,024 bits":            {forged{By: ptr(weakIdP())}, badSignature},
	}
}

// namespaceCases play with prefixes and names.
func namespaceCases() badAnswers {
	return badAnswers{
		"NameID in another namespace": {forged{Tree: func(r *etree.Element) {
			id := r.FindElement("./Assertion/Subject/NameID")
			id.Space = ""
			id.CreateAttr("xmlns", "urn:x")
		}}, noSubject},
		"prefix bound anew inside":        {forged{Signed: func(r *etree.Element) { r.FindElement("./Assertion/Subject").CreateAttr("xmlns:saml", "urn:x") }}, badSignature},
		"prefix bound to nothing":         {forged{Bytes: replaced(`xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"`, `xmlns:saml=""`)}, badShape},
		"assertion in upper case":         {forged{Bare: true, Text: replaced("saml:Assertion", "saml:ASSERTION")}, badShape},
		"response of SAML 1.1":            {forged{Bytes: replaced(nsProtocol, "urn:oasis:names:tc:SAML:1.0:protocol")}, badShape},
		"colon in a name":                 {forged{Bytes: replaced("<samlp:Status>", "<samlp:Status><a:b:c/>")}, badXML},
		"attribute twice by two prefixes": {forged{Bytes: replaced(`<samlp:Response `, `<samlp:Response xmlns:a="urn:x" xmlns:b="urn:x" a:z="1" b:z="2" `)}, forbiddenXML},
		"NUL":                             {forged{Bytes: replaced(">Ada<", ">Ada\x00<")}, badXML},
		"broken UTF-8":                    {forged{Bytes: replaced(">Ada<", ">Ada\xff<")}, badXML},
		"NUL by reference":                {forged{Bytes: replaced(">Ada<", ">Ada&#0;<")}, badXML},
		"external DTD":                    {forged{Bytes: func(s string) string { return `<!DOCTYPE x SYSTEM "https://evil.test/x.dtd">` + s }}, forbiddenXML},
		"parameter entity":                {forged{Bytes: func(s string) string { return `<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>` + s }}, forbiddenXML},
		"entity in the NameID":            {forged{Bytes: replaced("ada.moreno@alpha.test</saml:NameID>", "&who;</saml:NameID>")}, badXML},
		"comment in an attribute":         {forged{Bytes: replaced(">Ada<", ">A<!-- -->da<")}, forbiddenXML},
		"comment around the signature":    {forged{Bytes: replaced("</ds:Signature>", "</ds:Signature><!-- x -->")}, forbiddenXML},
		"instruction in the NameID":       {forged{Bytes: replaced("ada.moreno@alpha.test</saml:NameID>", "ada.moreno@alpha.test<?x?>.evil</saml:NameID>")}, forbiddenXML},
		"element in the NameID":           {forged{Text: replaced("ada.moreno@alpha.test</saml:NameID>", "ada.moreno@alpha.test<b>.evil</b></saml:NameID>")}, noSubject},
		"XInclude":                        {forged{Bytes: replaced("<samlp:Status>", `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><samlp:Status>`)}, badShape},
		"version 2.1 of the assertion":    {forged{Text: replaced(`ID="id-assertion" Version="2.0"`, `ID="id-assertion" Version="2.1"`)}, badShape},
		"no version":                      {forged{Text: replaced(`ID="id-assertion" Version="2.0"`, `ID="id-assertion"`)}, badShape},
		"response without ID":             {forged{Text: replaced(`ID="id-response" `, "")}, badShape},
		"two issuers":                     {forged{Text: replaced("</saml:Issuer><saml:Subject>", "</saml:Issuer><saml:Issuer>https://evil.test</saml:Issuer><saml:Subject>")}, wrongIssuer},
		"two statuses":                    {forged{Text: replaced("</samlp:Status>", `</samlp:Status><samlp:Status><samlp:StatusCode Value="`+statusSuccess+`"/></samlp:Status>`)}, badShape},
		"issuer in another case":          {forged{Text: replaced(forge.IdPEntity, strings.ToUpper(forge.IdPEntity))}, wrongIssuer},
		"issuer with a slash":             {forged{Text: replaced(forge.IdPEntity, forge.IdPEntity+"/")}, wrongIssuer},
	}
}

// timeCases bend instants, at the very edge where there is one.
func timeCases() badAnswers {
	end := `11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"`
	authn := `AuthnInstant="2026-03-03T12:00:00Z"`
	return badAnswers{
		"ended 180 s ago":              {forged{Text: replaced(end, `11:50:00Z" NotOnOrAfter="2026-03-03T11:57:00Z"`)}, expired},
		"begins in 181 s":              {forged{Text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="2026-03-03T12:03:01Z"`)}, notYetValid},
		"valid for a day and a second": {forged{Text: replaced(end, `11:59:00Z" NotOnOrAfter="2026-03-04T12:00:01Z"`)}, tooLong},
		"confirmation for a year":      {forged{Text: replaced(`acs" NotOnOrAfter="2026-03-03T12:05:00Z"`, `acs" NotOnOrAfter="2027-03-03T12:05:00Z"`)}, tooLong},
		"confirmation with NotBefore":  {forged{Text: replaced(`acs" NotOnOrAfter=`, `acs" NotBefore="2026-03-03T11:59:00Z" NotOnOrAfter=`)}, noConfirmation},
		"no IssueInstant":              {forged{Text: replaced(`ID="id-assertion" Version="2.0" IssueInstant="2026-03-03T12:00:00Z"`, `ID="id-assertion" Version="2.0"`)}, badShape},
		"session that has ended":       {forged{Text: replaced(`SessionNotOnOrAfter="2026-03-03T20:00:00Z"`, `SessionNotOnOrAfter="2026-03-03T12:00:00Z"`)}, expired},
		"no AuthnInstant":              {forged{Text: replaced(authn+" ", "")}, badShape},
		"authenticated in the future":  {forged{Text: replaced(authn, `AuthnInstant="2026-03-03T12:03:01Z"`)}, notYetValid},
		"two AuthnStatements": {forged{Tree: func(r *etree.Element) {
			a := r.FindElement("./Assertion")
			a.AddChild(a.FindElement("./AuthnStatement").Copy())
		}}, badShape},
		"local time with an offset bomb": {forged{Text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="2026-03-03T11:59:00+99:99"`)}, badShape},
		"year 10000":                     {forged{Text: replaced(end, `11:59:00Z" NotOnOrAfter="10000-03-03T12:05:00Z"`)}, badShape},
		"two Conditions": {forged{Tree: func(r *etree.Element) {
			a := r.FindElement("./Assertion")
			a.AddChild(a.FindElement("./Conditions").Copy())
		}}, noConditions},
		"two confirmations": {forged{Tree: func(r *etree.Element) {
			s := r.FindElement("./Assertion/Subject")
			s.AddChild(s.FindElement("./SubjectConfirmation").Copy())
		}}, noConfirmation},
		"confirmation without method": {forged{Text: replaced(` Method="`+methodBearer+`"`, "")}, noConfirmation},
		"sender vouches":              {forged{Text: replaced(methodBearer, "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches")}, noConfirmation},
	}
}

// audienceCases bend for whom and where the answer is.
func audienceCases() badAnswers {
	return badAnswers{
		"audience with a slash":        {forged{Text: replaced("<saml:Audience>"+spEntity, "<saml:Audience>"+spEntity+"/")}, wrongAudience},
		"audience in another case":     {forged{Text: replaced("<saml:Audience>"+spEntity, "<saml:Audience>"+strings.ToUpper(spEntity))}, wrongAudience},
		"audience is our ACS":          {forged{Text: replaced("<saml:Audience>"+spEntity, "<saml:Audience>"+spACS)}, wrongAudience},
		"restriction without audience": {forged{Tree: removed("./Assertion/Conditions/AudienceRestriction/Audience")}, wrongAudience},
		"audience that begins alike":   {forged{Text: replaced("<saml:Audience>"+spEntity, "<saml:Audience>"+spEntity+".evil.test")}, wrongAudience},
		"recipient by http":            {forged{Text: replaced(`Recipient="https:`, `Recipient="http:`)}, wrongRecipient},
		"recipient with a query":       {forged{Text: replaced(`Recipient="`+spACS, `Recipient="`+spACS+`?x=1`)}, wrongRecipient},
		"recipient in another case":    {forged{Text: replaced(`Recipient="`+spACS, `Recipient="`+strings.ToUpper(spACS))}, wrongRecipient},
		"destination with a slash":     {forged{Text: replaced(`Destination="`+spACS, `Destination="`+spACS+`/`)}, wrongDest},
		"destination by http":          {forged{Text: replaced(`Destination="https:`, `Destination="http:`)}, wrongDest},
		"status AuthnFailed inside":    {forged{Text: replaced(`<samlp:StatusCode Value="`+statusSuccess+`"/>`, `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode>`)}, badStatus},
		"status that begins alike":     {forged{Text: replaced(statusSuccess, statusSuccess+"ful")}, badStatus},
		"empty status":                 {forged{Text: replaced(`Value="`+statusSuccess+`"`, `Value=""`)}, badStatus},
	}
}
