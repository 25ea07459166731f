package directory_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/fault"
)

func TestCreatePersonKeepsWhatWasSent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := profile("Ann.Lee@Lender.test")
		p.Emails = append(p.Emails, directory.Email{Value: "ann@home.test", Type: "home", Display: "Home"})
		p.Phone, p.Locale = "+1 (416) 555-0123", "fr-CA"
		p.Attributes = raw(`{"nickName":"An<n","big":12345678901234567890}`)
		made, err := h.d.CreatePerson(h.okta(), p)
		h.no(err)
		read, err := h.d.Person(h.okta(), made.ID, true)
		h.no(err)
		p.Phone, p.Locale = "+14165550123", "fr"
		if !read.Profile.Equal(p) || !made.Profile.Equal(p) || read.Version != 1 || read.Created.IsZero() || len(read.Groups) != 0 {
			t.Errorf("read %+v, made %+v, want %+v", read, made, p)
		}
		if string(read.Attributes) != string(p.Attributes) {
			t.Errorf("attributes %s", read.Attributes)
		}
		u := h.row(made.ID)
		if u.Email != "Ann.Lee@Lender.test" || u.UserNameKey != "ann.lee@lender.test" || u.Source != user.SourceDIRECTORY || !u.Active {
			t.Errorf("row %+v", u)
		}
		for _, word := range []string{"ann", "lee", "ann.lee@lender.test"} {
			if !strings.Contains(u.SearchKey, word) {
				t.Errorf("search key %q lacks %q", u.SearchKey, word)
			}
		}
		e := h.wantHistory(made.ID, "USER_CREATED")
		if e.Source != "DIRECTORY" || e.ActorKind != "DIRECTORY" || *e.ActorID != h.token.Directory || e.changes["email"][1] != "Ann.Lee@Lender.test" {
			t.Errorf("history %+v %v", e.HistoryEntry, e.changes)
		}
		if strings.Contains(string(e.Changes), "Ann") {
			t.Errorf("a name stands plain in history: %s", e.Changes)
		}
		if a := h.authority(made.ID); !a.Active || len(a.Permissions) != 0 || !a.Preferences.AutoAssign {
			t.Errorf("authority %+v", a)
		}
		h.wantHeard()
	})
}

func TestCreatePersonOddities(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		bare, err := h.d.CreatePerson(h.okta(), directory.Profile{UserName: "E1234", Phone: "unknown"})
		h.no(err)
		if u := h.row(bare.ID); u.Email != "" || u.Phone != "" || u.Active || !u.InactiveDirectory {
			t.Errorf("row of an inactive person with nothing but a user name: %+v", u)
		}
		if bare.Active || len(bare.InactiveReasons) != 1 || bare.InactiveReasons[0] != "DIRECTORY" {
			t.Errorf("person %+v", bare)
		}
		byName, err := h.d.CreatePerson(h.okta(), directory.Profile{UserName: "bo@lender.test", Active: true})
		h.no(err)
		if u := h.row(byName.ID); u.Email != "bo@lender.test" {
			t.Errorf("address %q, want the user name", u.Email)
		}
		_, err = h.d.CreatePerson(h.okta(), directory.Profile{})
		h.refused(err, fault.Invalid, fault.CodeRequired)
		_, err = h.d.CreatePerson(h.okta(), directory.Profile{UserName: "c", Manager: h.d.Store.NewID()})
		h.refused(err, fault.Invalid, fault.CodeUnknownUser)
		_, err = h.d.CreatePerson(h.okta(), directory.Profile{UserName: "c", Attributes: raw(`{"x":"` + strings.Repeat("y", 70_000) + `"}`)})
		h.refused(err, fault.TooLarge, fault.CodeTooLarge)
	})
}

func TestUserNameIsTakenWithoutCase(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.provisioned("straße@lender.test")
		p := profile("STRASSE@Lender.test")
		p.ExternalID = "other"
		_, err := h.d.CreatePerson(h.okta(), p)
		h.refused(err, fault.Conflict, fault.CodeTaken)
		if f := fault.As(err); f.Field[0] != "userName" || !strings.Contains(f.Message, "This directory") {
			t.Errorf("%+v", f)
		}
		entra, err := h.d.CreateDirectory(h.system(), "Entra")
		h.no(err)
		_, err = h.d.CreatePerson(h.client(entra), p)
		if f := fault.As(err); f.Code != fault.CodeTaken || !strings.Contains(f.Message, `"Okta"`) {
			t.Errorf("another directory hears %v", err)
		}
		h.person("local@lender.test")
		_, err = h.d.CreatePerson(h.okta(), profile("Local@lender.test"))
		if f := fault.As(err); f.Code != fault.CodeTaken || !strings.Contains(f.Message, "no directory governs") {
			t.Errorf("of a local account: %v", err)
		}
		again := profile("new@lender.test")
		again.ExternalID = "x-straße@lender.test"
		_, err = h.d.CreatePerson(h.okta(), again)
		if f := fault.As(err); f.Code != fault.CodeTaken || f.Field[0] != "externalId" {
			t.Errorf("external id twice: %v", err)
		}
		_, err = h.d.CreatePerson(h.client(entra), again)
		h.no(err) // externalId belongs to each directory alone
	})
}

