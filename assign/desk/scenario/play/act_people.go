package play

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk/scenario"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// doorsOfPeople are the permissions that doors ask for before they change people; files
// do not speak of them.
func doorsOfPeople() []actor.Permission {
	return []actor.Permission{actor.UserManage, actor.RoleAssign, actor.LimitsManage, actor.AbsenceManage}
}

func (s *Stage) actOnUser(ctx context.Context, e scenario.Event) ([]fault.Code, error) {
	person := s.user(e.User)
	as := s.as(ctx, e.Actor, doorsOfPeople()...)
	switch e.Type {
	case scenario.UserCreate:
		return s.created(ctx, as, *e.NewUser)
	case scenario.UserUpdate:
		return s.updateUser(ctx, as, e)
	case scenario.UserDelete:
		return nil, s.Directory.Delete(as, person, 0, "")
	case scenario.Login:
		return nil, s.signIn(ctx, person)
	}
	active := e.Type == scenario.UserActivate
	switch {
	case e.Source == "DIRECTORY":
		return nil, s.governed(ctx, e.User, e.Actor, active)
	case active:
		return nil, s.Directory.Activate(as, person, 0, "")
	}
	return nil, s.Directory.Deactivate(as, person, 0, "")
}

// created makes a person and gives them what the file says, limits last: before them
// nobody gets a deal.
func (s *Stage) created(ctx, as context.Context, u scenario.User) ([]fault.Code, error) {
	if err := s.role(ctx, u.Permissions); err != nil {
		return nil, err
	}
	warnings, err := s.createUser(as, u)
	if err == nil {
		s.permissions[u.ID] = u.Permissions
	}
	return warnings, err
}

func (s *Stage) createUser(ctx context.Context, u scenario.User) ([]fault.Code, error) {
	email := u.Email
	if email == "" {
		email = u.ID + "@example.test"
	}
	n := directory.NewPerson{ID: s.user(u.ID), FirstName: u.Name, Email: email, Manager: s.user(u.Manager)}
	if role, ok := s.roles[roleName(u.Permissions)]; ok {
		n.Roles = []ident.ID{role}
	}
	id, warnings, err := s.Directory.Create(ctx, n)
	if err != nil {
		return warnings, err
	}
	prefs := scenario.PrefsSet{FinancingDate: u.Prefs.FinancingDate}
	for _, f := range []struct {
		into **[]string
		list *[]string
	}{{&prefs.Locations, &u.Prefs.Locations}, {&prefs.PropertyTypes, &u.Prefs.PropertyTypes}, {&prefs.Products, &u.Prefs.Products},
		{&prefs.Brokers, &u.Prefs.Brokers}, {&prefs.Languages, &u.Prefs.Languages}} {
		if len(*f.list) > 0 {
			*f.into = f.list
		}
	}
	if err := s.setPreferences(ctx, id, u.AutoAssign, prefs); err != nil {
		return warnings, fmt.Errorf("preferences of %s: %w", u.ID, err)
	}
	if err := s.setLimits(ctx, id, u.Limits); err != nil {
		return warnings, fmt.Errorf("limits of %s: %w", u.ID, err)
	}
	return warnings, nil
}

// updateUser makes the changes of one event, together: what they mean for deals follows
// when all are made (TM-3), and a refusal of one leaves all undone.
func (s *Stage) updateUser(ctx, as context.Context, e scenario.Event) ([]fault.Code, error) {
	r, err := s.revision(ctx, e.SetUser)
	if err != nil {
		return nil, err
	}
	done, err := s.Directory.Revise(as, s.user(e.User), r)
	if err != nil {
		return nil, err
	}
	if e.SetUser.Permissions != nil && !done.Waits {
		s.permissions[e.User] = *e.SetUser.Permissions
	}
	// A list of people warns of those without a manager (VI-5); files do not expect it of a change.
	return slices.DeleteFunc(done.Warnings, func(c fault.Code) bool { return c == fault.WarnNoDirectManager }), nil
}

func (s *Stage) revision(ctx context.Context, set scenario.UserSet) (r directory.Revision, err error) {
	r = directory.Revision{Insists: true, Preferences: s.preferencesUpdate(set.AutoAssign, valueOf(set.Prefs))}
	if set.Manager.Given {
		manager := s.user(set.Manager.Or(""))
		r.Manager = &manager
	}
	if set.Permissions != nil {
		if err := s.role(ctx, *set.Permissions); err != nil {
			return r, err
		}
		roles := []ident.ID{}
		if id, ok := s.roles[roleName(*set.Permissions)]; ok {
			roles = append(roles, id)
		}
		r.Roles = &roles
	}
	r.Limits, err = s.limitsUpdate(valueOf(set.Limits))
	return r, err
}

