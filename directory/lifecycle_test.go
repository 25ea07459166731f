package directory_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/session"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// signedIn gives a person a session and a personal key, as the doors would.
func (h *house) signedIn(id ident.ID) (hash string) {
	h.t.Helper()
	c := store.NewCredential(store.SessionToken, h.tenant)
	now := h.d.Store.Now()
	_, err := h.d.SignIn(h.system(), directory.SignInInput{Person: id, TokenHash: c.Hash, Methods: []string{"pwd"}, Factor: "TOTP",
		IdleUntil: now.Add(time.Hour), Expires: now.Add(time.Hour)})
	h.no(err)
	h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
		k := store.NewCredential(store.ServiceKey, h.tenant)
		tx.Record(store.Event{Action: "API_KEY_CREATED", TargetKind: ident.APIKey, Target: id})
		return tx.Client.APIKey.Create().SetID(tx.NewID()).SetName("mine").SetKind(apikey.KindPERSONAL).SetUserID(id).
			SetHash(k.Hash).SetHint(k.Hint).Exec(ctx)
	}))
	return c.Hash
}

// live counts what still lets a person in.
func (h *house) live(id ident.ID) (n int) {
	h.read(func(ctx context.Context, c *db.Client) {
		n = c.Session.Query().Where(session.UserID(id), session.RevokedAtIsNil()).CountX(ctx) +
			c.APIKey.Query().Where(apikey.UserID(id), apikey.RevokedAtIsNil()).CountX(ctx)
	})
	return n
}

func (h *house) setActive(id ident.ID, active bool) error {
	_, err := h.d.UpdatePerson(h.okta(), id, 0, func(p directory.Profile) (directory.Profile, error) {
		p.Active = active
		return p, nil
	})
	return err
}

// TestDirectoryDeactivatesAndReactivates is LC-2: sessions and keys are dead at once, and do
// not come back to life.
func TestDirectoryDeactivatesAndReactivates(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.provisioned("ann@lender.test")
		h.no(h.d.SetRoles(h.system(), p.ID, 0, []ident.ID{h.role("underwriter")}))
		hash := h.signedIn(p.ID)
		h.mutes(p.ID, "DEAL_RETURNED")
		h.heard()
		if h.live(p.ID) != 2 {
			t.Fatal("nothing to end")
		}
		h.no(h.setActive(p.ID, false))
		h.wantHeard(directory.Deactivated)
		if h.live(p.ID) != 0 {
			t.Error("a session or a key is still good")
		}
		row, err := h.d.Store.Session(t.Context(), h.tenant, hash)
		h.no(err)
		if !row.Revoked || row.Active {
			t.Errorf("session %+v", row)
		}
		e := h.history(p.ID)[len(h.history(p.ID))-1]
		roles, _ := e.changes["roles"][0].([]any)
		if e.Action != "USER_DEACTIVATED" || e.Source != "DIRECTORY" || len(roles) != 1 || roles[0] != "underwriter" || e.changes["limits"][0] == nil {
			t.Errorf("history %s %s %v", e.Action, e.Source, e.changes)
		}
		if off, _ := e.changes["noticesWithoutEmail"][0].([]any); len(off) != 1 || off[0] != "DEAL_RETURNED" {
			t.Errorf("history tells of notices %v", e.changes["noticesWithoutEmail"])
		}
		if a := h.authority(p.ID); a.Active || len(a.Permissions) == 0 {
			t.Errorf("authority %+v", a)
		}
		h.no(h.setActive(p.ID, false)) // said again
		h.wantHeard()
		h.no(h.setActive(p.ID, true))
		h.wantHeard(directory.Activated)
		if e := h.history(p.ID); e[len(e)-1].Action != "USER_ACTIVATED" {
			t.Errorf("history ends with %s", e[len(e)-1].Action)
		}
		if a := h.authority(p.ID); !a.Active || h.live(p.ID) != 0 {
			t.Errorf("authority %+v, %d live", a, h.live(p.ID))
		}
	})
}

// TestReasonsAddUp is LC-1: active is who has no reason left.
func TestReasonsAddUp(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.provisioned("ann@lender.test")
		h.no(h.d.Deactivate(h.system(), p.ID, 0, "left"))
		h.no(h.setActive(p.ID, false))
		h.wantHeard(directory.Deactivated, directory.Deactivated)
		h.no(h.setActive(p.ID, true))
		h.wantHeard()
		read, err := h.d.Person(h.okta(), p.ID, false)
		h.no(err)
		if !read.Active || h.row(p.ID).Active || len(read.InactiveReasons) != 1 {
			t.Errorf("the directory's active is %v, the person's %v, reasons %v", read.Active, h.row(p.ID).Active, read.InactiveReasons)
		}
		before := h.row(p.ID).ActivatedAt
		h.no(h.d.Activate(h.system(), p.ID, 0, ""))
		h.wantHeard(directory.Activated)
		if u := h.row(p.ID); !u.Active || !u.ActivatedAt.After(before) {
			t.Errorf("row %+v", u)
		}
		h.no(h.d.Activate(h.system(), p.ID, 0, ""))
		h.wantHeard()
	})
}

