package scim

import (
	"testing"
	"time"
)

// What one request asks for more than the burst holds is let through by a full bucket.
func TestLimitsOfMore(t *testing.T) {
	t.Parallel()
	var l limits
	now := time.Unix(1_700_000_000, 0)
	if _, ok := l.take(person(1), 10, now); !ok {
		t.Fatal("the request was refused")
	}
	if _, ok := l.takeMore(person(1), 500, now); !ok {
		t.Error("its operations were refused by a full bucket")
	}
	if wait, ok := l.takeMore(person(1), 5, now); ok || wait != 1 {
		t.Errorf("of an empty bucket: %d seconds, %t", wait, ok)
	}
}

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
