package graph_test

import (
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ident"
)

// TestKeptDelegateIsEnded: a delegate whom an expired absence has left on a deal is taken off
// by hand (OO-7), by a person and by a key on behalf of one, who is named.
func TestKeptDelegateIsEnded(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		pia := o.hire("Pia Peer", "underwriter")
		o.limit(c.uma, 5, 600_000)
		first, second := o.submit("R-1", 1000), o.submit("R-2", 1000)
		o.keepDelegate(c.uma, c.bob)
		in := func(deal ident.ID) vars { return vars{"dealId": deal.Text(ident.Deal)} }
		shown := "deal { actingUser { name } delegates { user { name } } }"
		behalf := who(with(o.key("service-los"))).header("Mandate-On-Behalf-Of", usr(c.uma))
		o.steps("dealUndelegate", shown, []step{
			{name: "not to be seen", by: as(pia), input: in(first), code: "UNKNOWN_DEAL", field: "dealId"},
			{name: "success", by: as(c.uma), input: in(first), check: map[string]any{"deal.actingUser.name": "Uma Underwood", "deal.delegates": "[]"}},
			{name: "nobody stands in any more", by: as(c.uma), input: in(first), code: "NOT_DELEGATED"},
			{name: "for a person", by: behalf, input: in(second), check: map[string]any{"deal.actingUser.name": "Uma Underwood", "deal.delegates": "[]"}},
		})
		if o.actedFor(c.uma, 2) == 0 {
			t.Error("history does not say that the key did it for her")
		}
	})
}

// keepDelegate lets an absence expire that leaves its delegate on the deals (OO-6): the day
// that it is about is over as soon as the company's zone lies a day further east.
func (o *office) keepDelegate(person, delegate ident.ID) {
	o.t.Helper()
	o.awayInTheWest(person, delegate)
	east := eastOfAll
	o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{Zone: &east}))
}

const eastOfAll = "Pacific/Kiritimati"

// awayInTheWest lets somebody be away for a day that is over in the east; delegates are to stay.
func (o *office) awayInTheWest(person, delegate ident.ID) {
	o.t.Helper()
	west, off := "Pacific/Pago_Pago", false
	o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{Zone: &west, AutoRemoveDelegates: &off}))
	zone, err := time.LoadLocation(west)
	o.must(err)
	today, err := assign.ParseDate(time.Now().In(zone).Format(time.DateOnly))
	o.must(err)
	_, _, err = o.desk.SetAbsence(o.ctx, desk.Leave{User: person, Start: today, End: today, Delegate: delegate})
	o.must(err)
}
