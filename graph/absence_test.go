package graph_test

import (
	"strings"
	"testing"
	"time"

	"mandate/fault"
	"mandate/ident"
)

// day is a local date so many days from now in the company's zone.
func day(n int) string {
	zone, _ := time.LoadLocation("America/Toronto")
	return time.Now().In(zone).AddDate(0, 0, n).Format(time.DateOnly)
}

const period = "outOfOffice { id version startDate endDate state delegate { name } user { name } } user { absent } warnings { code }"

func TestOutOfOfficeSet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		pia := o.hire("Pia Peer", "underwriter")
		gone := o.hire("Gil Gone", "underwriter")
		o.must(o.people.Deactivate(o.ctx, gone, 0, ""))
		contact := o.contact("Cora Contact")
		leave := func(who ident.ID, from, to int, delegate any, more vars) vars {
			v := vars{"userId": usr(who), "startDate": day(from), "endDate": day(to), "delegateId": delegate}
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		o.steps("outOfOfficeSet", period, []step{
			{name: "one's own, planned", by: as(c.uma), input: leave(c.uma, 5, 9, usr(pia), vars{"expectedVersion": 0}),
				check: map[string]any{"outOfOffice.state": "SCHEDULED", "outOfOffice.version": 1, "outOfOffice.startDate": day(5), "outOfOffice.delegate.name": "Pia Peer", "user.absent": false}},
			{name: "stale", by: as(c.uma), input: leave(c.uma, 6, 9, usr(pia), vars{"expectedVersion": 7}), code: "STALE", check: map[string]any{"outOfOffice.version": 1, "outOfOffice.startDate": day(5)}},
			{name: "seen none", by: as(c.uma), input: leave(c.uma, 6, 9, usr(pia), vars{"expectedVersion": 0}), code: "STALE"},
			{name: "changed by an administrator", by: as(c.ada), input: leave(c.uma, 6, 9, usr(pia), vars{"expectedVersion": 1}), check: map[string]any{"outOfOffice.version": 2, "outOfOffice.startDate": day(6)}},
			{name: "somebody else's", by: as(pia), input: leave(c.uma, 6, 9, usr(pia), nil), code: "FORBIDDEN"},
			{name: "by absence.manage", by: as(o.hire("Tom Team", "team-manager")), input: leave(c.uma, 6, 8, usr(pia), nil), check: map[string]any{"outOfOffice.endDate": day(8)}},
			{name: "nobody stands in", by: as(c.uma), input: leave(c.uma, 6, 9, nil, nil), code: "DELEGATE_REQUIRED", field: "delegateId"},
			{name: "oneself", by: as(c.uma), input: leave(c.uma, 6, 9, usr(c.uma), nil), code: "SELF_DELEGATION", field: "delegateId"},
			{name: "inactive", by: as(c.uma), input: leave(c.uma, 6, 9, usr(gone), nil), code: "DELEGATE_INACTIVE", field: "delegateId"},
			{name: "of another company", by: as(c.uma), input: leave(c.uma, 6, 9, usr(c.other), nil), code: "DELEGATE_INACTIVE", field: "delegateId"},
			{name: "a role to stand in", by: as(c.uma), input: leave(c.uma, 6, 9, o.roleID("auditor"), nil), code: "UNKNOWN_USER", field: "delegateId"},
			{name: "backwards", by: as(c.uma), input: leave(c.uma, 9, 6, usr(pia), nil), code: "INVALID_RANGE", field: "endDate"},
			{name: "over", by: as(c.uma), input: leave(c.uma, -9, -6, usr(pia), nil), code: "OOO_IN_PAST", field: "endDate"},
			{name: "other company", by: as(c.ada), input: leave(c.other, 6, 9, usr(pia), nil), code: "UNKNOWN_USER", field: "userId", check: map[string]any{"user": nil, "outOfOffice": nil}},
			{name: "a contact", by: as(contact), input: leave(contact, 6, 9, usr(contact), nil), code: "UNKNOWN_USER", field: "userId"},
			{name: "at once", by: as(pia), input: leave(pia, 0, 2, usr(c.uma), vars{"idempotencyKey": "k"}), check: map[string]any{"outOfOffice.state": "ACTIVE", "user.absent": true}},
			{name: "at once, again", by: as(pia), input: leave(pia, 0, 2, usr(c.uma), vars{"idempotencyKey": "k"}), check: map[string]any{"outOfOffice.version": 2}},
			{name: "the key for other days", by: as(pia), input: leave(pia, 0, 3, usr(c.uma), vars{"idempotencyKey": "k"}), code: "INVALID", field: "idempotencyKey"},
			{name: "in a circle", by: as(c.uma), input: leave(c.uma, 1, 9, usr(pia), nil), check: map[string]any{"warnings.0.code": "DELEGATION_CYCLE"}},
		})
		for _, date := range []string{"2026-02-30", "tomorrow", "", "20260901"} {
			o.ask(as(c.uma), `mutation($input: OutOfOfficeSetInput!) { outOfOfficeSet(input: $input) { user { id } } }`,
				vars{"input": vars{"userId": usr(c.uma), "startDate": date, "endDate": day(1), "delegateId": usr(pia)}}).refused(200, fault.CodeInvalid)
		}
		id := o.ask(as(c.uma), `query($id: ID!) { user(id: $id) { outOfOffice { id } } }`, vars{"id": usr(pia)}).ok().at("user.outOfOffice.id")
		node := `query($id: ID!) { node(id: $id) { ... on OutOfOffice { state user { name } } } }`
		o.ask(as(c.uma), node, vars{"id": id}).ok().want("node.user.name", "Pia Peer")
		o.ask(as(contact), node, vars{"id": id}).ok().want("node", nil)
		o.ask(asIn(c.otherTenant, c.other), node, vars{"id": id}).ok().want("node", nil)
	})
}

