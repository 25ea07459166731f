package assign_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/fault"
	"mandate/ident"
)

// staff is who is away, who has no account that works, and the lingering links of a deal.
type staff struct {
	away     map[string]string // to the delegate, "" where it was lost
	inactive []string          // or deleted
	linger   map[string]string
}

func (s staff) presence() assign.Presence {
	return assign.Presence{
		Absent: func(u ident.ID) (ident.ID, bool) {
			delegate, away := s.away[label(u)]
			return id(delegate), away
		},
		Available: func(u ident.ID) bool {
			_, away := s.away[label(u)]
			return !away && !slices.Contains(s.inactive, label(u))
		},
		Lingering: func(u ident.ID) (ident.ID, bool) {
			to, ok := s.linger[label(u)]
			return id(to), ok
		},
	}
}

// told shows a chain as the owner and the steps from there: "->" by an absence, "~>" by
// a lingering link.
func told(owner string, chain []assign.Step) string {
	text := owner
	for _, s := range chain {
		arrow := " -> "
		if s.Lingering {
			arrow = " ~> "
		}
		text += arrow + label(s.To)
	}
	return text
}

type links = map[string]string

func TestChain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule, what string
		staff      staff
		want       string // of ann's deal
		newDeals   string // who acts on them; "" for nobody
	}{
		{"DC-1", "the owner is here", staff{}, "ann", "ann"},
		{"DC-1", "the owner is away", staff{away: links{"ann": "bob"}}, "ann -> bob", "bob"},
		{"DC-1", "the delegate is away too", staff{away: links{"ann": "bob", "bob": "cat"}}, "ann -> bob -> cat", "cat"},
		{"DC-2", "the middle one is back", staff{away: links{"ann": "bob", "cat": "dee"}}, "ann -> bob", "bob"},
		{"DC-2", "the owner is back", staff{away: links{"bob": "cat"}}, "ann", "ann"},
		{"LC-4", "the delegate was deleted", staff{away: links{"ann": ""}}, "ann", ""},
		{"LC-4", "the last of three was", staff{away: links{"ann": "bob", "bob": ""}}, "ann", ""},
		{"DC-5", "the delegate is inactive and here", staff{away: links{"ann": "bob"}, inactive: []string{"bob"}}, "ann", ""},
		{"DC-5", "the delegate is inactive and away: the deal is passed on", staff{away: links{"ann": "bob", "bob": "cat"}, inactive: []string{"bob"}}, "ann -> bob -> cat", "cat"},
		{"DC-5", "an inactive owner without an absence ends the chain", staff{inactive: []string{"ann"}}, "ann", ""},
		{"DC-5", "an inactive owner who is away passes the deal on", staff{away: links{"ann": "bob"}, inactive: []string{"ann"}}, "ann -> bob", "bob"},
		{"DC-3", "two name each other", staff{away: links{"ann": "bob", "bob": "ann"}}, "ann", ""},
		{"DC-3", "a cycle beyond the owner", staff{away: links{"ann": "bob", "bob": "cat", "cat": "bob"}}, "ann", ""},
		{"OO-6", "a link lingers", staff{linger: links{"ann": "bob"}}, "ann ~> bob", "ann"},
		{"OO-6", "two links linger", staff{away: links{"ann": "bob"}, linger: links{"bob": "cat", "cat": "dee"}}, "ann -> bob ~> cat ~> dee", "bob"},
		{"DC-1", "an absence goes before a link", staff{away: links{"ann": "bob"}, linger: links{"ann": "cat"}}, "ann -> bob", "bob"},
		{"DC-1", "a lingering delegate leaves and names the owner", staff{away: links{"bob": "ann"}, linger: links{"ann": "bob"}}, "ann", "ann"},
		{"DC-1", "the walk meets a middle one who is available", staff{away: links{"ann": "bob", "cat": "bob"}, linger: links{"bob": "cat"}}, "ann -> bob", "bob"},
		{"DC-1", "and one who is not", staff{away: links{"ann": "bob", "cat": "bob"}, linger: links{"bob": "cat"}, inactive: []string{"bob"}}, "ann", ""},
		{"DC-1", "whoever is last and not available is left out", staff{linger: links{"ann": "bob", "bob": "cat"}, inactive: []string{"cat"}}, "ann ~> bob", "ann"},
	} {
		p := c.staff.presence()
		chain := assign.Chain(id("ann"), p)
		if got := told("ann", chain); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.rule, c.what, got, c.want)
		}
		if acts, ok := assign.ActsFor(id("ann"), p); label(acts) != c.newDeals || ok != (c.newDeals != "") {
			t.Errorf("%s: %s: new deals go to %q, want %q", c.rule, c.what, label(acts), c.newDeals)
		}
	}
}

