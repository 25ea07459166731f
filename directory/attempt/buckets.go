package attempt

import (
	"crypto/sha256"
	"encoding/binary"
	"net/netip"
	"sync"
	"time"
)

// Bound is what may be done at once, and how soon it may be done once more. The zero
// value bounds nothing.
type Bound struct {
	AtOnce int
	Every  time.Duration
}

const (
	// slots is how many counts of networks are kept, each in the slot that Seed gives it:
	// a stranger with many networks neither fills the memory nor chooses with whom they
	// share a slot.
	slots = 1 << 14

	// siteFactor is how many times as much as one network the whole site may do that an
	// IPv6 network is of (a /48 has 65,536 of them).
	siteFactor = 8
)

// Buckets bounds what people who have not signed in make this process write, by network
// and, where All is set, in all. They are of one process and hold nobody off for longer
// than the bounds say; what must be shared by replicas is a Try. All is for what nobody
// needs in order to enter: whoever empties it shuts the others out. Set the fields, share
// it.
type Buckets struct {
	Each Bound    // of one network, see Network
	All  Bound    // of all of them together, at one company
	Seed [16]byte // random, so that strangers can't tell who shares a slot
	Open bool     // no bounds: tests that play a thousand attacks from one address

	mu        sync.Mutex
	networks  []bucket
	sites     []bucket
	companies map[string]bucket
}

// bucket is what one network, or one company, may still do, and what was turned away.
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
	if b.networks == nil {
		b.networks, b.sites, b.companies = make([]bucket, slots), make([]bucket, slots), map[string]bucket{}
	}
	one, wide := &b.networks[b.slot(Network(address))], new(bucket)
	if site := siteOf(address); site != "" {
		wide = &b.sites[b.slot(site)]
	}
	all := b.companies[company].refilled(now, b.All)
	*one, *wide = one.refilled(now, b.Each), wide.refilled(now, b.Each.times(siteFactor))
	if ok = one.left >= 1 && wide.left >= 1 && all.left >= 1; ok {
		omitted, one.omitted = one.omitted, 0
		one.left--
		wide.left--
		all.left--
	} else {
		one.omitted++
	}
	b.companies[company] = all
	return ok, omitted
}

// slot is where a network is counted.
func (b *Buckets) slot(network string) uint64 {
	sum := sha256.Sum256(append(b.Seed[:], network...))
	return binary.BigEndian.Uint64(sum[:8]) % slots
}

// siteOf is the /48 of an IPv6 address; empty for any other.
func siteOf(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return ""
	}
	p, err := a.WithZone("").Prefix(48)
	if err != nil {
		return ""
	}
	return p.String()
}

func (b Bound) times(n int) Bound {
	return Bound{AtOnce: b.AtOnce * n, Every: b.Every / time.Duration(n)}
}

// refilled is a bucket at an instant: it wins one each time that Every passes.
func (b bucket) refilled(now time.Time, bound Bound) bucket {
	if b.at.IsZero() || bound.Every <= 0 {
		return bucket{left: float64(max(bound.AtOnce, 1)), at: now, omitted: b.omitted}
	}
	if passed := now.Sub(b.at); passed > 0 {
		b.left = min(b.left+float64(passed)/float64(bound.Every), float64(bound.AtOnce))
		b.at = now
	}
	return b
}
