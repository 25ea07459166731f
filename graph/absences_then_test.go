package graph_test

import (
	"testing"
	"time"

	"mandate/ident"
)

// then is an instant behind all that has happened and before what comes.
func (o *office) then() time.Time {
	at := o.store.Now()
	for !o.store.Now().After(at) {
		time.Sleep(time.Microsecond)
	}
	return at
}

// TestOutOfOfficeAsOf is HI-3 over the API: lists, persons and chains show absences as they
// stood, and their filters look at the dates, delegates, states and managers of then.
func TestOutOfOfficeAsOf(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		pia, sam, rob := o.hire("Pia Peer", "underwriter"), o.hire("Sam Sub", "underwriter"), o.hire("Rob Rest", "underwriter")
		o.away(rob, 0, 1, sam)
		o.must(o.desk.EndAbsence(o.ctx, rob, 0))
		none := o.then()
		o.away(c.uma, 5, 9, pia)
		planned := o.then()
		o.away(c.uma, 0, 3, pia)
		begun := o.then()
		_, err := o.desk.SetDelegate(o.ctx, c.uma, 0, sam)
		o.must(err)
		moved := o.then()
		o.must(o.people.Delete(o.ctx, sam, 0, ""))
		lost := o.then()
		o.must(o.desk.EndAbsence(o.ctx, c.uma, 0))
		_, err = o.people.SetManager(o.ctx, c.uma, 0, rob)
		o.must(err)

		list := func(at time.Time, more vars) *answer {
			v := vars{"at": at, "id": usr(c.uma)}
			for k, x := range more {
				v[k] = x
			}
			return o.ask(as(c.ada), `query($at: Time, $id: ID!, $days: DateRangeInput, $where: OutOfOfficeWhere) {
				outOfOffice(first: 9, userId: $id, range: $days, where: $where, asOf: $at) { totalCount nodes { version startDate endDate state beganAt endedAt endReason delegate { name } user { name } } }
				delegationChain(userId: $id, at: $at) { acting { name } steps { until to { name } outOfOffice { endDate delegate { name } } } }
				users(first: 9, asOf: $at, search: "Uma") { nodes { absent outOfOffice { state startDate delegate { name } } } } }`, v).ok()
		}
		list(none, nil).want("outOfOffice.totalCount", 0).want("users.nodes.0.outOfOffice", nil).want("delegationChain.acting.name", "Uma Underwood")
		list(planned, nil).want("outOfOffice.totalCount", 1).want("outOfOffice.nodes.0.state", "SCHEDULED").want("outOfOffice.nodes.0.startDate", day(5)).
			want("outOfOffice.nodes.0.endDate", day(9)).want("outOfOffice.nodes.0.beganAt", nil).want("outOfOffice.nodes.0.version", 0).want("users.nodes.0.absent", false).
			want("users.nodes.0.outOfOffice.startDate", day(5)).want("users.nodes.0.outOfOffice.state", "SCHEDULED")
		list(begun, nil).want("outOfOffice.nodes.0.state", "ACTIVE").want("outOfOffice.nodes.0.endDate", day(3)).want("outOfOffice.nodes.0.endedAt", nil).want("outOfOffice.nodes.0.delegate.name", "Pia Peer").
			want("delegationChain.steps.0.to.name", "Pia Peer").want("delegationChain.steps.0.outOfOffice.endDate", day(3)).want("delegationChain.acting.name", "Pia Peer").want("users.nodes.0.absent", true)
		list(moved, nil).want("outOfOffice.nodes.0.delegate.name", "Sam Sub").want("delegationChain.acting.name", "Sam Sub").want("users.nodes.0.outOfOffice.delegate.name", "Sam Sub")
		o.ask(as(pia), `query($at: Time, $id: ID!) { outOfOffice(first: 9, userId: $id, asOf: $at) { nodes { delegate { name } } } delegationChain(userId: $id, at: $at) { acting { name } } }`, vars{"at": moved, "id": usr(c.uma)}).ok().
			want("outOfOffice.nodes.0.delegate.name", "Unknown Name").want("delegationChain.acting.name", "Unknown Name") // LC-7
		list(lost, nil).want("outOfOffice.nodes.0.delegate", nil).want("delegationChain.acting", nil)
		list(o.then(), nil).want("outOfOffice.nodes.0.state", "ENDED").want("outOfOffice.nodes.0.endReason", "TOGGLED").want("users.nodes.0.outOfOffice", nil)

		for name, f := range map[string]struct {
			at    time.Time
			more  vars
			count int
		}{
			"days of then":        {planned, vars{"days": vars{"from": day(9), "to": day(20)}}, 1},
			"days of later":       {planned, vars{"days": vars{"from": day(0), "to": day(3)}}, 0},
			"days, begun":         {begun, vars{"days": vars{"from": day(0), "to": day(3)}}, 1},
			"the delegate":        {begun, vars{"where": vars{"delegateId": usr(pia)}}, 1},
			"no longer":           {moved, vars{"where": vars{"delegateId": usr(pia)}}, 0},
			"the state":           {planned, vars{"where": vars{"states": []string{"ACTIVE"}}}, 0},
			"the state, begun":    {begun, vars{"where": vars{"states": []string{"ACTIVE"}}}, 1},
			"not yet over":        {begun, vars{"where": vars{"states": []string{"ENDED"}}}, 0},
			"the manager of then": {begun, vars{"where": vars{"managerId": usr(rob)}}, 0},
			"the manager of now":  {o.then(), vars{"where": vars{"managerId": usr(rob)}}, 1},
		} {
			if got := list(f.at, f.more).at("outOfOffice.totalCount"); got != float64(f.count) {
				t.Errorf("%s: %v, want %d", name, got, f.count)
			}
		}
		o.ask(as(c.ada), `query($at: Time) { outOfOffice(first: 9, asOf: $at) { totalCount } }`, vars{"at": time.Now().Add(time.Hour)}).refused(200, "INVALID")
		o.ask(asIn(c.otherTenant, c.other), `query($at: Time) { outOfOffice(first: 9, asOf: $at) { totalCount } }`, vars{"at": o.then()}).ok().want("outOfOffice.totalCount", 0)
	})
}

