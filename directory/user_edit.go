package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// localEdit is one change of a profile in Mandate itself.
type localEdit struct {
	row           *db.User
	before, after Profile
	boss          *db.User
	mfa, mobile   bool
}

func (e localEdit) idle() bool {
	return e.before.Equal(e.after) && e.mfa == e.row.MfaRequired && e.mobile == e.row.PhoneIsMobile
}

// mobileAfter says whether the number that the change leaves is a mobile one: as it was
// told, or as it was for a number that stays.
func (e localEdit) mobileAfter(told *bool) bool {
	switch {
	case e.after.Phone == "":
		return false
	case told != nil:
		return *told
	}
	return e.row.PhoneIsMobile && e.before.Phone == e.after.Phone
}

// losesSMS reports whether codes by SMS end: they went to a number that is no longer
// the person's, or not mobile. The next one has to be proven.
func (e localEdit) losesSMS() bool {
	return e.row.MfaMethod == user.MfaMethodSMS && (e.before.Phone != e.after.Phone || !e.mobile)
}

func (e localEdit) warnings(change PersonUpdate) []fault.Code {
	if change.Manager == nil {
		return nil
	}
	if e.boss == nil {
		return []fault.Code{fault.WarnNoDirectManager}
	}
	return managerWarnings(e.boss)
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
	if err := rename("firstName", &p.GivenName, c.FirstName); err != nil {
		return p, err
	}
	if err := rename("lastName", &p.FamilyName, c.LastName); err != nil {
		return p, err
	}
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
	mobile := e.mobile != e.row.PhoneIsMobile
	names := e.before.GivenName != e.after.GivenName || e.before.FamilyName != e.after.FamilyName
	address := e.before.address() != e.after.address()
	if tx.Actor.Kind == actor.System {
		return nil
	}
	if e.row.LastLoginAt == nil {
		return mayMove(ctx, tx, e)
	}
	if address {
		return fault.New(fault.Denied, fault.CodeForbidden, "After the first sign-in a new address has to be proven by its holder.").On("email")
	}
	if (names || mobile || e.before.Phone != e.after.Phone) && tx.Actor.Person() != e.row.ID {
		return fault.New(fault.Denied, fault.CodeForbidden, "After the first sign-in only the person changes name and phone.")
	}
	return nil
}

// mayMove judges a new address before the first sign-in: whoever reads it has the account.
// So it takes the right to give every role that the person holds (RO-4), and their limits.
// Under dual control two have given these, so that one alone does not move them; whoever
// mistyped an address has them taken away first, which waits for the second person as well.
func mayMove(ctx context.Context, tx *store.Tx, e localEdit) error {
	if e.before.address() == e.after.address() {
		return nil
	}
	u, err := tx.Client.User.Query().Where(user.ID(e.row.ID)).WithGrants().WithMemberships().Only(ctx)
	if err != nil {
		return fmt.Errorf("load roles of person: %w", err)
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return fmt.Errorf("load roles: %w", err)
	}
	var held []ident.ID
	for _, r := range book.rolesOf(u) {
		held = append(held, r.ID)
	}
	if err := grantable(tx.Actor, book, held); err != nil {
		return fault.As(err).On("email")
	}
	limited, err := mayMoveLimits(ctx, tx, e.row.ID)
	if err != nil || !limited && len(held) == 0 {
		return err
	}
	if err := together(ctx, tx); err != nil {
		return fault.As(err).On("email")
	}
	return nil
}

// mayMoveLimits judges the authority that goes with the account, and reports whether there
// is any.
func mayMoveLimits(ctx context.Context, tx *store.Tx, id ident.ID) (limited bool, err error) {
	held, err := heldLimits(ctx, tx.Client, id)
	if err != nil || held == (assign.Limits{}) {
		return false, err
	}
	return true, permitted(tx.Actor, actor.LimitsManage, "email")
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
