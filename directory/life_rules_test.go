package directory_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// TestDeactivationTellsWhatWasHeld is LC-9: roles, limits, preferences, absence and notice
// preferences of that instant, whoever deactivates.
func TestDeactivationTellsWhatWasHeld(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, w *watch) {
		bob := h.person("bob@lender.test")
		ways := map[string]func(id ident.ID){
			directory.ByAdmin:     func(id ident.ID) { h.no(h.d.Deactivate(h.system(), id, 0, "left")) },
			directory.ByDirectory: func(id ident.ID) { h.no(h.setActive(id, false)) },
			directory.ByInactivity: func(ident.ID) {
				w.pass(30 * 24 * time.Hour)
				h.lockDue(30)
			},
		}
		for _, source := range []string{directory.ByAdmin, directory.ByDirectory, directory.ByInactivity} {
			ann := h.provisioned(source + "@lender.test").ID
			h.no(h.d.SetRoles(h.system(), ann, 0, []ident.ID{h.role("underwriter"), h.role("auditor")}))
			h.no(h.d.SetLimits(h.system(), ann, 0, directory.LimitsUpdate{LoanAmount: ptr(assign.LimitOf(700))}))
			h.no(h.d.SetPreferences(h.system(), ann, 0, directory.PreferencesUpdate{Locations: &[]string{"QC"}}))
			h.away(ann, bob, absence.StateACTIVE)
			h.mutes(ann, "JOB_DONE")
			ways[source](ann)
			list := h.history(ann)
			e := list[len(list)-1]
			limits, _ := e.changes["limits"][1].(map[string]any)
			prefers, _ := e.changes["preferences"][1].(map[string]any)
			provinces, _ := prefers["locations"].([]any)
			away, _ := e.changes["absence"][1].(map[string]any)
			off, _ := e.changes["noticesWithoutEmail"][1].([]any)
			if e.Action != "USER_DEACTIVATED" || e.Source != source || !slices.Equal(e.changes["roles"][1].([]any), []any{"auditor", "underwriter"}) ||
				limits["loanAmount"] != 700.0 || !slices.Equal(provinces, []any{"QC"}) || away["delegate"] != bob.Text(ident.User) || !slices.Equal(off, []any{"JOB_DONE"}) {
				t.Errorf("%s: %s by %s tells %v", source, e.Action, e.Source, e.changes)
			}
		}
	})
}

// TestActivationRestoresAll is LC-1: nothing of what somebody holds goes with a lock, and all
// of it is theirs again afterwards.
func TestActivationRestoresAll(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ann, boss := h.person("ann@lender.test", "underwriter"), h.person("boss@lender.test")
		_, err := h.d.Update(h.system(), ann, 0, directory.PersonUpdate{Phone: ptr("+14165550123"), Locale: ptr("fr"), Manager: &boss})
		h.no(err)
		h.no(h.d.SetLimits(h.system(), ann, 0, directory.LimitsUpdate{LoanAmount: ptr(assign.Unlimited()), MaxCapacity: ptr(assign.MaximumOf(4))}))
		h.no(h.d.SetPreferences(h.system(), ann, 0, directory.PreferencesUpdate{Languages: &[]string{"fr"}, AutoAssign: ptr(false)}))
		h.away(ann, boss, absence.StateACTIVE)
		before, profile := h.authority(ann), localColumns(h.row(ann))
		h.no(h.d.Deactivate(h.system(), ann, 0, ""))
		locked := h.authority(ann)
		if locked.Active || localColumns(h.row(ann)) != profile {
			t.Errorf("locked: %+v, %v", locked, localColumns(h.row(ann)))
		}
		if locked.Active = true; !sameAuthority(locked, before) {
			t.Errorf("the lock took from %+v: %+v", before, locked)
		}
		h.no(h.d.Activate(h.system(), ann, 0, ""))
		if now := h.authority(ann); !sameAuthority(now, before) || localColumns(h.row(ann)) != profile {
			t.Errorf("back: %+v, want %+v", now, before)
		}
	})
}

