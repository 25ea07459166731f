package sso

import (
	"encoding/xml"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mapping names the attributes or claims of a connection by what they mean here:
// keys userName, email, emailVerified, firstName, lastName, groups. A missing key means
// the usual names.
type Mapping map[string]string

// usualAttributes are the names that Okta, Entra ID, Google, JumpCloud, Keycloak, OneLogin,
// PingFederate and AD FS give these attributes when nobody changed them, in order of
// preference. A name that is learnt later stands at the end of its list: a connection that
// works must not take another address after an upgrade.
var usualAttributes = map[string][]string{
	"userName": {"userName", "username", "login", "urn:oid:0.9.2342.19200300.100.1.1",
		"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
		"uid"},
	"email": {"email", "mail", "Email", "emailAddress", "urn:oid:0.9.2342.19200300.100.1.3",
		"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
		"EmailAddress", "User.email", "http://schemas.xmlsoap.org/claims/EmailAddress"},
	"firstName": {"firstName", "givenName", "first_name", "urn:oid:2.5.4.42",
		"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
		"FirstName", "firstname", "given_name", "User.FirstName"},
	"lastName": {"lastName", "surname", "sn", "last_name", "urn:oid:2.5.4.4",
		"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
		"LastName", "lastname", "family_name", "User.LastName"},
	"groups": {"groups", "Groups", "group", "memberOf", "Role", "urn:oid:1.3.6.1.4.1.5923.1.5.1.1",
		"http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", "http://schemas.xmlsoap.org/claims/Group"},
}

var usualClaims = map[string][]string{
	"userName":  {"preferred_username", "upn"},
	"email":     {"email"},
	"firstName": {"given_name"},
	"lastName":  {"family_name"},
	"groups":    {"groups"},
}

// taken finds the fields of an identity among attributes or claims, and keeps the name of
// the one that each came from.
type taken struct {
	mapping Mapping
	usual   map[string][]string
	values  func(name string) []string
	from    map[string]string // by field; one that nothing was found for stands under its mapped name, or not at all
}

func (m Mapping) over(usual map[string][]string, values func(name string) []string) taken {
	return taken{m, usual, values, map[string]string{}}
}

// all are the values of the attribute that is mapped to a field, or of the first usual
// one that has any.
func (t taken) all(field string) []string {
	names := t.usual[field]
	if name := t.mapping[field]; name != "" {
		names, t.from[field] = []string{name}, name
	}
	for _, name := range names {
		if list := t.values(name); len(list) > 0 && list[0] != "" {
			t.from[field] = name
			return list
		}
	}
	return nil
}

// one is the first value of a field, or empty.
func (t taken) one(field string) string {
	if list := t.all(field); len(list) > 0 {
		return list[0]
	}
	return ""
}

// describe fills in what is a plain text.
func (t taken) describe(out *Identity) {
	out.UserName, out.Email = t.one("userName"), t.one("email")
	out.FirstName, out.LastName = t.one("firstName"), t.one("lastName")
}

// answer turns a checked assertion into what the sign-in needs. A SAML IdP speaks
// for the addresses it sends, unless an attribute of it is mapped that says otherwise.
func (c SAML) answer(a assertion, request string) (Answer, error) {
	id := a.Subject[0].NameID[0]
	name := strings.TrimSpace(id.Value)
	if err := checkSubject(name); err != nil {
		return Answer{}, err
	}
	if id.Format == formatTransient {
		return Answer{}, refuse(noSubject, "a transient NameID names nobody twice")
	}
	found := c.Mapping.over(usualAttributes, a.values)
	element, err := xml.Marshal(id)
	if err != nil {
		return Answer{}, refuse(badShape, "NameID: %v", err)
	}
	out := Answer{ID: a.ID, InResponseTo: request, NameID: string(element), From: found.from, Identity: Identity{
		Subject: name, Address: isAddress(id.Format, name),
		Session: a.Authn[0].SessionIndex, Methods: a.Authn[0].Class,
	}}
	found.describe(&out.Identity)
	out.Groups = found.all("groups")
	if out.UserName == "" {
		out.UserName = name
	}
	if out.Email == "" && out.Address {
		out.Email = name
	}
	out.Verified = out.Email != ""
	if c.Mapping["emailVerified"] != "" {
		found.one("emailVerified") // for the page of a test login
		out.Verified = out.Verified && a.affirms(c.Mapping["emailVerified"])
		out.Disowned = !out.Verified
	}
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

// shown are the attributes as they came, for the page of a test login: a text, or a list
// of them where there are several.
func (a assertion) shown() map[string]any {
	out := make(map[string]any, len(a.Attributes))
	for _, x := range a.Attributes {
		if list := x.texts(); len(list) == 1 {
			out[x.Name] = list[0]
		} else {
			out[x.Name] = list
		}
	}
	return out
}

// values are those of an attribute by Name, else by FriendlyName. A value with elements in
// it is no text, and counts as empty.
func (a assertion) values(name string) []string {
	for _, by := range []func(attribute) string{
		func(x attribute) string { return x.Name },
		func(x attribute) string { return x.FriendlyName },
	} {
		for _, x := range a.Attributes {
			if by(x) == name && len(x.Values) > 0 && len(x.Values[0].Nested) == 0 {
				return x.texts()
			}
		}
	}
	return nil
}

// affirms reports whether an attribute is there with one value, which is true
// (xs:boolean). Of several nobody knows which one counts.
func (a assertion) affirms(name string) bool {
	var said []string
	for _, x := range a.Attributes {
		if x.Name == name || x.FriendlyName == name {
			said = append(said, x.texts()...)
		}
	}
	return len(said) == 1 && (said[0] == "true" || said[0] == "1")
}

func (x attribute) texts() []string {
	out := make([]string, len(x.Values))
	for i, v := range x.Values {
		if len(v.Nested) == 0 {
			out[i] = strings.TrimSpace(v.Value)
		}
	}
	return out
}

const subjectLen = 1024

func checkSubject(s string) error {
	switch {
	case s == "":
		return refuse(noSubject, "empty")
	case strings.TrimSpace(s) == "":
		return refuse(noSubject, "white space")
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
