package scim_test

import (
	"net/url"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// TestNamesSortBesideTheirPlainLetters: É stands by E in a sorted list, and filters compare
// names as they were, with the accent.
func TestNamesSortBesideTheirPlainLetters(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		for userName, given := range map[string]string{"d": "Eder", "e": "Émile", "m": "Emma", "z": "Zoé"} {
			d.must(t, "POST", "/Users", `{"userName": "`+userName+`", "name": {"givenName": "`+given+`", "familyName": "`+given+`"}, "displayName": "`+given+`", "title": "`+given+`"}`)
			d.must(t, "POST", "/Groups", `{"displayName": "`+given+`", "externalId": "`+userName+`"}`)
		}
		for query, want := range map[string]string{
			"sortBy=name.givenName": "demz", "sortBy=name.familyName&sortOrder=descending": "zmed",
			`filter=name.givenName eq "ÉMILE"`: "e", `filter=name.givenName eq "Emile"`: "", `filter=name.familyName sw "é"`: "e",
			`filter=name.givenName sw "e"&sortBy=userName`: "dm", `filter=name.givenName co "mil"`: "e", `filter=name.givenName ew "é"`: "z",
			`filter=name.givenName ne "émile"&sortBy=userName`: "dmz", `filter=name.givenName pr&sortBy=userName`: "demz",
			`filter=name.familyName le "emma"&sortBy=userName`: "dm",
			"sortBy=displayName": "demz", "sortBy=title&sortOrder=descending": "zmed", `filter=displayName eq "Émile"`: "e", `filter=title co "É"&sortBy=userName`: "ez",
			`filter=displayName eq "emile"`: "", `filter=title sw "e"&sortBy=userName`: "dm",
		} {
			values, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			answer := d.must(t, "GET", "/Users?"+values.Encode(), nil)
			if got := names(answer, "userName"); got != want {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
		for query, want := range map[string]string{
			"sortBy=displayName": "demz", "sortBy=displayName&sortOrder=descending": "zmed", `filter=displayName eq "ÉMILE"`: "e",
			`filter=displayName eq "emile"`: "", `filter=displayName co "é"&sortBy=displayName`: "ez", `filter=displayName sw "e"&sortBy=displayName`: "dm",
		} {
			values, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			if got := names(d.must(t, "GET", "/Groups?"+values.Encode(), nil), "externalId"); got != want {
				t.Errorf("groups %s: %q, want %q", query, got, want)
			}
		}
	})
}
