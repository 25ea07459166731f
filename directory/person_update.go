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

// UpdatePerson changes what the actor's directory says of a person. fn is given
// the present profile and returns the next; it is pure, may run several times, and
// its error comes back as it is. expected is a version, or 0. A profile that
// comes back equal changes nothing. The change is a Settle where active or the
// manager changes, else a Write.
func (d *Directory) UpdatePerson(ctx context.Context, id ident.ID, expected int64, fn func(Profile) (Profile, error)) (Person, error) {
	var out Person
	var wanted Profile
	err := d.change(ctx, func(ctx context.Context, tx *store.Tx) error {
		e, err := d.edit(ctx, tx, id, expected, fn)
		if err != nil {
			return err
		}
		out, wanted = personOf(e.row, e.before), e.after
		if e.before.Equal(e.after) {
			return nil
		}
		if e.judges() && !settled(tx) {
			return errSettle
		}
		out, err = d.apply(ctx, tx, e)
		return err
	})
	return out, d.taken(ctx, err, wanted)
}

// edit is one change of a profile that has been judged.
type edit struct {
	row           *db.User // with emails, manager and the link to this directory
	link          *db.DirectoryLink
	before, after Profile
	boss          *db.User // the manager afterwards, where it changes
}

// judges reports whether the change concerns who gets or may decide a deal.
func (e edit) judges() bool {
	return e.before.Active != e.after.Active || e.before.Manager != e.after.Manager
}

func (d *Directory) edit(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, fn func(Profile) (Profile, error)) (edit, error) {
	row, err := loadGoverned(ctx, tx.Client, tx.Actor.ID, id)
	if err != nil {
		return edit{}, err
	}
	if err := expect(expected, row.Version); err != nil {
		return edit{}, err
	}
	e := edit{row: row, link: row.Edges.Links[0]}
	if e.before, _, err = profileOf(row, e.link); err != nil {
		return edit{}, err
	}
	given := e.before
	given.Emails = slices.Clone(given.Emails)
	if e.after, err = fn(given); err != nil {
		return edit{}, err
	}
	if e.after, err = e.after.normal(); err != nil {
		return edit{}, err
	}
	return e, d.judgeEdit(ctx, tx, &e)
}

func (d *Directory) judgeEdit(ctx context.Context, tx *store.Tx, e *edit) error {
	if e.after.Manager != e.before.Manager {
		if e.after.Manager == e.row.ID {
			return selfManager()
		}
		boss, err := loadManager(ctx, tx.Client, e.after.Manager)
		if err != nil {
			return err
		}
		e.boss = boss
	}
	if e.before.Active && !e.after.Active && settled(tx) {
		return keepAdministrator(ctx, tx, e.row.ID)
	}
	return nil
}

// loadGoverned finds a living person whom this directory governs.
func loadGoverned(ctx context.Context, c *db.Client, directory, id ident.ID) (*db.User, error) {
	row, err := c.User.Query().Where(user.ID(id), user.DeletedAtIsNil(), user.HasLinksWith(directorylink.DirectoryID(directory))).
		WithLinks(func(q *db.DirectoryLinkQuery) { q.Where(directorylink.DirectoryID(directory)) }).
		WithEmails(inOrder).WithManager().Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknownUser()
	}
	return row, err
}

func inOrder(q *db.UserEmailQuery) { q.Order(useremail.ByPlace()) }

// apply writes an edit and everything that follows from it.
func (d *Directory) apply(ctx context.Context, tx *store.Tx, e edit) (Person, error) {
	up := tx.Client.User.Update()
	next := e.columns(tx, up)
	if err := guarded(ctx, up, e.row); err != nil {
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
		if err := keepAuthority(ctx, tx, e.row.ID); err != nil {
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
		profileColumns(m, e.row.ID, e.after, false)
	}
	if e.before.Phone != e.after.Phone {
		m.SetPhone(e.after.Phone)
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
		return errMoved
	}
	return nil
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
	was := Fold(shownName(e.before.DisplayName, e.before.GivenName, e.before.FamilyName, e.before.UserName))
	if now := Fold(shownName(e.after.DisplayName, e.after.GivenName, e.after.FamilyName, e.after.UserName)); now != was {
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
	up := tx.Client.DirectoryLink.Update().Where(directorylink.ID(e.link.ID)).SetProfile(kept)
	if e.after.ExternalID == "" {
		up.ClearExternalID()
	} else {
		up.SetExternalID(e.after.ExternalID)
	}
	if err := up.Exec(ctx); err != nil {
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
	tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: e.row.ID, Source: sourceOf(tx.Actor),
		Changes: changes, PersonKey: e.row.PersonKey})
}

func (d *Directory) applyActive(ctx context.Context, tx *store.Tx, e edit, next *db.User) error {
	switch {
	case e.before.Active && !e.after.Active:
		return d.leave(ctx, tx, next, ByDirectory, "")
	case !e.before.Active && e.after.Active:
		return d.comeBack(ctx, tx, e.row, next, ByDirectory, "")
	}
	return nil
}
