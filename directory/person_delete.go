package directory

import (
	"context"
	"errors"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/connectionsubject"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/emailreservation"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/ent/db/useremail"
	"mandate/ident"
	"mandate/store"
)

// DeletePerson is a SCIM DELETE by the actor's directory: final (LC-4). The id is
// unknown afterwards, and the userName free for the directory (RFC 7644 3.6). The
// brake is for deactivations: what can't be reversed is not held either.
func (d *Directory) DeletePerson(ctx context.Context, id ident.ID, expected int64) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := loadGoverned(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := expect(expected, row.Version); err != nil {
			return err
		}
		return d.erase(ctx, tx, row, "")
	})
}

// erase tombstones a person, in the order of LC-4: the tombstone, then reports
// lose their manager, absences their delegate, then OnChange takes the person off
// deals. What joined them to directories, groups, roles and identity providers is
// gone; the edits they made, their limits and preferences stay with the tombstone.
func (d *Directory) erase(ctx context.Context, tx *store.Tx, u *db.User, why string) error {
	h, err := holdingOf(ctx, tx.Client, u)
	if err != nil {
		return err
	}
	if err := h.mayGo(ctx, tx, u); err != nil {
		return err
	}
	state, err := h.authority(u)
	if err != nil {
		return err
	}
	if err := tombstone(ctx, tx, u); err != nil {
		return err
	}
	source := sourceOf(tx.Actor)
	tx.Record(store.Event{Action: "USER_DELETED", TargetKind: ident.User, Target: u.ID, Source: source, Comment: why, Changes: h.record(state)})
	state.Active, state.Permissions, state.Roles, state.Absent, state.Delegate = false, nil, []RoleHeld{}, false, ident.ID{}
	if err := keep(tx, u.ID, state, false); err != nil {
		return err
	}
	if err := clearManager(ctx, tx, u.ID); err != nil {
		return err
	}
	if err := endAbsence(ctx, tx, h); err != nil {
		return err
	}
	left, err := loseDelegate(ctx, tx, u.ID)
	if err != nil {
		return fmt.Errorf("take %s from absences: %w", u.ID, err)
	}
	return d.follow(ctx, tx, Change{Kind: Deleted, User: u.ID, Left: left, Source: source})
}

func tombstone(ctx context.Context, tx *store.Tx, u *db.User) error {
	up := tx.Client.User.Update().SetDeletedAt(tx.Now).SetActive(false).ClearManagerID().SetManagerKey("").SetPasswordHash("")
	if err := guarded(ctx, up, u); err != nil {
		return err
	}
	left, err := look(ctx, tx.Client, u.ID, nil, tx.Now)
	if err != nil {
		return err
	}
	if err := endAccess(ctx, tx, u.ID, left, "USER_DELETED"); err != nil {
		return err
	}
	if err := unjoin(ctx, tx.Client, u.ID); err != nil {
		return fmt.Errorf("unjoin person %s: %w", u.ID, err)
	}
	return reserve(ctx, tx, u)
}

func unjoin(ctx context.Context, c *db.Client, id ident.ID) error {
	_, links := c.DirectoryLink.Delete().Where(directorylink.UserID(id)).Exec(ctx)
	_, emails := c.UserEmail.Delete().Where(useremail.UserID(id)).Exec(ctx)
	_, groups := c.GroupMember.Delete().Where(groupmember.UserID(id)).Exec(ctx)
	_, roles := c.RoleGrant.Delete().Where(rolegrant.UserID(id)).Exec(ctx)
	_, subjects := c.ConnectionSubject.Delete().Where(connectionsubject.UserID(id)).Exec(ctx)
	return errors.Join(links, emails, groups, roles, subjects)
}

// reserve keeps the address from being taken in a form again (LC-5). Somebody who
// never signed in leaves it as free as it was (PR-2). A reservation that was there
// passes to whom the directory had made anew (RFC 7644 section 3.6).
func reserve(ctx context.Context, tx *store.Tx, u *db.User) error {
	if u.EmailKey == "" {
		return nil
	}
	hash := addressHash(tx.Actor.Tenant, u.EmailKey)
	if u.LastLoginAt == nil {
		return tx.Client.EmailReservation.Update().Where(emailreservation.AddressHash(hash)).SetUserID(u.ID).Exec(ctx)
	}
	err := tx.Client.EmailReservation.Create().SetID(tx.NewID()).SetUserID(u.ID).SetAddressHash(hash).
		OnConflict(sql.ConflictColumns(emailreservation.FieldTenantID, emailreservation.FieldAddressHash)).
		Update(func(up *db.EmailReservationUpsert) { up.SetUserID(u.ID) }).Exec(ctx)
	if err != nil {
		return fmt.Errorf("reserve address: %w", err)
	}
	return nil
}

// clearManager takes a deleted manager from the living reports, by id.
func clearManager(ctx context.Context, tx *store.Tx, boss ident.ID) error {
	reports, err := tx.Client.User.Query().Where(user.ManagerID(boss), user.DeletedAtIsNil()).Order(user.ByID()).IDs(ctx)
	if err != nil || len(reports) == 0 {
		return err
	}
	err = tx.Client.User.Update().Where(user.ManagerID(boss), user.DeletedAtIsNil()).ClearManagerID().SetManagerKey("").AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("clear manager: %w", err)
	}
	for _, id := range reports {
		tx.Record(store.Event{Action: "MANAGER_CLEARED", TargetKind: ident.User, Target: id, User: boss, System: true,
			Changes: managerChange(boss, ident.ID{})})
	}
	return KeepAuthorities(ctx, tx, reports)
}
