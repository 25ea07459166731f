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
	{"two letters of many", "an"},
	{"two digits", "77"},
	{"three digits", "481"},
	{"an accent", "é"},
	{"a name with an accent", "zoé"},
	{"part of an address", ".silva4"},
	{"end of addresses", ".test"},
	{"end of no address", ".com"},
	{"three words", "karin novak lender"},
	{"in another order", "lender test karin"},
	{"two of everybody", "lender test"},
	{"everybody and nobody", "lender xyzzy"},
	{"late in the list", "yves lender test"},
	{"everybody and two digits", "lender 77"},
	{"a digit", "7"},
	{"a digit and a name", "7 karin"},
	{"two pairs", "an er"},
	{"three letters", "a n e"},
	{"a rare letter", "q"},
	{"a percent sign", "%"},
	{"a low line", "a_b"},
	{"an apostrophe", "o'neil"},
	{"a Chinese name", "王小明"},
	{"six words", "zoe berg lender 9 test er"},
	{"sixty letters", strings.Repeat("lender", 10)},
	{"beginning of a late name", "sv"},
	{"a late name and a letter", "ulla n"},
	{"a letter in late names", "x"},
	{"two late names", "ulla wanda"},
	{"late, and its last name", "yves berg"},
	{"late, and ten of it", "viktor 7777 lender"},
	{"five words around a name", "yves 9 lender @ test"},
	{"short beside all", "lender qx"},
	{"short and late beside all", "lender zo"},
	{"letters that half have", "o s u"},
	{"middles of three words", "nde est ara"},
	{"a last name", "kowalski"},
	{"half of all last names", "er is lender"},
	{"digits that few have", "lender 0000"},
	{"ten words", "t e s l n d r . @ xaver"},
	{"two rare middles", "uent apado"},
	{"middles of late names", "ikto lmaz"},
	{"two accents", "é ü"},
	{"digits in two words", "00 99"},
	{"a number in an address", "1234@"},
	{"a domain", "@lender.test"},
	{"two domains", "@lender.test @bank.test"},
	{"one letter repeated", "eeeeee"},
	{"one letter in six lengths", "l ll lll llll lllll llllll"},
	{"a hundred letters", strings.Repeat("nde", 33) + "r"},
	{"a hundred signs", strings.Repeat("%", 100)},
	{"percent and low line", "100%_off"},
	{"a low line in each word", "_ada_ _berg_"},
	{"a Turkish i", "İlhan"},
	{"an i without a dot", "yılmaz"},
	{"a sharp s", "groß"},
	{"half of a surrogate", "\xed\xa0\xbd"},
	{"words in another order", "test yilmaz zoe lender"},
	{"nobody's, of everybody's middles", "lendender"},
	{"nobody's, of two names", "karinovak"},
	{"halves of everybody", "est.lend nder"},
	{"last of the list", "zoe yilmaz"},
	{"end of a late name beside all", "oe test"},
	{"letters around a sign", "r@ t. e"},
	{"digits around everybody", "1 2 3 4 5"},
	{"many and a late letter", "lender test er x"},
	{"two letters late", "xa lender"},
	{"a pair in some last names", "qv er"},
	{"middles of common names", "arl ers est"},
	{"late middles", "iktor wan"},
}

const pageOfPeople = `query($first: Int!, $search: String) { users(first: $first, search: $search) { nodes { id name email } pageInfo { hasNextPage endCursor } } }`

// BenchmarkUsersSearch is a page of 50 out of 100,000 people for what may be typed:
// over the door, with what a list shows beside names, and by a bare statement. Each says how
// many times as long as the bare statement it takes.
func BenchmarkUsersSearch(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			t := populated(b, kind, hundredThousand).analyzed()
			for _, s := range searches {
				var bare float64
				b.Run(s.name+"/bare", func(b *testing.B) {
					text := t.barePage(s.text)
					bare = timed(b, func() { t.bare(text, t.tenant) })
				})
				for way, query := range map[string]string{"door": pageOfPeople, "rows": searchQuery} {
					b.Run(s.name+"/"+way, func(b *testing.B) {
						took := timed(b, func() { t.ask(as(t.ada), query, vars{"first": 50, "search": s.text}).ok() })
						if bare > 0 { // the bare statement was chosen too
							b.ReportMetric(took/bare, "x-bare")
						}
					})
				}
			}
		})
	}
}

const searchQuery = `query($first: Int!, $search: String) { users(first: $first, search: $search) { nodes { ` + peopleRow + ` } pageInfo { hasNextPage endCursor } } }`

const peopleRow = `id name email active lastLoginAt manager { id name } roles { source role { id name } group { id displayName } }`

// timed runs do one after the other, reports the middle and the slowest hundredth, and gives the
// middle in milliseconds.
func timed(b *testing.B, do func()) float64 {
	b.Helper()
	do() // plans are made, pages are in memory
	var all []time.Duration
	for b.Loop() {
		began := time.Now()
		do()
		all = append(all, time.Since(began))
	}
	slices.Sort(all)
	middle := float64(all[len(all)/2].Microseconds()) / 1000
	b.ReportMetric(middle, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
	return middle
}

// barePage is the statement that one would write by hand.
func (t town) barePage(search string) string {
	where := ""
	for _, w := range strings.Fields(search) {
		where += fmt.Sprintf(` AND search_key LIKE '%%%s%%' ESCAPE '\'`, strings.NewReplacer("'", "''", "%", `\%`, "_", `\_`).Replace(w))
	}
	return "SELECT id, first_name, last_name, email FROM users WHERE tenant_id = $1 AND deleted_at IS NULL AND kind = 'STAFF'" + where + " ORDER BY first_name_key, id LIMIT 51"
}
