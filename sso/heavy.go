package sso

import (
	"context"
	"sync/atomic"
	"time"

	"mandate/fault"
)

// Answers of ordinary size are checked as they come. Larger ones, which only very long
// lists of groups or an attacker send, take turns: one at a time and few in the queue,
// so that a flood of them takes neither the other processors nor more memory than a
// handful needs.
const (
	heavyFrom  = 48 << 10 // bytes of the message as it was sent
	heavyQueue = 8
	heavyWait  = 2 * time.Second
)

// heavy is the turn of large messages.
type heavy struct {
	slot    chan struct{}
	waiting atomic.Int32
}

func newHeavy() *heavy { return &heavy{slot: make(chan struct{}, 1)} }

// turn waits for the turn of a message of so many bytes; done gives it back. Who finds
// the queue full or waits too long gets a fault.Unavailable.
func (q *heavy) turn(ctx context.Context, size int) (done func(), err error) {
	if size < heavyFrom {
		return func() {}, nil
	}
	defer q.waiting.Add(-1)
	if q.waiting.Add(1) > heavyQueue {
		return nil, tooBusy()
	}
	ctx, cancel := context.WithTimeout(ctx, heavyWait)
	defer cancel()
	select {
	case q.slot <- struct{}{}:
		return func() { <-q.slot }, nil
	case <-ctx.Done():
		return nil, tooBusy()
	}
}

// full reports whether a request of so many bytes need not even be read: nothing is
// looked up and no body is taken for one that would find the queue full.
func (q *heavy) full(size int64) bool {
	return size >= heavyFrom && q.waiting.Load() >= heavyQueue
}

func tooBusy() *fault.Fault {
	return fault.New(fault.Unavailable, fault.CodeUnavailable, "Too many large sign-in messages at once. Try again in a moment.")
}
