package notify

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestLinksLeadToPages holds the addresses in messages to the routes of the console.
func TestLinksLeadToPages(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../web/src/routes/router.tsx")
	if err != nil {
		t.Fatal(err)
	}
	routes := string(text)
	seen := map[string]bool{noticesPage: true}
	for _, k := range kinds {
		seen[k.page] = true
	}
	for page := range seen {
		list, one, _ := strings.Cut(strings.TrimPrefix(page, "/"), "/")
		if page == "" || page == loginPage {
			continue
		}
		name := regexp.QuoteMeta(list)
		if !regexp.MustCompile(`path: '` + name + `'`).MatchString(routes) {
			t.Errorf("%s: the console has no page %q", page, list)
		}
		if one != "" && !regexp.MustCompile(`path: '`+name+`/\$|getParentRoute: \(\) => `+name+`,\s+path: '\$`).MatchString(routes) {
			t.Errorf("%s: the console has no page of one", page)
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d pages are linked to", len(seen))
	}
}
