package attempt

import (
	"sync"
	"time"
)

// Bound is what may be done at once, and how soon it may be done once more.
type Bound struct {
	AtOnce int
	Every  time.Duration
}

// mostKept bounds how many addresses are remembered; more share one count.
const (
	mostKept        = 10_000
	everybodyBeyond = "beyond"
)

// Buckets bounds what people who have not signed in make this process write, by address
// and in all. They are of one process and hold nobody off for longer than the bounds say;
// what must be shared by replicas is a Try. Set the bounds, share it.
type Buckets struct {
	Each Bound // of one network, see Network
	All  Bound // of all of them together, at one company
	Open bool  // no bounds: tests that play a thousand attacks from one address

	mu    sync.Mutex
	seen  map[string]bucket
	swept time.Time // when quiet ones were last looked for
}

// bucket is what one address, or one company, may still do, and what was turned away.
type bucket struct {
	left    float64
	at      time.Time
	omitted int
}

// Admit reports whether an address may do it once more at a company, and how many times
// it was turned away before.
func (b *Buckets) Admit(company, address string, now time.Time) (ok bool, omitted int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.Open {
		return true, 0
	}
	from := b.room("address:"+Network(address), now)
	one := b.seen[from].refilled(now, b.Each)
	door := "company:" + company
	all := b.seen[door].refilled(now, b.All)
	if ok = one.left >= 1 && all.left >= 1; ok {
		omitted, one.omitted = one.omitted, 0
		one.left--
		all.left--
	} else {
		one.omitted++
	}
	b.seen[from], b.seen[door] = one, all
	return ok, omitted
}

// room is the key under which an address is counted. When there are too many, those that
// are quiet again are forgotten.
func (b *Buckets) room(key string, now time.Time) string {
	if b.seen == nil {
		b.seen = map[string]bucket{}
	}
	if _, known := b.seen[key]; known || len(b.seen) < mostKept {
		return key
	}
	if now.Sub(b.swept) < b.Each.Every {
		return everybodyBeyond
	}
	b.swept = now
	for k, one := range b.seen {
		if now.Sub(one.at) > time.Duration(b.Each.AtOnce)*b.Each.Every {
			delete(b.seen, k)
		}
	}
	return b.room(key, now)
}

// refilled is a bucket at an instant: it wins one each time that Every passes.
func (b bucket) refilled(now time.Time, bound Bound) bucket {
	if b.at.IsZero() {
		return bucket{left: float64(bound.AtOnce), at: now}
	}
	if passed := now.Sub(b.at); passed > 0 {
		b.left = min(b.left+float64(passed)/float64(bound.Every), float64(bound.AtOnce))
		b.at = now
	}
	return b
}