func localColumns(u *db.User) [7]string {
	return [7]string{u.UserName, u.FirstName, u.LastName, u.Email, u.Phone, u.Locale, u.ManagerKey}
}

func sameAuthority(a, b directory.Authority) bool {
	return a.Active == b.Active && a.Manager == b.Manager && a.Absent == b.Absent && a.Delegate == b.Delegate && a.Limits == b.Limits &&
		slices.Equal(a.Permissions, b.Permissions) && a.Preferences.AutoAssign == b.Preferences.AutoAssign && slices.Equal(a.Preferences.Languages, b.Preferences.Languages)
}

// TestALockIsNotTheDirectorys is LC-6: a lock adds its own reason and leaves what the
// directory says, which neither lifts it nor is asked.
func TestALockIsNotTheDirectorys(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, w *watch) {
		ann := h.provisioned("ann@lender.test").ID
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{SSO: ptr(true)}))
		w.pass(30 * 24 * time.Hour)
		if locked := h.lockDue(30); !slices.Equal(locked, []ident.ID{ann}) {
			t.Fatalf("locked %v", locked)
		}
		read, err := h.d.Person(h.okta(), ann, false)
		h.no(err)
		if !read.Active || !slices.Equal(read.InactiveReasons, []string{"INACTIVITY"}) {
			t.Errorf("the directory reads %t, %v", read.Active, read.InactiveReasons)
		}
		h.no(h.setActive(ann, false))
		h.no(h.setActive(ann, true))
		if u := h.row(ann); u.Active || !u.InactiveInactivity || u.InactiveDirectory {
			t.Errorf("the directory lifted the lock: %+v", u)
		}
		h.no(h.d.Unlock(h.system(), ann, 0, "is back"))
		if u := h.row(ann); !u.Active || !u.ActivatedAt.Equal(w.now()) {
			t.Errorf("the lifted lock left %+v", u)
		}
		if next := h.nextLock(30); !next.Equal(w.now().AddDate(0, 0, 30)) {
			t.Errorf("it counts anew until %s", next)
		}
	})
}

// TestAReservedAddressIsRefusedAtEveryDoor is LC-5: as a new account, as somebody's new
// address and as a contact's; what the directory makes anew takes over nothing.
func TestAReservedAddressIsRefusedAtEveryDoor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		gone := h.provisioned("gone@lender.test").ID
		h.no(h.d.SetRoles(h.system(), gone, 0, []ident.ID{h.role("underwriter")}))
		h.no(h.d.SetLimits(h.system(), gone, 0, directory.LimitsUpdate{LoanAmount: ptr(assign.LimitOf(1))}))
		h.no(h.d.SetPreferences(h.system(), gone, 0, directory.PreferencesUpdate{Locations: &[]string{"ON"}}))
		h.signedIn(gone)
		h.no(h.d.Deactivate(h.system(), gone, 0, ""))
		_, _, err := h.d.Create(h.system(), directory.NewPerson{Email: "GONE@lender.test"})
		h.refused(err, fault.Conflict, fault.CodeEmailTaken) // they live: one who may come back is deactivated
		h.no(h.d.Delete(h.system(), gone, 0, ""))
		_, _, err = h.d.Create(h.system(), directory.NewPerson{Email: "GONE@lender.test"})
		h.refused(err, fault.Conflict, fault.CodeEmailReserved)
		_, _, err = h.d.Create(h.system(), directory.NewPerson{Email: "gone@lender.test", Contact: true})
		h.refused(err, fault.Conflict, fault.CodeEmailReserved)
		_, err = h.d.Update(h.system(), h.person("ann@lender.test"), 0, directory.PersonUpdate{Email: ptr("Gone@lender.test")})
		h.refused(err, fault.Conflict, fault.CodeEmailReserved)
		_, _, err = h.d.Create(newHouse(t, h.d.Store, "other").system(), directory.NewPerson{Email: "gone@lender.test"})
		h.no(err) // another company's reservations are its own

		made := h.provisioned("gone@lender.test").ID
		if a := h.authority(made); made == gone || len(a.Permissions) != 0 || a.Limits != (assign.Limits{}) || len(a.Preferences.Locations) != 0 || !a.Manager.IsZero() {
			t.Errorf("made anew with %+v", a)
		}
		h.no(h.d.DeletePerson(h.okta(), made, 0))
		h.no(h.d.ReleaseEmail(h.system(), "gone@lender.test", "comes back"))
		if e := h.history(made); e[len(e)-1].Action != "EMAIL_RELEASED" || e[len(e)-1].Comment != "comes back" {
			t.Errorf("history of the release %s", e[len(e)-1].Action)
		}
		h.person("gone@lender.test")
	})
}

