package mail

import (
	"context"
	"fmt"
	"slices"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/noticepreference"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Optional are the types of notices whose e-mail a person may switch off; in the inbox
// they stay. What concerns accounts and the safety of the house always goes out.
func Optional() []string {
	return []string{"DEAL_ASSIGNED", "DEAL_DELEGATED", "DEAL_RETURNED", "DELEGATE_SET", "DELEGATE_LOST", "DELEGATION_STALLED",
		"APPROVAL_REQUESTED", "APPROVAL_DECIDED", "APPROVAL_UNROUTED", "JOB_DONE"}
}

// Preference is whether one type of notice also comes by e-mail.
type Preference struct {
	Type  string
	Email bool
}

// Preferences gives a person's, one for each of Optional in its order; what was never
// set is on.
func Preferences(ctx context.Context, c *db.Client, person ident.ID) ([]Preference, error) {
	rows, err := c.NoticePreference.Query().Where(noticepreference.UserID(person)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load preferences of notices: %w", err)
	}
	var list []Preference
	for _, kind := range Optional() {
		p := Preference{Type: kind, Email: true}
		for _, row := range rows {
			if row.Type == kind {
				p.Email = row.Email
			}
		}
		list = append(list, p)
	}
	return list, nil
}

// SetPreferences changes what the actor's person is written to about; types that are not
// named stay as they are.
func (r *Room) SetPreferences(ctx context.Context, wanted []Preference) error {
	for i, p := range wanted {
		if !slices.Contains(Optional(), p.Type) {
			return fault.New(fault.Invalid, fault.CodeInvalid, "The e-mail of this notice can't be switched off.").
				On("preferences", fmt.Sprint(i), "type")
		}
	}
	return r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		person := tx.Actor.Person()
		if person.IsZero() {
			return fault.New(fault.Denied, fault.CodeForbidden, "A key that acts for nobody is told nothing.")
		}
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) { return person, setPreferences(ctx, tx, person, wanted) })
		return err
	})
}

func setPreferences(ctx context.Context, tx *store.Tx, person ident.ID, wanted []Preference) error {
	if there, err := tx.Client.User.Query().Where(user.ID(person)).Exist(ctx); err != nil || !there {
		return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.").Because(err)
	}
	present, err := Preferences(ctx, tx.Client, person)
	if err != nil {
		return err
	}
	var changes []store.Change
	for _, was := range present {
		to := was
		for _, p := range wanted {
			if p.Type == was.Type {
				to = p
			}
		}
		if to == was {
			continue
		}
		if err := setPreference(ctx, tx, person, to); err != nil {
			return err
		}
		changes = append(changes, store.Change{Field: to.Type, Before: was.Email, After: to.Email})
	}
	if len(changes) > 0 {
		tx.Record(store.Event{Action: "NOTICE_PREFERENCES_UPDATED", TargetKind: ident.User, Target: person, Changes: changes})
	}
	return nil
}

func setPreference(ctx context.Context, tx *store.Tx, person ident.ID, p Preference) error {
	_, err := tx.Client.NoticePreference.Delete().Where(noticepreference.UserID(person), noticepreference.Type(p.Type)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("replace preference: %w", err)
	}
	if p.Email {
		return nil
	}
	err = tx.Client.NoticePreference.Create().SetID(tx.NewID()).SetUserID(person).SetType(p.Type).SetEmail(false).Exec(ctx)
	if store.IsTaken(err) {
		return directory.ErrMoved
	}
	if err != nil {
		return fmt.Errorf("insert preference: %w", err)
	}
	return nil
}
