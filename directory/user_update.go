package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// PersonUpdate is a change of a profile by a person; nil leaves a field as it is.
type PersonUpdate struct {
	FirstName, LastName, Email, Phone, Locale *string
	Manager                                   *ident.ID // zero: none
	MFARequired                               *bool
}

// Update changes a profile in the console or over GraphQL. What a directory has
// sent is MANAGED_BY_DIRECTORY. Of others an administrator corrects name, address
// and phone until the first sign-in, and later only the person themselves (PR-1);
// the address is then changed by nobody here, because a new one has to be proven.
func (d *Directory) Update(ctx context.Context, id ident.ID, expected int64, change PersonUpdate) ([]fault.Code, error) {
	var warnings []fault.Code
	err := d.change(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			var err error
			warnings, err = d.update(ctx, tx, id, expected, change)
			return err
		})
	})
	if store.IsTaken(err) {
		err = emailTaken()
	}
	return warnings, err
}

// SetManager names the direct manager; the zero id takes the manager away (VI-5).
func (d *Directory) SetManager(ctx context.Context, id ident.ID, expected int64, manager ident.ID) ([]fault.Code, error) {
	return d.Update(ctx, id, expected, PersonUpdate{Manager: &manager})
}

func (d *Directory) update(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change PersonUpdate) ([]fault.Code, error) {
	e, err := judgeUpdate(ctx, tx, id, expected, change)
	if err != nil {
		return nil, err
	}
	warnings := e.warnings(change)
	if e.idle() {
		return warnings, nil
	}
	if e.before.Manager != e.after.Manager && !settled(tx) {
		return nil, errSettle
	}
	return warnings, d.applyUpdate(ctx, tx, e)
}

// localEdit is one change of a profile in Mandate itself.
type localEdit struct {
	row           *db.User
	before, after Profile
	boss          *db.User
	mfa           bool
	follows       bool // the user name is the address, and moves with it
}

func (e localEdit) idle() bool { return e.before.Equal(e.after) && e.mfa == e.row.MfaRequired }

func (e localEdit) warnings(change PersonUpdate) []fault.Code {
	if change.Manager == nil {
		return nil
	}
	if e.boss == nil {
		return []fault.Code{fault.WarnNoDirectManager}
	}
	return managerWarnings(e.boss)
}

func judgeUpdate(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change PersonUpdate) (localEdit, error) {
	row, err := loadUser(ctx, tx.Client, id, expected)
	if err != nil {
		return localEdit{}, err
	}
	e := localEdit{row: row, before: localProfile(row), mfa: row.MfaRequired}
	if e.after, err = change.over(e.before); err != nil {
		return e, err
	}
	if change.MFARequired != nil {
		e.mfa = *change.MFARequired || row.BreakGlass
	}
	if e.after.Manager == id {
		return e, selfManager()
	}
	if change.Manager != nil {
		if e.boss, err = loadManager(ctx, tx.Client, e.after.Manager); err != nil {
			return e, err
		}
	}
	if err := mayEdit(ctx, tx, e); err != nil || e.before.address() == e.after.address() {
		return e, err
	}
	e.follows = true
	return e, freeAddress(ctx, tx, e.after.UserName)
}

// localProfile is a row in the form that SCIM changes come in, so that both doors
// share columns, keys and history. The address is a primary one of its own.
func localProfile(u *db.User) Profile {
	p := Profile{UserName: u.UserName, Active: true, GivenName: u.FirstName, FamilyName: u.LastName, DisplayName: u.DisplayName,
		Title: u.Title, Phone: u.Phone, Locale: u.Locale, Emails: []Email{{Value: u.Email, Primary: true}}}
	if u.ManagerID != nil {
		p.Manager = *u.ManagerID
	}
	return p
}

func (c PersonUpdate) over(p Profile) (Profile, error) {
	p.Emails = append([]Email(nil), p.Emails...)
	set(&p.GivenName, c.FirstName)
	set(&p.FamilyName, c.LastName)
	set(&p.Manager, c.Manager)
	if c.Email != nil && *c.Email != p.Emails[0].Value {
		if !isAddress(*c.Email) {
			return p, invalid("This is not an e-mail address.").On("email")
		}
		p.Emails[0].Value, p.UserName = *c.Email, *c.Email
	}
	var err error
	if c.Phone != nil {
		if p.Phone, err = parsePhone(*c.Phone); err != nil {
			return p, fault.As(err).On("phone")
		}
	}
	if c.Locale != nil {
		if p.Locale, err = parseLanguage(*c.Locale); err != nil {
			return p, fault.As(err).On("locale")
		}
	}
	return p, nil
}

