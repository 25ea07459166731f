package sso

import (
	"os"
	"testing"
	"time"

	"github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"
)

// TestMain stops the clock of crewjam/saml, which is a variable of its package.
func TestMain(m *testing.M) {
	saml.TimeNow = func() time.Time { return noon }
	saml.Clock = dsig.NewFakeClockAt(noon)
	os.Exit(m.Run())
}

// TestLibraryAgreesOnGoodAnswers compares our verdict and identity with those of an
// independent implementation of the profile.
func TestLibraryAgreesOnGoodAnswers(t *testing.T) {
	t.Parallel()
	library, acs := theLibrary(t)
	for name, f := range map[string]forged{
		"signed assertion": {}, "signed response": {Response: true, Bare: true}, "both": {Response: true},
		"SHA-512": {Method: dsig.RSASHA512SignatureMethod},
	} {
		doc := made(t, f)
		theirs, err := library.ParseXMLResponse(doc, []string{requestID}, acs)
		if err != nil {
			t.Fatalf("%s: the library refuses: %v", name, err.(*saml.InvalidResponseError).PrivateErr)
		}
		ours, err := ourConnection().Validate(doc, noon)
		if err != nil || ours.Subject != theirs.Subject.NameID.Value || ours.ID != theirs.ID || ours.Session != theirs.AuthnStatements[0].SessionIndex {
			t.Errorf("%s: ours %+v, %v", name, ours, err)
		}
	}
}