// The chain with two clocks of section 21, removal off: ann's deal over six days.
func TestChainOverDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		when  string
		staff staff
		want  string
	}{
		{"1 Sep 00:00", staff{away: links{"ann": "bob"}}, "ann -> bob"},
		{"2 Sep 00:00", staff{away: links{"ann": "bob", "bob": "cat"}}, "ann -> bob -> cat"},
		{"3 Sep 00:00", staff{away: links{"ann": "bob", "bob": "cat", "cat": "dee"}}, "ann -> bob -> cat -> dee"},
		{"4 Sep 00:00", staff{away: links{"ann": "bob", "cat": "dee"}, linger: links{"bob": "cat"}}, "ann -> bob ~> cat -> dee"},
		{"5 Sep 00:00", staff{away: links{"ann": "bob"}, linger: links{"bob": "cat", "cat": "dee"}}, "ann -> bob ~> cat ~> dee"},
		{"5 Sep 09:00", staff{linger: links{"bob": "cat", "cat": "dee"}}, "ann"},
		{"4 Sep 00:00 with removal on", staff{away: links{"ann": "bob", "cat": "dee"}}, "ann -> bob"},
	} {
		if got := told("ann", assign.Chain(id("ann"), c.staff.presence())); got != c.want {
			t.Errorf("%s: %s, want %s", c.when, got, c.want)
		}
	}
}

// literally is DC-1 read word by word.
func (s staff) literally(owner string) []string {
	list := []string{owner}
	available := func(u string) bool {
		_, away := s.away[u]
		return !away && !slices.Contains(s.inactive, u)
	}
walk:
	for {
		u := list[len(list)-1]
		next, away := s.away[u]
		if !away {
			next = s.linger[u]
		}
		switch {
		case next == "":
			break walk
		case !slices.Contains(list, next):
			list = append(list, next)
		case available(next):
			list = list[:slices.Index(list, next)+1]
			break walk
		default:
			break walk
		}
	}
	for len(list) > 1 && !available(list[len(list)-1]) {
		list = list[:len(list)-1]
	}
	return list[1:]
}

func drawStaff(t *rapid.T) staff {
	s := staff{away: links{}, linger: links{}}
	names := rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e", "f"})
	for _, u := range []string{"a", "b", "c", "d", "e", "f"} {
		other := names.Filter(func(n string) bool { return n != u })
		if rapid.Bool().Draw(t, u+" away") {
			s.away[u] = other.Draw(t, u+" delegate")
		}
		if to := other.Draw(t, u+" link"); to != "" && rapid.Bool().Draw(t, u+" lingers") {
			s.linger[u] = to
		}
		if rapid.IntRange(0, 4).Draw(t, u+" inactive") == 0 {
			s.inactive = append(s.inactive, u)
		}
	}
	return s
}

