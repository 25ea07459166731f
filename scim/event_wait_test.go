package scim

import (
	"testing"

	"mandate/ident"
)

func TestFewPollsWaitAtOnce(t *testing.T) {
	t.Parallel()
	var w waits
	one, other := ident.ID{1}, ident.ID{2}
	first, ok := w.enter(one)
	if !ok {
		t.Fatal("nobody may wait")
	}
	if _, ok := w.enter(one); !ok {
		t.Error("a second may not wait")
	}
	if _, ok := w.enter(one); ok {
		t.Error("a third waits")
	}
	if _, ok := w.enter(other); !ok {
		t.Error("another stream's may not wait")
	}
	first()
	if _, ok := w.enter(one); !ok {
		t.Error("a place that is free again is not given")
	}
	if len(w.of) != 2 {
		t.Errorf("%d streams are remembered", len(w.of))
	}
}
