package directory

import (
	"context"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// taken says in words which unique value a create or update collided with. The
// database decides, so that of many at once exactly one is first; only then is it
// asked who was. self is the person changed, zero for one created.
func (d *Directory) taken(ctx context.Context, err error, self ident.ID, p Profile) error {
	if err == nil || !store.IsTaken(err) {
		return err
	}
	var why error
	var holder *db.User
	read := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		a, _ := actor.From(ctx)
		holder, why, err = collision(ctx, c, a, self, p)
		return err
	})
	if read != nil {
		return read
	}
	if a, _ := actor.From(ctx); holder != nil && self.IsZero() && !linkedTo(holder, a.ID) {
		d.note(ctx, holder, p)
	}
	return why
}

func linkedTo(u *db.User, directory ident.ID) bool {
	return slices.ContainsFunc(u.Edges.Links, func(l *db.DirectoryLink) bool { return l.DirectoryID == directory })
}

func collision(ctx context.Context, c *db.Client, a actor.Actor, self ident.ID, p Profile) (holder *db.User, why, err error) {
	holder, err = c.User.Query().Where(user.UserNameKey(Fold(p.UserName)), user.DeletedAtIsNil(), user.IDNEQ(self)).
		WithLinks(func(q *db.DirectoryLinkQuery) { q.WithDirectory() }).Only(ctx)
	if db.IsNotFound(err) {
		why, err = externalTaken(ctx, c, a, p)
		return nil, why, err
	}
	if err != nil {
		return nil, nil, err
	}
	return holder, userNameTaken(holder, a), nil
}

// userNameTaken says whose the userName is. Of accounts that no directory governs all are
// told alike: which are break-glass or contacts is not a directory's to know.
func userNameTaken(holder *db.User, a actor.Actor) error {
	f := fault.New(fault.Conflict, fault.CodeTaken, "This userName belongs to an account that no directory governs. If it is this person's and may be governed by a directory, an administrator can hand it over; otherwise give the person another userName.")
	for _, l := range holder.Edges.Links {
		f = fault.New(fault.Conflict, fault.CodeTaken, "This userName belongs to a person whom the directory %q governs.", l.Edges.Directory.Name)
		if l.DirectoryID == a.ID {
			f = fault.New(fault.Conflict, fault.CodeTaken, "This directory has a person with this userName already.")
		}
	}
	return f.On("userName")
}

func externalTaken(ctx context.Context, c *db.Client, a actor.Actor, p Profile) (error, error) {
	there, err := c.DirectoryLink.Query().Where(directorylink.DirectoryID(a.ID), directorylink.ExternalID(p.ExternalID)).Exist(ctx)
	if err != nil {
		return nil, err
	}
	if there {
		return fault.New(fault.Conflict, fault.CodeTaken, "This directory has a person with this externalId already.").On("externalId"), nil
	}
	// Who was in the way has gone since.
	return fault.New(fault.Conflict, fault.CodeTaken, "This userName was taken a moment ago. Try again.").On("userName"), nil
}
