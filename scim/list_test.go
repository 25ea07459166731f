package scim_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// crew is who the lists are about; ids rise in this order.
var crew = []string{
	`{"userName": "ada@lender.test", "externalId": "X_1", "displayName": "Ada Moreno", "title": "Underwriter", "name": {"givenName": "Ada", "familyName": "Moreno"},
		"emails": [{"value": "Ada@lender.test", "type": "work", "primary": true}, {"value": "ada@home.test", "type": "home"}]}`,
	`{"userName": "BOB@lender.test", "externalId": "x_1", "displayName": "100% Bob", "active": false, "emails": [{"value": "bob@home.test", "type": "work"}]}`,
	`{"userName": "chloe@lender.test", "displayName": "Chloé_Ng", "title": "closer", "name": {"familyName": "Ng", "formatted": "Mme Chloé Ng"}, "nickName": "CHLO",
		"phoneNumbers": [{"value": "+1 555 0100", "type": "mobile"}, {"value": "+1 555 0199", "type": "work", "primary": true}],
		"addresses": [{"type": "work", "locality": "Montréal", "postalCode": "H2X"}], "userType": "Employee", "preferredLanguage": "fr-CA", "profileUrl": "https://lender.test/C",
		"entitlements": [{"value": "vpn"}], "x509Certificates": [{"value": "QUJD"}], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
		{"employeeNumber": "E-7", "department": "Lending", "costCenter": "42", "division": "Retail", "organization": "Acme"}}`,
	`{"userName": "straße", "externalId": "y", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "<ada>"}}}`,
}

// board makes the crew and a group of the first two, and gives Ada's id and the group's.
func board(t *testing.T, d door) (ada, group string) {
	t.Helper()
	var ids []any
	for _, text := range crew {
		status, answer := d.send(t, "POST", "/Users", nil, strings.ReplaceAll(text, "<ada>", ada))
		if status != http.StatusCreated {
			t.Fatalf("%s: %d %v", text, status, answer)
		}
		ids = append(ids, find(answer, "id"))
		ada = ids[0].(string)
	}
	status, answer := d.send(t, "POST", "/Groups", nil, map[string]any{"displayName": "Underwriters", "externalId": "G1",
		"members": []any{map[string]any{"value": ids[0]}, map[string]any{"value": ids[1]}}})
	if status != http.StatusCreated {
		t.Fatalf("%d %v", status, answer)
	}
	d.createGroup(t, "Closers")
	return ada, find(answer, "id").(string)
}

// names gives the first letters of the userNames (or displayNames) of a list.
func names(answer any, attribute string) string {
	var out strings.Builder
	list, _ := find(answer, "Resources").([]any)
	for _, one := range list {
		name, _ := find(one, attribute).(string)
		out.WriteString(strings.ToLower(name[:1]))
	}
	return out.String()
}