func TestDelegatesEqualTheLetter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawStaff(t)
		p := s.presence()
		var got []string
		for _, u := range assign.Delegates(id("a"), p) {
			got = append(got, label(u))
		}
		if want := s.literally("a"); !slices.Equal(got, want) {
			t.Fatalf("%+v: delegates %v, want %v", s, got, want)
		}
		checkChain(t, assign.Chain(id("a"), p), p)
		fresh := staff{away: s.away, inactive: s.inactive}
		list := append([]string{"a"}, fresh.literally("a")...)
		last := list[len(list)-1]
		if acts, ok := assign.ActsFor(id("a"), p); ok != p.Available(id(last)) || ok && label(acts) != last {
			t.Fatalf("%+v: %q acts on new deals (%t), want the last of %v", s, label(acts), ok, list)
		}
	})
}

// checkChain is I-2 (nobody twice), I-4 (who acts is available), DC-4 (which links last).
func checkChain(t *rapid.T, chain []assign.Step, p assign.Presence) {
	met := map[ident.ID]bool{id("a"): true}
	at := id("a")
	for _, step := range chain {
		if step.From != at || met[step.To] {
			t.Fatalf("chain %s: it breaks, or goes in circles", told("a", chain))
		}
		_, away := p.Absent(step.From)
		if away == step.Lingering || assign.Lasts(assign.Step{From: step.From, To: step.To}, chain) != step.Lingering {
			t.Fatalf("chain %s: %s is away: %t", told("a", chain), label(step.From), away)
		}
		at = step.To
		met[at] = true
	}
	if len(chain) > 0 && !p.Available(at) {
		t.Fatalf("chain %s ends at somebody who is not available", told("a", chain))
	}
}

// DC-3: a walk takes as many steps as there are people, and no more looks than that.
func TestChainOfThousands(t *testing.T) {
	t.Parallel()
	const people = 20_000
	looks, s := 0, staff{}
	p := s.presence()
	p.Absent = func(u ident.ID) (ident.ID, bool) {
		var n int
		if _, err := fmt.Sscanf(label(u), "u%d", &n); err != nil {
			t.Error(err)
		}
		looks++
		return id(fmt.Sprintf("u%d", n+1)), n < people
	}
	if got := assign.Delegates(id("u0"), p); len(got) != people || looks != people+1 {
		t.Errorf("%d delegates after %d looks, want %d", len(got), looks, people)
	}
}

// DC-7: from the end backwards, then forwards.
func TestShift(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", "bob cat", "+bob +cat"},
		{"bob cat dee", "", "-dee -cat -bob"},
		{"bob", "bob cat", "+cat"},
		{"bob cat dee", "bob", "-dee -cat"},
		{"bob cat dee", "bob eve dee", "-dee -cat +eve +dee"},
		{"bob", "cat", "-bob +cat"},
		{"bob cat", "bob cat", ""},
	} {
		removed, added := assign.Shift(labels(strings.Fields(c.before)), labels(strings.Fields(c.after)))
		var told []string
		for _, u := range removed {
			told = append(told, "-"+label(u))
		}
		for _, u := range added {
			told = append(told, "+"+label(u))
		}
		if got := strings.Join(told, " "); got != c.want {
			t.Errorf("from %q to %q: %s, want %s", c.before, c.after, got, c.want)
		}
	}
}

// OO-7, in the order of section 20.
func TestCheckUndelegate(t *testing.T) {
	t.Parallel()
	absence, lingering := assign.Step{From: id("ann"), To: id("bob")}, assign.Step{From: id("bob"), To: id("cat"), Lingering: true}
	for _, c := range []struct {
		what    string
		chain   []assign.Step
		allowed bool
		want    fault.Code
	}{
		{"nobody stands in", nil, false, fault.CodeNotDelegated},
		{"a stranger asks", []assign.Step{absence}, false, fault.CodeForbidden},
		{"every link is an absence", []assign.Step{absence}, true, fault.CodeDelegationInForce},
		{"one link lingers", []assign.Step{absence, lingering}, true, ""},
		{"all linger", []assign.Step{lingering}, true, ""},
	} {
		if err := assign.CheckUndelegate(c.chain, c.allowed); c.want == "" && err != nil || c.want != "" && !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
	}
}
