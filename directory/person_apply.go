package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/user"
	"mandate/ent/db/useremail"
	"mandate/ident"
	"mandate/store"
)

// apply writes an edit and everything that follows from it.
func (d *Directory) apply(ctx context.Context, tx *store.Tx, e edit) (Person, error) {
	up := tx.Client.User.Update()
	next := e.columns(tx, up)
	if e.losesSMS() {
		if err := endSMS(ctx, tx.Client, up, e.row); err != nil {
			return Person{}, err
		}
	}
	if err := guarded(e.atTheEnd(ctx, tx, moved), up, e.row); err != nil {
		return Person{}, err
	}
	if err := e.saveRest(ctx, tx, next); err != nil {
		return Person{}, err
	}
	e.record(tx)
	if err := d.applyActive(ctx, tx, e, next); err != nil {
		return Person{}, err
	}
	if e.before.Manager != e.after.Manager {
		if err := keepHeld(ctx, tx, next); err != nil {
			return Person{}, err
		}
		if err := d.follow(ctx, tx, Change{Kind: ManagerChanged, User: e.row.ID, Source: sourceOf(tx.Actor)}); err != nil {
			return Person{}, err
		}
	}
	return personOf(next, e.after), nil
}

// columns sets what changes on the row, and gives the row as it will be.
func (e edit) columns(tx *store.Tx, up *db.UserUpdate) *db.User {
	next := *e.row
	m := up.Mutation()
	if e.renames() {
		profileColumns(m, e.after, false)
	}
	if e.before.Phone != e.after.Phone {
		m.SetPhone(e.after.Phone)
		m.SetPhoneIsMobile(false) // nobody has said that the next one is mobile
	}
	if e.before.Locale != e.after.Locale {
		m.SetLocale(e.after.Locale)
	}
	if e.before.Manager != e.after.Manager {
		setManager(up, &next, e.boss)
	}
	if e.before.Active != e.after.Active {
		next.InactiveDirectory = !e.after.Active
		setReasons(tx, up, e.row, &next)
	}
	next.Version, next.UpdatedAt = e.row.Version+1, tx.Now
	return &next
}

// losesSMS reports whether codes by SMS end: the directory changes the number, and nobody
// has proven the next one.
func (e edit) losesSMS() bool {
	return e.before.Phone != e.after.Phone && e.row.MfaMethod == user.MfaMethodSMS
}

// renames reports whether a column with a folded key or the search key changes.
func (e edit) renames() bool {
	a, b := e.before, e.after
	return a.UserName != b.UserName || a.GivenName != b.GivenName || a.FamilyName != b.FamilyName || a.DisplayName != b.DisplayName ||
		a.Title != b.Title || a.address() != b.address()
}

func setManager(up *db.UserUpdate, next *db.User, boss *db.User) {
	next.Edges.Manager, next.ManagerID = boss, nil
	if boss == nil {
		up.ClearManagerID().SetManagerKey("")
		return
	}
	next.ManagerID = &boss.ID
	up.SetManagerID(boss.ID).SetManagerKey(NameKey(boss))
}

// guarded raises the version of the row that was read, and of no later one.
func guarded(ctx context.Context, up *db.UserUpdate, read *db.User) error {
	n, err := up.AddVersion(1).Where(user.ID(read.ID), user.Version(read.Version), user.DeletedAtIsNil()).Save(ctx)
	if err != nil {
		return fmt.Errorf("update person %s: %w", read.ID, err)
	}
	if n == 0 {
		return moved(ctx)
	}
	return nil
}

// moved is what a change of the row that was read says where there is only a later one.
func moved(context.Context) error { return errMoved }

// atTheEnd gives a context for changes that wait for the end of the transaction, where
// nothing follows that looks at what deals see of the person.
func (e edit) atTheEnd(ctx context.Context, tx *store.Tx, none func(context.Context) error) context.Context {
	switch {
	case e.before.Active != e.after.Active || e.before.Manager != e.after.Manager:
		return ctx
	case none == nil:
		return tx.Later(ctx, nil)
	}
	return tx.LaterSome(ctx, none)
}

// saveRest writes the rows beside the person's own: emails, link, names elsewhere.
func (e edit) saveRest(ctx context.Context, tx *store.Tx, next *db.User) error {
	if !slices.Equal(e.before.Emails, e.after.Emails) {
		if _, err := tx.Client.UserEmail.Delete().Where(useremail.UserID(e.row.ID)).Exec(ctx); err != nil {
			return fmt.Errorf("delete emails: %w", err)
		}
		if err := insertEmails(ctx, tx, e.row.ID, e.after.Emails); err != nil {
			return err
		}
	}
	if err := e.saveLink(ctx, tx); err != nil {
		return err
	}
	was := nameKey(shownName(e.before.DisplayName, e.before.GivenName, e.before.FamilyName, e.before.UserName))
	if now := nameKey(shownName(e.after.DisplayName, e.after.GivenName, e.after.FamilyName, e.after.UserName)); now != was {
		return spreadName(ctx, tx, next, now)
	}
	return nil
}

func (e edit) saveLink(ctx context.Context, tx *store.Tx) error {
	kept, err := sentOf(e.after).encode()
	if err != nil {
		return err
	}
	if string(kept) == string(e.link.Profile) && e.before.ExternalID == e.after.ExternalID {
		return nil
	}
	up := tx.Client.DirectoryLink.Update().Where(directorylink.ID(e.link.ID)).SetProfile(kept).SetEmployeeNumberKey(e.after.EmployeeNumber)
	if len(e.after.Keys) == 0 {
		up.ClearKeys()
	} else {
		up.SetKeys(e.after.Keys)
	}
	if e.after.ExternalID == "" {
		up.ClearExternalID()
	} else {
		up.SetExternalID(e.after.ExternalID)
	}
	if err := up.Exec(e.atTheEnd(ctx, tx, nil)); err != nil {
		return fmt.Errorf("update link: %w", err)
	}
	return nil
}

// record writes USER_UPDATED for everything but active, which has its own actions.
func (e edit) record(tx *store.Tx) {
	after := e.after
	after.Active = e.before.Active
	changes := profileChanges(e.before, after)
	if len(changes) == 0 {
		return
	}
	if e.row.PhoneIsMobile && e.before.Phone != e.after.Phone {
		changes = append(changes, store.Change{Field: "phoneIsMobile", Before: true, After: false})
	}
	tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: e.row.ID, Source: sourceOf(tx.Actor),
		Changes: changes, PersonKey: e.row.PersonKey})
}

func (d *Directory) applyActive(ctx context.Context, tx *store.Tx, e edit, next *db.User) error {
	switch {
	case e.before.Active && !e.after.Active:
		return d.leaves(ctx, tx, next, e.held)
	case !e.before.Active && e.after.Active:
		if err := arrive(ctx, tx, e.row.ID); err != nil {
			return err
		}
		return d.comeBack(ctx, tx, e.row, next, ByDirectory, "")
	}
	return nil
}
