package directory

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// UpdatePerson changes what the actor's directory says of a person. fn is given
// the present profile and returns the next; it is pure, may run several times, and
// its error comes back as it is. expected is a version, or 0. A profile that
// comes back equal changes nothing. The change is a Settle where active or the
// manager changes, else a Write. The person comes with their groups, which are read with
// what is changed: a directory is nearly always answered with both.
func (d *Directory) UpdatePerson(ctx context.Context, id ident.ID, expected int64, fn func(Profile) (Profile, error)) (Person, error) {
	return d.updatePerson(ctx, d.change, id, expected, fn)
}

// UpdateStatus is UpdatePerson for a change that is likely to be one of active or of the
// manager. It looks first, outside of every transaction, whether it is: a directory that
// says once more what is so waits for nobody, and one that means it begins with the Settle.
func (d *Directory) UpdateStatus(ctx context.Context, id ident.ID, expected int64, fn func(Profile) (Profile, error)) (Person, error) {
	found, err := d.Person(ctx, id, true)
	if err != nil {
		return Person{}, err
	}
	after, err := next(found.Profile, fn)
	switch {
	case err != nil || expect(expected, found.Version) != nil:
		return d.UpdatePerson(ctx, id, expected, fn)
	case found.Equal(after):
		return found, nil
	case (edit{before: found.Profile, after: after}).judges():
		return d.updatePerson(ctx, d.settle, id, expected, fn)
	}
	return d.UpdatePerson(ctx, id, expected, fn)
}

func (d *Directory) updatePerson(ctx context.Context, in func(context.Context, step) error, id ident.ID, expected int64,
	fn func(Profile) (Profile, error)) (Person, error) {
	var out Person
	var wanted Profile
	err := in(ctx, func(ctx context.Context, tx *store.Tx) error {
		e, err := d.edit(ctx, tx, id, expected, fn)
		if err != nil {
			return err
		}
		out, wanted = personOf(e.row, e.before), e.after
		out.Groups = e.groups
		if e.before.Equal(e.after) {
			return nil
		}
		if e.judges() && !settled(tx) {
			return errSettle
		}
		out, err = d.apply(ctx, tx, e)
		out.Changed, out.Groups = true, e.groups
		return err
	})
	return out, d.taken(ctx, err, id, wanted)
}

// next is the profile that fn makes of one.
func next(before Profile, fn func(Profile) (Profile, error)) (Profile, error) {
	before.Emails = slices.Clone(before.Emails)
	after, err := fn(before)
	if err != nil {
		return after, err
	}
	return after.normal()
}

// edit is one change of a profile that has been judged.
type edit struct {
	row           *db.User // with emails and manager
	link          *db.DirectoryLink
	before, after Profile
	boss          *db.User // the manager afterwards, where it changes
	held          holding  // of somebody who is to be deactivated
	groups        []GroupRef
}

// judges reports whether the change concerns who gets or may decide a deal.
func (e edit) judges() bool {
	return e.before.Active != e.after.Active || e.before.Manager != e.after.Manager
}

func (d *Directory) edit(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, fn func(Profile) (Profile, error)) (edit, error) {
	row, err := loadGoverned(ctx, tx, id, withGroups)
	if err != nil {
		return edit{}, err
	}
	if err := expect(expected, row.Version); err != nil {
		return edit{}, err
	}
	e := edit{row: row}
	if e.groups, err = groupsBeside(row); err != nil {
		return edit{}, err
	}
	if e.link, err = linkOf(row); err != nil {
		return edit{}, err
	}
	if e.before, err = profileOf(row, e.link); err != nil {
		return edit{}, err
	}
	if e.after, err = next(e.before, fn); err != nil {
		return edit{}, err
	}
	return e, d.judgeEdit(ctx, tx, &e)
}

func (d *Directory) judgeEdit(ctx context.Context, tx *store.Tx, e *edit) error {
	if e.after.Manager != e.before.Manager {
		if e.after.Manager == e.row.ID {
			return selfManager()
		}
		boss, err := loadManager(ctx, tx.Client, e.after.Manager, nameable(tx.Actor.ID, e.row.ManagerID))
		if err != nil {
			return err
		}
		e.boss = boss
	}
	if e.before.Active && !e.after.Active && settled(tx) {
		held, err := holdingOf(ctx, tx.Client, e.row)
		if err != nil {
			return err
		}
		e.held = held
		return held.mayGo(ctx, tx, e.row)
	}
	return nil
}

// loadGoverned finds a living person whom the actor's directory governs. Under the
// tenant's lock it also reads what they have at all, and how the brake stands. What else is
// to be read beside them, callers say.
func loadGoverned(ctx context.Context, tx *store.Tx, id ident.ID, beside ...func(*sql.Selector)) (*db.User, error) {
	query := tx.Client.User.Query().Where(user.ID(id), governedBy(tx.Actor.ID)).WithManager()
	query.Modify(append(beside, withLink)...)
	if settled(tx) {
		query.Modify(withAtAll, withBrake)
	}
	row, err := query.Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknownUser()
	}
	return row, err
}
