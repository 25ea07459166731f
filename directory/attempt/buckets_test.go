package attempt

import (
	"fmt"
	"testing"
	"time"
)

func TestWhatIsAdmitted(t *testing.T) {
	t.Parallel()
	each, all := Bound{30, time.Minute}, Bound{600, time.Second}
	fresh := func() *Buckets { return &Buckets{Each: each, All: all} }
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	admitted := func(f *Buckets, n int, company string, address func(int) string, at time.Time) (ok int) {
		for i := range n {
			if taken, _ := f.Admit(company, address(i), at); taken {
				ok++
			}
		}
		return ok
	}
	one := func(int) string { return "192.0.2.1" }
	many := func(i int) string { return fmt.Sprintf("198.51.%d.%d", i/250, i%250) }
	household := func(i int) string { return fmt.Sprintf("2001:db8:1:2::%x", i) }
	for _, c := range []struct {
		name    string
		address func(int) string
		tries   int
		want    int
	}{
		{"one address", one, 100, each.AtOnce},
		{"one household", household, 100, each.AtOnce},
		{"many addresses", many, 1000, all.AtOnce},
	} {
		if got := admitted(fresh(), c.tries, "alpha", c.address, now); got != c.want {
			t.Errorf("%s: %d of %d, not %d", c.name, got, c.tries, c.want)
		}
	}
	f := fresh()
	admitted(f, 1000, "alpha", many, now)
	if got := admitted(f, 10, "beta", one, now); got != 10 {
		t.Errorf("a flood at one company's door leaves %d of 10 at another's", got)
	}
	if got := admitted(f, 10, "alpha", one, now.Add(5*all.Every)); got != 5 {
		t.Errorf("five seconds later %d", got)
	}
	if got := admitted(f, 10, "alpha", one, now.Add(-time.Hour)); got != 0 {
		t.Errorf("a clock that goes back wins %d", got)
	}
}

// TestManyNetworksOfOneStranger: who commands a whole site of IPv6 networks gets what a
// site gets; the others find the door open, at that company and at every other one.
func TestManyNetworksOfOneStranger(t *testing.T) {
	t.Parallel()
	each := Bound{6000, time.Second / 300}
	b := &Buckets{Each: each}
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	admitted := 0
	for i := range 20 * each.AtOnce {
		if ok, _ := b.Admit("alpha", fmt.Sprintf("2001:db8:1:%x::9", i%9999), now); ok {
			admitted++
		}
	}
	if admitted != siteFactor*each.AtOnce {
		t.Errorf("the stranger was admitted %d times, not %d", admitted, siteFactor*each.AtOnce)
	}
	for i := range 100 {
		for _, address := range []string{fmt.Sprintf("192.0.2.%d", i), fmt.Sprintf("2001:db8:2:%x::1", i)} {
			for _, company := range []string{"alpha", "beta"} {
				if ok, _ := b.Admit(company, address, now); !ok {
					t.Errorf("%s is shut out of %s", address, company)
				}
			}
		}
	}
}

// TestNetworksShareNoChosenSlot: another seed puts the same networks elsewhere.
func TestNetworksShareNoChosenSlot(t *testing.T) {
	t.Parallel()
	one, other := &Buckets{Seed: [16]byte{1}}, &Buckets{Seed: [16]byte{2}}
	moved := 0
	for i := range 100 {
		if network := fmt.Sprintf("192.0.2.%d", i); one.slot(network) != other.slot(network) {
			moved++
		}
	}
	if moved < 95 {
		t.Errorf("%d of 100 networks have another slot", moved)
	}
}