func TestFilters(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		ada, group := board(t, d)
		for filter, want := range map[string]string{
			`userName eq "ADA@Lender.test"`:                       "a",
			`userName eq "bob@lender.test"`:                       "b",
			`userName eq "STRASSE"`:                               "s",
			`userName eq "ada"`:                                   "",
			`userName ne "ada@lender.test"`:                       "bcs",
			`userName sw "C"`:                                     "c",
			`userName ew "LENDER.TEST"`:                           "abc",
			`userName co "@"`:                                     "abc",
			`userName gt "bob"`:                                   "bcs",
			`userName le "bob@lender.test"`:                       "ab",
			`displayName co "%"`:                                  "b",
			`displayName co "_"`:                                  "c",
			`displayName sw "chloé"`:                              "c",
			`displayName pr`:                                      "abc",
			`not (displayName pr)`:                                "s",
			`displayName eq null`:                                 "s",
			`title ne "Closer"`:                                   "abs",
			`not (title eq "Closer")`:                             "abs",
			`title lt "zzz"`:                                      "ac",
			`title co ""`:                                         "ac",
			`title eq ""`:                                         "",
			`name.familyName eq "NG" or name.givenName sw "ad"`:   "ac",
			`active eq false`:                                     "b",
			`active ne false and title pr`:                        "ac",
			`externalId eq "X_1"`:                                 "a",
			`externalId eq "x_1"`:                                 "b",
			`externalId sw "X"`:                                   "a",
			`externalId ew "_1"`:                                  "ab",
			`externalId co "_"`:                                   "ab",
			`externalId ne "X_1"`:                                 "bcs",
			`not (externalId eq "X_1")`:                           "bcs",
			`externalId pr`:                                       "abs",
			`externalId eq null`:                                  "c",
			`id eq "` + ada + `"`:                                 "a",
			`id ne "` + ada + `"`:                                 "bcs",
			`id eq "nobody"`:                                      "",
			`id ne "nobody"`:                                      "abcs",
			`meta.resourceType eq "User"`:                         "abcs",
			`meta.resourceType ne "User"`:                         "",
			`meta.version eq "W/\"1\""`:                           "abcs",
			`meta.version eq "W/\"2\""`:                           "",
			`not (meta.version eq "1")`:                           "abcs",
			`emails eq "ada@home.test"`:                           "a",
			`emails.value ew "home.test"`:                         "ab",
			`emails pr`:                                           "ab",
			`not (emails pr)`:                                     "cs",
			`emails[type eq "work" and value co "home"]`:          "b",
			`emails[type eq "work"].value eq "ada@lender.test"`:   "a",
			`emails[type eq "work"].value eq "ada@home.test"`:     "",
			`emails[primary eq true]`:                             "a",
			`emails[not (type eq "work")]`:                        "a",
			`emails.value ne "ada@home.test"`:                     "ab",
			`groups.display eq "underwriters"`:                    "ab",
			`groups eq "` + group + `"`:                           "ab",
			`groups[value eq "` + group + `"] and active eq true`: "a",
			`not (groups pr)`:                                     "cs",
			enterprise + `:manager eq "` + ada + `"`:              "s",
			enterprise + `:manager.value eq "` + ada + `"`:        "s",
			enterprise + `:manager pr`:                            "s",
			`not (` + enterprise + `:manager.value eq "nobody")`:  "abcs",
			`meta.created gt "2020-01-01T00:00:00Z"`:              "abcs",
			`meta.lastModified lt "2020-01-01T00:00:00Z"`:         "",
			core + `:userName sw "ada"`:                           "a",
			`nickName eq "chlo"`:                                  "c", `nickName sw "CH" and not (title pr)`: "", `nickName ne "x"`: "abcs", `nickName pr`: "c", `not (nickName pr)`: "abs", `nickName eq null`: "abs",
			`name.formatted co "CHLOÉ"`: "c", `name.middleName pr`: "", `name pr`: "ac", `meta pr`: "abcs", `not (name pr)`: "bs", `userType gt "a"`: "c", `profileUrl ew "/C"`: "c",
			`profileUrl ew "/c"`: "", `preferredLanguage eq "FR-ca"`: "c", `phoneNumbers eq "+1 555 0100"`: "c", `phoneNumbers.type eq "WORK"`: "c", `phoneNumbers[type eq "mobile" and value ew "0199"]`: "",
			`phoneNumbers[type eq "work" and primary eq true].value ew "0199"`: "c", `phoneNumbers[primary eq false]`: "c", `not (phoneNumbers pr)`: "abs",
			`addresses[type eq "work"].locality sw "montré"`: "c", `addresses.postalCode eq "h2x" or entitlements.value eq "x"`: "c", `entitlements eq "VPN"`: "c",
			`x509Certificates.value eq "QUJD"`: "c", `x509Certificates.value eq "qujd"`: "",
			enterprise + `:employeeNumber eq "e-7"`: "c", enterprise + `:department eq "lending" and userName co "@"`: "c", enterprise + `:costCenter ne "42"`: "abs",
			enterprise + `:division co "tai" or ` + enterprise + `:organization lt "acmf"`: "c", enterprise + `:employeeNumber pr`: "c", `not (` + enterprise + `:department pr)`: "abs",
			`meta.location eq "https://mandate.test/scim/v2/Users/` + ada + `"`: "a", `meta.location ne "https://mandate.test/scim/v2/Users/` + ada + `"`: "bcs",
			`meta.location eq "` + ada + `"`: "", `meta.location eq "https://other.test/scim/v2/Users/` + ada + `"`: "", `meta.location pr`: "abcs",
			`schemas eq "` + core + `"`: "abcs", `schemas eq "` + enterprise + `"`: "cs", `schemas ne "` + strings.ToUpper(enterprise) + `"`: "ab", `schemas pr and not (schemas eq "` + enterprise + `") and title pr`: "a",
			`schemas eq null`: "", `schemas ne null`: "abcs",
			`name[familyName eq "NG"]`: "c", `name[familyName eq "moreno" and givenName eq "ADA"]`: "a", `name[not (familyName pr) or formatted pr]`: "c", `not (name[familyName pr])`: "bs", `meta[resourceType eq "User"]`: "abcs",
			enterprise + `:manager[value eq "` + ada + `"]`: "s", `NAME[FORMATTED co "chlo"] and title pr`: "c", `addresses pr`: "c", `not (addresses pr)`: "abs",
			`(userName sw "a" or userName sw "b") and active eq true and ` + enterprise + `:manager eq null`: "a",
		} {
			status, answer := d.send(t, "GET", "/Users?filter="+url.QueryEscape(filter), nil, nil)
			if got := names(answer, "userName"); status != http.StatusOK || got != want || find(answer, "totalResults") != any(float64(len(want))) {
				t.Errorf("%s: %d %q, want %q: %v", filter, status, got, want, find(answer, "totalResults"))
			}
		}
		for filter, want := range map[string]string{
			`displayName eq "closers"`: "c", `members.value eq "` + ada + `"`: "u", `members[value eq "` + ada + `"]`: "u", `not (members pr)`: "c",
			`externalId eq "G1"`: "u", `externalId eq "g1"`: "", `externalId ne "G1"`: "c", `id eq "` + group + `"`: "u", `members.value eq "nobody"`: "",
			`meta.location eq "https://mandate.test/scim/v2/Groups/` + group + `"`: "u", `meta.location eq "https://mandate.test/scim/v2/Users/` + group + `"`: "",
		} {
			status, answer := d.send(t, "GET", "/Groups?excludedAttributes=members&filter="+url.QueryEscape(filter), nil, nil)
			if got := names(answer, "displayName"); status != http.StatusOK || got != want {
				t.Errorf("%s: %d %q, want %q", filter, status, got, want)
			}
		}
	})
}

