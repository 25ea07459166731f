package graph

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"mandate/graph/gql"
)

// TestWizardSaysWhatThePagesSay: what the wizard gives to paste stands on the page of that
// IdP, under the same names and with the same addresses, and the other way round where a
// page names one of our addresses by SAML.
func TestWizardSaysWhatThePagesSay(t *testing.T) {
	t.Parallel()
	at := func(text string) *string { return &text }
	const saml, oidc = "https://PUBLIC/sso/saml/CONNECTION", "https://PUBLIC/sso/oidc/CONNECTION"
	for _, vendor := range gql.AllSsoVendor {
		name := "../docs/sign-in-" + strings.ToLower(string(vendor)) + ".md"
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for kind, a := range map[string]*gql.SsoAddresses{
			"SAML": {StartURL: saml + "/start", EntityID: at(saml + "/metadata"), AcsURL: at(saml + "/acs"), MetadataURL: at(saml + "/metadata"), SloURL: at(saml + "/slo")},
			"OIDC": {StartURL: oidc + "/start", RedirectURI: at(oidc + "/callback"), PostLogoutRedirectURI: at("https://PUBLIC/login/SLUG"),
				BackchannelLogoutURI: at(oidc + "/backchannel-logout"), JwksURI: at(oidc + "/jwks")},
		} {
			values := wizardOf(vendor, a)
			if len(values) == 0 {
				t.Errorf("%s, %s: nothing to paste", vendor, kind)
			}
			for _, v := range values {
				if row := fmt.Sprintf("| %s | `%s` |", v.Label, v.Value); !strings.Contains(string(page), row) {
					t.Errorf("%s does not say %s", name, row)
				}
			}
		}
	}
}
