package sso

import (
	"bytes"
	"compress/flate"
	"io"
	"testing"
)

// TestStoredIsDeflate has the standard library read what was written, blocks of every
// size and several of them.
func TestStoredIsDeflate(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 700, storedMost - 1, storedMost, storedMost + 1, 3*storedMost + 7} {
		message := bytes.Repeat([]byte("<a>"), n/3+1)[:n]
		got, err := io.ReadAll(flate.NewReader(bytes.NewReader(stored(message))))
		if err != nil || !bytes.Equal(got, message) {
			t.Errorf("%d bytes come back as %d: %v", n, len(got), err)
		}
	}
}