// TestOnlyActivePeopleAreNotified is NO-1 for a delegate who is deleted: who would be told is
// locked, and finds nothing of it later.
func TestOnlyActivePeopleAreNotified(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ann, bob, may := h.person("ann@lender.test"), h.person("bob@lender.test"), h.person("may@lender.test")
		cat := h.person("cat@lender.test")
		for _, id := range []ident.ID{ann, cat} {
			_, err := h.d.SetManager(h.system(), id, 0, may)
			h.no(err)
			h.away(id, bob, absence.StateSCHEDULED)
		}
		h.no(h.d.Deactivate(h.system(), ann, 0, ""))
		h.no(h.d.Delete(h.system(), bob, 0, ""))
		for id, want := range map[ident.ID][]string{ann: {"WELCOME"}, cat: {"WELCOME", "DELEGATE_LOST"}, may: {"WELCOME", "DELEGATE_LOST", "DELEGATE_LOST"}} {
			if got := h.notices(id); !slices.Equal(got, want) {
				t.Errorf("notices %v, want %v", got, want)
			}
		}
	})
}

// TestBreakGlassIsBounded is LC-3: of six command lines at once five make an account; it has
// its second factor for good, no lock, and no directory sees it.
func TestBreakGlassIsBounded(t *testing.T) {
	t.Parallel()
	timed(t, func(t *testing.T, h *house, w *watch) {
		var lines sync.WaitGroup
		made, errs := make([]ident.ID, 6), make([]error, 6)
		for i := range made {
			lines.Go(func() {
				made[i], errs[i] = h.d.CreateAdministrator(h.system(), string(rune('a'+i))+"@glass.test", true, "$argon2id$x")
			})
		}
		lines.Wait()
		refused := 0
		for i, err := range errs {
			if err != nil {
				h.refused(err, fault.Invalid, fault.CodeInvalid)
				refused++
				made[i] = ident.ID{}
			}
		}
		if refused != 1 {
			t.Fatalf("%d of six were refused", refused)
		}
		w.pass(365 * 24 * time.Hour)
		h.lockDue(1)
		for _, id := range made {
			if id.IsZero() {
				continue
			}
			_, err := h.d.Update(h.system(), id, 0, directory.PersonUpdate{MFARequired: ptr(false)})
			h.no(err)
			if u := h.row(id); !u.Active || !u.MfaRequired || !u.BreakGlass {
				t.Errorf("%+v", u)
			}
			_, err = h.d.Person(h.okta(), id, false)
			h.refused(err, fault.NotFound, fault.CodeUnknownUser)
		}
		list, total, err := h.d.People(h.okta(), directory.PeopleQuery{Limit: 10})
		if h.no(err); total != 0 || len(list) != 0 {
			t.Errorf("the directory sees %d people", total)
		}
		h.read(func(ctx context.Context, c *db.Client) {
			if n := c.User.Query().Where(user.BreakGlass(true)).CountX(ctx); n != 5 {
				t.Errorf("%d break-glass accounts", n)
			}
		})
	})
}