const (
	core       = "urn:ietf:params:scim:schemas:core:2.0:User"
	enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
)

// A resource is found by every schema that it is shown with: what nobody maps and what
// has no text counts too.
func TestSchemasFilterIsWhatIsShown(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		board(t, d)
		for name, extension := range map[string]string{
			"unmapped": `{"custom": "x"}`, "number": `{"n": 1e-400}`, "null": `{"custom": null}`, "empty": `{}`, "kept": `{"manager": {"custom": "z"}}`, "text": `{"department": "a"}`,
		} {
			d.must(t, "POST", "/Users", `{"userName": "`+name+`", "`+enterprise+`": `+extension+`}`)
		}
		shown := map[bool][]string{}
		all := d.must(t, "GET", "/Users", nil)
		for _, one := range find(all, "Resources").([]any) {
			has := slices.Contains(find(one, "schemas").([]any), any(enterprise))
			shown[has] = append(shown[has], find(one, "userName").(string))
		}
		if len(shown[true]) < 4 || len(shown[false]) < 4 {
			t.Fatalf("%v", shown)
		}
		for op, has := range map[string]bool{"eq": true, "ne": false} {
			var found []string
			answer := d.must(t, "GET", "/Users?filter="+url.QueryEscape(`schemas `+op+` "`+enterprise+`"`), nil)
			list, _ := find(answer, "Resources").([]any)
			for _, one := range list {
				found = append(found, find(one, "userName").(string))
			}
			if !slices.Equal(found, shown[has]) || find(answer, "totalResults") != any(float64(len(found))) {
				t.Errorf("%s: found %q, shown %q", op, found, shown[has])
			}
		}
	})
}

