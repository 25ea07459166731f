package notify_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/mail"
	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/ent/db/notification"
	"mandate/ident"
	"mandate/notify"
	"mandate/store"
	"mandate/store/storetest"
)

// office is a tenant with a person, a clock, and a sender that a test answers for.
type office struct {
	t    *testing.T
	s    *store.Store
	now  time.Time
	room *directory.Directory
	post *notify.Post
	ten  ident.ID
	ann  ident.ID
	log  bytes.Buffer

	sent   []notify.Message
	answer error
}

func (o *office) Send(_ context.Context, list []notify.Message) []error {
	out := make([]error, len(list))
	for i := range out {
		out[i] = o.answer
	}
	o.sent = append(o.sent, list...)
	return out
}

func each(t *testing.T, run func(t *testing.T, o *office)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			o := &office{t: t, now: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)}
			o.s = storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return o.now })
			o.room = &directory.Directory{Store: o.s}
			var err error
			o.post, err = notify.New(notify.Post{Store: o.s, Sender: o, PublicURL: "https://mandate.acme.test/",
				Log: slog.New(slog.NewTextHandler(&o.log, nil))})
			o.no(err)
			o.ten, err = o.room.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme Lending"})
			o.no(err)
			o.ann = o.person("ann@acme.test", "de")
			o.work(0)
			o.sent = nil
			run(t, o)
		})
	}
}

func (o *office) no(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) system() context.Context { return storetest.System(o.t, o.ten) }

func (o *office) person(email, language string) ident.ID {
	o.t.Helper()
	id, _, err := o.room.Create(o.system(), directory.NewPerson{FirstName: "Ann", LastName: "Ames", Email: email, Locale: language})
	o.no(err)
	return id
}

func (o *office) notify(list ...store.Notice) {
	o.t.Helper()
	o.no(o.s.Write(o.system(), func(_ context.Context, tx *store.Tx) error {
		for _, n := range list {
			tx.Notify(n)
		}
		return nil
	}))
}

// work lets time pass, then does what is due.
func (o *office) work(later time.Duration) {
	o.t.Helper()
	o.now = o.now.Add(later)
	o.no(o.post.Work(o.system()))
}

func (o *office) outbox() (rows []*db.Mail, notices []*db.Notification) {
	o.t.Helper()
	o.no(o.s.Read(o.system(), func(ctx context.Context, c *db.Client) (err error) {
		if rows, err = c.Mail.Query().Order(mailrow.ByID()).All(ctx); err != nil {
			return err
		}
		notices, err = c.Notification.Query().Order(notification.ByID()).All(ctx)
		return err
	}))
	return rows[1:], notices[1:] // the welcome of the set-up aside
}

// TestNoticesOfAMinuteAreOneMessage is NO-3.
func TestNoticesOfAMinuteAreOneMessage(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.notify(store.Notice{Type: "DELEGATE_SET", Recipient: o.ann, Subject: o.ann}, store.Notice{Type: "JOB_DONE", Recipient: o.ann, Facts: map[string]string{"job": "USERS_IMPORT", "state": "DONE", "done": "12"}})
		o.work(30 * time.Second)
		o.notify(store.Notice{Type: "UNHEARD_OF", Recipient: o.ann})
		o.work(0)
		if len(o.sent) != 0 {
			t.Fatalf("sent before the minute was over: %+v", o.sent)
		}
		o.work(31 * time.Second)
		if len(o.sent) != 1 || o.sent[0].Address != "ann@acme.test" || o.sent[0].Language != "de" {
			t.Fatalf("sent %+v", o.sent)
		}
		if got := o.sent[0].Subject; got != "Sie vertreten Ann Ames und 2 weitere Mitteilungen" {
			t.Errorf("subject %q", got)
		}
		for _, want := range []string{"Guten Tag Ann Ames,", "Import von Personen: erledigt.", "Erledigte Zeilen: 12.", "Es gibt eine neue Mitteilung für Sie.", "https://mandate.acme.test/jobs"} {
			if !strings.Contains(o.sent[0].Text, want) {
				t.Errorf("%q is missing in\n%s", want, o.sent[0].Text)
			}
		}
		rows, notices := o.outbox()
		if len(rows) != 1 || rows[0].State != mailrow.StateSENT || !slices.Equal(rows[0].Types, []string{"DELEGATE_SET", "JOB_DONE", "UNHEARD_OF"}) {
			t.Errorf("outbox %+v", rows)
		}
		for _, n := range notices {
			if n.State != notification.StateSENT || n.MailID == nil || *n.MailID != rows[0].ID {
				t.Errorf("notice %s is %s", n.Type, n.State)
			}
		}
		o.work(time.Hour)
		if len(o.sent) != 1 {
			t.Error("sent twice")
		}
	})
}

func TestCredentialsGoAtOnceAndAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.notify(store.Notice{Type: "DELEGATE_SET", Recipient: o.ann, Subject: o.ann},
			store.Notice{Type: "CREDENTIAL_RESET", Recipient: o.ann, Secret: []byte("CANARY-one-time"), Facts: map[string]string{"userName": "ann"}},
			store.Notice{Type: "PASSWORD_RESET", Recipient: o.ann, Secret: []byte("https://mandate.acme.test/reset/CANARY")})
		o.work(0)
		if len(o.sent) != 2 {
			t.Fatalf("sent %+v", o.sent)
		}
		if !strings.Contains(o.sent[0].Text, "Vorläufiges Passwort: CANARY-one-time") || !strings.Contains(o.sent[1].HTML, `href="https://mandate.acme.test/reset/CANARY"`) {
			t.Errorf("sent %q, %q", o.sent[0].Text, o.sent[1].HTML)
		}
		rows, notices := o.outbox()
		for _, row := range rows {
			body, err := mail.OpenBody(o.s.Secrets, row.ID, row.BodySealed)
			o.no(err)
			if !body.Credential || body.Text != "" || body.HTML != "" || strings.Contains(row.Subject, "CANARY") {
				t.Errorf("kept after sending: %+v", body)
			}
		}
		for _, n := range notices {
			if len(n.SecretSealed) != 0 && n.Type != "DELEGATE_SET" {
				t.Errorf("%s keeps its secret", n.Type)
			}
		}
		(notify.Log{Log: slog.New(slog.NewTextHandler(&o.log, nil))}).Send(t.Context(), o.sent)
		if !strings.Contains(o.log.String(), "ann@acme.test") || strings.Contains(o.log.String(), "CANARY") {
			t.Errorf("log: %s", o.log.String())
		}
	})
}

func TestWhoIsNotWrittenTo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		room := &mail.Room{Directory: o.room}
		as := storetest.As(t, actor.Actor{Kind: actor.User, Tenant: o.ten, ID: o.ann})
		o.no(room.SetPreferences(as, []mail.Preference{{Type: "JOB_DONE", Email: false}}))
		away := o.person("bob@acme.test", "")
		o.no(o.room.Deactivate(o.system(), away, 0, ""))
		o.work(time.Hour)
		o.sent = nil
		o.notify(store.Notice{Type: "JOB_DONE", Recipient: o.ann}, store.Notice{Type: "DELEGATE_SET", Recipient: away, Subject: o.ann},
			store.Notice{Type: "EMAIL_CHANGED", Recipient: away, Address: "old@acme.test"})
		o.work(2 * time.Minute)
		if len(o.sent) != 1 || o.sent[0].Address != "old@acme.test" || !strings.Contains(o.sent[0].Text, "The address of your account was changed.") {
			t.Errorf("sent %+v", o.sent)
		}
		_, notices := o.outbox()
		for _, n := range notices {
			if n.State != notification.StateSENT {
				t.Errorf("%s waits", n.Type)
			}
		}
	})
}

func TestABrakeHoldsMailBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		brake := o.brake()
		o.notify(store.Notice{Type: "DELEGATE_SET", Recipient: o.ann, Subject: o.ann}, store.Notice{Type: "DIRECTORY_PAUSED", Recipient: o.ann, Facts: map[string]string{"directory": "Okta"}})
		o.work(2 * time.Minute)
		if len(o.sent) != 1 || !strings.Contains(o.sent[0].Text, "Das Verzeichnis Okta hat") {
			t.Fatalf("sent %+v", o.sent)
		}
		o.work(time.Hour)
		o.no(o.room.ConfirmBrake(o.system(), brake, 0))
		o.work(2 * time.Minute)
		if len(o.sent) != 2 || !strings.HasPrefix(o.sent[1].Subject, "Sie vertreten") {
			t.Errorf("after the decision: %+v", o.sent)
		}
	})
}

// What other rules promise for a time, and what no deactivation brings about, comes while
// a brake is on: nobody is locked without the warning, and no domain leaves unseen.
func TestABrakeHoldsNoPromiseBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.brake()
		facts := map[string]string{"domain": "acme.test", "connection": "Okta", "days": "7"}
		for _, name := range []string{"INACTIVITY_WARNING", "CERTIFICATE_EXPIRING", "METADATA_HELD", "DOMAIN_VERIFIED", "DOMAIN_RECORD_GONE", "DOMAIN_MOVED"} {
			o.notify(store.Notice{Type: name, Recipient: o.ann, Facts: facts})
		}
		o.notify(store.Notice{Type: "DEAL_ASSIGNED", Recipient: o.ann, Subject: o.ann})
		o.work(2 * time.Minute)
		_, notices := o.outbox()
		for _, n := range notices {
			if waits := n.State == notification.StatePENDING; waits != (n.Type == "DEAL_ASSIGNED") {
				t.Errorf("%s waits: %v", n.Type, waits)
			}
		}
		if len(o.sent) != 1 || len(notices) < 7 {
			t.Errorf("%d messages of %d notices", len(o.sent), len(notices))
		}
	})
}

