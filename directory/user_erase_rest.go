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
	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ent/db/jobrow"
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
		{"files of jobs", func() error { return eraseFiles(ctx, tx) }},
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

func eraseProvisioning(ctx context.Context, c *db.Client, u *db.User) error {
	err := gone(c.ProvisioningEvent.Delete().Where(provisioningevent.Or(provisioningevent.ResourceID(u.ID), provisioningevent.Subject(u.UserName))).Exec(ctx))
	if err != nil {
		return err
	}
	return gone(c.DirectoryConflict.Delete().Where(directoryconflict.Or(directoryconflict.UserID(u.ID), directoryconflict.UserName(u.UserName))).Exec(ctx))
}

// filesOfPeople are the kinds of job whose files name people.
var filesOfPeople = []string{"USERS_IMPORT", "USERS_EXPORT", "HISTORY_EXPORT", "ACCESS_REVIEW_EXPORT"}

// eraseFiles forgets the jobs that have read or written files of people: a file can't be
// taken apart, and it can be written anew. Those that still run are asked to stop, and are
// forgotten when they have.
func eraseFiles(ctx context.Context, tx *store.Tx) error {
	c := tx.Client
	running := []predicate.Job{job.KindIn(filesOfPeople...), job.FinishedAtIsNil()}
	if err := c.Job.Update().Where(running...).SetCancel(true).SetExpiresAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	ids, err := c.Job.Query().Where(job.KindIn(filesOfPeople...), job.FinishedAtNotNil()).IDs(ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	if err := gone(c.JobRow.Delete().Where(jobrow.JobIDIn(ids...)).Exec(ctx)); err != nil {
		return err
	}
	if err := gone(c.JobFile.Delete().Where(jobfile.JobIDIn(ids...)).Exec(ctx)); err != nil {
		return err
	}
	return gone(c.Job.Delete().Where(job.IDIn(ids...)).Exec(ctx))
}
