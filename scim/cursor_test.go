package scim_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mandate/store"
	"mandate/store/storetest"
)

// walk reads a whole list by cursor, one resource a page.
func (d door) walk(t *testing.T, path, attribute string) string {
	t.Helper()
	var seen strings.Builder
	for cursor, pages := "", 0; pages < 20; pages++ {
		status, answer := d.send(t, "GET", path+"&count=1&cursor="+cursor, nil, nil)
		if status != http.StatusOK {
			t.Fatalf("%s: %d %v", path, status, answer)
		}
		seen.WriteString(names(answer, attribute))
		next, more := find(answer, "nextCursor").(string)
		if !more {
			break
		}
		cursor = next
	}
	return seen.String()
}

// Pages by cursor, put together, are the list by index, whatever the order.
func TestCursorsWalkTheWholeList(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		board(t, d)
		for _, by := range []string{"", "id", "userName", "displayName", "name.familyName", "title", "active", "emails", "externalId", "meta.created",
			"meta.lastModified", "meta.version", "nickName", "name.formatted", "phoneNumbers", enterprise + ":department", enterprise + ":manager"} {
			for _, order := range []string{"ascending", "descending"} {
				for _, list := range [][2]string{{"/Users", "userName"}, {"/", "meta/resourceType"}} {
					path := list[0] + "?sortBy=" + url.QueryEscape(by) + "&sortOrder=" + order
					_, whole := d.send(t, "GET", path, nil, nil)
					if got, want := d.walk(t, path, list[1]), names(whole, list[1]); got != want || len(want) < 4 {
						t.Errorf("%s: %q by cursor, %q by index", path, got, want)
					}
				}
			}
		}
	})
}

// The last page names no other, however full it is; nor do users hide the groups after them.
func TestCursorsEndWithTheLastPage(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		board(t, d) // four users and two groups
		for path, more := range map[string]bool{"/Users?count=4&cursor": false, "/Users?count=3&cursor": true, "/Groups?count=2&cursor": false, "/?count=4&cursor": true, "/?count=6&cursor": false} {
			_, answer := d.send(t, "GET", path, nil, nil)
			if _, named := find(answer, "nextCursor").(string); named != more {
				t.Errorf("%s: %v", path, answer)
			}
		}
	})
}

// A list that changes between two pages shows what stayed exactly once.
func TestCursorsHoldWhileTheListChanges(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		ada, _ := board(t, d)
		_, first := d.send(t, "GET", "/Users?sortBy=userName&count=2&cursor", nil, nil)
		d.must(t, "DELETE", "/Users/"+ada, nil)
		d.create(t, "aaron")
		_, second := d.send(t, "GET", "/Users?sortBy=userName&count=2&cursor="+find(first, "nextCursor").(string), nil, nil)
		if got := names(first, "userName") + names(second, "userName"); got != "abcs" {
			t.Errorf("got %q", got)
		}
	})
}

// Cursors are another tenant's and another directory's for nothing, and end.
func TestCursorsAreBound(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			var later atomic.Int64
			d := open(t, storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return time.Now().Add(time.Duration(later.Load())) }))
			board(t, d)
			_, first := d.send(t, "GET", "/Users?count=1&cursor", nil, nil)
			path := "/Users?count=1&cursor=" + find(first, "nextCursor").(string)
			for name, other := range map[string]door{"tenant": d.tenant(t, "other"), "directory": d.second(t, "Entra")} {
				if status, answer := other.send(t, "GET", path, nil, nil); status != http.StatusBadRequest || find(answer, "scimType") != any("invalidCursor") {
					t.Errorf("of another %s: %d %v", name, status, answer)
				}
			}
			later.Store(int64(time.Hour + time.Minute))
			if status, answer := d.send(t, "GET", path, nil, nil); status != http.StatusBadRequest || find(answer, "scimType") != any("expiredCursor") {
				t.Errorf("after an hour: %d %v", status, answer)
			}
		})
	}
}
