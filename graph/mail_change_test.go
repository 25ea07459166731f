package graph_test

import (
	"context"
	"testing"

	"mandate/directory/mail"
	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// letter puts a message into the outbox, in some state.
func (o *office) letter(to ident.ID, state mailrow.State) (id ident.ID) {
	o.t.Helper()
	o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeMail)
		id = tx.NewID()
		body, err := mail.Body{Text: "It is yours."}.Seal(tx.Secrets(), id)
		if err != nil {
			return err
		}
		return tx.Client.Mail.Create().SetID(id).SetRecipientID(to).SetAddress("uma@acme.test").SetSubject("A deal is yours").SetBodySealed(body).
			SetState(state).SetAttempts(9).SetError("no such mailbox").SetNextAttemptAt(tx.Now).Exec(ctx)
	}))
	return id
}

// TestDeadLettersAreSentAgain: by who manages the company, once, and no message of another.
func TestDeadLettersAreSentAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		dead, sent := o.letter(c.uma, mailrow.StateDEAD).Text(ident.Mail), o.letter(c.uma, mailrow.StateSENT).Text(ident.Mail)
		o.ask(as(c.ada), `{ deadMails(first: 5) { totalCount nodes { id state } } }`, nil).ok().want("deadMails.totalCount", 1).want("deadMails.nodes.0.id", dead)
		o.steps("mailResend", "mail { id state attempts error }", []step{
			{name: "not dead", by: as(c.ada), input: vars{"mailId": sent}, code: "INVALID", field: "mailId"},
			{name: "no message", by: as(c.ada), input: vars{"mailId": usr(c.uma)}, code: "NOT_FOUND", field: "mailId"},
			{name: "other company", by: asIn(c.otherTenant, c.other), input: vars{"mailId": dead}, code: "NOT_FOUND", field: "mailId"},
			{name: "denied", by: as(c.uma), input: vars{"mailId": dead}, top: fault.CodeForbidden},
			{name: "success", by: as(c.ada), input: vars{"mailId": dead}, entry: "MAIL_RESENT", check: map[string]any{"mail.state": "QUEUED", "mail.attempts": 0, "mail.error": ""}},
			{name: "twice", by: as(c.ada), input: vars{"mailId": dead}, code: "INVALID", field: "mailId"},
		})
		o.ask(as(c.ada), `{ deadMails(first: 5) { totalCount } }`, nil).ok().want("deadMails.totalCount", 0)
	})
}

// TestNoticePreferences: what a person wants by e-mail is theirs alone; what nobody may switch
// off is refused.
func TestNoticePreferences(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		uma := as(c.uma)
		off := func(kind string) vars { return vars{"preferences": []vars{{"type": kind, "email": false}}} }
		o.steps("noticePreferencesSet", "preferences { type email }", []step{
			{name: "success", by: uma, input: off("DEAL_DELEGATED"), entry: "NOTICE_PREFERENCES_UPDATED",
				check: map[string]any{"preferences.1.type": "DEAL_DELEGATED", "preferences.1.email": false, "preferences.0.email": true}},
			{name: "needed", by: uma, input: off("PASSWORD_CHANGED"), code: "INVALID", field: "preferences.0.type"},
			{name: "unknown", by: uma, input: off("NONSENSE"), code: "INVALID", field: "preferences.0.type"},
			{name: "a key for nobody", by: with(o.key("auditor")), input: off("DEAL_ASSIGNED"), code: "FORBIDDEN"},
		})
		o.ask(uma, "{ noticePreferences { email } }", nil).ok().want("noticePreferences.1.email", false)
		o.ask(as(c.ada), "{ noticePreferences { email } }", nil).ok().want("noticePreferences.1.email", true)
	})
}
