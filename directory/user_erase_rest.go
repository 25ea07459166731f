package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/challenge"
	"mandate/ent/db/contact"
	"mandate/ent/db/contactportfolio"
	"mandate/ent/db/directoryconflict"
	"mandate/ent/db/mail"
	"mandate/ent/db/notification"
	"mandate/ent/db/onetimelink"
	"mandate/ent/db/passkey"
	"mandate/ent/db/predicate"
	"mandate/ent/db/provisioningevent"
	"mandate/ent/db/recoverycode"
	"mandate/ent/db/savedview"
	"mandate/ent/db/session"
	"mandate/ent/db/totp"
	"mandate/store"
)

// eraseRest takes from the other tables what they still say of an erased person: how they
// signed in and from where, what they were written, what their directory sent, whom they
// were for a customer, and what they called things of their own.
func eraseRest(ctx context.Context, tx *store.Tx, u *db.User) error {
	c := tx.Client
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"sessions", func() error {
			return c.Session.Update().Where(session.UserID(u.ID)).SetUserAgent("").SetAddress("").SetNameID("").SetIdpSession("").Exec(ctx)
		}},
		{"factors", func() error { return eraseFactors(ctx, c, u) }},
		{"names of keys", func() error {
			return c.APIKey.Update().Where(apikey.UserID(u.ID), apikey.KindEQ(apikey.KindPERSONAL)).SetName("").Exec(ctx)
		}},
		{"views", func() error { return gone(c.SavedView.Delete().Where(savedview.UserID(u.ID)).Exec(ctx)) }},
		{"messages", func() error { return eraseMessages(ctx, c, u) }},
		{"contacts", func() error { return eraseContacts(ctx, c, u) }},
		{"provisioning log", func() error { return eraseProvisioning(ctx, c, u) }},
	} {
		if err := step.do(); err != nil {
			return fmt.Errorf("erase %s of %s: %w", step.what, u.ID, err)
		}
	}
	return nil
}

func gone(_ int, err error) error { return err }

func eraseFactors(ctx context.Context, c *db.Client, u *db.User) error {
	for _, err := range []error{
		gone(c.Passkey.Delete().Where(passkey.UserID(u.ID)).Exec(ctx)), gone(c.Totp.Delete().Where(totp.UserID(u.ID)).Exec(ctx)),
		gone(c.RecoveryCode.Delete().Where(recoverycode.UserID(u.ID)).Exec(ctx)), gone(c.Challenge.Delete().Where(challenge.UserID(u.ID)).Exec(ctx)),
		gone(c.OneTimeLink.Delete().Where(onetimelink.UserID(u.ID)).Exec(ctx)),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseMessages: what was written to the person goes, and of what others were told about
// them the words.
func eraseMessages(ctx context.Context, c *db.Client, u *db.User) error {
	if err := gone(c.Notification.Delete().Where(notification.RecipientID(u.ID)).Exec(ctx)); err != nil {
		return err
	}
	if err := c.Notification.Update().Where(notification.SubjectID(u.ID)).ClearFacts().SetAddress("").Exec(ctx); err != nil {
		return err
	}
	return gone(c.Mail.Delete().Where(mail.RecipientID(u.ID)).Exec(ctx))
}

func eraseContacts(ctx context.Context, c *db.Client, u *db.User) error {
	ids, err := c.Contact.Query().Where(contact.UserID(u.ID)).IDs(ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	if err := gone(c.ContactPortfolio.Delete().Where(contactportfolio.ContactIDIn(ids...)).Exec(ctx)); err != nil {
		return err
	}
	return gone(c.Contact.Delete().Where(contact.IDIn(ids...)).Exec(ctx))
}

// eraseProvisioning goes by the person's id, and by their userName only where an entry names
// nobody else and is not of the time after them: a directory may have given the userName to
// somebody who lives (RFC 7644 section 3.6), and that one's log stays.
func eraseProvisioning(ctx context.Context, c *db.Client, u *db.User) error {
	named := []predicate.ProvisioningEvent{provisioningevent.ResourceIDIsNil(),
		provisioningevent.Or(provisioningevent.Subject(u.UserName), provisioningevent.SubjectKey(Fold(u.UserName)))}
	if u.DeletedAt != nil {
		named = append(named, provisioningevent.AtLTE(*u.DeletedAt))
	}
	err := gone(c.ProvisioningEvent.Delete().Where(provisioningevent.Or(provisioningevent.ResourceID(u.ID), provisioningevent.And(named...))).Exec(ctx))
	if err != nil {
		return err
	}
	return gone(c.DirectoryConflict.Delete().Where(directoryconflict.UserID(u.ID)).Exec(ctx))
}
