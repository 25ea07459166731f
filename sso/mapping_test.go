package sso

import "testing"

// TestNamesLearntLaterStandBehind: a connection of an IdP that sends the old and the new
// name of something goes on taking the old one.
func TestNamesLearntLaterStandBehind(t *testing.T) {
	t.Parallel()
	for field, c := range map[string]struct{ known, later []string }{
		"userName": {[]string{"login", "urn:oid:0.9.2342.19200300.100.1.1", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"}, []string{"uid"}},
		"email": {[]string{"emailAddress", "urn:oid:0.9.2342.19200300.100.1.3", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"},
			[]string{"EmailAddress", "User.email", "http://schemas.xmlsoap.org/claims/EmailAddress"}},
		"firstName": {[]string{"first_name", "urn:oid:2.5.4.42", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"},
			[]string{"FirstName", "firstname", "given_name", "User.FirstName"}},
		"lastName": {[]string{"last_name", "urn:oid:2.5.4.4", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"},
			[]string{"LastName", "lastname", "family_name", "User.LastName"}},
	} {
		for _, known := range c.known {
			for _, later := range c.later {
				both := func(name string) []string {
					return map[string][]string{known: {"before"}, later: {"other"}}[name]
				}
				if got := Mapping(nil).over(usualAttributes, both).one(field); got != "before" {
					t.Errorf("%s by %s and %s: %q", field, known, later, got)
				}
			}
		}
	}
}

// TestAnAddressIsAffirmedOnce: of several values nobody knows which one counts.
func TestAnAddressIsAffirmedOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		more []attributeSent
		want bool
	}{
		"true":        {[]attributeSent{{name: "verified", values: []string{"true"}}}, true},
		"true, false": {[]attributeSent{{name: "verified", values: []string{"true", "false"}}}, false},
		"true, true":  {[]attributeSent{{name: "verified", values: []string{"true", "true"}}}, false},
		"true, empty": {[]attributeSent{{name: "verified", values: []string{"true", ""}}}, false},
		"twice":       {[]attributeSent{{name: "verified", values: []string{"true"}}, {name: "verified", values: []string{"false"}}}, false},
		"not there":   {nil, false},
	} {
		connection := ourConnection()
		connection.Mapping = Mapping{"emailVerified": "verified"}
		list := append([]attributeSent{{name: "email", values: []string{"ada.moreno@alpha.test"}}}, c.more...)
		got, err := connection.Validate(made(t, forged{Text: sent(formatEmail, "ada.moreno@alpha.test", list...)}), noon)
		if err != nil || got.Verified != c.want || got.Disowned == c.want {
			t.Errorf("%s: verified %v, disowned %v, %v", name, got.Verified, got.Disowned, err)
		}
	}
}
