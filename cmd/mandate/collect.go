package main

import (
	"os"
	"runtime/debug"
)

// collectAt has memory collected where it has grown to three times what is in use: what an
// import leaves behind is much, and what it keeps is little.
const collectAt = 200

// collectLess has memory collected at collectAt until back is called, but where the operator
// has said by GOGC when it is.
func collectLess() (back func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(collectAt)
	return func() { debug.SetGCPercent(before) }
}
