package mail

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/mail"
	"mandate/ent/db/notification"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Room holds the operations. Its methods are safe for concurrent use.
type Room struct {
	Directory *directory.Directory
}

// Resend queues a dead letter again, with all its attempts before it. It keeps its
// Message-ID, so that a receiver that got it after all can drop it.
func (r *Room) Resend(ctx context.Context, id ident.ID) error {
	return r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) { return id, resend(ctx, tx, id) })
		return err
	})
}

func resend(ctx context.Context, tx *store.Tx, id ident.ID) error {
	row, err := tx.Client.Mail.Query().Where(mail.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such message.").On("mailId")
	}
	if err != nil {
		return fmt.Errorf("load mail: %w", err)
	}
	if row.State != mail.StateDEAD {
		return fault.New(fault.Conflict, fault.CodeInvalid, "This message is not among the dead letters.").On("mailId")
	}
	n, err := tx.Client.Mail.Update().Where(mail.ID(id), mail.StateEQ(mail.StateDEAD)).SetState(mail.StateQUEUED).
		SetAttempts(0).SetNextAttemptAt(tx.Now).SetError("").Save(ctx)
	if err := directory.Guarded(0, n, err); err != nil {
		return err
	}
	err = tx.Client.Notification.Update().Where(notification.MailID(id)).SetState(notification.StatePENDING).Exec(ctx)
	if err != nil {
		return fmt.Errorf("wake notices: %w", err)
	}
	tx.Record(store.Event{Action: "MAIL_RESENT", TargetKind: ident.Mail, Target: id})
	return nil
}
