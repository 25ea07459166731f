package attempt

import (
	"net/netip"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
)

// TestAStrangerShutsNobodyOut: who has signed in from an address before gets in
// there, whatever others try elsewhere.
func TestAStrangerShutsNobodyOut(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tenant, err := (&directory.Directory{Store: s}).CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
		if err != nil {
			t.Fatal(err)
		}
		c, ctx := Counters{Store: s}, storetest.System(t, tenant)
		count := func(address string) error {
			_, err := c.Count(ctx, Password("ann@acme.test", address))
			return err
		}
		home, err := c.Count(ctx, Password("ann@acme.test", "203.0.113.1"))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.TakeBack(ctx, home); err != nil {
			t.Fatal(err)
		}
		for n := range limitAccount.free {
			if err := count(netip.AddrFrom4([4]byte{198, 51, 100, byte(n)}).String()); err != nil {
				t.Fatalf("guess %d: %v", n+1, err)
			}
		}
		if err := count("198.51.100.200"); fault.As(err).Kind != fault.Throttled || fault.As(err).Params["seconds"] != 2 {
			t.Errorf("a stranger: %v", err)
		}
		if err := count("203.0.113.1"); err != nil {
			t.Errorf("from home: %v", err)
		}
	})
}

// TestMailIsNotSentWithoutEnd: what anybody may ask for is bounded for the account and
// for the address that asks.
func TestMailIsNotSentWithoutEnd(t *testing.T) {
	t.Parallel()
	now := time.Now()
	s := storetest.OpenAt(t, storetest.Address(t, storetest.Kinds[0]), func() time.Time { return now })
	tenant, err := (&directory.Directory{Store: s}).CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
	if err != nil {
		t.Fatal(err)
	}
	c, ctx := Counters{Store: s}, storetest.System(t, tenant)
	for n, want := range []bool{true, true, true, false} {
		if _, err := c.Count(ctx, Mail("ann@acme.test", "203.0.113.1")); (err == nil) != want {
			t.Errorf("mail %d: %v", n+1, err)
		}
	}
	if _, err := c.Count(ctx, Mail("bob@acme.test", "203.0.113.1")); err != nil {
		t.Errorf("another account: %v", err)
	}
}

// TestACallSentAgainIsOneTry: equal calls are counted once, others each, and a try that came
// too early leaves no trace that would let it through. More equal calls than a client sends
// are tries like others: each is compared.
func TestACallSentAgainIsOneTry(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tenant, err := (&directory.Directory{Store: s}).CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
		if err != nil {
			t.Fatal(err)
		}
		c, ctx, person := Counters{Store: s}, storetest.System(t, tenant), s.NewID()
		count := func(call string) error {
			_, err := c.Count(ctx, SecondFactor(person).SentAs(call))
			return err
		}
		for n := range limitFactor.free - 1 {
			if err := count("equal"); err != nil {
				t.Fatalf("sent again after %d others: %v", n, err)
			}
			if err := count(""); err != nil {
				t.Fatalf("guess %d: %v", n+1, err)
			}
		}
		for range 2 {
			if err := count("another"); fault.As(err).Kind != fault.Throttled {
				t.Errorf("too early: %v", err)
			}
		}
		for n := range sendings - (limitFactor.free - 1) {
			if err := count("equal"); err != nil {
				t.Errorf("counted long ago, sent again %d times more: %v", n, err)
			}
		}
		if err := count("equal"); fault.As(err).Kind != fault.Throttled {
			t.Errorf("sent more than %d times: %v", sendings, err)
		}
	})
}

// TestACallSentWithoutEndIsSlowed: what is sent again and again costs as many comparisons as
// its first sendings and the free tries, however often; an hour of quiet later it is new.
func TestACallSentWithoutEndIsSlowed(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		now := noon
		s := storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return now })
		tenant, err := (&directory.Directory{Store: s}).CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
		if err != nil {
			t.Fatal(err)
		}
		c, ctx, person := Counters{Store: s}, storetest.System(t, tenant), s.NewID()
		for range 2 {
			admitted := 0
			for range 10 * sendings {
				if _, err := c.Count(ctx, SecondFactor(person).SentAs("equal")); err == nil {
					admitted++
				}
			}
			if want := sendings + limitFactor.free - 1; admitted != want {
				t.Errorf("%s: %d of %d calls are compared, not %d", kind, admitted, 10*sendings, want)
			}
			now = now.Add(forgetAfter)
		}
	}
}
