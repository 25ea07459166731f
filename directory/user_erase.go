package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// ErasePerson destroys what is personal of somebody who was deleted: the key of their
// values in history, so that nobody can read them again, what the tombstone and other tables
// still say, files of people that jobs have read or written, and files that no job uses. History keeps every entry,
// its number and its hash, which cover the ciphertext. The address stays reserved by its
// hash (LC-5). Refused: people who are not deleted.
func (d *Directory) ErasePerson(ctx context.Context, id ident.ID, why string) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			u, err := tx.Client.User.Query().Where(user.ID(id)).Only(ctx)
			if db.IsNotFound(err) {
				return unknownUser()
			}
			if err != nil {
				return fmt.Errorf("load person %s: %w", id, err)
			}
			if u.DeletedAt == nil {
				return fault.New(fault.Conflict, fault.CodeInvalid, "Only somebody who was deleted can be erased; delete the account first.").On("userId")
			}
			if len(u.PersonKey) == 0 {
				return nil
			}
			return blank(ctx, tx, u, why)
		})
	})
}

func blank(ctx context.Context, tx *store.Tx, u *db.User, why string) error {
	gone := "erased-" + u.ID.String()
	n, err := tx.Client.User.Update().Where(user.ID(u.ID), user.Version(u.Version)).AddVersion(1).ClearPersonKey().
		SetUserName(gone).SetUserNameKey(gone).SetEmail("").SetEmailKey("").SetFirstName("").SetFirstNameKey("").
		SetLastName("").SetLastNameKey("").SetDisplayName("").SetDisplayNameKey("").SetTitle("").SetTitleKey("").
		SetPhone("").SetPhoneIsMobile(false).SetLocale("").SetSearchKey("").Save(ctx)
	if err != nil {
		return fmt.Errorf("erase person %s: %w", u.ID, err)
	}
	if n == 0 {
		return errMoved
	}
	if err := spreadName(ctx, tx, u, gone); err != nil {
		return fmt.Errorf("erase name of %s from deals: %w", u.ID, err)
	}
	if err := eraseRest(ctx, tx, u); err != nil {
		return err
	}
	uploads, err := eraseUploads(ctx, tx)
	if err != nil {
		return err
	}
	jobs, err := eraseFiles(ctx, tx, u) // with those that eraseUploads has waited for
	if err != nil {
		return fmt.Errorf("erase %s from files of jobs: %w", u.ID, err)
	}
	e := store.Event{Action: "USER_ERASED", TargetKind: ident.User, Target: u.ID, Source: sourceOf(tx.Actor), Comment: why}
	if len(jobs) > 0 {
		e.Changes = []store.Change{{Field: "filesRemoved", After: jobTexts(jobs)}}
	}
	if uploads > 0 {
		e.Changes = append(e.Changes, store.Change{Field: "uploadsRemoved", After: uploads})
	}
	tx.Record(e)
	return nil
}