func (s *Stage) setPreferences(ctx context.Context, person ident.ID, autoAssign *bool, p scenario.PrefsSet) error {
	change := s.preferencesUpdate(autoAssign, p)
	if change == (directory.PreferencesUpdate{}) {
		return nil
	}
	return s.Directory.SetPreferences(ctx, person, 0, change)
}

func (s *Stage) preferencesUpdate(autoAssign *bool, p scenario.PrefsSet) directory.PreferencesUpdate {
	change := directory.PreferencesUpdate{AutoAssign: autoAssign, Locations: p.Locations, Languages: p.Languages,
		FinancingDate: given(p.FinancingDate), Products: references(p.Products, s.products), Brokers: references(p.Brokers, s.brokers)}
	if p.PropertyTypes != nil {
		list := make([]assign.PropertyType, len(*p.PropertyTypes))
		for i, t := range *p.PropertyTypes {
			list[i] = assign.PropertyType(t)
		}
		change.PropertyTypes = &list
	}
	return change
}

func references(labels *[]string, ids map[string]ident.ID) *[]ident.ID {
	if labels == nil {
		return nil
	}
	out := make([]ident.ID, len(*labels))
	for i, label := range *labels {
		out[i] = ids[label]
	}
	return &out
}

// roleName names the role that holds exactly these permissions; nobody is given one
// without any.
func roleName(permissions []string) string {
	if len(permissions) == 0 {
		return ""
	}
	return "scenario: " + strings.Join(slices.Sorted(slices.Values(permissions)), ", ")
}

func (s *Stage) role(ctx context.Context, permissions []string) error {
	name := roleName(permissions)
	if _, known := s.roles[name]; known || name == "" {
		return nil
	}
	for _, p := range permissions {
		if !actor.Known(actor.Permission(p)) {
			return fmt.Errorf("there is no permission %q", p)
		}
	}
	id := s.Store.NewID()
	err := s.Store.Write(s.system(ctx), func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "ROLE_CREATED", TargetKind: ident.Role, Target: id})
		return tx.Client.Role.Create().SetID(id).SetName(name).SetPermissions(slices.Compact(slices.Sorted(slices.Values(permissions)))).Exec(ctx)
	})
	if err == nil {
		s.roles[name] = id
	}
	return err
}

// sessionTime is longer than any test of a rule takes.
const sessionTime = time.Hour

func (s *Stage) signIn(ctx context.Context, person ident.ID) error {
	s.sessions++
	until := s.Clock.Now().Add(sessionTime)
	_, err := s.Directory.SignIn(s.system(ctx), directory.SignInInput{Person: person, Methods: []string{"pwd"},
		TokenHash: fmt.Sprintf("%s-%d", s.tenant, s.sessions), IdleUntil: until, Expires: until})
	return err
}

// governed is the directory saying that a person is active or not. Who it has not spoken
// of before is linked to it first.
func (s *Stage) governed(ctx context.Context, label, by string, active bool) error {
	if err := s.Desk.Tick(s.system(ctx)); err != nil { // a profile that is as before is no Settle
		return err
	}
	if err := s.link(s.system(ctx), s.user(label)); err != nil {
		return err
	}
	a := actor.Actor{Kind: actor.Directory, Tenant: s.tenant, ID: s.source, Name: "scenario"}
	_, err := s.Directory.UpdatePerson(actor.With(ctx, a), s.user(label), 0, func(p directory.Profile) (directory.Profile, error) {
		p.Active = active
		return p, nil
	})
	return err
}

func (s *Stage) link(ctx context.Context, person ident.ID) error {
	if s.source.IsZero() {
		made, err := s.Directory.CreateDirectory(ctx, "scenario")
		if err != nil {
			return err
		}
		s.source = made.Directory
	}
	return s.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		linked, err := tx.Client.DirectoryLink.Query().Where(directorylink.UserID(person)).Exist(ctx)
		if err != nil || linked {
			return err
		}
		tx.Silence(db.TypeDirectoryLink)
		return tx.Client.DirectoryLink.Create().SetID(tx.NewID()).SetDirectoryID(s.source).SetUserID(person).SetProfile([]byte("{}")).Exec(ctx)
	})
}
