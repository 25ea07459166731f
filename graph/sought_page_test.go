package graph

import (
	"strings"
	"testing"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/provisioningevent"
	"mandate/ident"
)

// TestAStreamDoesNotCountTheLog: what a stream asks each time that it looks has the oldest of
// the newest as a value, where a list looks for it.
func TestAStreamDoesNotCountTheLog(t *testing.T) {
	t.Parallel()
	f := sight{}.soughtEvents("word")
	asked := func(condition func(*sql.Selector)) string {
		s := sql.Dialect("postgres").Select("id").From(sql.Table(provisioningevent.Table))
		condition(s)
		text, _ := s.Query()
		return text
	}
	if text := asked(f.lookedFrom(ident.ID{})); strings.Contains(text, "OFFSET") || !strings.Contains(text, `"id" >= `) {
		t.Error(text)
	}
	if text := asked(f.looked); !strings.Contains(text, "OFFSET") {
		t.Error(text)
	}
}