func TestUnderSingleSignOnTheDirectoryDecides(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin, p := h.person("admin@lender.test", "administrator"), h.provisioned("ann@lender.test")
		glass, err := h.d.CreateAdministrator(h.system(), "glass@lender.test", true, "$argon2id$x")
		h.no(err)
		h.no(h.d.UpdateSettings(h.system(), 0, directory.SettingsUpdate{SSO: ptr(true)}))
		_, err = h.d.CreateAdministrator(h.system(), "operator@lender.test", false, "$argon2id$y")
		h.no(err)
		if a, err := h.d.LocalAccount(h.system(), "operator@lender.test"); err != nil || a.PasswordHash != "$argon2id$y" {
			t.Errorf("what the operator was told to sign in with: %+v, %v", a, err)
		}
		ctx := h.as(admin)
		h.refused(h.d.Deactivate(ctx, p.ID, 0, ""), fault.Denied, fault.CodeSSOManaged)
		h.refused(h.d.Delete(ctx, p.ID, 0, ""), fault.Denied, fault.CodeSSOManaged)
		h.refused(h.d.Activate(ctx, p.ID, 0, ""), fault.Denied, fault.CodeSSOManaged)
		h.no(h.d.Deactivate(ctx, glass, 0, ""))
		h.no(h.setActive(p.ID, false))
		h.refused(h.d.Activate(ctx, p.ID, 0, ""), fault.Denied, fault.CodeSSOManaged)
		h.no(h.d.Delete(ctx, p.ID, 0, ""))
		_, err = h.d.Person(h.okta(), p.ID, false)
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
	})
}

func TestDeactivateByAnAdministrator(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin, p := h.person("admin@lender.test", "administrator"), h.person("ann@lender.test")
		h.signedIn(p)
		h.refused(h.d.Deactivate(h.as(admin), p, 9, ""), fault.Stale, fault.CodeStale)
		h.refused(h.d.Deactivate(h.as(admin), h.d.Store.NewID(), 0, ""), fault.NotFound, fault.CodeUnknownUser)
		h.no(h.d.Deactivate(h.as(admin), p, 1, "on leave for good"))
		e := h.wantHistory(p, "USER_CREATED", "USER_SIGNED_IN", "API_KEY_CREATED", "USER_DEACTIVATED")
		if e.Source != "ADMIN" || e.Comment != "on leave for good" || *e.ActorID != admin || e.RequestID != "req-1" || h.live(p) != 0 {
			t.Errorf("entry %+v, %d live", e.HistoryEntry, h.live(p))
		}
		other := newHouse(t, h.d.Store, "other")
		h.refused(h.d.Activate(other.as(other.person("b@b.test", "administrator")), p, 0, ""), fault.NotFound, fault.CodeUnknownUser)
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, second := h.provisioned("ann@lender.test"), h.provisioned("bob@lender.test")
		role := h.role("administrator")
		h.no(h.d.SetRoles(h.system(), p.ID, 0, []ident.ID{role}))
		h.refused(h.setActive(p.ID, false), fault.Denied, fault.CodeLastAdministrator)
		h.refused(h.d.DeletePerson(h.okta(), p.ID, 0), fault.Denied, fault.CodeLastAdministrator)
		group, err := h.d.CreateGroup(h.okta(), directory.GroupProfile{DisplayName: "Admins"}, []ident.ID{second.ID})
		h.no(err)
		h.no(h.d.MapGroup(h.system(), group.ID, 0, []ident.ID{role}))
		h.no(h.setActive(p.ID, false))
		out := func(directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
			return directory.GroupProfile{DisplayName: "Admins"}, directory.Members{Remove: []ident.ID{second.ID}}, nil
		}
		_, err = h.d.UpdateGroup(h.okta(), group.ID, 0, out)
		h.refused(err, fault.Denied, fault.CodeLastAdministrator)
		h.refused(h.d.DeleteGroup(h.okta(), group.ID, 0), fault.Denied, fault.CodeLastAdministrator)
		h.refused(h.setActive(second.ID, false), fault.Denied, fault.CodeLastAdministrator)
		h.no(h.setActive(p.ID, true))
		_, err = h.d.UpdateGroup(h.okta(), group.ID, 0, out)
		h.no(err)
	})
}

