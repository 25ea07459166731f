package graph_test

import (
	"slices"
	"testing"
)

// TestNamesStandBesideTheirPlainLetters: in the list of people and of customers É stands by E
// and ä by a, page by page in both directions, and with a search.
func TestNamesStandBesideTheirPlainLetters(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		for _, name := range []string{"Zoé Test", "Émile Test", "Emma Test", "Eder Test", "Änne Test", "Anton Test"} {
			o.hire(name, "underwriter")
		}
		want := []string{"Ada Lovelace", "Änne Test", "Anton Test", "Eder Test", "Émile Test", "Emma Test", "Zoé Test"}
		walk := func(list, where string, want []string) {
			t.Helper()
			var got []string
			for after := any(nil); len(got) <= len(want); {
				a := o.ask(ada, `query($after: String) { `+list+`(first: 2, after: $after`+where+`) { nodes { name } pageInfo { hasNextPage endCursor } } }`, vars{"after": after}).ok()
				for _, n := range a.at(list + ".nodes").([]any) {
					got = append(got, n.(map[string]any)["name"].(string))
				}
				if after = a.at(list + ".pageInfo.endCursor"); a.at(list+".pageInfo.hasNextPage") != true {
					break
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s%s: %q, want %q", list, where, got, want)
			}
		}
		walk("users", "", want)
		falling := slices.Clone(want)
		slices.Reverse(falling)
		walk("users", ", orderBy: { field: FIRST_NAME, direction: DESC }", falling)
		walk("users", `, search: "test"`, want)
		walk("users", `, search: "em"`, []string{"Émile Test", "Emma Test"})
		for _, name := range []string{"Zebra", "Äpfel", "Apfel", "Birne"} {
			o.twice(ada, `mutation($n: String!) { customerAccountCreate(input: { name: $n }) { userErrors { code } } }`, vars{"n": name}).done("customerAccountCreate")
		}
		walk("customerAccounts", "", []string{"Apfel", "Äpfel", "Birne", "Zebra"})
	})
}
