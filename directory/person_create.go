package directory

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// CreatePerson makes the person that the actor's directory describes. A userName
// that somebody living has is a fault.Conflict, TAKEN, that says who governs them;
// so is an externalId that this directory has used. A local account of a domain that
// the tenant has proven is adopted instead. It is one Write: a new person
// has neither roles nor capacity nor limits, and so gets and decides nothing.
func (d *Directory) CreatePerson(ctx context.Context, p Profile) (Person, error) {
	p, err := p.normal()
	if err != nil {
		return Person{}, err
	}
	key, err := d.Store.Secrets.NewPersonKey()
	if err != nil {
		return Person{}, fmt.Errorf("make person key: %w", err)
	}
	var made Person
	err = d.gather(ctx, func(ctx context.Context, tx *store.Tx) error {
		made, err = createPerson(ctx, tx, p, key)
		return err
	})
	if err == nil || !store.IsTaken(err) {
		return made, err
	}
	return d.createTaken(ctx, err, p)
}

// createTaken answers for a userName that somebody has: an account of a proven domain
// becomes the directory's and what it says, any other is a conflict.
func (d *Directory) createTaken(ctx context.Context, taken error, p Profile) (Person, error) {
	adopted, done, err := d.adoptProven(ctx, p)
	if err == nil && !done {
		err = d.taken(ctx, taken, ident.ID{}, p)
	}
	return adopted, err
}

func createPerson(ctx context.Context, tx *store.Tx, p Profile, key []byte) (Person, error) {
	boss, err := loadManager(ctx, tx.Client, p.Manager, nameable(tx.Actor.ID, nil))
	if err != nil {
		return Person{}, err
	}
	id := tx.NewID()
	if err := arrivalsOf(tx).add(tx, id, p, key, boss); err != nil {
		return Person{}, err
	}
	fresh := Authority{Active: p.Active, Preferences: assign.Preferences{AutoAssign: true}, Manager: p.Manager, Roles: []RoleHeld{}}
	if err := keep(tx, id, fresh, true); err != nil {
		return Person{}, err
	}
	tx.Record(store.Event{Action: "USER_CREATED", TargetKind: ident.User, Target: id, Source: sourceOf(tx.Actor),
		Changes: profileChanges(Profile{Active: true}, p), PersonKey: key})
	u := &db.User{ID: id, Version: 1, CreatedAt: tx.Now, UpdatedAt: tx.Now, InactiveDirectory: !p.Active}
	if boss != nil {
		u.ManagerID, u.Edges.Manager = &boss.ID, boss
	}
	return personOf(u, p), nil
}

// loadManager finds a manager to link, under the tenant; nil for none. Contacts
// manage nobody (section 1). Until the transaction ends the manager stays one.
func loadManager(ctx context.Context, c *db.Client, id ident.ID, further ...predicate.User) (*db.User, error) {
	if id.IsZero() {
		return nil, nil
	}
	query := c.User.Query().Where(user.ID(id), user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF)).Where(further...).Unique(false)
	query.Modify(unchanged)
	boss, err := query.Only(ctx)
	if db.IsNotFound(err) {
		return nil, invalidManager()
	}
	return boss, err
}

// nameable are those whom a directory may name as managers: its own people, and
// the present manager, whom it was shown whoever named them.
func nameable(directory ident.ID, present *ident.ID) predicate.User {
	own := user.HasLinksWith(directorylink.DirectoryID(directory))
	if present == nil {
		return own
	}
	return user.Or(own, user.ID(*present))
}

func insertEmails(ctx context.Context, tx *store.Tx, id ident.ID, emails []Email) error {
	if len(emails) == 0 {
		return nil
	}
	if err := tx.Client.UserEmail.CreateBulk(emailRows(tx, id, emails)...).Exec(ctx); err != nil {
		return fmt.Errorf("insert emails: %w", err)
	}
	return nil
}

func emailRows(tx *store.Tx, id ident.ID, emails []Email) []*db.UserEmailCreate {
	rows := make([]*db.UserEmailCreate, len(emails))
	for i, e := range emails {
		rows[i] = tx.Client.UserEmail.Create().SetID(tx.NewID()).SetCreatedAt(tx.Now).SetUserID(id).SetPlace(i).SetValue(e.Value).SetValueKey(Fold(e.Value)).
			SetType(e.Type).SetTypeKey(Fold(e.Type)).SetDisplay(e.Display).SetPrimary(e.Primary)
	}
	return rows
}
