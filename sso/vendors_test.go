package sso

import (
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mandate/sso/forge"
)

// statement writes attributes as an IdP does: name, type of the values (xsi:type; empty:
// none), values.
type attributeSent struct {
	name, format, kind string
	values             []string
}

func statement(list []attributeSent) string {
	var b strings.Builder
	for _, a := range list {
		b.WriteString(`<saml:Attribute Name="` + a.name + `"`)
		if a.format != "" {
			b.WriteString(` NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:` + a.format + `"`)
		}
		b.WriteString(">")
		for _, v := range a.values {
			kind := ""
			if a.kind != "" {
				kind = ` xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="` + a.kind + `"`
			}
			b.WriteString("<saml:AttributeValue" + kind + ">" + v + "</saml:AttributeValue>")
		}
		b.WriteString("</saml:Attribute>")
	}
	return b.String()
}

// sent is an answer with a NameID and attributes of its own.
func sent(format, name string, list ...attributeSent) func(string) string {
	return func(doc string) string {
		id, end := strings.Index(doc, "<saml:NameID"), strings.Index(doc, "</saml:NameID>")
		doc = doc[:id] + `<saml:NameID Format="` + format + `">` + name + doc[end:]
		from, to := strings.Index(doc, "<saml:AttributeStatement>")+len("<saml:AttributeStatement>"), strings.Index(doc, "</saml:AttributeStatement>")
		return doc[:from] + statement(list) + doc[to:]
	}
}

const (
	claimsURI  = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
	persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
	entraGroup = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"
)

// TestAnswersAsIdPsMakeThem: attributes under the names that each IdP gives them when
// nobody changed any, each way of naming somebody, each place of a signature.
func TestAnswersAsIdPsMakeThem(t *testing.T) {
	t.Parallel()
	one := func(name, value string) attributeSent { return attributeSent{name: name, values: []string{value}} }
	text := func(name, format string, values ...string) attributeSent {
		return attributeSent{name, format, "xs:string", values}
	}
	for name, c := range map[string]struct {
		forged  forged
		subject string
		address bool // the subject is an address
		groups  []string
	}{
		"Okta": {forged{Response: true, Prefixes: "xs", Text: sent(formatUnspecified, "ada.moreno@alpha.test", text("email", "basic", "ada.moreno@alpha.test"),
			text("firstName", "basic", "Ada"), text("lastName", "basic", "Moreno"), text("groups", "unspecified", "Everyone", "branch-12"))}, "ada.moreno@alpha.test", true, []string{"Everyone", "branch-12"}},
		"Entra ID": {forged{Text: sent(persistent, "o1wM8-Q", one("http://schemas.microsoft.com/identity/claims/tenantid", "7f1c"), one(claimsURI+"emailaddress", "ada.moreno@alpha.test"),
			one(claimsURI+"givenname", "Ada"), one(claimsURI+"surname", "Moreno"), one(claimsURI+"name", "ada@alpha.test"), attributeSent{name: entraGroup, values: []string{"4f0e-1", "4f0e-2"}})}, "o1wM8-Q", false, []string{"4f0e-1", "4f0e-2"}},
		"AD FS": {forged{Text: sent("urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName", `ALPHA\ada`, one("http://schemas.xmlsoap.org/claims/EmailAddress", "ada.moreno@alpha.test"),
			one(claimsURI+"givenname", "Ada"), one(claimsURI+"surname", "Moreno"), one("http://schemas.xmlsoap.org/claims/Group", "underwriters"))}, `ALPHA\ada`, false, []string{"underwriters"}},
		"Google": {forged{Response: true, Bare: true, Text: sent(formatEmail, "ada.moreno@alpha.test", text("email", "basic", "ada.moreno@alpha.test"),
			text("firstName", "basic", "Ada"), text("lastName", "basic", "Moreno"))}, "ada.moreno@alpha.test", true, nil},
		"OneLogin": {forged{Prefixes: "xs saml", Text: sent(formatEmail, "ada.moreno@alpha.test", text("User.email", "basic", "ada.moreno@alpha.test"),
			text("User.FirstName", "basic", "Ada"), text("User.LastName", "basic", "Moreno"), text("memberOf", "basic", "a;b"))}, "ada.moreno@alpha.test", true, []string{"a;b"}},
		"PingFederate": {forged{Response: true, Method: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", Text: sent(formatUnspecified, "amoreno", text("mail", "basic", "ada.moreno@alpha.test"),
			text("givenName", "basic", "Ada"), text("sn", "basic", "Moreno"))}, "amoreno", false, nil},
		"JumpCloud": {forged{Text: sent(formatUnspecified, "ada.moreno@alpha.test", one("email", "ada.moreno@alpha.test"), one("firstname", "Ada"), one("lastname", "Moreno"))}, "ada.moreno@alpha.test", true, nil},
		"Keycloak": {forged{Response: true, Text: sent(persistent, "G-8f2a", text("urn:oid:1.2.840.113549.1.9.1", "uri", "x"), text("urn:oid:0.9.2342.19200300.100.1.3", "uri", "ada.moreno@alpha.test"),
			text("urn:oid:2.5.4.42", "uri", "Ada"), text("urn:oid:2.5.4.4", "uri", "Moreno"), text("Role", "basic", "manage-account", "view"))}, "G-8f2a", false, []string{"manage-account", "view"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for hidden, cipher := range map[string]*forge.Cipher{"plain": nil, "encrypted": hiddenFor(nil)} {
				connection, answer := ourConnection(), c.forged
				connection.Keys, answer.Cipher = []*rsa.PrivateKey{keyOf(ourSP())}, cipher
				got, err := connection.Validate(made(t, answer), noon)
				if err != nil || got.Subject != c.subject || got.Address != c.address || got.Email != "ada.moreno@alpha.test" ||
					got.FirstName != "Ada" || got.LastName != "Moreno" || !got.Verified || !slices.Equal(got.Groups, c.groups) {
					t.Errorf("%s: %+v, %v", hidden, got.Identity, err)
				}
				if got.From["email"] == "" || got.From["lastName"] == "" {
					t.Errorf("%s: taken from %v", hidden, got.From)
				}
			}
		})
	}
}