func TestOutOfOfficeDelegateAndEnd(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		pia := o.hire("Pia Peer", "underwriter")
		o.limit(c.uma, 5, 600_000)
		deal := o.submit("R-1", 500_000).Text(ident.Deal)
		o.steps("outOfOfficeDelegateSet", period, []step{
			{name: "nothing set", by: as(c.uma), input: vars{"userId": usr(c.uma), "delegateId": usr(pia)}, code: "OOO_NOT_SET", field: "userId"},
		})
		o.steps("outOfOfficeEnd", period, []step{
			{name: "nothing set", by: as(c.uma), input: vars{"userId": usr(c.uma)}, code: "OOO_NOT_SET", field: "userId"},
		})
		o.steps("outOfOfficeSet", period, []step{
			{name: "at once", by: as(c.uma), input: vars{"userId": usr(c.uma), "startDate": day(0), "endDate": day(3), "delegateId": usr(c.bob)}, check: map[string]any{"user.absent": true}},
		})
		stands := `query($id: ID!) { deal(id: $id) { actingUser { name } owner { name } delegates { user { name } position backing since } } }`
		o.ask(as(c.uma), stands, vars{"id": deal}).ok().want("deal.actingUser.name", "Bob Barker").want("deal.owner.name", "Uma Underwood").
			want("deal.delegates.0.user.name", "Bob Barker").want("deal.delegates.0.position", 1).want("deal.delegates.0.backing", "ABSENCE")
		o.steps("outOfOfficeDelegateSet", period, []step{
			{name: "stale", by: as(c.uma), input: vars{"userId": usr(c.uma), "delegateId": usr(pia), "expectedVersion": 9}, code: "STALE", check: map[string]any{"outOfOffice.version": 2}},
			{name: "success", by: as(c.uma), input: vars{"userId": usr(c.uma), "delegateId": usr(pia), "expectedVersion": 2}, check: map[string]any{"outOfOffice.delegate.name": "Pia Peer"}},
			{name: "oneself", by: as(c.uma), input: vars{"userId": usr(c.uma), "delegateId": usr(c.uma)}, code: "SELF_DELEGATION", field: "delegateId"},
			{name: "nobody", by: as(c.uma), input: vars{"userId": usr(c.uma)}, code: "DELEGATE_REQUIRED", field: "delegateId"},
			{name: "somebody else's", by: as(pia), input: vars{"userId": usr(c.uma), "delegateId": usr(pia)}, code: "FORBIDDEN"},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other), "delegateId": usr(pia)}, code: "UNKNOWN_USER", field: "userId"},
		})
		o.ask(as(pia), stands, vars{"id": deal}).ok().want("deal.actingUser.name", "Pia Peer").want("deal.delegates.0.user.name", "Pia Peer")
		o.ask(as(c.bob), stands, vars{"id": deal}).ok().want("deal.actingUser.name", "Pia Peer")
		o.steps("outOfOfficeEnd", period, []step{
			{name: "somebody else's", by: as(pia), input: vars{"userId": usr(c.uma)}, code: "FORBIDDEN"},
			{name: "stale", by: as(c.uma), input: vars{"userId": usr(c.uma), "expectedVersion": 1}, code: "STALE"},
			{name: "success", by: as(c.uma), input: vars{"userId": usr(c.uma), "idempotencyKey": "e"}, check: map[string]any{"outOfOffice": nil, "user.absent": false}},
			{name: "again", by: as(c.uma), input: vars{"userId": usr(c.uma), "idempotencyKey": "e"}, check: map[string]any{"user.absent": false}},
		})
		o.ask(as(c.uma), stands, vars{"id": deal}).ok().want("deal.actingUser.name", "Uma Underwood").want("deal.delegates", "[]")
		o.ask(as(pia), stands, vars{"id": deal}).ok().want("deal", nil)
	})
}

