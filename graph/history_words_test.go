package graph_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// say records n entries with words, of what happened at an instant.
func (t town) say(s *store.Store, at time.Time, comment string, n int) {
	t.t.Helper()
	t.must(s.Write(t.ctx, func(_ context.Context, tx *store.Tx) error {
		for range n {
			tx.Record(store.Event{Action: "DEAL_UPDATED", TargetKind: ident.Deal, Target: tx.NewID(), At: at, Comment: comment})
		}
		return nil
	}))
}

// saying are the words of the entries that a search shows, page after page, and how many
// it says there are.
func (t town) saying(where vars, size, from string) (words []string, total any) {
	t.t.Helper()
	at := any(nil)
	for {
		a := t.ask(as(t.ada), fmt.Sprintf(`query($where: HistoryWhere, $at: String) { history(%s: 20, %s: $at, where: $where) {
			totalCount nodes { comment } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, size, from), vars{"where": where, "at": at}).ok()
		for _, node := range a.list("history.nodes") {
			words = append(words, node.(map[string]any)["comment"].(string))
		}
		more, next := "history.pageInfo.hasNextPage", "history.pageInfo.endCursor"
		if size == "last" {
			more, next = "history.pageInfo.hasPreviousPage", "history.pageInfo.startCursor"
		}
		if a.at(more) != true {
			slices.Sort(words)
			return words, a.at("history.totalCount")
		}
		at = a.at(next)
	}
}

// TestHistoryIsFoundInAnyCase: pages from both ends and the total agree with a plain list,
// whether a page is filled by looking or by the index.
func TestHistoryIsFoundInAnyCase(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			town := populated(t, kind, 5)
			var all []string
			for comment, n := range map[string]int{"übergabe an Anna": 50, "Übergabe an Anna": 5, "ÜBERGABE, gemäß Straße": 3, "GEMÄẞ strasse": 2, "İstanbul": 2, "istanbul": 2, "Café": 30, "CAFÉ": 4} {
				town.say(town.store, time.Time{}, comment, n)
				all = append(all, slices.Repeat([]string{comment}, n)...)
			}
			slices.Sort(all)
			for _, text := range []string{"übergabe", "Übergabe", "ÜBERGABE", "Ü", "GEMÄß", "straße", "ß", "STRASSE", "İstanbul", "Istanbul", "İ", "é", "CAFÉ"} {
				like := regexp.MustCompile("(?i)" + text)
				want := slices.DeleteFunc(slices.Clone(all), func(c string) bool { return !like.MatchString(c) })
				for size, from := range map[string]string{"first": "after", "last": "before"} {
					got, total := town.saying(vars{"text": text}, size, from)
					if !slices.Equal(got, want) || fmt.Sprint(total) != fmt.Sprint(len(want)) {
						t.Errorf("%s: the %s show %d entries and say %v, there are %d", text, size, len(got), total, len(want))
					}
				}
			}
		})
	}
}

// TestBelatedWordsHideNothing: entries that were written long after their period, and many,
// stand in the list with those of the period that lie behind the part that is looked through.
func TestBelatedWordsHideNothing(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			town := populated(t, kind, 5)
			town.say(town.store, time.Time{}, "what many say", 1100)
			town.say(town.store, time.Time{}, "rare and timely", 120)
			now := time.Now()
			later := storetest.OpenAt(t, town.address, func() time.Time { return now.Add(240 * time.Hour) })
			town.say(later, now, "what many say", 1100)
			town.say(later, now, "rare and late", 120)
			period := vars{"text": "rare", "to": now.Add(time.Minute).Format(time.RFC3339)}
			want := town.entriesBare(period)
			if len(want) != 240 {
				t.Fatalf("%d entries are rare", len(want))
			}
			if got := town.entryPages(period, "first", "after"); !slices.Equal(got, want) {
				t.Errorf("pages show %d entries, there are %d", len(got), len(want))
			}
			slices.Reverse(want)
			if got := town.entryPages(period, "last", "before"); !slices.Equal(got, want) {
				t.Errorf("backwards: pages show %d entries, there are %d", len(got), len(want))
			}
		})
	}
}
