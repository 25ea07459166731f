package customer

import (
	"context"
	"fmt"
	"slices"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/contact"
	"mandate/ident"
	"mandate/store"
)

// admit brings the login of a contact in line with what the contact is: made and invited
// where access is new, shut where the last access of the person has gone.
func (r *Room) admit(ctx context.Context, tx *store.Tx, row *db.Contact, key []byte) error {
	if row.PlatformAccess && row.UserID == nil {
		if err := r.login(ctx, tx, row, key); err != nil {
			return err
		}
	}
	if row.UserID == nil {
		return nil
	}
	return r.settleLogin(ctx, tx, *row.UserID)
}

// login links the contact to the login of its address, or makes one and invites (CO-5).
// Whoever was invited once is not invited again, nor is somebody who had a login before.
func (r *Room) login(ctx context.Context, tx *store.Tx, row *db.Contact, key []byte) error {
	id, err := directory.ContactOf(ctx, tx, row.Email)
	if err != nil {
		return err
	}
	up := tx.Client.Contact.Update().Where(contact.ID(row.ID))
	if id.IsZero() {
		id, err = r.Directory.CreateContact(ctx, tx, directory.NewPerson{FirstName: row.FirstName, LastName: row.LastName, Email: row.Email,
			Phone: row.Phone, Locale: row.Language}, key)
		if err != nil {
			return err
		}
		if err := r.invite(ctx, tx, id); err != nil {
			return err
		}
		up.SetInvitedAt(tx.Now)
	}
	row.UserID = &id
	if err := up.SetUserID(id).Exec(ctx); err != nil {
		return fmt.Errorf("link login: %w", err)
	}
	return nil
}

func (r *Room) invite(ctx context.Context, tx *store.Tx, id ident.ID) error {
	n := store.Notice{Type: "INVITATION", Recipient: id, Subject: id}
	if r.Invite != nil {
		secret, facts, err := r.Invite(ctx, tx, id)
		if err != nil {
			return fmt.Errorf("make invitation: %w", err)
		}
		n.Secret, n.Facts = secret, facts
	}
	tx.Notify(n)
	return nil
}

// settleLogin gives a person the roles of all contacts that they are with access, and
// shuts them out when there is none.
func (r *Room) settleLogin(ctx context.Context, tx *store.Tx, id ident.ID) error {
	rows, err := tx.Client.Contact.Query().Where(contact.UserID(id), contact.PlatformAccess(true)).All(ctx)
	if err != nil {
		return fmt.Errorf("load contacts of a person: %w", err)
	}
	var roles []string
	for _, row := range rows {
		if name := roleOf(row); !slices.Contains(roles, name) {
			roles = append(roles, name)
		}
	}
	slices.Sort(roles)
	if err := r.Directory.SetContactRoles(ctx, tx, id, roles); err != nil {
		return err
	}
	return r.Directory.SetContactAccess(ctx, tx, id, len(rows) > 0)
}
