package sso

import (
	"strconv"
	"strings"
	"testing"
)

// TestAnswersOfManyGroups: an answer is taken up to the bound of its elements, signed in
// either place; beyond it, it is refused by that reason, before its signature is looked at.
func TestAnswersOfManyGroups(t *testing.T) {
	t.Parallel()
	for place, a := range map[string]forged{"assertion": {}, "response": {Response: true, Bare: true}, "both": {Response: true}} {
		list := make([]string, 900)
		for i := range list {
			list[i] = "group-" + strconv.Itoa(i)
		}
		a.Text = sent(formatEmail, "ada.moreno@alpha.test", attributeSent{name: "groups", values: list})
		doc := made(t, a)
		if got, err := ourConnection().Validate(doc, noon); err != nil || len(got.Groups) != len(list) {
			t.Errorf("signed %s: %d groups taken, %v", place, len(got.Groups), err)
		}
		more := strings.Replace(string(doc), "</saml:AttributeStatement>", strings.Repeat("<saml:Attribute/>", 100)+"</saml:AttributeStatement>", 1)
		if _, err := ourConnection().Validate([]byte(more), noon); reasonOf(err) != tooComplex {
			t.Errorf("signed %s, more elements: %v, want %s", place, err, tooComplex)
		}
	}
}
