package main

import (
	"sync/atomic"
	"time"

	"mandate/assign"
)

// demoClock lets the demo's four weeks pass while the company is made: who is away
// leaves and comes back, and deals have their age.
type demoClock struct {
	today time.Time // the machine's
	at    atomic.Int64
}

const demoDays = 28

func newDemoClock(today time.Time) *demoClock {
	c := &demoClock{today: today}
	c.reach(demoDays, 0)
	return c
}

func (c *demoClock) now() time.Time { return time.UnixMicro(c.at.Load()) }

// reach lets time pass until so many days and hours before today; it never goes back.
func (c *demoClock) reach(days, hours float64) {
	ago := time.Duration((days*24 + hours) * float64(time.Hour))
	to := c.today.Add(-ago).UnixMicro()
	for {
		at := c.at.Load()
		if to <= at || c.at.CompareAndSwap(at, to) {
			return
		}
	}
}

// date is a local day so many days from today.
func (c *demoClock) date(zone *time.Location, days int) assign.Date {
	day := c.today.In(zone).AddDate(0, 0, days)
	return assign.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
}
