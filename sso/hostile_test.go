package sso

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestHostileSizes holds hostile documents to the promise: under one second of
// processor time and 64 MB. It runs alone, so that both are its own.
func TestHostileSizes(t *testing.T) {
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, ` a%d=""`, i)
		}
		return "<x" + b.String() + "/>"
	}
	connection := ourConnection()
	for name, c := range map[string]struct {
		doc  string
		want Reason
	}{
		"100,000 levels":                {strings.Repeat("<a>", 100_000), tooLarge},
		"as many levels as fit":         {strings.Repeat("<a>", maxMessage/3), tooComplex},
		"50,000 attributes":             {attributes(50_000), tooLarge},
		"as many attributes as fit":     {attributes(25_000), tooComplex},
		"20 MB":                         {strings.Repeat("a", 20<<20), tooLarge},
		"as many elements as fit":       {"<a>" + strings.Repeat("<b/>", maxMessage/4-10) + "</a>", tooComplex},
		"one text as large as it fits":  {"<a>" + strings.Repeat("&amp;", maxMessage/5-10) + "</a>", badShape},
		"one name as large as it fits":  {"<" + strings.Repeat("a", maxMessage-10) + "/>", badShape},
		"one value as large as it fits": {`<a b="` + strings.Repeat("c", maxMessage-20) + `"/>`, badShape},
	} {
		doc := []byte(c.doc)
		cpu, memory := spent(t)
		_, err := connection.Validate(doc, noon)
		cpuAfter, memoryAfter := spent(t)
		if reasonOf(err) != c.want {
			t.Errorf("%s: reason = %q (%v), want %q", name, reasonOf(err), clip(err.Error()), c.want)
		}
		if took := cpuAfter - cpu; took > time.Second {
			t.Errorf("%s took %s of processor time", name, took)
		}
		if took := memoryAfter - memory; took > 64<<20 {
			t.Errorf("%s took %d MB", name, took>>20)
		}
	}
}

// spent is the processor time of this process and the bytes it ever allocated.
func spent(t testing.TB) (time.Duration, uint64) {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), memory.TotalAlloc
}
