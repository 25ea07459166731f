package scim_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// TestLongNamesAreComparedWhole: what a sort key has no room for is still compared, and so is
// a control character that a directory sends.
func TestLongNamesAreComparedWhole(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		begin := strings.Repeat("é", 500)
		for userName, name := range map[string]string{"a": begin + "à", "b": begin + "á", "c": `x\u0001y`, "d": `x\u0001é`} {
			title := name
			if userName < "c" {
				title = strings.Repeat("ô", 700) + name
			}
			d.must(t, "POST", "/Users", `{"userName": "`+userName+`", "displayName": "`+name+`", "title": "`+title+`"}`)
			d.must(t, "POST", "/Groups", `{"displayName": "`+name+`", "externalId": "`+userName+`"}`)
		}
		for filter, want := range map[string]string{
			`displayName eq "` + begin + `À"`: "a", `displayName eq "` + begin + `"`: "", `displayName ew "Á"`: "b", `displayName sw "` + begin + `"`: "ab",
			`displayName gt "` + begin + `à"`: "b", `displayName co "ée"`: "", `displayName ne "` + begin + `à"`: "bcd",
			`displayName eq "x\u0001é"`: "d", `displayName sw "x\u0001"`: "cd", `displayName sw "y"`: "", `displayName sw "e"`: "", `displayName ew "\u0001y"`: "c",
		} {
			for attribute, path := range map[string]string{"displayName": "/Users", "title": "/Users", "groups": "/Groups"} {
				query, shown := filter, "userName"
				switch attribute {
				case "groups":
					shown = "externalId"
				case "title":
					query = strings.ReplaceAll(strings.Replace(filter, "displayName", "title", 1), begin, strings.Repeat("ô", 700)+begin)
				}
				values := url.Values{"filter": {query}, "sortBy": {shown}}
				if shown == "externalId" {
					values.Set("sortBy", "displayName")
				}
				answer := d.must(t, "GET", path+"?"+values.Encode(), nil)
				if got := sorted(names(answer, shown)); got != want {
					t.Errorf("%s %.40s… of %d bytes: %q, want %q", path, query, len(query), got, want)
				}
			}
		}
	})
}

func sorted(letters string) string {
	list := strings.Split(letters, "")
	slices.Sort(list)
	return strings.Join(list, "")
}
