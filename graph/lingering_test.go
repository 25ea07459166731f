package graph_test

import (
	"sync/atomic"
	"testing"
	"time"

	"mandate/ident"
	"mandate/store/storetest"
)

// TestLingeringDelegatesAreEndedByHand: where delegates stay when an absence runs out (OO-6),
// whoever is on the deal, the owner's manager or deal.assign ends that (OO-7), and nobody else.
func TestLingeringDelegatesAreEndedByHand(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			var ahead atomic.Int64
			now := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
			o := open(t, storetest.OpenAt(t, storetest.Address(t, kind), now))
			o.store.Boundaries, o.door.Now = o.desk, now
			c := o.cast()
			peer := o.hire("Pia Peer", "underwriter")
			all := o.hire("Paul Pipeline", "auditor")
			o.steps("companySettingsUpdate", "companySettings { autoRemoveDelegates }", []step{
				{name: "delegates stay", by: as(c.ada), input: vars{"expectedVersion": 1, "autoRemoveDelegates": false}, check: map[string]any{"companySettings.autoRemoveDelegates": false}},
			})
			o.limit(c.uma, 5, 600_000)
			deal := o.submit("R-1", 500_000).Text(ident.Deal)
			o.away(c.uma, 0, 1, c.bob)
			ahead.Store(int64(4 * 24 * time.Hour))
			move := vars{"dealId": deal}
			o.steps("dealUndelegate", "deal { version owner { name } actingUser { name } delegates { user { name } } }", []step{
				{name: "sees it, no more", by: as(all), input: move, code: "FORBIDDEN"},
				{name: "does not see it", by: as(peer), input: move, code: "UNKNOWN_DEAL", field: "dealId"},
				{name: "other company", by: asIn(c.otherTenant, c.other), input: move, code: "UNKNOWN_DEAL", field: "dealId"},
				{name: "stale", by: as(c.uma), input: vars{"dealId": deal, "expectedVersion": 99}, code: "STALE", check: map[string]any{"deal.delegates.0.user.name": "Bob Barker"}},
				{name: "success", by: as(c.uma), input: move, entry: "DELEGATES_UNASSIGNED", check: map[string]any{"deal.owner.name": "Uma Underwood", "deal.actingUser.name": "Uma Underwood", "deal.delegates": "[]"}},
				{name: "again", by: as(c.uma), input: move, code: "NOT_DELEGATED"},
			})
			if n := o.entriesOf("DELEGATE_REMOVED"); n != 1 {
				t.Errorf("%d delegates were removed", n)
			}
		})
	}
}
