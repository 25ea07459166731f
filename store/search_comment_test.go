package store_test

import (
	"context"
	"regexp"
	"slices"
	"testing"
	"unicode"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// said adds an entry of history for each comment.
func said(t *testing.T, s *store.Store, ctx context.Context, comments ...string) {
	t.Helper()
	must(t, s.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		for _, c := range comments {
			tx.Record(store.Event{Action: "DEAL_UPDATED", TargetKind: ident.Deal, Target: tx.NewID(), Comment: c})
		}
		return nil
	}))
}

// comments are those that a search finds, in the order of their letters.
func comments(t *testing.T, s *store.Store, ctx context.Context, where func(*sql.Selector)) (found []string) {
	t.Helper()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		found, err = c.HistoryEntry.Query().Where(historyentry.CommentNEQ(""), where).Select(historyentry.FieldComment).Strings(ctx)
		return err
	}))
	slices.Sort(found)
	return found
}

// TestCommentsAreFoundInAnyCase: the index and looking at each row find what a plain list in
// Go does.
func TestCommentsAreFoundInAnyCase(t *testing.T) {
	t.Parallel()
	list := []string{"Übergabe an Anna", "übergabe an ANNA", "ÜBERGABE", "u\u0308bergabe", "Straße 1", "STRAẞE 1", "strasse 1", "Café crème", "CAFÉ CRÈME", "İstanbul", "istanbul",
		"ISTANBUL", "ıstanbul", "Kelvin", "Kelvin", "Σίσυφος", "ΣΊΣΥΦΟΣ", "50% [of] a*b?c", "x_y\\z ^$ (|) {2} \"quoted\"", "王小明 ging", "Ǆ ǅ ǆ", "müßig", "🦊 Fox"}
	words := []string{"Übergabe", "übergabe", "ÜBERGABE", "über", "Ü", "ü", "anna", "an", "straße", "STRAẞE", "ß", "ẞ", "ss", "strasse", "aß", "é", "É", "CRÈ", "café", "İ", "İstanbul", "istanbul", "ISTANBUL", "ı",
		"kelvin", "K", "K", "σίσυφος", "Σ", "ς", "50%", "%", "_", "*", "?", "[", "]", "[of]", "a*b?c", "a%c", "a.c", "\\", "x_y\\z", "^$", "(|)", "{2}", `"quoted"`, `"`, "小", "王小明", "ǅ", "üßi", "🦊", "-", "zq", "t 1"}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		said(t, s, ctx, list...)
		for _, w := range words {
			like := regexp.MustCompile("(?i)" + regexp.QuoteMeta(w))
			want := slices.DeleteFunc(slices.Clone(list), func(c string) bool { return !like.MatchString(c) })
			slices.Sort(want)
			if got := comments(t, s, ctx, store.MatchingComment([]string{w})); !slices.Equal(got, want) {
				t.Errorf("the index finds %q for %q, want %q", got, w, want)
			}
			if got := comments(t, s, ctx, store.HoldingComment([]string{w})); !slices.Equal(got, want) {
				t.Errorf("comparing finds %q for %q, want %q", got, w, want)
			}
		}
		both := []string{"ANNA", "über"}
		if got := comments(t, s, ctx, store.MatchingComment(both)); len(got) != 2 {
			t.Errorf("the index finds %q for %q", got, both)
		}
	})
}

// TestIndexKnowsEveryCase goes through all letters that have one: each is found by each
// other of its kin, amid others and alone. Of those that few write, it takes some.
func TestIndexKnowsEveryCase(t *testing.T) {
	t.Parallel()
	kin := map[rune][]string{} // by the least of them
	var list []string
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.SimpleFold(r) == r {
			continue
		}
		least := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			least = min(least, other)
		}
		if least > 0x600 && least>>8 != 0x1e && least%16 > 0 {
			continue
		}
		kin[least], list = append(kin[least], "1"+string(r)+"2"), append(list, "1"+string(r)+"2")
	}
	if len(list) < 800 {
		t.Fatalf("%d letters have a case", len(list))
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		said(t, s, ctx, list...)
		for least, want := range kin {
			long := want[int(least)%len(want)]
			for _, w := range []string{long, string([]rune(long)[1])} {
				if got := comments(t, s, ctx, store.MatchingComment([]string{w})); !slices.Equal(got, want) {
					t.Errorf("the index finds %q for %q, want %q", got, w, want)
				}
			}
		}
	})
}
