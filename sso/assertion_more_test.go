package sso

import (
	"strings"
	"testing"

	"github.com/beevik/etree"

	"mandate/sso/forge"
)

// valueCases bend values in ways that compare as equal only to who reads them loosely.
func valueCases() badAnswers {
	audience := func(text string) forged {
		return forged{Text: replaced("<saml:Audience>"+spEntity+"</saml:Audience>", "<saml:Audience>"+text+"</saml:Audience>")}
	}
	late := func(path string) forged {
		return forged{Signed: func(r *etree.Element) { r.FindElement(path).CreateComment("x") }}
	}
	return badAnswers{
		"comment in the Audience":               {late("./Assertion/Conditions/AudienceRestriction/Audience"), forbiddenXML},
		"comment in the Issuer":                 {late("./Assertion/Issuer"), forbiddenXML},
		"comment in the response Issuer":        {late("./Issuer"), forbiddenXML},
		"comment in the InResponseTo's element": {late("./Assertion/Subject/SubjectConfirmation"), forbiddenXML},
		"CDATA that lengthens the Audience":     {audience(spEntity + "<![CDATA[.evil.test]]>"), wrongAudience},
		"element in the Audience":               {audience(spEntity + "<b>.evil.test</b>"), wrongAudience},
		"empty Audience":                        {audience(""), wrongAudience},
		"Audience of white space":               {audience("\n  "), wrongAudience},
		"two entities in one Audience":          {audience("https://other.test " + spEntity), wrongAudience},
		"first restriction elsewhere": {forged{Text: replaced("<saml:AudienceRestriction>",
			"<saml:AudienceRestriction><saml:Audience>https://other.test</saml:Audience></saml:AudienceRestriction><saml:AudienceRestriction>")}, wrongAudience},
		"second restriction empty":       {forged{Text: replaced("</saml:AudienceRestriction>", "</saml:AudienceRestriction><saml:AudienceRestriction/>")}, wrongAudience},
		"Recipient in white space":       {forged{Text: replaced(`Recipient="`+spACS+`"`, `Recipient=" `+spACS+`"`)}, wrongRecipient},
		"Destination in white space":     {forged{Text: replaced(`Destination="`+spACS+`"`, `Destination="`+spACS+` "`)}, wrongDest},
		"empty Recipient":                {forged{Text: replaced(`Recipient="`+spACS+`"`, `Recipient=""`)}, wrongRecipient},
		"empty Destination":              {forged{Text: replaced(`Destination="`+spACS+`"`, `Destination=""`)}, wrongDest},
		"Issuer of white space":          {forged{Tree: func(r *etree.Element) { r.FindElement("./Assertion/Issuer").SetText(" ") }}, wrongIssuer},
		"element in the Issuer":          {forged{Tree: func(r *etree.Element) { r.FindElement("./Assertion/Issuer").CreateElement("b").SetText(".evil.test") }}, wrongIssuer},
		"InResponseTo in white space":    {forged{Text: replaced(`:00Z" InResponseTo="id-request-1"/>`, `:00Z" InResponseTo=" id-request-1"/>`)}, wrongRequest},
		"status in white space":          {forged{Text: replaced(statusSuccess, " "+statusSuccess)}, badStatus},
		"condition of another namespace": {forged{Text: replaced("</saml:Conditions>", `<x:OneTimeUse xmlns:x="urn:x"/></saml:Conditions>`)}, badCondition},
		"NotBefore at the end": {forged{Text: replaced(`NotBefore="2026-03-03T11:59:00Z" NotOnOrAfter="2026-03-03T12:05:00Z"`,
			`NotBefore="2026-03-03T12:03:01Z" NotOnOrAfter="2026-03-03T12:03:01Z"`)}, notYetValid},
	}
}

// coverCases bend what a signature covers, by parts that nobody else has signed.
func coverCases() badAnswers {
	const ds = `xmlns="http://www.w3.org/2000/09/xmldsig#"`
	info := func(bend func(*etree.Element)) forged {
		return forged{Signed: func(r *etree.Element) { bend(r.FindElement("./Assertion/Signature/SignedInfo")) }}
	}
	prefixes := func(path string) forged {
		return info(func(i *etree.Element) {
			i.FindElement(path).AddChild(forge.Parsed(`<InclusiveNamespaces xmlns="` + exclusiveC14N + `" PrefixList="#default saml ds xs ` + strings.Repeat("a ", 2000) + `"/>`))
		})
	}
	return badAnswers{
		"empty SignatureValue":            {forged{Signed: func(r *etree.Element) { r.FindElement("./Assertion/Signature/SignatureValue").SetText("") }}, badSignature},
		"empty Signature":                 {forged{Bare: true, Signed: func(r *etree.Element) { r.FindElement("./Assertion").AddChild(forge.Parsed(`<Signature ` + ds + `/>`)) }}, badSignature},
		"prefix list in the transform":    {prefixes("./Reference/Transforms/Transform[2]"), badSignature},
		"prefix list in canonicalisation": {prefixes("./CanonicalizationMethod"), badSignature},
		"Manifest in Object": {forged{Signed: func(r *etree.Element) {
			r.FindElement("./Assertion/Signature").AddChild(forge.Parsed(`<Object ` + ds + `><Manifest/></Object>`))
		}}, badSignature},
		"ID in another namespace":           {forged{Bytes: replaced(`<samlp:Status>`, `<samlp:Status xmlns:x="urn:x" x:ID="id-assertion">`)}, forbiddenXML},
		"ID of the response in a namespace": {forged{Response: true, Bytes: replaced(`<samlp:Status>`, `<samlp:Status xmlns:x="urn:x" x:ID="id-response">`)}, forbiddenXML},
		"AssertionID of SAML 1.1":           {forged{Signed: func(r *etree.Element) { r.FindElement("./Assertion").CreateAttr("AssertionID", "id-assertion") }}, badSignature},
		"the response signed twice": {forged{Response: true, Signed: func(r *etree.Element) {
			r.AddChild(r.FindElement("./Signature").Copy())
		}}, signatureMisplaced},
		"the response's signature in its assertion": {forged{Response: true, Bare: true, Signed: func(r *etree.Element) {
			s := r.FindElement("./Signature")
			r.RemoveChild(s)
			r.FindElement("./Assertion").AddChild(s)
		}}, badSignature},
	}
}

// swappedCases put genuine parts of two answers of one IdP together.
func swappedCases(t *testing.T) badAnswers {
	t.Helper()
	swapped := func(response bool, theirs forged) forged {
		return forged{Response: response, Signed: func(r *etree.Element) {
			other := etree.NewDocument()
			if err := other.ReadFromBytes(made(t, theirs)); err != nil {
				t.Fatal(err)
			}
			r.RemoveChild(r.FindElement("./Assertion"))
			r.AddChild(other.FindElement("./Response/Assertion"))
		}}
	}
	return badAnswers{
		"the assertion of another answer":               {swapped(false, forged{Text: replaced("id-request-1", "id-request-2")}), wrongRequest},
		"another assertion in a signed response":        {swapped(true, forged{Text: replaced(`SessionIndex="s-1"`, `SessionIndex="s-2"`)}), badSignature},
		"an assertion of another answer that is signed": {swapped(false, forged{Bare: true, Response: true}), unsigned},
	}
}