func TestDeletionIsFinal(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss := h.provisioned("boss@lender.test")
		report := profile("ann@lender.test")
		report.Manager = boss.ID
		ann, err := h.d.CreatePerson(h.okta(), report)
		h.no(err)
		group, err := h.d.CreateGroup(h.okta(), directory.GroupProfile{DisplayName: "Team"}, []ident.ID{boss.ID, ann.ID})
		h.no(err)
		h.signedIn(boss.ID)
		h.refused(h.d.DeletePerson(h.okta(), boss.ID, 99), fault.Stale, fault.CodeStale)
		h.no(h.d.DeletePerson(h.okta(), boss.ID, 0))
		h.wantHeard(directory.Deleted)
		u := h.row(boss.ID)
		if u.DeletedAt == nil || u.Active || h.live(boss.ID) != 0 {
			t.Errorf("tombstone %+v, %d live", u, h.live(boss.ID))
		}
		h.refused(h.d.DeletePerson(h.okta(), boss.ID, 0), fault.NotFound, fault.CodeUnknownUser)
		_, err = h.d.Person(h.okta(), boss.ID, false)
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
		if a := h.row(ann.ID); a.ManagerID != nil || a.ManagerKey != "" || a.Version != 2 {
			t.Errorf("report %+v", a)
		}
		e := h.wantHistory(ann.ID, "USER_CREATED", "MANAGER_CLEARED")
		if e.ActorKind != "SYSTEM" || !h.authority(ann.ID).Manager.IsZero() {
			t.Errorf("entry %+v", e.HistoryEntry)
		}
		members, err := h.d.MembersOf(h.okta(), []ident.ID{group.ID})
		h.no(err)
		if len(members[group.ID]) != 1 || members[group.ID][0].ID != ann.ID {
			t.Errorf("members %v", members)
		}
	})
}

func TestADirectoryMakesADeletedPersonAnew(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		old := h.provisioned("ann@lender.test")
		h.no(h.d.SetRoles(h.system(), old.ID, 0, []ident.ID{h.role("underwriter")}))
		h.signedIn(old.ID)
		h.no(h.d.DeletePerson(h.okta(), old.ID, 0))
		_, _, err := h.d.Create(h.system(), directory.NewPerson{Email: "Ann@lender.test"})
		h.refused(err, fault.Conflict, fault.CodeEmailReserved)
		made := h.provisioned("ann@lender.test")
		if made.ID == old.ID || len(h.authority(made.ID).Permissions) != 0 {
			t.Errorf("the new person is %v with %v", made.ID, h.authority(made.ID))
		}
		h.no(h.d.DeletePerson(h.okta(), made.ID, 0))
		h.read(func(ctx context.Context, c *db.Client) {
			r, err := c.EmailReservation.Query().Only(ctx)
			h.no(err)
			if r.UserID != made.ID {
				t.Error("the reservation did not pass to the new person")
			}
		})
	})
}

// TestDeletingWhoNeverSignedInFreesTheAddress is the last sentence of PR-2.
func TestDeletingWhoNeverSignedInFreesTheAddress(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id := h.person("ann@lender.test")
		h.no(h.d.Delete(h.system(), id, 0, "typo"))
		h.wantHistory(id, "USER_CREATED", "USER_DELETED")
		h.person("ann@lender.test")
	})
}

func TestWhatDealsCannotFollowIsUndone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.provisioned("ann@lender.test")
		h.signedIn(p.ID)
		broken := errors.New("the desk fell over")
		h.d.OnChange = func(context.Context, *store.Tx, directory.Change) error { return broken }
		for name, err := range map[string]error{
			"directory": h.setActive(p.ID, false), "administrator": h.d.Deactivate(h.system(), p.ID, 0, ""),
			"deletion": h.d.DeletePerson(h.okta(), p.ID, 0), "roles": h.d.SetRoles(h.system(), p.ID, 0, []ident.ID{h.role("underwriter")}),
		} {
			if !errors.Is(err, broken) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if u := h.row(p.ID); !u.Active || u.Version != 1 || u.DeletedAt != nil || h.live(p.ID) != 2 || len(h.authority(p.ID).Permissions) != 0 {
			t.Errorf("row %+v, %d live", u, h.live(p.ID))
		}
		h.wantHistory(p.ID, "USER_CREATED", "USER_SIGNED_IN", "API_KEY_CREATED")
	})
}

// mutes switches the e-mail of a type of notice off for a person.
func (h *house) mutes(person ident.ID, kind string) {
	h.t.Helper()
	h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeNoticePreference)
		return tx.Client.NoticePreference.Create().SetID(tx.NewID()).SetUserID(person).SetType(kind).SetEmail(false).Exec(ctx)
	}))
}
