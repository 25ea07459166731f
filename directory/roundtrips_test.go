package directory_test

import (
	"fmt"
	"testing"
	"time"

	"mandate/directory"
	"mandate/store/storetest"
	"mandate/store/storetest/relay"
)

// TestAProfileChangesInTwoWays counts what a directory's change of a profile asks of
// PostgreSQL one after the other, once the connections to it know their statements: the
// person, and all that is written.
func TestAProfileChangesInTwoWays(t *testing.T) {
	t.Parallel()
	r := relay.New(t, storetest.Address(t, "postgres"))
	h := newHouse(t, storetest.OpenAt(t, r.Address, time.Now), "acme")
	p, okta := h.provisioned("ann@lender.test"), h.okta()
	title := func(text string) int64 {
		before := r.Sent.Load()
		_, err := h.d.UpdatePerson(okta, p.ID, 0, func(p directory.Profile) (directory.Profile, error) {
			p.Title = text
			return p, nil
		})
		h.no(err)
		return r.Sent.Load() - before
	}
	for i := range 3 {
		title(fmt.Sprint("Closer ", i))
	}
	if got := title("Underwriter"); got != 2 {
		t.Errorf("%d ways, want 2: read, write", got)
	}
	if u := h.row(p.ID); u.Title != "Underwriter" {
		t.Errorf("title %q", u.Title)
	}
}
