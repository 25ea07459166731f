package store

import (
	"slices"
	"testing"
)

// TestFTS5IsAskedForWhatIsRare: of 1,000 people at both ends of the list, so many have each word. What
// nearly all have is not asked for beside another, and a short word that is the rarest is looked up
// among the terms.
func TestFTS5IsAskedForWhatIsRare(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		have map[string]int
		want []any
	}{
		"one common":        {map[string]int{"lender": 1000, "karin": 20}, []any{`"karin"`}},
		"both rare":         {map[string]int{"novak": 30, "karin": 20}, []any{`"karin" AND "novak"`}},
		"both common":       {map[string]int{"lender": 1000, "test": 990}, []any{`"test" AND "lender"`}},
		"short and rare":    {map[string]int{"lender": 1000, "qx": 0}, []any{"qx", "qx\U0010ffff"}},
		"short and rarest":  {map[string]int{"novak": 20, "qx": 0}, []any{"qx", "qx\U0010ffff"}},
		"short, not rarest": {map[string]int{"novak": 20, "ka": 300}, []any{`"novak"`}},
		"none has any":      {map[string]int{"nobody": 0, "qx": 0}, []any{`"nobody"`}},
		"a quotation mark":  {map[string]int{`"a"`: 1}, []any{`"""a"""`}},
	} {
		words := []string{}
		for w := range x.have {
			words = append(words, w)
		}
		x.have[everybody] = 1000
		var q question
		if q.inFTS5(words, x.have); !slices.Equal(q.args, x.want) {
			t.Errorf("%s: %q is asked, want %q", name, q.args, x.want)
		}
	}
}
