package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/user"
	"mandate/ent/db/useremail"
	"mandate/ident"
	"mandate/store"
)

// arrivals gathers the rows of people whom directories make, who come many at once, so that
// many are one statement a table (store.Behind).
type arrivals struct {
	people []*db.UserCreate
	links  []*db.DirectoryLinkCreate
	emails []*db.UserEmailCreate
}

func arrivalsOf(tx *store.Tx) *arrivals {
	return tx.Behind(func() store.Behind { return &arrivals{} }).(*arrivals)
}

// Kinds are those of which rows may wait here.
func (*arrivals) Kinds() []string {
	return []string{db.TypeUser, db.TypeDirectoryLink, db.TypeUserEmail}
}

// Flush writes people before what names them.
func (a *arrivals) Flush(ctx context.Context, tx *store.Tx) error {
	if err := tx.Insert(ctx, user.Table, store.Rows(a.people)); err != nil {
		return err
	}
	if err := tx.Insert(ctx, directorylink.Table, store.Rows(a.links)); err != nil {
		return err
	}
	return tx.Insert(ctx, useremail.Table, store.Rows(a.emails))
}

// add takes a person with their link to the actor's directory.
func (a *arrivals) add(tx *store.Tx, id ident.ID, p Profile, key []byte, boss *db.User) error {
	row := tx.Client.User.Create().SetID(id).SetCreatedAt(tx.Now).SetUpdatedAt(tx.Now).SetSource(user.SourceDIRECTORY).SetPersonKey(key).
		SetActivatedAt(tx.Now).SetInactiveDirectory(!p.Active).SetActive(p.Active)
	profileColumns(row.Mutation(), p, true)
	if boss != nil {
		row.SetManagerID(boss.ID).SetManagerKey(NameKey(boss))
	}
	kept, err := sentOf(p).encode()
	if err != nil {
		return err
	}
	link := tx.Client.DirectoryLink.Create().SetID(tx.NewID()).SetCreatedAt(tx.Now).SetDirectoryID(tx.Actor.ID).SetUserID(id).SetProfile(kept).
		SetEmployeeNumberKey(p.EmployeeNumber)
	if len(p.Keys) > 0 {
		link.SetKeys(p.Keys)
	}
	if p.ExternalID != "" {
		link.SetExternalID(p.ExternalID)
	}
	a.people, a.links, a.emails = append(a.people, row), append(a.links, link), append(a.emails, emailRows(tx, id, p.Emails)...)
	return nil
}
