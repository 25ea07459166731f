package play

import (
	"sync"
	"time"
)

// Clock is a clock that stands still until it is set: give its Now to the store.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// Now is the instant that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Set moves the clock.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}
