package main

import (
	"runtime/debug"
	"testing"
)

// TestCollectLess: what the operator has said by GOGC stays.
func TestCollectLess(t *testing.T) {
	for said, want := range map[string]int{"": collectAt, "50": 77, "off": 77} {
		t.Run(said, func(t *testing.T) {
			defer debug.SetGCPercent(debug.SetGCPercent(77))
			t.Setenv("GOGC", said)
			back := collectLess()
			during := debug.SetGCPercent(want)
			back()
			if after := debug.SetGCPercent(77); during != want || after != 77 {
				t.Errorf("%d while it runs and %d behind it, want %d and 77", during, after, want)
			}
		})
	}
}
