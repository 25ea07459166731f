package sso

import (
	"encoding/base64"
	"net/url"
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
	acs, err := url.Parse(spACS)
	if err != nil {
		t.Fatal(err)
	}
	certificate := base64.StdEncoding.EncodeToString(ourIdP().Certificate.Raw)
	library := saml.ServiceProvider{EntityID: spEntity, AcsURL: *acs, IDPMetadata: &saml.EntityDescriptor{EntityID: idpEntity,
		IDPSSODescriptors: []saml.IDPSSODescriptor{{SSODescriptor: saml.SSODescriptor{RoleDescriptor: saml.RoleDescriptor{
			KeyDescriptors: []saml.KeyDescriptor{{Use: "signing", KeyInfo: saml.KeyInfo{X509Data: saml.X509Data{
				X509Certificates: []saml.X509Certificate{{Data: certificate}}}}}}}}}}}}
	for name, f := range map[string]forged{
		"signed assertion": {}, "signed response": {Response: true, Bare: true}, "both": {Response: true},
		"SHA-512": {Method: dsig.RSASHA512SignatureMethod},
	} {
		doc := made(t, f)
		theirs, err := library.ParseXMLResponse(doc, []string{requestID}, *acs)
		if err != nil {
			t.Fatalf("%s: the library refuses: %v", name, err.(*saml.InvalidResponseError).PrivateErr)
		}
		ours, err := ourConnection().Validate(doc, noon)
		if err != nil || ours.Subject != theirs.Subject.NameID.Value || ours.ID != theirs.ID || ours.Session != theirs.AuthnStatements[0].SessionIndex {
			t.Errorf("%s: ours %+v, %v", name, ours, err)
		}
	}
}
