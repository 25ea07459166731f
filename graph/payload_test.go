package graph

import (
	"strings"
	"testing"
	"unicode"
)

// TestMutationsHaveOneForm: one input or none, a payload with its refusals, and an id that
// says of what it is.
func TestMutationsHaveOneForm(t *testing.T) {
	t.Parallel()
	s := schemaOf()
	for _, f := range s.Mutation.Fields {
		payload := s.Types[f.Type.Name()]
		errs := payload.Fields.ForName("userErrors")
		if !strings.HasSuffix(payload.Name, "Payload") || !f.Type.NonNull || errs == nil || errs.Type.String() != "[UserError!]!" {
			t.Errorf("%s gives %s", f.Name, f.Type)
		}
		if !strings.ContainsFunc(f.Name, unicode.IsUpper) {
			t.Errorf("%s does not say what is done to what", f.Name)
		}
		if len(f.Arguments) == 0 {
			continue
		}
		input := s.Types[f.Arguments[0].Type.Name()]
		if len(f.Arguments) > 1 || f.Arguments[0].Name != "input" || !f.Arguments[0].Type.NonNull || !strings.HasSuffix(input.Name, "Input") {
			t.Errorf("%s takes %s %s", f.Name, f.Arguments[0].Name, f.Arguments[0].Type)
		}
		for _, field := range input.Fields {
			if field.Name == "id" || field.Name == "ids" && f.Name != "notificationsRead" {
				t.Errorf("%s.%s does not say of what", input.Name, field.Name)
			}
		}
		if key := input.Fields.ForName("idempotencyKey"); (key == nil) != (keyless[f.Name] != "") {
			t.Errorf("%s and the idempotency key: there %t, left out for %q", f.Name, key != nil, keyless[f.Name])
		}
	}
}

const (
	secondIsStale = "the version is required: a second call is STALE, and changes nothing"
	provenOnce    = "a password, code or key is proven, and counts once"
	sameAgain     = "a second call finds what the first left, and changes nothing"
)

// keyless are mutations that take no idempotency key: why a repeated call does no harm.
var keyless = map[string]string{
	"applicationUpdate": secondIsStale, "applicationDelete": secondIsStale, "applicationSecretRotate": secondIsStale,
	"ssoConnectionUpdate": secondIsStale, "ssoConnectionDelete": secondIsStale, "ssoMetadataFetch": secondIsStale, "ssoConnectionEnforce": secondIsStale, "ssoKeyRollover": secondIsStale,
	"emailChangeAsk": provenOnce, "passwordChange": provenOnce, "totpConfirm": provenOnce, "smsConfirm": provenOnce, "passkeyRegister": provenOnce, "passkeyRemove": sameAgain,
	"domainVerify": sameAgain, "domainBind": sameAgain, "domainRemove": sameAgain, "setupLinkRevoke": sameAgain, "sessionRevoke": sameAgain,
	"ssoTestStart": "a second test is another one, which changes nothing of the connection",
}
