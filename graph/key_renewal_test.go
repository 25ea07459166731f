package graph_test

import (
	"strings"
	"testing"
)

// TestNoPersonalKeyRenewsItself: a personal key ends (366 days at most), so that what was lost
// or stolen is over some day. Neither it nor a program that acts for the person makes
// another; that takes the person, signed in, and who asks is told so.
func TestNoPersonalKeyRenewsItself(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		uma := o.cast().uma
		const create = `mutation { apiKeyCreate(input: { name: "script" }) { key apiKey { id } userErrors { code message } } }`
		own := with(o.ask(as(uma), create, nil).done("apiKeyCreate").at("apiKeyCreate.key").(string))
		behalf := with(o.key("service-los")).header("Mandate-On-Behalf-Of", usr(uma))
		said := map[string]string{"en": "signed in to the console", "de": "in der Konsole angemeldet", "fr": "connectée à la console"}
		for name, by := range map[string]who{"the key": own, "a program": behalf} {
			for language, want := range said {
				for mutation, a := range map[string]*answer{
					"apiKeyCreate": o.ask(by.header("Accept-Language", language), create, nil),
					"smsEnroll":    o.ask(by.header("Accept-Language", language), `mutation { smsEnroll { userErrors { code message } } }`, nil),
				} {
					if a.userError(mutation, "FORBIDDEN"); !strings.Contains(a.Raw, want) {
						t.Errorf("%s of %s in %s: %s, want %q in it", mutation, name, language, a.Raw, want)
					}
				}
			}
		}
		if keys := o.ask(own, `{ apiKeys(first: 10) { nodes { kind } } }`, nil).ok().list("apiKeys.nodes"); len(keys) != 1 {
			t.Errorf("%d keys, want the first alone", len(keys))
		}
	})
}