func TestOutOfOfficeList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		pia := o.hire("Pia Peer", "underwriter")
		_, err := o.people.SetManager(o.ctx, pia, 0, c.bob)
		o.must(err)
		o.away(c.uma, 0, 3, c.bob)
		o.away(pia, 4, 9, c.uma)
		find := func(args, want string) {
			t.Helper()
			a := o.ask(as(c.uma), "{ outOfOffice(first: 9"+args+") { totalCount nodes { user { firstName } state } } }", nil).ok()
			var got []string
			for i := range a.list("outOfOffice.nodes") {
				got = append(got, a.at("outOfOffice.nodes."+string(rune('0'+i))+".user.firstName").(string))
			}
			if strings.Join(got, " ") != want {
				t.Errorf("outOfOffice%s: %v, want %s", args, got, want)
			}
			a.want("outOfOffice.totalCount", len(got))
		}
		find("", "Uma Pia")
		find(`, range: { from: "`+day(2)+`", to: "`+day(4)+`" }`, "Uma Pia")
		find(`, range: { from: "`+day(4)+`", to: "`+day(4)+`" }`, "Pia")
		find(`, range: { from: "`+day(20)+`", to: "`+day(30)+`" }`, "")
		find(`, userId: "`+usr(pia)+`"`, "Pia")
		find(`, where: { states: [ACTIVE] }`, "Uma")
		find(`, where: { delegateId: "`+usr(c.uma)+`" }`, "Pia")
		find(`, where: { managerId: "`+usr(c.bob)+`" }`, "Pia")
		o.ask(as(c.uma), `{ outOfOffice(first: 9, range: { from: "`+day(4)+`", to: "`+day(3)+`" }) { totalCount } }`, nil).refused(200, fault.CodeInvalidRange)
		o.ask(as(c.uma), `{ users(first: 9, where: { outOfOffice: true }) { nodes { firstName outOfOffice { endDate delegate { name } } } } }`, nil).ok().
			want("users.nodes.0.firstName", "Uma").want("users.nodes.0.outOfOffice.endDate", day(3)).want("users.nodes.0.outOfOffice.delegate.name", "Bob Barker")
		o.ask(as(c.uma), `{ users(first: 9, where: { outOfOffice: false }) { totalCount } }`, nil).ok().want("users.totalCount", 3)
		o.must(o.desk.EndAbsence(o.ctx, pia, 0))
		find("", "Uma")
		find(`, where: { states: [CANCELLED] }`, "Pia")
		o.ask(as(o.contact("Cora Contact")), "{ outOfOffice(first: 9) { totalCount } }", nil).ok().want("outOfOffice.totalCount", 0)
		o.ask(asIn(c.otherTenant, c.other), "{ outOfOffice(first: 9) { totalCount } }", nil).ok().want("outOfOffice.totalCount", 0)
	})
}

func TestDelegationChain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		pia := o.hire("Pia Peer", "underwriter")
		o.away(c.uma, 0, 3, c.bob)
		o.away(c.bob, 1, 2, pia)
		chain := func(args string) *answer {
			t.Helper()
			return o.ask(as(pia), `query($id: ID!, $bob: ID) { delegationChain(userId: $id`+args+`) { at stalled cycle acting { name } user { name } steps { from { name } to { name } available state until outOfOffice { endDate } } } users(first: 1, where: { managerId: $bob }) { totalCount } }`,
				vars{"id": usr(c.uma), "bob": usr(c.bob)}).ok()
		}
		chain("").want("delegationChain.acting.name", "Bob Barker").want("delegationChain.steps.0.from.name", "Uma Underwood").want("delegationChain.steps.0.to.name", "Bob Barker").
			want("delegationChain.steps.0.available", true).want("delegationChain.steps.0.state", "AVAILABLE").want("delegationChain.steps.0.outOfOffice.endDate", day(3)).
			want("delegationChain.stalled", false)
		soon := time.Now().Add(36 * time.Hour).UTC().Format(time.RFC3339)
		chain(`, at: "`+soon+`"`).want("delegationChain.acting.name", "Pia Peer").want("delegationChain.steps.0.state", "ABSENT").want("delegationChain.steps.1.to.name", "Pia Peer")
		chain(`, delegateId: "`+usr(pia)+`"`).want("delegationChain.acting.name", "Pia Peer").want("delegationChain.steps.0.to.name", "Pia Peer")
		o.must(o.desk.EndAbsence(o.ctx, c.bob, 0))
		o.away(c.bob, 0, 2, c.uma)
		chain("").want("delegationChain.acting", nil).want("delegationChain.stalled", true).want("delegationChain.cycle", true)
		chain(`, delegateId: "`+usr(c.bob)+`"`).want("delegationChain.stalled", true).want("delegationChain.cycle", true)
		nobody := `query($id: ID!) { delegationChain(userId: $id) { at } }`
		o.ask(as(pia), nobody, vars{"id": usr(c.other)}).refused(200, fault.CodeUnknownUser)
		o.ask(as(pia), nobody, vars{"id": "nonsense"}).refused(200, fault.CodeUnknownUser)
		o.ask(as(o.contact("Cora Contact")), nobody, vars{"id": usr(pia)}).refused(200, fault.CodeForbidden)
	})
}
