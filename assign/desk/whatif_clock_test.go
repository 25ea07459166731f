package desk_test

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// TestWhatIfOfSettingsComesTrue saves settings that have been tried: what they bring about at
// once (TM-5, LC-6) is what was said of them, and nothing else.
func TestWhatIfOfSettingsComesTrue(t *testing.T) {
	zone := func(name string) directory.SettingsUpdate { return directory.SettingsUpdate{Zone: &name} }
	days := func(n int) directory.SettingsUpdate { return directory.SettingsUpdate{InactivityDays: is(&n)} }
	for name, c := range map[string]struct {
		change directory.SettingsUpdate
		stay   bool // delegates, when an absence expires
		differ int
	}{
		"the zone ends one absence and begins another": {zone("Europe/Berlin"), false, 2},
		"delegates stay behind the one that ends":      {zone("Europe/Berlin"), true, 1},
		"they stay as the same change says":            {directory.SettingsUpdate{Zone: is("Europe/Berlin"), AutoRemoveDelegates: is(false)}, false, 1},
		"they leave as the same change says":           {directory.SettingsUpdate{Zone: is("Europe/Berlin"), AutoRemoveDelegates: is(true)}, true, 2},
		"a zone with the same days":                    {zone("America/New_York"), false, 0},
		"a zone where it is the day before":            {zone("Pacific/Pago_Pago"), false, 0},
		"a lock that is over for all":                  {days(2), false, 3},
		"a lock that is over for nobody":               {days(3), false, 0},
		"no lock":                                      {directory.SettingsUpdate{InactivityDays: is((*int)(nil))}, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
				off := !c.stay
				o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{AutoRemoveDelegates: &off}))
				ann, bob, cat := o.hire("ann", 5, 900_000), o.hire("bob", 0, 900_000), o.hire("cat", 0, 900_000)
				ids := []ident.ID{o.submit("a", 1), o.submit("b", 2), o.submit("c", 3)}
				o.must(o.desk.Assign(o.ctx, desk.Move{Deal: ids[1], To: cat}))
				o.must(o.desk.Assign(o.ctx, desk.Move{Deal: ids[2], To: bob}))
				o.leave(ann, "2026-09-02", "2026-09-03", bob)
				o.leave(cat, "2026-09-04", "2026-09-05", bob)
				at("2026-09-04T03:00:00Z") // 23:00 of the day before in Toronto
				o.comesTrue(c.change, ids, c.differ)
			})
		})
	}
}

// comesTrue tries a change of settings, saves it, and compares.
func (o *office) comesTrue(change directory.SettingsUpdate, deals []ident.ID, differ int) {
	o.t.Helper()
	said := o.standingOf(deals)
	w := o.whatIf(desk.Supposed{Settings: &change})
	if len(w.Deals) != differ {
		o.t.Errorf("%d deals would differ, want %d", len(w.Deals), differ)
	}
	for _, d := range w.Deals {
		if before := told(d.Before.Acting, d.Before.Delegates, d.Before.Stalled); before != said[d.Deal] {
			o.t.Errorf("before: %s, it is %s", before, said[d.Deal])
		}
		said[d.Deal] = told(d.After.Acting, d.After.Delegates, d.After.Stalled)
	}
	o.must(o.directory.UpdateSettings(o.ctx, 0, change))
	if got := o.standingOf(deals); !maps.Equal(got, said) {
		o.t.Errorf("it became %v\nsaid was %v", got, said)
	}
}

func (o *office) standingOf(deals []ident.ID) map[ident.ID]string {
	o.t.Helper()
	all := map[ident.ID]string{}
	for _, id := range deals {
		row := o.onDeal(id)
		var delegates []ident.ID
		for _, d := range row.Edges.Delegates {
			delegates = append(delegates, d.UserID)
		}
		all[id] = told(*row.ActingID, delegates, row.Stalled)
	}
	return all
}

func told(acting ident.ID, delegates []ident.ID, stalled bool) string {
	return fmt.Sprintf("%s acts, delegates %v, stalled %t", acting, delegates, stalled)
}

// TestWhatIfOfAZoneBesideWhatConcernsTheSamePerson: only another change of their absence
// decides of it; beside limits or preferences the zone ends it (TM-5).
func TestWhatIfOfAZoneBesideWhatConcernsTheSamePerson(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat := o.hire("ann", 5, 900_000), o.hire("bob", 0, 900_000), o.hire("cat", 0, 900_000)
		o.submit("a", 1)
		o.leave(ann, "2026-09-02", "2026-09-03", bob)
		at("2026-09-04T03:00:00Z") // 23:00 of the day before in Toronto
		zone := desk.Supposed{Settings: &directory.SettingsUpdate{Zone: is("Europe/Berlin")}}
		off := desk.SupposedPreferences{User: ann, PreferencesUpdate: directory.PreferencesUpdate{AutoAssign: is(false)}}
		for name, c := range map[string]struct {
			beside desk.Supposed
			acts   ident.ID
		}{
			"limits":           {supposedLimit(ann, 900_001), ann},
			"preferences":      {desk.Supposed{Preferences: &off}, ann},
			"another delegate": {desk.Supposed{Away: &desk.SupposedAway{User: ann, Delegate: cat}}, cat},
			"the end by hand":  {desk.Supposed{Back: &ann}, ann},
		} {
			for _, changes := range [][]desk.Supposed{{zone, c.beside}, {c.beside, zone}} {
				if w := o.whatIf(changes...); len(w.Deals) != 1 || w.Deals[0].After.Acting != c.acts {
					t.Errorf("%s: %+v, want one that %s acts on", name, w.Deals, c.acts)
				}
			}
		}
	})
}

// TestWhatIfOfSettingsThatCannotBe are refused as saving them is.
func TestWhatIfOfSettingsThatCannotBe(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.hire("ann", 5, 900_000)
		for field, c := range map[string]struct {
			change directory.SettingsUpdate
			code   fault.Code
		}{
			"zone":           {directory.SettingsUpdate{Zone: is("Mars")}, fault.CodeInvalid},
			"inactivityDays": {directory.SettingsUpdate{InactivityDays: is(is(0))}, fault.CodeInvalid},
			"currency":       {directory.SettingsUpdate{Currency: is("USD")}, fault.CodeCurrencyInUse},
		} {
			var err error
			o.read(func(ctx context.Context, db *db.Client) error {
				_, err = o.desk.WhatIf(ctx, db, []desk.Supposed{{Settings: &c.change}})
				return nil
			})
			if f := fault.As(err); err == nil || f.Code != c.code || len(f.Field) != 1 || f.Field[0] != field {
				t.Errorf("%s: %v", field, err)
			}
		}
	})
}
