package sso

import (
	"encoding/xml"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mapping names the attributes or claims of a connection by what they mean here:
// keys userName, email, firstName, lastName. A missing key means the usual names.
type Mapping map[string]string

// usualAttributes are the names that Okta, Entra ID, Google, JumpCloud, Keycloak and
// ADFS give these attributes when nobody changed them, in order of preference.
var usualAttributes = map[string][]string{
	"userName": {"userName", "username", "login", "urn:oid:0.9.2342.19200300.100.1.1",
		"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"},
	"email": {"email", "mail", "Email", "emailAddress", "urn:oid:0.9.2342.19200300.100.1.3",
		"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"},
	"firstName": {"firstName", "givenName", "first_name", "urn:oid:2.5.4.42",
		"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"},
	"lastName": {"lastName", "surname", "sn", "last_name", "urn:oid:2.5.4.4",
		"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"},
}

var usualClaims = map[string][]string{
	"userName":  {"preferred_username", "upn"},
	"email":     {"email"},
	"firstName": {"given_name"},
	"lastName":  {"family_name"},
}

// pick gives the value of the attribute that is mapped to key, or of the first
// usual one that is there.
func (m Mapping) pick(key string, usual map[string][]string, value func(name string) string) string {
	_, v := m.find(key, usual, value)
	return v
}

// find is pick with the name of the attribute; empty where none is there.
func (m Mapping) find(key string, usual map[string][]string, value func(name string) string) (from, found string) {
	if name := m[key]; name != "" {
		return name, value(name)
	}
	for _, name := range usual[key] {
		if v := value(name); v != "" {
			return name, v
		}
	}
	return "", ""
}

// answer turns a checked assertion into what the sign-in needs. A SAML IdP speaks
// for the addresses it sends: there is no such thing as an unverified one.
func (c SAML) answer(a assertion, request string) (Answer, error) {
	id := a.Subject[0].NameID[0]
	name := strings.TrimSpace(id.Value)
	if err := checkSubject(name); err != nil {
		return Answer{}, err
	}
	if id.Format == formatTransient {
		return Answer{}, refuse(noSubject, "a transient NameID names nobody twice")
	}
	get := func(key string) string { return c.Mapping.pick(key, usualAttributes, a.value) }
	element, err := xml.Marshal(id)
	if err != nil {
		return Answer{}, refuse(badShape, "NameID: %v", err)
	}
	out := Answer{ID: a.ID, InResponseTo: request, NameID: string(element), Identity: Identity{
		Subject: name, Address: isAddress(id.Format, name),
		UserName: get("userName"), Email: get("email"), FirstName: get("firstName"), LastName: get("lastName"),
		Session: a.Authn[0].SessionIndex, Methods: a.Authn[0].Class,
	}}
	if out.UserName == "" {
		out.UserName = name
	}
	if out.Email == "" && out.Address {
		out.Email = name
	}
	out.Verified = out.Email != ""
	until, err := instant(a.Conditions[0].NotOnOrAfter)
	if err != nil {
		return Answer{}, err
	}
	out.Shown = a.shown()
	out.Expires = until.Add(clockSkew)
	if out.Proven, err = instant(a.Authn[0].Instant); err != nil {
		return Answer{}, err
	}
	out.Until, err = instant(a.Authn[0].SessionUntil)
	return out, err
}

// shown are the attributes as they came, for the page of a test login.
func (a assertion) shown() map[string]any {
	out := make(map[string]any, len(a.Attributes))
	for _, x := range a.Attributes {
		out[x.Name] = x.Values
	}
	return out
}

// value is the first value of an attribute by Name, else by FriendlyName. A value with
// elements in it is no text, and counts as empty.
func (a assertion) value(name string) string {
	for _, by := range []func(attribute) string{
		func(x attribute) string { return x.Name },
		func(x attribute) string { return x.FriendlyName },
	} {
		for _, x := range a.Attributes {
			if by(x) == name && len(x.Values) > 0 && len(x.Values[0].Nested) == 0 {
				return strings.TrimSpace(x.Values[0].Value)
			}
		}
	}
	return ""
}

const subjectLen = 1024

func checkSubject(s string) error {
	switch {
	case s == "":
		return refuse(noSubject, "empty")
	case len(s) > subjectLen || !utf8.ValidString(s):
		return refuse(noSubject, "%d bytes", len(s))
	case strings.ContainsFunc(s, unicode.IsControl):
		return refuse(noSubject, "control character")
	}
	return nil
}

// isAddress says whether a NameID is an e-mail address: by its format, or by its
// look where the IdP leaves the format open.
func isAddress(format, name string) bool {
	open := format == "" || format == formatUnspecified
	return format == formatEmail || open && strings.Contains(name, "@")
}
