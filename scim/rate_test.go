package scim

import (
	"testing"
	"time"
)

func TestLimits(t *testing.T) {
	t.Parallel()
	var l limits
	now := time.Unix(1_700_000_000, 0)
	for i := range 20 {
		if _, ok := l.take(person(1), 10, now); !ok {
			t.Fatalf("request %d of a burst of 20 was refused", i+1)
		}
	}
	if wait, ok := l.take(person(1), 10, now); ok || wait != 1 {
		t.Errorf("request 21: %d seconds, %t", wait, ok)
	}
	if _, ok := l.take(person(2), 10, now); !ok {
		t.Error("another directory was refused")
	}
	if _, ok := l.take(person(1), 10, now.Add(100*time.Millisecond)); !ok {
		t.Error("refused after a tenth of a second")
	}
	if _, ok := l.take(person(1), 10, now.Add(100*time.Millisecond)); ok {
		t.Error("two requests in a tenth of a second")
	}
}
