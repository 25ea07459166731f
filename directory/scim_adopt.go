package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/directoryconflict"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Conflict is an account that a directory asked for and does not have.
type Conflict struct {
	ID, Directory, User ident.ID
	UserName            string // as the directory sent it
	ExternalID          string
	Seen                time.Time // last
	Attempts            int
}

// Conflicts lists what the directories of the actor's tenant may be given, newest last.
func (d *Directory) Conflicts(ctx context.Context) ([]Conflict, error) {
	var out []Conflict
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.DirectoryConflict.Query().Order(directoryconflict.BySeenAt(), directoryconflict.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("list conflicts: %w", err)
		}
		for _, row := range rows {
			out = append(out, Conflict{row.ID, row.DirectoryID, row.UserID, row.UserName, row.ExternalID, row.SeenAt, row.Attempts})
		}
		return nil
	})
	return out, err
}

// note keeps a conflict for an administrator to decide on. Break-glass accounts and
// contacts are nobody's to give.
func (d *Directory) note(ctx context.Context, holder *db.User, p Profile) {
	if !adoptable(holder) {
		return
	}
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.DirectoryConflict.Update().Where(directoryconflict.DirectoryID(tx.Actor.ID), directoryconflict.UserID(holder.ID)).
			SetUserName(p.UserName).SetExternalID(p.ExternalID).SetSeenAt(tx.Now).AddAttempts(1).Save(ctx)
		if err != nil || n > 0 {
			return err
		}
		return tx.Client.DirectoryConflict.Create().SetID(tx.NewID()).SetDirectoryID(tx.Actor.ID).SetUserID(holder.ID).SetUserName(p.UserName).
			SetExternalID(p.ExternalID).SetSeenAt(tx.Now).Exec(ctx)
	})
	if err != nil && !store.IsTaken(err) {
		d.log().WarnContext(ctx, "keep conflict", "error", err)
	}
}

func adoptable(u *db.User) bool {
	return !u.BreakGlass && u.Kind == user.KindSTAFF && u.DeletedAt == nil
}

// Adopt hands an account over to a directory, by an administrator's consent: from
// then on the directory governs it, and nobody else does. What the account holds
// stays. expected is the person's version, or 0.
func (d *Directory) Adopt(ctx context.Context, to, id ident.ID, expected int64) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			there, err := tx.Client.Directory.Query().Where(directory.ID(to)).Exist(ctx)
			if err != nil {
				return fmt.Errorf("load directory: %w", err)
			}
			if !there {
				return unknown("directory")
			}
			u, err := loadUser(ctx, tx.Client, id, expected)
			if err != nil {
				return err
			}
			if !adoptable(u) {
				return fault.New(fault.Denied, fault.CodeForbidden, "Break-glass accounts and contacts belong to no directory.")
			}
			return hand(ctx, tx, u, to, "")
		})
	})
}

// hand links an account to a directory that may have it, and to no other.
func hand(ctx context.Context, tx *store.Tx, u *db.User, to ident.ID, externalID string) error {
	links, err := tx.Client.DirectoryLink.Query().Where(directorylink.UserID(u.ID)).All(ctx)
	if err != nil {
		return fmt.Errorf("load links: %w", err)
	}
	before := ident.ID{}
	for _, l := range links {
		if before = l.DirectoryID; before == to {
			return nil
		}
	}
	if err := guarded(ctx, tx.Client.User.Update().SetSource(user.SourceDIRECTORY), u); err != nil {
		return err
	}
	if _, err := tx.Client.DirectoryLink.Delete().Where(directorylink.UserID(u.ID)).Exec(ctx); err != nil {
		return fmt.Errorf("delete links: %w", err)
	}
	link := tx.Client.DirectoryLink.Create().SetID(tx.NewID()).SetDirectoryID(to).SetUserID(u.ID)
	if externalID != "" {
		link.SetExternalID(externalID)
	}
	if err := link.Exec(ctx); err != nil {
		return fmt.Errorf("insert link: %w", err)
	}
	if _, err := tx.Client.DirectoryConflict.Delete().Where(directoryconflict.UserID(u.ID)).Exec(ctx); err != nil {
		return fmt.Errorf("delete conflicts: %w", err)
	}
	tx.Record(store.Event{Action: "USER_ADOPTED", TargetKind: ident.User, Target: u.ID, Source: sourceOf(tx.Actor), PersonKey: u.PersonKey,
		Changes: []store.Change{{Field: "directory", Before: directoryText(before), After: directoryText(to)}}})
	return nil
}

func directoryText(id ident.ID) any {
	if id.IsZero() {
		return nil
	}
	return id.Text(ident.Directory)
}

// adoptProven gives the actor's directory the account that is in the way of a new
// person, where that needs nobody's consent: it is local, and its userName is an
// address in a domain that the tenant has proven. In the same transaction the account
// becomes what the directory says; where that is refused, it stays whose it was.
func (d *Directory) adoptProven(ctx context.Context, p Profile) (out Person, adopted bool, err error) {
	var u *db.User
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		u, err = provenAccount(ctx, c, p)
		return err
	})
	if err != nil || u == nil {
		return Person{}, false, err
	}
	self := u.ID
	err = d.change(ctx, func(ctx context.Context, tx *store.Tx) error {
		if u, err = provenAccount(ctx, tx.Client, p); err != nil || u == nil {
			return err
		}
		if err := hand(ctx, tx, u, tx.Actor.ID, p.ExternalID); err != nil {
			return err
		}
		out, err = d.become(ctx, tx, u.ID, p)
		return err
	})
	return out, err == nil && u != nil, d.taken(ctx, err, self, p)
}

// become makes a person of the actor's directory what it says.
func (d *Directory) become(ctx context.Context, tx *store.Tx, id ident.ID, p Profile) (Person, error) {
	e, err := d.edit(ctx, tx, id, 0, func(Profile) (Profile, error) { return p, nil })
	if err != nil {
		return Person{}, err
	}
	if e.before.Equal(e.after) {
		return personOf(e.row, e.before), nil
	}
	if e.judges() && !settled(tx) {
		return Person{}, errSettle
	}
	return d.apply(ctx, tx, e)
}

// provenAccount finds such an account; nil: there is none.
func provenAccount(ctx context.Context, c *db.Client, p Profile) (*db.User, error) {
	if !isAddress(p.UserName) {
		return nil, nil
	}
	u, err := c.User.Query().Where(user.UserNameKey(Fold(p.UserName)), user.DeletedAtIsNil(), user.SourceEQ(user.SourceLOCAL), user.Not(user.HasLinks())).Only(ctx)
	if db.IsNotFound(err) || err == nil && !adoptable(u) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up account: %w", err)
	}
	proven, err := provenDomain(ctx, c, u.UserName)
	if err != nil || !proven {
		return nil, err
	}
	return u, nil
}
