package webhook

import (
	"cmp"
	"slices"
	"strings"

	"mandate/fault"
	"mandate/store"
)

const (
	mostEvents   = 100
	longestEvent = 64
	mostNear     = 3
)

// checkEvents sorts events and refuses one that never comes, with those that may be meant:
// whoever misspells a name would wait for it in vain. What a webhook has already may stay: it
// was taken before it was known to be none.
func checkEvents(events, has []string) ([]string, error) {
	if len(events) > mostEvents {
		return nil, invalid("events", "At most %d events; none means all.", mostEvents)
	}
	for _, e := range events {
		if !known(e) && !slices.Contains(has, e) {
			return nil, noEvent(e)
		}
	}
	events = slices.Clone(events)
	slices.Sort(events)
	return slices.Compact(events), nil
}

func known(event string) bool {
	_, listed := slices.BinarySearch(store.Actions(), event)
	return listed || event == HeadAction
}

func noEvent(event string) error {
	if len(event) > longestEvent {
		event = strings.ToValidUTF8(event[:longestEvent], "") + "…"
	}
	near := strings.Join(nearest(event), ", ")
	return invalid("events", "%s is no action of history. The nearest are: %s.", event, near).Worded(fault.TextNoEvent).With("event", event).With("near", near)
}

// nearest are the events that need the fewest letters changed.
func nearest(event string) []string {
	event = strings.ToUpper(event)
	all := append(slices.Clone(store.Actions()), HeadAction)
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(distance(event, a), distance(event, b)) })
	return all[:mostNear]
}

// distance counts the letters that are put in, taken out or replaced between two words
// (Levenshtein), a row of its table at a time.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before, row[j+1] = row[j+1], min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
