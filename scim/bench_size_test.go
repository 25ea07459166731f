package scim_test

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/ident"
	"mandate/store/storetest"
)

// sizes are those of the directories that requests are compared between.
var sizes = []int{10_000, 100_000}

// BenchmarkSize makes the same requests of a small and of a large directory: what finds
// one person costs the same in both.
func BenchmarkSize(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			d := open(b, storetest.Open(b, "postgres"))
			unlimited(b, d)
			ids := populate(b, d, size)
			for name, path := range map[string]func(n int) string{
				"get":        func(n int) string { return "/Users/" + ids[n*7919%size] },
				"userName":   func(n int) string { return filtered(`userName eq "person-%d@lender.test"`, n*7919%size) },
				"externalId": func(n int) string { return filtered(`externalId eq "x%d"`, n*7919%size) },
				"page":       func(n int) string { return fmt.Sprintf("/Users?count=100&startIndex=%d", 1+n*7919%size) },
				"page sorted": func(n int) string {
					return fmt.Sprintf("/Users?count=100&sortBy=name.familyName&startIndex=%d", 1+n*7919%size)
				},
				"page filtered": func(n int) string {
					return fmt.Sprintf("/Users?count=100&startIndex=%d&filter=%s", 1+n*7919%(size/2), url.QueryEscape(`name.givenName eq "Ada"`))
				},
			} {
				b.Run(name, func(b *testing.B) {
					var n atomic.Int64
					together(b, func() { d.must(b, "GET", path(int(n.Add(1))), nil) })
				})
			}
			b.Run("scan", func(b *testing.B) { scanAll(b, d, size) })
			b.Run("member", func(b *testing.B) { joinOne(b, d, ids) })
		})
	}
}

func filtered(format string, n int) string {
	return "/Users?filter=" + url.QueryEscape(fmt.Sprintf(format, n))
}

// populate makes people, many at once.
func populate(b *testing.B, d door, size int) []string {
	b.Helper()
	ids := make([]string, size)
	token, err := d.directory.AuthenticateToken(b.Context(), d.token)
	if err != nil {
		b.Fatal(err)
	}
	okta := actor.With(b.Context(), token.Actor)
	var next atomic.Int64
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			for n := int(next.Add(1)) - 1; n < size; n = int(next.Add(1)) - 1 {
				p, err := d.directory.CreatePerson(okta, benchPerson(n))
				if err != nil {
					b.Error(err)
					return
				}
				ids[n] = p.ID.Text(ident.User)
			}
		})
	}
	all.Wait()
	return ids
}

func benchPerson(n int) directory.Profile {
	given := []string{"Ada", "Bo"}[n%2]
	name := fmt.Sprintf("person-%d@lender.test", n)
	return directory.Profile{
		UserName: name, ExternalID: fmt.Sprint("x", n), Active: true, GivenName: given, FamilyName: fmt.Sprint("Family ", n%997),
		Emails: []directory.Email{{Value: name, Type: "work", Primary: true}},
	}
}

// scanAll reads the whole directory, page by page.
func scanAll(b *testing.B, d door, size int) {
	for b.Loop() {
		for start := 1; start <= size; start += 100 {
			d.must(b, "GET", fmt.Sprintf("/Users?count=100&startIndex=%d", start), nil)
		}
	}
	b.ReportMetric(float64(size)*float64(b.N)/b.Elapsed().Seconds(), "users/s")
}

// joinOne adds one member to an empty group, and to one that half the directory is in.
func joinOne(b *testing.B, d door, ids []string) {
	small, large := "/Groups/"+d.createGroup(b, "Small"), "/Groups/"+d.createGroup(b, "Large")
	for part := ids[:len(ids)/2]; len(part) > 0; part = part[min(1000, len(part)):] {
		d.must(b, "PATCH", large+"?excludedAttributes=members", patchOf("add", "members", members(part[:min(1000, len(part))])))
	}
	for name, group := range map[string]string{"small": small, "large": large} {
		b.Run(name, func(b *testing.B) {
			one := members(ids[len(ids)-1:])
			for b.Loop() {
				d.must(b, "PATCH", group+"?excludedAttributes=members", patchOf("add", "members", one))
				b.StopTimer()
				d.must(b, "PATCH", group+"?excludedAttributes=members", patchOf("remove", "members", one))
				b.StartTimer()
			}
		})
	}
}

func members(ids []string) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = fmt.Sprintf(`{"value": %q}`, id)
	}
	return "[" + strings.Join(list, ",") + "]"
}
