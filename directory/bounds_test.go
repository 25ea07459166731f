package directory_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/fault"
)

// noise is a text that no database compresses.
func noise(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte("abcdefghijklmnopqrstuvwxyz0123456789"[rand.IntN(36)])
	}
	return b.String()
}

// The longest texts fit into every index, also as the name of a manager; longer
// ones are refused and not a fault of the database.
func TestTextsFitTheirKeys(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		most := directory.Profile{UserName: noise(1024), ExternalID: noise(1024), GivenName: noise(1024), FamilyName: noise(1024),
			Emails: []directory.Email{{Value: noise(1024), Primary: true}}}
		boss, err := h.d.CreatePerson(h.okta(), most)
		h.no(err)
		_, err = h.d.CreatePerson(h.okta(), directory.Profile{UserName: "report", Manager: boss.ID})
		h.no(err)
		_, err = h.d.CreateGroup(h.okta(), directory.GroupProfile{DisplayName: noise(1024), ExternalID: noise(1024)}, nil)
		h.no(err)
		_, err = h.d.CreatePerson(h.okta(), directory.Profile{UserName: "ligatures", GivenName: strings.Repeat("æœþ", 170), FamilyName: strings.Repeat("œæþ", 170)})
		h.no(err)
		long, grows := noise(1025), strings.Repeat("\ufdfa", 100) // 33 bytes each when folded
		for name, p := range map[string]directory.Profile{
			"userName": {UserName: long}, "externalId": {UserName: "x", ExternalID: long}, "firstName": {UserName: "x", GivenName: long},
			"lastName": {UserName: "x", FamilyName: long}, "displayName": {UserName: "x", DisplayName: long},
			"emails": {UserName: "x", Emails: []directory.Email{{Value: long}}}, "userName, folded": {UserName: grows},
		} {
			_, err := h.d.CreatePerson(h.okta(), p)
			h.refused(err, fault.Invalid, fault.CodeInvalid)
			_, err = h.d.UpdatePerson(h.okta(), boss.ID, 0, func(directory.Profile) (directory.Profile, error) { return p, nil })
			h.refused(err, fault.Invalid, fault.CodeInvalid)
			if f := fault.As(err); !strings.HasPrefix(name, f.Field[0]) {
				t.Errorf("%s: field %v", name, f.Field)
			}
		}
		_, err = h.d.CreateGroup(h.okta(), team(long), nil)
		h.refused(err, fault.Invalid, fault.CodeInvalid)
		_, err = h.d.CreateGroup(h.okta(), directory.GroupProfile{DisplayName: "x", ExternalID: long}, nil)
		h.refused(err, fault.Invalid, fault.CodeInvalid)
		_, _, err = h.d.Create(h.system(), directory.NewPerson{FirstName: long, Email: "x@lender.test"})
		h.refused(err, fault.Invalid, fault.CodeInvalid)
	})
}