// TestECDSASignatures: as XML Signature writes them, and as programs in Go do; a changed
// one is none.
func TestECDSASignatures(t *testing.T) {
	t.Parallel()
	for method, curve := range map[string]elliptic.Curve{signatureMethods[3]: elliptic.P256(), signatureMethods[4]: elliptic.P384(), signatureMethods[5]: elliptic.P521()} {
		for _, asn1 := range []bool{false, true} {
			idp := forge.NewEC(t, "our idp", curve, noon)
			idp.ASN1 = asn1
			connection := ourConnection()
			connection.Certificates = append(connection.Certificates, idp.Certificate)
			for name, a := range map[string]forged{"assertion": {}, "response": {Response: true, Bare: true}, "both": {Response: true}} {
				a.By, a.Method = &idp, method
				got, err := connection.Validate(made(t, a), noon)
				if err != nil || got.Subject != "ada.moreno@alpha.test" {
					t.Errorf("%s, ASN.1 %v, %s: %v", method, asn1, name, err)
				}
				a.Bytes = replaced(">Ada<", ">Adi<")
				if _, err := connection.Validate(made(t, a), noon); reasonOf(err) != badSignature {
					t.Errorf("%s, ASN.1 %v, %s changed: %v", method, asn1, name, err)
				}
			}
			stranger := forge.NewEC(t, "our idp", curve, noon)
			stranger.ASN1 = asn1
			if _, err := connection.Validate(made(t, forged{By: &stranger, Method: method}), noon); reasonOf(err) != badSignature {
				t.Errorf("%s, ASN.1 %v, another key: %v", method, asn1, err)
			}
		}
	}
}

// TestECDSAQueries: the same of logouts by redirect.
func TestECDSAQueries(t *testing.T) {
	t.Parallel()
	for _, asn1 := range []bool{false, true} {
		idp := forge.NewEC(t, "our idp", elliptic.P256(), noon)
		idp.ASN1 = asn1
		query := idp.SignQuery(t, "SAMLRequest=fZA%3D&RelayState=x", signatureMethods[3])
		octets, escaped, _ := strings.Cut(query, "&Signature=")
		signature, err := url.QueryUnescape(escaped)
		if err != nil {
			t.Fatal(err)
		}
		m := redirected{octets: octets, algorithm: signatureMethods[3], signature: signature}
		if err := m.verify([]*x509.Certificate{ourIdP().Certificate, idp.Certificate}, noon); err != nil {
			t.Errorf("ASN.1 %v: %v", asn1, err)
		}
		m.octets += "y"
		if err := m.verify([]*x509.Certificate{idp.Certificate}, noon); reasonOf(err) != badSignature {
			t.Errorf("ASN.1 %v, changed: %v", asn1, err)
		}
	}
}

// TestAMappedAttributeVouches: where an attribute says whether the address is verified,
// nothing but true does.
func TestAMappedAttributeVouches(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{"true": true, "1": true, "false": false, "0": false, "TRUE": false, "yes": false, "": false} {
		connection := ourConnection()
		connection.Mapping = Mapping{"emailVerified": "verified"}
		list := []attributeSent{{name: "email", values: []string{"ada.moreno@alpha.test"}}, {name: "verified", values: []string{value}}}
		got, err := connection.Validate(made(t, forged{Text: sent(formatEmail, "ada.moreno@alpha.test", list...)}), noon)
		if err != nil || got.Verified != want || got.Disowned == want {
			t.Errorf("%q: verified %v, disowned %v, %v", value, got.Verified, got.Disowned, err)
		}
	}
}
