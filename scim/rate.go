package scim

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"mandate/ident"
)

// limits holds a token bucket per directory: its rate a second, twice that as a
// burst. The zero value is ready. Buckets belong to one process; several replicas
// together let more through.
type limits struct {
	mu      sync.Mutex
	buckets map[ident.ID]*rate.Limiter
}

const maxBuckets = 10_000

// take asks for one request; refused, it says after how many whole seconds to come again.
func (l *limits) take(directory ident.ID, perSecond int, now time.Time) (wait int, ok bool) {
	return take(l.bucket(directory, perSecond, now), 1, now)
}

func take(b *rate.Limiter, n int, now time.Time) (wait int, ok bool) {
	reserved := b.ReserveN(now, n)
	delay := reserved.DelayFrom(now)
	if reserved.OK() && delay == 0 {
		return 0, true
	}
	reserved.CancelAt(now)
	return max(1, int(math.Ceil(min(delay.Seconds(), 60)))), false
}

// takeMore asks for the further operations of a request that was let in. One that
// holds more than the burst leaves waits for a full bucket, of which the request itself
// took one.
func (l *limits) takeMore(directory ident.ID, operations int, now time.Time) (wait int, ok bool) {
	l.mu.Lock()
	b, known := l.buckets[directory]
	l.mu.Unlock()
	if !known {
		return 0, true
	}
	return take(b, min(operations, b.Burst()-1), now)
}

func (l *limits) bucket(directory ident.ID, perSecond int, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, ok := l.buckets[directory]
	if !ok || b.Limit() != rate.Limit(perSecond) {
		l.sweep(now)
		b = rate.NewLimiter(rate.Limit(perSecond), 2*perSecond)
		l.buckets[directory] = b
	}
	return b
}

// sweep forgets full buckets, which a new one would equal, once there are many.
func (l *limits) sweep(now time.Time) {
	if l.buckets == nil {
		l.buckets = map[ident.ID]*rate.Limiter{}
	}
	if len(l.buckets) < maxBuckets {
		return
	}
	for id, b := range l.buckets {
		if b.TokensAt(now) >= float64(b.Burst()) {
			delete(l.buckets, id)
		}
	}
}
