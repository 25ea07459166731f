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
		if (len(f.Arguments) == 0) != (inputless[f.Name] != "") {
			t.Errorf("%s takes %d inputs; without for %q", f.Name, len(f.Arguments), inputless[f.Name])
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
		if key := input.Fields.ForName("idempotencyKey"); key == nil || key.Type.String() != "String" {
			t.Errorf("%s takes no idempotency key", f.Name)
		}
	}
}

// inputless are the mutations without an input, and so without an idempotency key: why a
// call that is sent again does no harm. What it shows, nobody could show a second time.
var inputless = map[string]string{
	"totpEnroll":           "makes a secret that counts for nothing before a code of it was right, in the place of the one before",
	"smsEnroll":            "sends another code, as often as the bounds let it",
	"passkeyRegisterBegin": "makes a challenge, in the place of the one before",
	"recoveryCodesCreate":  "makes codes in the place of those whose answer was lost: those would be good, and seen by nobody",
	"totpRemove":           "finds nothing more to remove",
	"smsRemove":            "finds nothing more to remove",
}
