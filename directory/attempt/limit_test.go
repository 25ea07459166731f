package attempt

import (
	"net/netip"
	"testing"
	"time"
)

var noon = time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)

func TestFailuresSlowTheNextAttempt(t *testing.T) {
	t.Parallel()
	c, ok := counter{}, true
	for n := 1; n <= 5; n++ {
		if c, ok = c.attempt(noon, limitPair); !ok {
			t.Fatalf("attempt %d was slowed", n)
		}
	}
	if want := noon.Add(2 * time.Second); !c.Until.Equal(want) {
		t.Fatalf("after five: until %s, want %s", c.Until, want)
	}
	if same, ok := c.attempt(noon.Add(time.Second), limitPair); ok || same != c {
		t.Fatalf("a slowed attempt passed or counted: %+v", same)
	}
	c, ok = c.attempt(noon.Add(2*time.Second), limitPair)
	if !ok || !c.Until.Equal(noon.Add(6*time.Second)) {
		t.Fatalf("sixth: %v %+v", ok, c)
	}
	if got := limitPair.pause(1000); got != 15*time.Minute {
		t.Errorf("longest pause = %s", got)
	}
	if got := limitAccount.pause(1000); got != time.Minute {
		t.Errorf("longest pause of an account = %s: a stranger must not shut anybody out", got)
	}
	if c, ok = c.attempt(c.LastAt.Add(time.Hour), limitPair); !ok || c.Failures != 1 || !c.Until.IsZero() {
		t.Errorf("after a quiet hour: %+v", c)
	}
	if got := (counter{Failures: 3, Until: noon}).succeeded(false); got.Failures != 2 || !got.Until.IsZero() {
		t.Errorf("one taken back: %+v", got)
	}
	if got := (counter{Failures: 3}).succeeded(true); got.Failures != -credit || !got.known() {
		t.Errorf("all taken back: %+v", got)
	}
	c = counter{Failures: -2, LastAt: noon}
	for n, known := range []bool{true, true, false} {
		if c.known() != known {
			t.Errorf("try %d: %+v", n+1, c)
		}
		c, _ = c.attempt(noon.Add(2*time.Hour), limitPair)
	}
}

func TestNetworkOfAnAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"203.0.113.7": "203.0.113.7", "::ffff:203.0.113.7": "203.0.113.7",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "unix": "unix",
	} {
		if got := Network(text); got != want {
			t.Errorf("Network(%s) = %s", text, got)
		}
	}
	if a := netip.MustParseAddr("2001:db8:1:2::9").String(); Network(a) != Network("2001:db8:1:2::8") {
		t.Error("one /64 counts twice")
	}
}
