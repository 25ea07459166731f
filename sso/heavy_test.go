package sso

import (
	"testing"
	"time"

	"mandate/fault"
)

func TestLargeMessagesTakeTurns(t *testing.T) {
	t.Parallel()
	q := newHeavy()
	done, err := q.turn(t.Context(), heavyFrom)
	if err != nil {
		t.Fatal(err)
	}
	if small, err := q.turn(t.Context(), heavyFrom-1); err != nil {
		t.Errorf("a small one waits: %v", err)
	} else {
		small()
	}
	many := newHeavy()
	many.waiting.Store(heavyQueue)
	if _, err := many.turn(t.Context(), heavyFrom); !fault.Is(err, fault.CodeUnavailable) || many.waiting.Load() != heavyQueue {
		t.Errorf("a full queue: %v", err)
	}
	if !many.full(heavyFrom) || many.full(heavyFrom-1) || many.full(-1) || newHeavy().full(heavyFrom) {
		t.Error("only a large message finds a full queue")
	}
	came := make(chan time.Time)
	go func() {
		second, err := q.turn(t.Context(), heavyFrom)
		if err == nil {
			defer second()
		}
		came <- time.Now()
	}()
	time.Sleep(20 * time.Millisecond)
	released := time.Now()
	done()
	if at := <-came; at.Before(released) {
		t.Error("two large ones at once")
	}
}
