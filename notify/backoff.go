package notify

import "time"

// waits are the pauses after each failed try; after the last a message is dead. All
// together they outlast a weekend's end, but not a temporary password (72 hours).
var waits = [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 12 * time.Hour, 12 * time.Hour}

// after gives the instant of the next try after a number of failed ones; false: there is
// none any more.
func after(tries int, now time.Time) (time.Time, bool) {
	if tries > len(waits) {
		return time.Time{}, false
	}
	return now.Add(waits[max(tries, 1)-1]), true
}
