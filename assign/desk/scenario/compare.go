package scenario

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Difference is one key that is not as expected. Values are JSON.
type Difference struct {
	Key       string // deals.d1.owner
	Want, Got string
}

// String is the difference on one line.
func (d Difference) String() string { return fmt.Sprintf("%s: want %s, got %s", d.Key, d.Want, d.Got) }

// Compare lists what differs from what is expected, by key. Only what is listed is
// compared; error and warnings always are.
func Compare(want Expectation, got State) []Difference {
	var out []Difference
	add := func(key string, want, got any) { out = append(out, Difference{key, text(want), text(got)}) }
	if want.Error != got.Error {
		add("error", want.Error, got.Error)
	}
	if !sameSet(want.Warnings, got.Warnings) {
		add("warnings", want.Warnings, got.Warnings)
	}
	compareAll(add, "deals", want.Deals, got.Deals)
	compareAll(add, "users", want.Users, got.Users)
	compareAll(add, "requests", want.Requests, got.Requests)
	if want.Unassigned != nil && !slices.Equal(*want.Unassigned, got.Unassigned) {
		add("unassigned", *want.Unassigned, got.Unassigned)
	}
	if want.Notifications != nil {
		compareNotices(add, *want.Notifications, got.Notifications)
	}
	if want.History != nil {
		compareHistory(add, *want.History, got.History)
	}
	return out
}

type adder func(key string, want, got any)

func compareAll[T any](add adder, kind string, want map[string]Listed, got map[string]T) {
	for _, label := range sortedKeys(want) {
		thing, ok := got[label]
		if !ok {
			add(kind+"."+label, want[label], nil)
			continue
		}
		have := keys(thing)
		for _, key := range sortedKeys(want[label]) {
			if w := want[label][key]; !same(key, w, have[key]) {
				add(kind+"."+label+"."+key, w, have[key])
			}
		}
	}
}

// same compares one key. An explanation is compared for the people listed; an empty one
// says that there is none.
func same(key string, want, got any) bool {
	switch key {
	case "explain":
		listed, ok := want.(map[string]any)
		have, _ := got.(map[string]any)
		if !ok || len(listed) == 0 {
			return len(have) == 0
		}
		for person, reason := range listed {
			if have[person] != reason {
				return false
			}
		}
		return true
	case "at":
		a, errA := time.Parse(time.RFC3339Nano, fmt.Sprint(want))
		b, errB := time.Parse(time.RFC3339Nano, fmt.Sprint(got))
		return errA == nil && errB == nil && a.Equal(b)
	}
	return reflect.DeepEqual(want, got)
}

// compareNotices compares whole sets, in any order.
func compareNotices(add adder, want []Listed, got []Notice) {
	rest := slices.Clone(got)
	for _, w := range want {
		at := slices.IndexFunc(rest, func(n Notice) bool { return reflect.DeepEqual(map[string]any(w), keys(n)) })
		if at < 0 {
			add("notifications", w, nil)
			continue
		}
		rest = slices.Delete(rest, at, at+1)
	}
	for _, n := range rest {
		add("notifications", nil, n)
	}
}

// compareHistory compares whole lists, in order; of each entry the keys listed.
func compareHistory(add adder, want []Listed, got []Entry) {
	for i := range max(len(want), len(got)) {
		key := fmt.Sprintf("history[%d]", i)
		switch {
		case i >= len(want):
			add(key, nil, got[i])
		case i >= len(got):
			add(key, want[i], nil)
		default:
			have := keys(got[i])
			for _, k := range sortedKeys(want[i]) {
				if !same(k, want[i][k], have[k]) {
					add(key+"."+k, want[i][k], have[k])
				}
			}
		}
	}
}

// keys is a thing as a file would list it.
func keys(thing any) map[string]any {
	data, err := json.Marshal(thing)
	if err != nil {
		return nil
	}
	var out map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		return nil
	}
	return out
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func text(v any) string {
	if s, ok := v.(string); ok && s == "" {
		return "null"
	}
	data, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(data))
}
