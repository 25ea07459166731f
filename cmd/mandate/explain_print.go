package main

import (
	"fmt"
	"strings"
	"time"
)

// print tells an explanation as a funnel: who was judged, where each check left
// people, and who is in the order.
func (e explained) print(term terminal) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s %s  %s\n%s\n", visible(e.Reference), e.Amount, e.Currency, e.Status, e.verdict())
	if e.Decided {
		fmt.Fprintf(&b, "\n%6d  people judged\n", e.Considered)
	}
	for _, n := range e.Counts {
		fmt.Fprintf(&b, "%6d  %s\n", n.People, n.Reason)
	}
	if len(e.Order) > 0 {
		fmt.Fprintf(&b, "\n        in order of group, load, last assignment, id\n")
	}
	for _, p := range e.Order {
		fmt.Fprintf(&b, "%6d  %-28s %-17s %-12s %s\n", p.Place, visible(p.Name), p.Group, p.Reason, p.facts())
	}
	_, err := fmt.Fprint(term.out, b.String())
	return err
}

func (e explained) verdict() string {
	switch {
	case !e.Decided && e.Owner == "":
		return "closed without an owner"
	case !e.Decided:
		return "owner " + visible(e.Owner) + ", never decided automatically"
	case !e.AutoAssign:
		return "waits: automatic assignment is off; as it would be judged now:"
	case e.Live:
		return "waits; as it would be judged now:"
	}
	return fmt.Sprintf("owner %s; decided %s, %s", visible(e.Owner), e.At.UTC().Format(time.RFC3339), e.Group)
}

func (p placeRow) facts() string {
	most := "no maximum"
	if p.MaxCapacity != nil {
		most = fmt.Sprint("of ", *p.MaxCapacity)
	}
	facts := fmt.Sprintf("load %d %s", p.Load, most)
	if p.LastAssigned != nil {
		facts += ", last assigned " + p.LastAssigned.UTC().Format(time.DateTime)
	}
	if p.StandIn != "" {
		facts += ", away: " + visible(p.StandIn) + " acts"
	}
	return facts
}