func TestSortingAndPaging(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		board(t, d)
		for query, want := range map[string]string{
			"":                "abcs",
			"sortBy=userName": "abcs", "sortBy=userName&sortOrder=descending": "scba", "sortBy=displayName": "bacs", "sortBy=displayName&sortOrder=descending": "scab",
			"sortBy=name.familyName": "acbs", "sortBy=title": "cabs", "sortBy=active": "bacs", "sortBy=emails.value": "abcs", "sortBy=emails": "abcs",
			"sortBy=nickName": "cabs", "sortBy=name.formatted&sortOrder=descending": "absc", "sortBy=phoneNumbers": "cabs", "sortBy=phoneNumbers.value&sortOrder=descending": "absc",
			"sortBy=" + enterprise + ":department": "cabs", "sortBy=" + enterprise + ":employeeNumber": "cabs", "sortBy=externalId": "absc", "sortBy=externalId&sortOrder=descending": "csba", "sortOrder=descending": "abcs",
			"sortBy=id&sortOrder=descending": "scba", "sortBy=meta.created": "abcs", "sortBy=meta.lastModified&sortOrder=DESCENDING": "scba",
			"startIndex=2": "bcs", "startIndex=2&count=2": "bc", "startIndex=5": "", "startIndex=100001&count=100": "", "count=0": "",
			"startIndex=0&count=1": "a", "startIndex=-3&count=1": "a", "count=-1": "", "count=100000000000000000000": "abcs", "startIndex=99999999999999999999": "",
			"sortBy=userName&sortOrder=descending&startIndex=2&count=2": "cb",
		} {
			status, answer := d.send(t, "GET", "/Users?"+query, nil, nil)
			if got := names(answer, "userName"); status != http.StatusOK || got != want {
				t.Errorf("%s: %d %q, want %q", query, status, got, want)
			}
			if find(answer, "totalResults") != any(4.0) || find(answer, "itemsPerPage") != any(float64(len(want))) {
				t.Errorf("%s: totalResults %v, itemsPerPage %v", query, find(answer, "totalResults"), find(answer, "itemsPerPage"))
			}
		}
		_, answer := d.send(t, "GET", "/Users?startIndex=3&count=1", nil, nil)
		if find(answer, "startIndex") != any(3.0) {
			t.Errorf("startIndex %v", find(answer, "startIndex"))
		}
	})
}

func TestShownAttributes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		ada, group := board(t, d)
		for path, want := range map[string]string{
			"/Users/" + ada + "?attributes=userName,emails.type":                 "emails id schemas userName",
			"/Users/" + ada + "?attributes=groups":                               "groups id schemas",
			"/Users/" + ada + "?excludedAttributes=groups,meta,name,emails,id":   "active displayName externalId id schemas title userName",
			"/Groups/" + group + "?excludedAttributes=members,meta":              "displayName externalId id schemas",
			"/Groups/" + group + "?attributes=members.value":                     "id members schemas",
			"/Groups/" + group + "?attributes=" + url.QueryEscape("displayName"): "displayName id schemas",
		} {
			_, answer := d.send(t, "GET", path, nil, nil)
			if got := keys(answer); got != want {
				t.Errorf("%s: %s, want %s", path, got, want)
			}
		}
		_, answer := d.send(t, "GET", "/Users/"+ada, nil, nil)
		if got := fmt.Sprint(find(answer, "groups/0/value"), find(answer, "groups/0/display")); got != group+"Underwriters" {
			t.Errorf("groups: %s", got)
		}
		status, answer := d.send(t, "POST", "/Users?attributes=userName", nil, map[string]any{"userName": "dan", "title": "x"})
		if got := keys(answer); status != http.StatusCreated || got != "id schemas userName" {
			t.Errorf("POST: %d %s", status, got)
		}
	})
}

// keys lists the attributes of an answer, sorted.
func keys(answer any) string {
	object, _ := answer.(map[string]any)
	return strings.Join(slices.Sorted(maps.Keys(object)), " ")
}
