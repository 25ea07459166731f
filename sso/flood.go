package sso

import (
	"sync"
	"time"

	"mandate/directory/attempt"
)

// Bounds of the refusals that history takes from people who have not signed in: history
// is kept for good, so a stranger must not be able to fill it. The log has them all.
const (
	refusalsAtOnce  = 30 // of one address, before they are counted only
	refusalEvery    = time.Minute
	companyAtOnce   = 600 // of all addresses at one company's door
	companyEvery    = time.Second
	mostKept        = 10_000 // addresses that are remembered; more share one count
	everybodyBeyond = "beyond"
)

// floods counts refusals for history, in this process alone. Its zero value is ready.
type floods struct {
	mu    sync.Mutex
	seen  map[string]flood
	swept time.Time // when quiet ones were last looked for
	open  bool      // no bounds: tests that play a thousand attacks from one address
}

// flood is what one address, or one company, may still write, and what was left out.
type flood struct {
	left    float64
	at      time.Time
	omitted int
}

// admit reports whether history takes a refusal at a company's door from an address, and
// how many of that address it did not take before.
func (f *floods) admit(company, address string, now time.Time) (ok bool, omitted int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open {
		return true, 0
	}
	from := f.room("address:"+attempt.Network(address), now)
	one := f.seen[from].refilled(now, refusalsAtOnce, refusalEvery)
	door := "company:" + company
	all := f.seen[door].refilled(now, companyAtOnce, companyEvery)
	if ok = one.left >= 1 && all.left >= 1; ok {
		omitted, one.omitted = one.omitted, 0
		one.left--
		all.left--
	} else {
		one.omitted++
	}
	f.seen[from], f.seen[door] = one, all
	return ok, omitted
}

// room is the key under which an address is counted. When there are too many, those that
// are quiet again are forgotten.
func (f *floods) room(key string, now time.Time) string {
	if f.seen == nil {
		f.seen = map[string]flood{}
	}
	if _, known := f.seen[key]; known || len(f.seen) < mostKept {
		return key
	}
	if now.Sub(f.swept) < refusalEvery {
		return everybodyBeyond
	}
	f.swept = now
	for k, one := range f.seen {
		if now.Sub(one.at) > refusalsAtOnce*refusalEvery {
			delete(f.seen, k)
		}
	}
	return f.room(key, now)
}

// refilled is a flood at an instant: it wins one refusal each time that every passes.
func (f flood) refilled(now time.Time, most int, every time.Duration) flood {
	if f.at.IsZero() {
		return flood{left: float64(most), at: now}
	}
	if passed := now.Sub(f.at); passed > 0 {
		f.left = min(f.left+float64(passed)/float64(every), float64(most))
		f.at = now
	}
	return f
}