func TestUpdatePersonWritesOnlyChanges(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.provisioned("ann@lender.test")
		same := func(q directory.Profile) (directory.Profile, error) { return q, nil }
		out, err := h.d.UpdatePerson(h.okta(), p.ID, p.Version, same)
		h.no(err)
		if out.Version != 1 {
			t.Errorf("version %d after no change", out.Version)
		}
		h.wantHistory(p.ID, "USER_CREATED")
		out, err = h.d.UpdatePerson(h.okta(), p.ID, 1, func(q directory.Profile) (directory.Profile, error) {
			q.FamilyName, q.DisplayName, q.Emails = "Li", "Ann Li", []directory.Email{{Value: "li@lender.test", Primary: true}}
			q.ExternalID, q.Attributes = "", raw(`{"x":1}`)
			return q, nil
		})
		h.no(err)
		read, err := h.d.Person(h.okta(), p.ID, false)
		h.no(err)
		if out.Version != 2 || read.Version != 2 || !read.Profile.Equal(out.Profile) || read.ExternalID != "" || !read.Modified.After(read.Created) {
			t.Errorf("out %+v read %+v", out, read)
		}
		e := h.wantHistory(p.ID, "USER_CREATED", "USER_UPDATED")
		if e.changes["email"] != [2]any{"ann@lender.test", "li@lender.test"} || e.changes["title"] != [2]any{} {
			t.Errorf("changes %v", e.changes)
		}
		h.wantHeard()
	})
}

func TestUpdatePersonRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, other := h.provisioned("ann@lender.test"), h.provisioned("bob@lender.test")
		never := func(q directory.Profile) (directory.Profile, error) {
			t.Error("fn was run")
			return q, nil
		}
		_, err := h.d.UpdatePerson(h.okta(), p.ID, 7, never)
		h.refused(err, fault.Stale, fault.CodeStale)
		_, err = h.d.UpdatePerson(h.okta(), h.d.Store.NewID(), 0, never)
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
		unknown := err.Error()
		entra, err := h.d.CreateDirectory(h.system(), "Entra")
		h.no(err)
		_, err = h.d.UpdatePerson(h.client(entra), p.ID, 0, never)
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
		if err.Error() != unknown {
			t.Errorf("another directory's person answers %q, an absent one %q", err, unknown)
		}
		mine := errors.New("not this")
		_, err = h.d.UpdatePerson(h.okta(), p.ID, 0, func(q directory.Profile) (directory.Profile, error) { return q, mine })
		if err != mine {
			t.Errorf("fn's own error came back as %v", err)
		}
		set := func(change func(*directory.Profile)) error {
			_, err := h.d.UpdatePerson(h.okta(), p.ID, 0, func(q directory.Profile) (directory.Profile, error) {
				change(&q)
				return q, nil
			})
			return err
		}
		h.refused(set(func(q *directory.Profile) { q.UserName = "BOB@lender.test" }), fault.Conflict, fault.CodeTaken)
		err = set(func(q *directory.Profile) { q.ExternalID = other.ExternalID })
		if f := fault.As(err); f.Code != fault.CodeTaken || f.Field[0] != "externalId" {
			t.Errorf("external id of another: %v", err)
		}
		h.refused(set(func(q *directory.Profile) { q.Manager = p.ID }), fault.Invalid, fault.CodeSelfManager)
		h.refused(set(func(q *directory.Profile) { q.Manager = h.d.Store.NewID() }), fault.Invalid, fault.CodeUnknownUser)
		h.no(set(func(q *directory.Profile) { q.Manager = other.ID }))
		h.wantHeard(directory.ManagerChanged)
		if a := h.authority(p.ID); a.Manager != other.ID {
			t.Errorf("authority %+v", a)
		}
		read, err := h.d.Person(h.okta(), p.ID, false)
		h.no(err)
		if read.Manager != other.ID || read.ManagerName != "Ann Lee" {
			t.Errorf("manager %v %q", read.Manager, read.ManagerName)
		}
	})
}

