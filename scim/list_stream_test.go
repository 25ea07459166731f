package scim

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

// A list that is sent in parts is one document, and one that fails on its way is no
// answer at all.
func TestListInParts(t *testing.T) {
	t.Parallel()
	docs := rendered([]map[string]any{{"id": "a"}, {"id": "b"}})
	bad := func(context.Context) ([]map[string]any, error) { return nil, errors.New("the database is gone") }
	for name, c := range map[string]struct {
		parts []part
		whole bool
	}{"whole": {[]part{docs, rendered(nil), docs}, true}, "broken": {[]part{docs, bad}, false}} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			err := stream(r.Context(), &statusWriter{ResponseWriter: w}, listOf(nil, 4, 1), c.parts)
			if (err == nil) != c.whole {
				t.Errorf("%s: %v", name, err)
			}
		}))
		defer server.Close()
		answer, err := http.Get(server.URL)
		var text []byte
		if err == nil {
			text, err = io.ReadAll(answer.Body)
			_ = answer.Body.Close()
		}
		if (err == nil) != c.whole || json.Valid(text) != c.whole {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		var list struct{ Resources []map[string]any }
		if c.whole && (json.Unmarshal(text, &list) != nil || len(list.Resources) != 4) {
			t.Errorf("%s: %q", name, text)
		}
	}
}

func TestSizesOfParts(t *testing.T) {
	t.Parallel()
	const much = maxListedMembers
	for _, c := range []struct{ counts, want []int }{
		{[]int{0}, []int{1}},
		{[]int{1, 2, 3}, []int{3}},
		{[]int{much, 0, 1}, []int{2, 1}},
		{[]int{2 * much, much, much / 2, much / 2}, []int{1, 1, 2}},
		{[]int{1, 2 * much, 1}, []int{1, 1, 1}},
	} {
		if got := sizes(c.counts); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.counts, got, c.want)
		}
	}
}
