package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/store/storetest"
)

const hundredThousand = 100_000

// searches are what people type, by what it does to an index. Each finds its page in
// another way: at once, after some looking, or never.
var searches = []struct{ name, text string }{
	{"nothing", ""},
	{"everybody", "lender"},
	{"first name", "ada"},
	{"both names", "karin novak"},
	{"one person", "pierre.silva48811"},
	{"nobody", "xyzzy"},
	{"one letter", "a"},
	{"two letters", "zo"},
	{"two that nobody has", "qx"},
	{"half a word", "owalsk"},
	{"two halves", "liam 7777"},
}

const pageOfPeople = `query($first: Int!, $search: String) { users(first: $first, search: $search) { nodes { id name email } pageInfo { hasNextPage endCursor } } }`

// BenchmarkUsersSearch is a page of 50 out of 100,000 people for what may be typed:
// over the door, with what a list shows beside names, and by a bare statement.
func BenchmarkUsersSearch(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			t := populated(b, kind, hundredThousand).analyzed()
			for _, s := range searches {
				b.Run(s.name+"/bare", func(b *testing.B) {
					text := t.barePage(s.text)
					timed(b, func() { t.bare(text, t.tenant) })
				})
				b.Run(s.name+"/door", func(b *testing.B) {
					timed(b, func() { t.ask(as(t.ada), pageOfPeople, vars{"first": 50, "search": s.text}).ok() })
				})
				b.Run(s.name+"/rows", func(b *testing.B) {
					timed(b, func() { t.ask(as(t.ada), searchQuery, vars{"first": 50, "search": s.text}).ok() })
				})
			}
		})
	}
}

const searchQuery = `query($first: Int!, $search: String) { users(first: $first, search: $search) { nodes { ` + peopleRow + ` } pageInfo { hasNextPage endCursor } } }`

const peopleRow = `id name email active lastLoginAt manager { id name } roles { source role { id name } group { id displayName } }`

// timed runs do one after the other, and reports the middle and the slowest hundredth.
func timed(b *testing.B, do func()) {
	b.Helper()
	do() // plans are made, pages are in memory
	var all []time.Duration
	for b.Loop() {
		began := time.Now()
		do()
		all = append(all, time.Since(began))
	}
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}

// barePage is the statement that one would write by hand.
func (t town) barePage(search string) string {
	where := ""
	for _, w := range strings.Fields(search) {
		where += fmt.Sprintf(" AND search_key LIKE '%%%s%%'", w)
	}
	return "SELECT id, first_name, last_name, email FROM users WHERE tenant_id = $1 AND deleted_at IS NULL AND kind = 'STAFF'" + where + " ORDER BY first_name_key, id LIMIT 51"
}
