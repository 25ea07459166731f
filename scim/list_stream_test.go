package scim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
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
		var complaints, log bytes.Buffer
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			counted := &statusWriter{ResponseWriter: w}
			err := stream(r.Context(), counted, listOf(nil, 4, 1), c.parts)
			if (err == nil) != c.whole {
				t.Errorf("%s: %v", name, err)
			}
			if err != nil {
				(&Handler{Log: slog.New(slog.NewTextHandler(&log, nil))}).fail(counted, r, "req-1", err)
			}
			if want := map[bool]int{true: http.StatusOK, false: http.StatusInternalServerError}[c.whole]; counted.status != want {
				t.Errorf("%s: the log is told of %d, not %d", name, counted.status, want)
			}
		}))
		server.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(&complaints, nil), slog.LevelError)
		server.Start()
		answer, err := http.Get(server.URL)
		var text []byte
		if err == nil {
			text, err = io.ReadAll(answer.Body)
			_ = answer.Body.Close()
		}
		server.Close()
		if complaints.Len() > 0 || strings.Contains(log.String(), "the database is gone") == c.whole {
			t.Errorf("%s: the server complains %q, the log says %q", name, &complaints, &log)
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
