package desk_test

import (
	"testing"

	"mandate/assign"
	"mandate/directory"
)

// TestOneEventOfSeveralChanges: a row of a file that gives somebody room and takes the
// province from them gives them nothing that waits; deals follow when all is changed (TM-3).
func TestOneEventOfSeveralChanges(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 0, 500_000)
		id := o.submit("a", 1000)
		room, elsewhere, anywhere := assign.MaximumOf(5), []string{"BC"}, []string{}
		_, err := o.directory.Revise(o.ctx, ann, directory.Revision{Limits: directory.LimitsUpdate{MaxCapacity: &room},
			Preferences: directory.PreferencesUpdate{Locations: &elsewhere}})
		o.must(err)
		if row := o.deal(id); row.OwnerID != nil {
			t.Errorf("a deal of Ontario went to %s, who takes BC alone", *row.OwnerID)
		}
		none := assign.MaximumOf(0)
		_, err = o.directory.Revise(o.ctx, ann, directory.Revision{Limits: directory.LimitsUpdate{MaxCapacity: &none},
			Preferences: directory.PreferencesUpdate{Locations: &anywhere}})
		o.must(err)
		if row := o.deal(id); row.OwnerID != nil {
			t.Errorf("the deal went to %s, who has no room", *row.OwnerID)
		}
		_, err = o.directory.Revise(o.ctx, ann, directory.Revision{Limits: directory.LimitsUpdate{MaxCapacity: &room},
			Preferences: directory.PreferencesUpdate{Locations: &anywhere}})
		o.must(err)
		o.wantOwner(id, ann)
		o.agree()
	})
}
