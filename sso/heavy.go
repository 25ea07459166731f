package sso

import (
	"context"
	"time"

	"mandate/fault"
)

// Answers of ordinary size are checked as they come. Larger ones, which only very long
// lists of groups or an attacker send, take turns: one at a time, so that a flood of
// them keeps neither the other processors nor more memory than one needs.
const (
	heavyFrom = 32 << 10
	heavyWait = 5 * time.Second
)

// heavy is the turn of large messages.
type heavy chan struct{}

func newHeavy() heavy { return make(heavy, 1) }

// turn waits for the turn of a message of so many bytes; done gives it back. Who waits
// too long gets a fault.Unavailable.
func (q heavy) turn(ctx context.Context, size int) (done func(), err error) {
	if size < heavyFrom {
		return func() {}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, heavyWait)
	defer cancel()
	select {
	case q <- struct{}{}:
		return func() { <-q }, nil
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, fault.CodeUnavailable, "Too many large sign-in messages at once. Try again in a moment.")
	}
}
