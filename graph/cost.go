package graph

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"mandate/fault"
	"mandate/ident"
)

// The price of an operation is about the number of fields of its answer: a list
// costs its page size times what one row costs (price.go). One operation may
// cost so much, and one actor so much in a time.
const (
	maxCost     = 20_000
	costBurst   = 2_000_000
	costASecond = 500_000
	parsingCost = 1 // of a request, before its price is known
	keptBuckets = 10_000
	bucketIdle  = time.Minute
)

// cost is extensions.cost of an answer.
type cost struct {
	Requested int `json:"requested"` // of this operation
	Limit     int `json:"limit"`     // of one operation
	Remaining int `json:"remaining"` // of the actor's, now
	PerSecond int `json:"perSecond"` // what comes back to the actor each second
}

// buckets hold what each actor may still spend. They are of this process: a limit
// on load, not on authority, so replicas need not share it.
type buckets struct {
	mu   sync.Mutex
	of   map[ident.ID]*bucket
	last time.Time
}

type bucket struct {
	limiter *rate.Limiter
	used    time.Time
}

// spend takes points from an actor's bucket.
func (b *buckets) spend(who ident.ID, points int, now time.Time) (remaining int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.bucket(who, now)
	if !l.AllowN(now, points) {
		return int(l.TokensAt(now)), fault.New(fault.Throttled, fault.CodeThrottled, "Too many requests in a short time. Try again in a moment.")
	}
	return int(l.TokensAt(now)), nil
}

func (b *buckets) bucket(who ident.ID, now time.Time) *rate.Limiter {
	if b.of == nil {
		b.of = map[ident.ID]*bucket{}
	}
	if len(b.of) >= keptBuckets || now.Sub(b.last) > bucketIdle {
		b.forget(now)
	}
	known := b.of[who]
	if known == nil {
		known = &bucket{limiter: rate.NewLimiter(costASecond, costBurst)}
		b.of[who] = known
	}
	known.used = now
	return known.limiter
}

// forget drops buckets that are full again.
func (b *buckets) forget(now time.Time) {
	b.last = now
	for who, known := range b.of {
		if now.Sub(known.used) > bucketIdle {
			delete(b.of, who)
		}
	}
}
