package graph_test

import "testing"

// TestQueuesOfSome: a search or a team reaches people behind the first 200, and tells for
// whom they stand in, whoever is listed.
func TestQueuesOfSome(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		pia := o.hire("Pia Peer", "underwriter")
		o.limit(pia, 2, 100)
		o.away(c.uma, 0, 1, pia)
		_, err := o.people.SetManager(o.ctx, pia, 0, c.ada)
		o.must(err)
		ask := func(search, manager any) *answer {
			return o.ask(as(c.ada), `query($s: String, $m: ID) { queueLoad(search: $s, managerId: $m) { user { name } standIn { name } standsInFor { name } } }`, vars{"s": search, "m": manager})
		}
		for name, a := range map[string]*answer{"search": ask("peer pi", nil), "team": ask(nil, usr(c.ada)), "both": ask("pia", usr(c.ada))} {
			if rows := a.ok().list("queueLoad"); len(rows) != 1 {
				t.Errorf("%s: %v", name, rows)
			}
			a.want("queueLoad.0.user.name", "Pia Peer").want("queueLoad.0.standsInFor.0.name", "Uma Underwood")
		}
		ask("uma", nil).ok().want("queueLoad.0.standIn.name", "Pia Peer")
		ask("nobody", nil).ok().want("queueLoad", "[]")
		ask(nil, usr(pia)).ok().want("queueLoad", "[]")
		ask(nil, "usr_wrong").refused(200, "UNKNOWN_USER")
	})
}