// TestOutOfOfficeAsOfInPages: what was over and what stood are one list, from either end.
func TestOutOfOfficeAsOfInPages(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		pia := o.hire("Pia Peer", "underwriter")
		var starts []string
		for _, n := range []int{0, 0} { // over by then
			o.away(c.uma, n, 1, pia)
			o.must(o.desk.EndAbsence(o.ctx, c.uma, 0))
			starts = append(starts, day(n))
		}
		for i, who := range []ident.ID{c.uma, pia, o.hire("Rob Rest", "underwriter")} {
			o.away(who, 2+i, 5, c.ada)
			starts = append(starts, day(2+i))
		}
		at := o.then()
		for _, who := range []ident.ID{c.uma, pia} {
			o.must(o.desk.EndAbsence(o.ctx, who, 0)) // cancelled since
		}
		for _, forward := range []bool{true, false} {
			query, cursor, info := `query($at: Time, $c: String) { outOfOffice(first: 2, after: $c, asOf: $at) { totalCount nodes { startDate } pageInfo { hasNextPage endCursor } } }`, "endCursor", "hasNextPage"
			if !forward {
				query, cursor, info = `query($at: Time, $c: String) { outOfOffice(last: 2, before: $c, asOf: $at) { totalCount nodes { startDate } pageInfo { hasPreviousPage startCursor } } }`, "startCursor", "hasPreviousPage"
			}
			var got []string
			var place any
			for {
				a := o.ask(as(c.ada), query, vars{"at": at, "c": place}).ok().want("outOfOffice.totalCount", 5)
				var page []string
				for _, n := range a.list("outOfOffice.nodes") {
					page = append(page, n.(map[string]any)["startDate"].(string))
				}
				if place = a.at("outOfOffice.pageInfo." + cursor); forward {
					got = append(got, page...)
				} else {
					got = append(page, got...)
				}
				if a.at("outOfOffice.pageInfo."+info) == false {
					break
				}
			}
			if len(got) != 5 || got[0] != starts[0] || got[2] != starts[2] || got[4] != starts[4] {
				t.Errorf("forward %t: %v, want %v", forward, got, starts)
			}
		}
	})
}
