package sso

import (
	"testing"

	"mandate/store/storetest"
	"mandate/store/storetest/relay"
)

// TestASignInIsThreeWays counts what a sign-in asks of PostgreSQL one after the other, once
// the connections to it know their statements.
func TestASignInIsThreeWays(t *testing.T) {
	t.Parallel()
	r := relay.New(t, storetest.Address(t, "postgres"))
	s := newSignerAt(t, r.Address)
	for range 3 {
		s.signIn(t)
	}
	before := r.Sent.Load()
	s.signIn(t)
	if got := r.Sent.Load() - before; got != 3 {
		t.Errorf("%d ways, want 3: request, read, write", got)
	}
}
