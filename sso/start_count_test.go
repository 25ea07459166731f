package sso

import (
	"net/http"
	"testing"
	"time"

	"mandate/directory"
	"mandate/directory/attempt"
)

// TestAStartCountsOnce: whoever finds the connection changed since it was kept begins by the
// one that there is, and that is one beginning.
func TestAStartCountsOnce(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		d.countsOnce(t, "/sso/saml/"+d.name+"/start")
	})
	onBoth(t, func(t *testing.T, w *world) {
		f, _, id, connection := forgedWorld(t, w)
		(&samlDoor{world: w, firm: f, id: id}).countsOnce(t, connection+"/start")
	})
}

func (d *samlDoor) countsOnce(t *testing.T, start string) {
	t.Helper()
	d.handler.beginnings.Each = attempt.Bound{AtOnce: 3, Every: time.Hour}
	b := d.still(t)
	for i, name := range []string{"one", "two", "three"} {
		if p := b.get(start); p.status != http.StatusFound {
			t.Errorf("start %d within the bounds: %d", i+1, p.status)
		}
		d.change(t, directory.ConnectionUpdate{Name: &name})
	}
	if p := b.get(start); p.status != http.StatusServiceUnavailable || p.header.Get("Retry-After") == "" {
		t.Errorf("beyond the bounds: %d", p.status)
	}
}
