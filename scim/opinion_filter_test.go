package scim_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// crowd are people in whom every attribute that is asked for is there, so that both
// read a comparison alike: of what is absent the library says nothing but "no", also
// under "not".
func crowd() []string {
	var all []string
	for i := range 24 {
		all = append(all, fmt.Sprintf(`{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "%[1]s"], "userName": "person%02[2]d@lender.test",
			"active": %[3]t, "title": "%[4]s", "displayName": "%[5]s %[2]d", "name": {"givenName": "%[5]s", "familyName": "%[6]s"},
			"emails": [{"value": "person%02[2]d@lender.test", "type": "work", "primary": true}, {"value": "%[5]s%[2]d@home.test", "type": "home"}],
			"%[1]s": {"department": "%[7]s"}}`,
			enterpriseSchema, i, i%3 != 0, oneOf([]string{"Closer", "Underwriter", "closing lead"}, i), oneOf([]string{"Ada", "Grace", "Zoé", "ada"}, i),
			oneOf([]string{"Lovelace", "Hopper", "van Rossum", "O'Neil", "Łukasz"}, i), oneOf([]string{"North", "South"}, i)))
	}
	return all
}

const enterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

func oneOf(from []string, i int) string { return from[i%len(from)] }

// comparisons are drawn from: an attribute with values that some of the crowd have. The
// library is not asked where it is wrong: it refuses an extension's attributes within an
// "and", and finds nobody by a part of a multi-valued attribute.
var comparisons = map[string][]string{
	"userName": {"person01@lender.test", "PERSON02@lender.test", "person1", "lender.test", ""}, "title": {"Closer", "closer", "clos", "lead", "x"},
	"displayName": {"Ada 0", "grace 1", "Ada"}, "name.givenName": {"Ada", "ada", "Zoé", "GR"}, "name.familyName": {"Hopper", "O'Neil", "van", "ssum"},
}

func drawFilter(r *rand.Rand, depth int) string {
	if depth > 0 && r.IntN(3) > 0 {
		left, right := drawFilter(r, depth-1), drawFilter(r, depth-1)
		switch r.IntN(4) {
		case 0:
			return "not (" + left + ")"
		case 1:
			return "(" + left + ") or (" + right + ")"
		default:
			return "(" + left + ") and (" + right + ")"
		}
	}
	if r.IntN(6) == 0 {
		return fmt.Sprintf("active eq %t", r.IntN(2) == 0)
	}
	names := make([]string, 0, len(comparisons))
	for name := range comparisons {
		names = append(names, name)
	}
	slices.Sort(names)
	name := names[r.IntN(len(names))]
	if r.IntN(6) == 0 {
		return fmt.Sprintf(`emails[type eq %q and value %s %q]`, oneOf([]string{"work", "home"}, r.IntN(2)), oneOf([]string{"co", "ew", "eq"}, r.IntN(3)), oneOf([]string{"person03@lender.test", "home.test", "ada"}, r.IntN(3)))
	}
	if r.IntN(8) == 0 {
		return name + " pr"
	}
	return fmt.Sprintf("%s %s %q", name, oneOf([]string{"eq", "co", "sw", "ew", "EQ"}, r.IntN(5)), comparisons[name][r.IntN(len(comparisons[name]))])
}

// Both servers find the same people by the same filter.
func TestFiltersSecondOpinion(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ours, theirs := open(t, s), opinion(t)
		for _, person := range crowd() {
			ours.must(t, "POST", "/Users", person)
			theirs.must(t, "POST", "/Users", person)
		}
		r := rand.New(rand.NewPCG(7, 2))
		found := 0
		for range 400 {
			filter := drawFilter(r, 3)
			a, b := whom(t, ours.client, filter), whom(t, theirs, filter)
			if a != b {
				t.Errorf("%s\nours:   %s\ntheirs: %s", filter, a, b)
			}
			found += strings.Count(a, "@")
		}
		if found < 400 {
			t.Errorf("the filters found %d people in all: they judge nothing", found)
		}
	})
}

// whom gives the user names that a filter finds, in order, or the refusal.
func whom(t *testing.T, c client, filter string) string {
	t.Helper()
	status, answer := c.send(t, "GET", "/Users?count=100&filter="+url.QueryEscape(filter), nil, nil)
	if status != 200 {
		return fmt.Sprint(status, " ", find(answer, "scimType"))
	}
	var all []string
	people, _ := find(answer, "Resources").([]any)
	for _, person := range people {
		all = append(all, find(person, "userName").(string))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