// brake is that of a new directory, which is on.
func (o *office) brake() ident.ID {
	o.t.Helper()
	dir, err := o.room.CreateDirectory(o.system(), "Okta")
	o.no(err)
	id := o.s.NewID()
	o.no(o.s.Write(o.system(), func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "DIRECTORY_PAUSED", TargetKind: ident.Directory, Target: dir.Directory})
		return tx.Client.Brake.Create().SetID(id).SetDirectoryID(dir.Directory).SetOpen(dir.Directory).Exec(ctx)
	}))
	return id
}

// What can't be opened any more, be it a notice's credential or a message, is told of in
// the log; the others don't wait for it.
func TestWhatCannotBeReadHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		bob := o.person("bob@acme.test", "en")
		o.work(time.Hour)
		o.sent = nil
		o.notify(store.Notice{Type: "CREDENTIAL_RESET", Recipient: o.ann, Secret: []byte("secret")}, store.Notice{Type: "SIGN_IN_BLOCKED", Recipient: bob})
		o.no(o.s.Write(o.system(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.Notification.Update().Where(notification.SecretSealedNotNil()).SetSecretSealed([]byte("spoilt")).Exec(ctx)
		}))
		o.work(2 * time.Minute)
		if len(o.sent) != 1 || o.sent[0].Address != "bob@acme.test" {
			t.Fatalf("sent %+v", o.sent)
		}
		if !strings.Contains(o.log.String(), "notices can't be mailed") {
			t.Errorf("log: %s", o.log.String())
		}
	})
}

func TestRetriesThenDeadLetterThenResend(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.answer = errors.New("450 try later, ann@acme.test")
		o.notify(store.Notice{Type: "SIGN_IN_BLOCKED", Recipient: o.ann})
		o.work(0)
		o.work(30 * time.Second)
		rows, notices := o.outbox()
		if len(o.sent) != 1 || rows[0].State != mailrow.StateQUEUED || rows[0].Attempts != 1 || rows[0].Error != "450 try later, …" || notices[0].State != notification.StateFAILED {
			t.Fatalf("after one try: %d sent, %+v", len(o.sent), rows[0])
		}
		for range 20 {
			o.work(13 * time.Hour)
		}
		rows, notices = o.outbox()
		if len(o.sent) != 10 || rows[0].State != mailrow.StateDEAD || notices[0].State != notification.StateDEAD {
			t.Fatalf("in the end: %d sent, %s", len(o.sent), rows[0].State)
		}
		room, other := &mail.Room{Directory: o.room}, &mail.Room{Directory: o.room}
		elsewhere, err := o.room.CreateTenant(t.Context(), directory.NewTenant{Slug: "other", Name: "Other"})
		o.no(err)
		if err := other.Resend(storetest.System(t, elsewhere), rows[0].ID); err == nil {
			t.Error("another tenant wakes our mail")
		}
		o.answer = nil
		o.no(room.Resend(o.system(), rows[0].ID))
		o.work(0)
		rows, _ = o.outbox()
		if len(o.sent) != 11 || rows[0].State != mailrow.StateSENT || o.sent[10].ID != o.sent[0].ID {
			t.Errorf("after resending: %d sent, %s, %s and %s", len(o.sent), rows[0].State, o.sent[10].ID, o.sent[0].ID)
		}
		if err := room.Resend(o.system(), rows[0].ID); err == nil {
			t.Error("a message that was sent is no dead letter")
		}
	})
}

func TestARefusalForGoodIsDeadAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.answer = notify.Refusal{Reason: "550 no such mailbox"}
		o.notify(store.Notice{Type: "SIGN_IN_BLOCKED", Recipient: o.ann})
		o.work(0)
		if rows, _ := o.outbox(); len(rows) != 1 || rows[0].State != mailrow.StateDEAD {
			t.Errorf("outbox %+v", rows)
		}
	})
}

// TestAVanishedSenderIsSucceeded claims a message and ends, as a process does that is
// killed between sending and writing so down.
func TestAVanishedSenderIsSucceeded(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.notify(store.Notice{Type: "SIGN_IN_BLOCKED", Recipient: o.ann})
		_, err := o.post.Gather(o.system())
		o.no(err)
		o.no(o.s.Write(o.system(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.Mail.Update().Where(mailrow.StateEQ(mailrow.StateQUEUED)).AddAttempts(1).SetNextAttemptAt(tx.Now.Add(10 * time.Minute)).Exec(ctx)
		}))
		o.work(9 * time.Minute)
		if len(o.sent) != 0 {
			t.Fatal("taken from a sender that may still be at it")
		}
		o.work(2 * time.Minute)
		if len(o.sent) != 1 {
			t.Errorf("sent %d", len(o.sent))
		}
	})
}
