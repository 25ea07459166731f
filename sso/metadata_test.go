package sso

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/xml"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/crewjam/saml"

	"mandate/fault"
	"mandate/sso/forge"
)

func idpMetadata(bend func(string) string) []byte {
	der := base64.StdEncoding.EncodeToString(ourIdP().Certificate.Raw)
	key := func(use, cert string) string {
		return `<KeyDescriptor` + use + `><ds:KeyInfo><ds:X509Data><ds:X509Certificate>` + cert + `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`
	}
	text := `<?xml version="1.0"?><!-- made by hand --><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.alpha.test/metadata"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
		key(` use="signing"`, der[:64]+"\n   "+der[64:]) + key(` use="encryption"`, "AAAA") + key("", base64.StdEncoding.EncodeToString(anotherIdP().Certificate.Raw)) +
		`<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://idp.alpha.test/soap"/>` +
		`<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.alpha.test/sso?a=1"/>` +
		`<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.alpha.test/post"/></IDPSSODescriptor></EntityDescriptor>`
	if bend != nil {
		text = bend(text)
	}
	return []byte(text)
}

func TestParseMetadata(t *testing.T) {
	t.Parallel()
	inList := func(s string) string {
		other := `<EntityDescriptor entityID="https://sp.test"><SPSSODescriptor protocolSupportEnumeration="x"/></EntityDescriptor>`
		return `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">` + other + s[strings.Index(s, "<EntityDescriptor"):] + `</EntitiesDescriptor>`
	}
	for name, bend := range map[string]func(string) string{"one entity": nil, "in a federation's list": inList} {
		got, err := ParseMetadata(idpMetadata(bend))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.EntityID != "https://idp.alpha.test/metadata" || got.RedirectURL != "https://idp.alpha.test/sso?a=1" || got.PostURL != "https://idp.alpha.test/post" {
			t.Errorf("%s: %+v", name, got)
		}
		certificates, err := certificatesOf(got.Certificates)
		if err != nil || len(certificates) != 2 || !certificates[0].Equal(ourIdP().Certificate) || !certificates[1].Equal(anotherIdP().Certificate) {
			t.Errorf("%s: certificates %d, %v", name, len(certificates), err)
		}
	}
}

func TestBadMetadataIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text []byte
		code fault.Code
	}{
		"not XML":            {[]byte("hello"), fault.CodeInvalid},
		"DOCTYPE":            {idpMetadata(func(s string) string { return strings.Replace(s, "<Entity", "<!DOCTYPE x><Entity", 1) }), fault.CodeInvalid},
		"open comment":       {append(idpMetadata(nil), "<!-- "...), fault.CodeInvalid},
		"a web page":         {[]byte("<html><body/></html>"), fault.CodeInvalid},
		"a service provider": {idpMetadata(replaced("IDPSSODescriptor", "SPSSODescriptor")), fault.CodeInvalid},
		"no entityID":        {idpMetadata(replaced("https://idp.alpha.test/metadata", "")), fault.CodeInvalid},
		"no address":         {idpMetadata(replaced("SingleSignOnService", "ArtifactResolutionService")), fault.CodeInvalid},
		"script as address":  {idpMetadata(replaced("https://idp.alpha.test/post", "javascript:alert(1)")), fault.CodeInvalid},
		"no certificate":     {idpMetadata(replaced("ds:X509Certificate", "ds:X509SKI")), fault.CodeInvalid},
		"broken certificate": {idpMetadata(replaced(`"encryption"`, `"signing"`)), fault.CodeInvalid},
		"2 MB":               {bytes.Repeat([]byte("a"), 2<<20), fault.CodeTooLarge},
	} {
		if _, err := ParseMetadata(c.text); !fault.Is(err, c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

func TestOurMetadataSaysWhereToAnswer(t *testing.T) {
	t.Parallel()
	addresses := AddressesOf("https://mandate.test", "conn_a")
	text, err := addresses.metadata(ownKeys{certificates: []string{pemOf(ourSP()), pemOf(nextSP())}, signs: true}, noon)
	if err != nil {
		t.Fatal(err)
	}
	var d saml.EntityDescriptor
	if err := xml.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	if d.EntityID != spEntity || len(d.SPSSODescriptors) != 1 {
		t.Fatalf("metadata = %s", text)
	}
	sp := d.SPSSODescriptors[0]
	var keys []string
	for _, k := range sp.KeyDescriptors {
		keys = append(keys, k.Use+" "+k.KeyInfo.X509Data.X509Certificates[0].Data[:40])
	}
	first, second := base64.StdEncoding.EncodeToString(ourSP().Certificate.Raw)[:40], base64.StdEncoding.EncodeToString(nextSP().Certificate.Raw)[:40]
	if want := []string{"signing " + first, "encryption " + first, "signing " + second, "encryption " + second}; !slices.Equal(keys, want) {
		t.Errorf("keys = %q", keys)
	}
	if !*sp.AuthnRequestsSigned || len(sp.SingleLogoutServices) != 2 || sp.SingleLogoutServices[0].Location != forge.SPLogout {
		t.Errorf("logout = %+v, signed %v", sp.SingleLogoutServices, *sp.AuthnRequestsSigned)
	}
	if acs := sp.AssertionConsumerServices[0]; acs.Location != spACS || acs.Binding != bindingPost || !*sp.WantAssertionsSigned {
		t.Errorf("service = %+v", acs)
	}
}

func TestAuthnRequestByRedirect(t *testing.T) {
	t.Parallel()
	request, err := written(authnRequest(AddressesOf("https://mandate.test", "conn_a"), requestID, "https://idp.alpha.test/sso", true, noon))
	if err != nil {
		t.Fatal(err)
	}
	address, err := redirectURL("https://idp.alpha.test/sso?tenant=7", "SAMLRequest", request, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil || u.Query().Get("tenant") != "7" {
		t.Fatalf("address = %s, %v", address, err)
	}
	deflated, err := base64.StdEncoding.DecodeString(u.Query().Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(deflated)))
	if err != nil {
		t.Fatal(err)
	}
	var got saml.AuthnRequest
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got.ForceAuthn == nil || !*got.ForceAuthn {
		t.Errorf("no ForceAuthn in %s", text)
	}
	if got.ID != requestID || got.Issuer.Value != spEntity || got.AssertionConsumerServiceURL != spACS || got.ProtocolBinding != bindingPost ||
		got.Destination != "https://idp.alpha.test/sso" || !got.IssueInstant.Equal(noon) {
		t.Errorf("request = %s", text)
	}
}
