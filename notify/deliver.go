package notify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"mandate/directory/mail"
	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/ent/db/notification"
	"mandate/ident"
	"mandate/store"
)

const (
	mailsAtOnce = 50
	claimTime   = 10 * time.Minute // after which a message whose sender vanished is tried again
	sayMost     = 300              // characters of what a server said
)

// Deliver offers messages that are due to the server, once each, and says whether there
// may be more. Where ctx ends before the server has spoken, a message is due as before.
func (p *Post) Deliver(ctx context.Context) (more bool, err error) {
	claimed, err := p.claim(ctx)
	if err != nil || len(claimed) == 0 {
		return false, err
	}
	good, list := claimed[:0:0], []Message(nil)
	for _, row := range claimed {
		m, err := p.message(row)
		if err == nil {
			good, list = append(good, row), append(list, m)
			continue
		}
		// It can never be sent; the others don't wait for it.
		p.Log.ErrorContext(ctx, "mail can't be read", "mail", row.ID.Text(ident.Mail), "error", err)
		if err := p.finish(ctx, row, Message{ID: row.ID.Text(ident.Mail), Address: row.Address}, Refusal{"the message can't be read"}); err != nil {
			return false, err
		}
	}
	outcome := p.Sender.Send(ctx, list)
	var back []*db.Mail
	for i, row := range good {
		if interrupted(ctx, outcome[i]) {
			back = append(back, row)
			continue
		}
		if err := p.finish(ctx, row, list[i], outcome[i]); err != nil {
			return false, err
		}
	}
	return len(claimed) == mailsAtOnce, p.giveBack(ctx, back)
}

// claim takes messages for a while, so that no other worker offers them too.
func (p *Post) claim(ctx context.Context) ([]*db.Mail, error) {
	due := mailrow.And(mailrow.StateEQ(mailrow.StateQUEUED), mailrow.NextAttemptAtLTE(p.Store.Now()))
	var any bool
	err := p.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		any, err = c.Mail.Query().Where(due).Exist(ctx)
		return err
	})
	if err != nil || !any {
		return nil, err
	}
	var rows []*db.Mail
	err = p.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		q := tx.Client.Mail.Query().Where(due).Order(mailrow.ByID()).Limit(mailsAtOnce)
		q.Modify(skipLocked)
		if rows, err = q.All(ctx); err != nil || len(rows) == 0 {
			return err
		}
		list := make([]ident.ID, len(rows))
		for i, row := range rows {
			list[i] = row.ID
		}
		return tx.Client.Mail.Update().Where(mailrow.IDIn(list...)).AddAttempts(1).SetNextAttemptAt(tx.Now.Add(claimTime)).Exec(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("claim mail: %w", err)
	}
	return rows, nil
}

func (p *Post) message(row *db.Mail) (Message, error) {
	body, err := mail.OpenBody(p.Store.Secrets, row.ID, row.BodySealed)
	if err != nil {
		return Message{}, err
	}
	return Message{ID: row.ID.Text(ident.Mail), Address: row.Address, Language: row.Language, Subject: row.Subject,
		Text: body.Text, HTML: body.HTML, Secret: body.Credential, At: row.CreatedAt}, nil
}

// finish writes down how a try ended.
func (p *Post) finish(ctx context.Context, row *db.Mail, m Message, outcome error) error {
	err := p.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		up, state := tx.Client.Mail.Update().Where(mailrow.ID(row.ID)), notification.StateSENT
		next, again := after(row.Attempts+1, tx.Now)
		switch {
		case outcome == nil:
			if err := p.forget(up, tx, row.ID, m); err != nil {
				return err
			}
			up.SetState(mailrow.StateSENT).SetSentAt(tx.Now).SetError("")
		case again && !errors.As(outcome, &Refusal{}):
			up.SetNextAttemptAt(next).SetError(said(outcome, m.Address))
			state = notification.StateFAILED
		default:
			up.SetState(mailrow.StateDEAD).SetError(said(outcome, m.Address))
			state = notification.StateDEAD
		}
		if err := up.Exec(ctx); err != nil {
			return err
		}
		return tx.Client.Notification.Update().Where(notification.MailID(row.ID)).SetState(state).Exec(ctx)
	})
	if err != nil {
		return fmt.Errorf("finish mail %s: %w", row.ID, err)
	}
	if outcome != nil {
		p.Log.WarnContext(ctx, "mail not taken", "mail", m.ID, "try", row.Attempts+1, "error", said(outcome, m.Address))
	}
	return nil
}

// forget takes a credential that was sent out of the outbox.
func (p *Post) forget(up *db.MailUpdate, tx *store.Tx, id ident.ID, m Message) error {
	if !m.Secret || p.Keep {
		return nil
	}
	sealed, err := mail.Body{Credential: true}.Seal(tx.Secrets(), id)
	if err != nil {
		return err
	}
	up.SetBodySealed(sealed)
	return nil
}

// said is a server's word for the list of dead letters: one line, without the address.
func said(err error, address string) string {
	text := []rune(strings.ReplaceAll(oneLine(err.Error()), address, "…"))
	return string(text[:min(len(text), sayMost)])
}
