package sso

import (
	"crypto/x509"
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"mandate/sso/forge"
)

func TestGoodAnswersGiveTheIdentity(t *testing.T) {
	t.Parallel()
	another := anotherIdP()
	for name, c := range map[string]struct {
		forged forged
		bend   func(*SAML)
	}{
		"signed assertion":               {},
		"signed response only":           {forged: forged{Response: true, Bare: true}},
		"both signed":                    {forged: forged{Response: true}},
		"RSA with SHA-512":               {forged: forged{Method: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"}},
		"two keys, the second signs":     {bend: func(s *SAML) { s.Certificates = []*x509.Certificate{another.Certificate, ourIdP().Certificate} }},
		"no KeyInfo":                     {forged: forged{Signed: removed("./Assertion/Signature/KeyInfo")}},
		"no KeyInfo, two keys":           {forged: forged{Signed: removed("./Assertion/Signature/KeyInfo")}, bend: func(s *SAML) { s.Certificates = []*x509.Certificate{another.Certificate, ourIdP().Certificate} }},
		"one old key beside the present": {bend: func(s *SAML) { s.Certificates = []*x509.Certificate{oldIdP().Certificate, ourIdP().Certificate} }},
		"XML declaration":                {forged: forged{Bytes: func(s string) string { return `<?xml version="1.0" encoding="UTF-8"?>` + s }}},
		"second audience in one restriction": {forged: forged{Text: replaced("<saml:Audience>",
			"<saml:Audience>https://other.test</saml:Audience><saml:Audience>")}},
		"a second restriction with us in it": {forged: forged{Text: replaced("</saml:AudienceRestriction>",
			"</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other.test</saml:Audience><saml:Audience>"+spEntity+"</saml:Audience></saml:AudienceRestriction>")}},
		"OneTimeUse and ProxyRestriction":    {forged: forged{Text: replaced("</saml:Conditions>", `<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/></saml:Conditions>`)}},
		"NotBefore is now":                   {forged: forged{Text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="2026-03-03T12:00:00Z"`)}},
		"NotBefore in 180 s":                 {forged: forged{Text: replaced(`NotBefore="2026-03-03T11:59:00Z"`, `NotBefore="2026-03-03T12:03:00Z"`)}},
		"ended a moment less than 180 s ago": {forged: forged{Text: replaced("T12:05:00Z", "T11:57:00.001Z")}},
		"Issuer on a line of its own":        {forged: forged{Text: replaced("<saml:Issuer>"+forge.IdPEntity, "<saml:Issuer>\n  "+forge.IdPEntity+"\n")}},
		"KeyInfo that points elsewhere": {forged: forged{Signed: func(r *etree.Element) {
			r.FindElement("./Assertion/Signature/KeyInfo").AddChild(forge.Parsed(`<RetrievalMethod xmlns="` + nsSignature + `" URI="https://evil.test/key"/>`))
		}}},
		"KeyInfo with a stranger's certificate": {forged: forged{Signed: func(r *etree.Element) {
			r.FindElement("./Assertion/Signature/KeyInfo//X509Certificate").SetText(base64.StdEncoding.EncodeToString(another.Certificate.Raw))
		}}},
		"no Issuer in the response": {forged: forged{Tree: removed("./Issuer")}},
		"instants without zone":     {forged: forged{Text: replaced(":00Z", ":00.123")}},
		"clock two minutes behind":  {forged: forged{Text: replaced("T12:05:00Z", "T11:58:30Z")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			connection := ourConnection()
			if c.bend != nil {
				c.bend(&connection)
			}
			got, err := connection.Validate(made(t, c.forged), noon)
			if err != nil {
				t.Fatalf("Validate: %v", err)
			}
			if got.Subject != "ada.moreno@alpha.test" || got.Email != "ada.moreno@alpha.test" || got.UserName != "ada.moreno@alpha.test" ||
				got.FirstName != "Ada" || got.LastName != "Moreno" || !got.Verified || !got.Address {
				t.Errorf("identity = %+v", got.Identity)
			}
			if got.ID != "id-assertion" || got.InResponseTo != requestID || got.Session != "s-1" {
				t.Errorf("answer = %+v", got)
			}
		})
	}
}

func TestTheIdPsBoundsComeAlong(t *testing.T) {
	t.Parallel()
	got, err := ourConnection().Validate(made(t, forged{}), noon)
	if err != nil {
		t.Fatalf("Validate: %v", err)
	}
	if want := noon.Add(8 * time.Hour); !got.Until.Equal(want) {
		t.Errorf("Until = %s, want %s", got.Until, want)
	}
	if want := noon.Add(8 * time.Minute); !got.Expires.Equal(want) {
		t.Errorf("Expires = %s, want %s: NotOnOrAfter and the clock skew", got.Expires, want)
	}
	if want := []string{"urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"}; !slices.Equal(got.Methods, want) {
		t.Errorf("Methods = %q", got.Methods)
	}
}

func TestMappingChoosesAttributes(t *testing.T) {
	t.Parallel()
	connection := ourConnection()
	connection.Mapping = Mapping{"userName": "employee", "lastName": "absent"}
	doc := forged{Text: replaced(`<saml:Attribute Name="email">`,
		`<saml:Attribute Name="urn:x" FriendlyName="employee"><saml:AttributeValue> E-77 </saml:AttributeValue></saml:Attribute><saml:Attribute Name="email">`)}
	got, err := connection.Validate(made(t, doc), noon)
	if err != nil {
		t.Fatalf("Validate: %v", err)
	}
	if got.UserName != "E-77" || got.LastName != "" || got.FirstName != "Ada" {
		t.Errorf("identity = %+v", got.Identity)
	}
}

func TestCDATANeverShortensANameID(t *testing.T) {
	t.Parallel()
	doc := forged{Text: replaced("ada.moreno@alpha.test</saml:NameID>", "ada.moreno@alpha.test<![CDATA[.evil.test]]></saml:NameID>")}
	got, err := ourConnection().Validate(made(t, doc), noon)
	if err != nil {
		t.Fatalf("Validate: %v", err)
	}
	if got.Subject != "ada.moreno@alpha.test.evil.test" {
		t.Errorf("Subject = %q", got.Subject)
	}
}

func TestDecodeResponse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		field, want string
		reason      Reason
	}{
		"plain":                    {field: "PGE+", want: "<a>"},
		"with line breaks":         {field: "PG\r\nE+\n", want: "<a>"},
		"not base64":               {field: "<a>", reason: notBase64},
		"URL alphabet":             {field: "PGE-", reason: notBase64},
		"no padding":               {field: "PGE", reason: notBase64},
		"dirty padding bit":        {field: "PGF=", reason: notBase64},
		"capitals that are others": {field: "pge+", want: "\xa6\x07\xbe"},
		"padding in the middle":    {field: "PGE=PGE=", reason: notBase64},
		"percent for plus":         {field: "PGE%2B", reason: notBase64},
		"tab":                      {field: "PG\tE+", reason: notBase64},
		"one byte too many":        {field: strings.Repeat("A", maxMessage+4), reason: tooLarge},
	} {
		got, err := decodeResponse(c.field)
		if reasonOf(err) != c.reason || string(got) != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