func TestRenameReachesRowsThatSortByTheName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss := h.provisioned("boss@lender.test")
		p := profile("ann@lender.test")
		p.Manager = boss.ID
		ann, err := h.d.CreatePerson(h.okta(), p)
		h.no(err)
		_, err = h.d.UpdatePerson(h.okta(), boss.ID, 0, func(q directory.Profile) (directory.Profile, error) {
			q.DisplayName = "Zoë Ångström"
			return q, nil
		})
		h.no(err)
		u := h.row(ann.ID)
		if u.ManagerKey != "zoe angstrom\x01zoë ångström" || u.Version != 1 {
			t.Errorf("manager key %q, version %d", u.ManagerKey, u.Version)
		}
		if !strings.Contains(h.row(boss.ID).SearchKey, "zoe angstrom") {
			t.Errorf("search key %q", h.row(boss.ID).SearchKey)
		}
	})
}

func TestPeopleAreOnlyThisDirectorys(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		entra, err := h.d.CreateDirectory(h.system(), "Entra")
		h.no(err)
		a, b := h.provisioned("a@lender.test"), h.provisioned("b@lender.test")
		_, err = h.d.CreatePerson(h.client(entra), profile("c@lender.test"))
		h.no(err)
		h.person("local@lender.test")
		list, total, err := h.d.People(h.okta(), directory.PeopleQuery{Order: []user.OrderOption{user.ByUserNameKey()}, Limit: 10, Offset: 1})
		h.no(err)
		if total != 2 || len(list) != 1 || list[0].ID != b.ID {
			t.Errorf("%d in all, list %+v", total, list)
		}
		list, total, err = h.d.People(h.okta(), directory.PeopleQuery{Where: []predicate.User{user.UserNameKey("a@lender.test")}, Limit: 10})
		h.no(err)
		if total != 1 || list[0].ID != a.ID {
			t.Errorf("%d in all, list %+v", total, list)
		}
		other := newHouse(t, h.d.Store, "other")
		_, err = h.d.Person(other.okta(), a.ID, false)
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
		err = h.d.DeletePerson(other.okta(), a.ID, 0)
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
	})
}

func TestAWriteWithoutTenantIsAnError(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		if _, err := h.d.CreatePerson(t.Context(), profile("a@lender.test")); err == nil {
			t.Error("a person was made for nobody")
		}
		h.read(func(ctx context.Context, c *db.Client) {
			if n := c.User.Query().CountX(ctx); n != 0 {
				t.Errorf("%d people", n)
			}
		})
	})
}

// TestUpdateStatusLooksFirst has a change of active say what is so, what is not, what is
// no status at all, and of a version that has passed.
func TestUpdateStatusLooksFirst(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.provisioned("ann@lender.test")
		h.heard()
		set := func(version int64, active bool, title string) (directory.Person, error) {
			return h.d.UpdateStatus(h.okta(), p.ID, version, func(p directory.Profile) (directory.Profile, error) {
				p.Active, p.Title = active, title
				return p, nil
			})
		}
		same, err := set(1, true, p.Title)
		h.no(err)
		if same.Changed || same.Version != 1 || !same.Equal(p.Profile) {
			t.Errorf("nothing to change made %+v", same)
		}
		titled, err := set(1, true, "Closer")
		h.no(err)
		if !titled.Changed || titled.Version != 2 || titled.Title != "Closer" || len(h.heard()) != 0 {
			t.Errorf("a title made %+v", titled)
		}
		_, err = set(1, false, "Closer")
		h.refused(err, fault.Stale, fault.CodeStale)
		left, err := set(2, false, "Closer")
		h.no(err)
		if !left.Changed || left.Version != 3 || left.Active || !slices.Equal(h.heard(), []directory.ChangeKind{directory.Deactivated}) {
			t.Errorf("a deactivation made %+v", left)
		}
		_, err = h.d.UpdateStatus(h.okta(), p.ID, 0, func(directory.Profile) (directory.Profile, error) { return directory.Profile{}, nil })
		h.refused(err, fault.Invalid, fault.CodeRequired)
		_, err = h.d.UpdateStatus(h.okta(), h.d.Store.NewID(), 0, nil)
		h.refused(err, fault.NotFound, fault.CodeUnknownUser)
	})
}
