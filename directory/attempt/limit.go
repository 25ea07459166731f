package attempt

import "time"

// limit is how failures slow the next attempt: so many are free, then the pause
// doubles up to the longest one.
type limit struct {
	free    int
	longest time.Duration
}

// The three counters of an attempt. One guesser is slowed by the first two; the
// third sees a guesser with many addresses, and is mild, because a stranger can
// raise it. Who has signed in from an address before is not slowed by what others
// do: there only the first counter counts, so that a stranger shuts nobody out.
var (
	limitPair    = limit{free: 5, longest: 15 * time.Minute}  // one account from one address
	limitAddress = limit{free: 40, longest: 15 * time.Minute} // one address; an office shares one
	limitAccount = limit{free: 100, longest: time.Minute}     // one account from anywhere

	limitFactor  = limit{free: 5, longest: 15 * time.Minute}  // second factors of one person: who tries knows the password
	limitMail    = limit{free: 3, longest: 15 * time.Minute}  // mails that one account is sent on demand
	limitMailing = limit{free: 20, longest: 15 * time.Minute} // mails that one address asks for
)

// sendings is how often a call may be sent for one try: as often as a client repeats what got
// no answer. Each costs a comparison, which is made to be slow, and so each of more is a try.
const sendings = 8

// credit is how many tries an address has for an account that it has signed in to,
// before failures count.
const credit = 5

const (
	firstPause  = 2 * time.Second
	forgetAfter = time.Hour // of quiet
)

// pause is how long the next attempt must wait after so many failures in a row.
func (l limit) pause(failures int) time.Duration {
	if failures < l.free {
		return 0
	}
	pause := firstPause
	for range failures - l.free {
		if pause >= l.longest {
			break
		}
		pause *= 2
	}
	return min(pause, l.longest)
}

// counter is the state of one throttle row.
type counter struct {
	Failures int // below zero: credit that a success has left
	LastAt   time.Time
	Until    time.Time // zero: not slowed
}

// attempt counts an attempt before its outcome is known, so that attempts made at
// once count too. ok is false when it comes too early; that changes nothing.
func (c counter) attempt(now time.Time, l limit) (next counter, ok bool) {
	if now.Before(c.Until) {
		return c, false
	}
	if now.Sub(c.LastAt) >= forgetAfter {
		c.Failures = min(c.Failures, 0)
	}
	c.Failures++
	next = counter{Failures: c.Failures, LastAt: now}
	if pause := l.pause(c.Failures); pause > 0 {
		next.Until = now.Add(pause)
	}
	return next, true
}

// known reports whether the last tries included a success.
func (c counter) known() bool { return c.Failures < 0 }

// succeeded takes an attempt back that turned out well; all forgets earlier failures
// too and leaves credit.
func (c counter) succeeded(all bool) counter {
	c.Until = time.Time{}
	if all {
		c.Failures = -credit
		return c
	}
	c.Failures = max(c.Failures-1, 0)
	return c
}