func set[T any](into *T, value *T) {
	if value != nil {
		*into = *value
	}
}

// mayEdit is PR-1.
func mayEdit(ctx context.Context, tx *store.Tx, e localEdit) error {
	link, err := tx.Client.DirectoryLink.Query().Where(directorylink.UserID(e.row.ID)).First(ctx)
	if err != nil && !db.IsNotFound(err) {
		return fmt.Errorf("load link: %w", err)
	}
	if link != nil {
		s, err := decodeSent(link.Profile)
		if err != nil {
			return fmt.Errorf("read profile of %s: %w", e.row.ID, err)
		}
		return s.governs(e)
	}
	names := e.before.GivenName != e.after.GivenName || e.before.FamilyName != e.after.FamilyName
	address := e.before.address() != e.after.address()
	if e.row.LastLoginAt == nil || tx.Actor.Kind == actor.System {
		return nil
	}
	if address {
		return fault.New(fault.Denied, fault.CodeForbidden, "After the first sign-in a new address has to be proven by its holder.").On("email")
	}
	if (names || e.before.Phone != e.after.Phone) && tx.Actor.Person() != e.row.ID {
		return fault.New(fault.Denied, fault.CodeForbidden, "After the first sign-in only the person changes name and phone.")
	}
	return nil
}

// governs refuses to change here what the directory has sent: the names and the
// address always, phone, locale and manager where it says something of them.
func (s sent) governs(e localEdit) error {
	for _, f := range []struct {
		field    string
		governed bool
		changed  bool
	}{
		{"firstName", true, e.before.GivenName != e.after.GivenName},
		{"lastName", true, e.before.FamilyName != e.after.FamilyName},
		{"email", true, e.before.address() != e.after.address()},
		{"phone", s.Phone, e.before.Phone != e.after.Phone},
		{"locale", s.Locale, e.before.Locale != e.after.Locale},
		{"manager", s.Manager && !e.before.Manager.IsZero(), e.before.Manager != e.after.Manager},
	} {
		if f.governed && f.changed {
			return fault.New(fault.Denied, fault.CodeManagedByDirectory, "The directory governs this; change it there.").On(f.field)
		}
	}
	return nil
}

func (d *Directory) applyUpdate(ctx context.Context, tx *store.Tx, e localEdit) error {
	up := tx.Client.User.Update().SetMfaRequired(e.mfa)
	next := *e.row
	profileColumns(up.Mutation(), e.row.ID, e.after, true)
	if e.before.Manager != e.after.Manager {
		setManager(up, &next, e.boss)
	}
	if err := guarded(ctx, up, e.row); err != nil {
		return err
	}
	e.record(tx)
	if now := Fold(shownName(e.after.DisplayName, e.after.GivenName, e.after.FamilyName, e.after.UserName)); now != NameKey(e.row) {
		if err := spreadName(ctx, tx, e.row, now); err != nil {
			return fmt.Errorf("spread name: %w", err)
		}
	}
	if e.before.Manager == e.after.Manager {
		return nil
	}
	if err := keepAuthority(ctx, tx, e.row.ID); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: ManagerChanged, User: e.row.ID, Source: sourceOf(tx.Actor)})
}

func (e localEdit) record(tx *store.Tx) {
	before, after := e.before, e.after
	before.Emails, after.Emails = nil, nil // the address is compared below
	before.UserName, after.UserName = e.before.address(), e.after.address()
	changes := profileChanges(before, after)
	if e.mfa != e.row.MfaRequired {
		changes = append(changes, store.Change{Field: "mfaRequired", Before: e.row.MfaRequired, After: e.mfa})
	}
	tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: e.row.ID, Source: sourceOf(tx.Actor),
		Changes: changes, PersonKey: e.row.PersonKey})
}
