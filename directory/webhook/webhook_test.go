package webhook_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/webhook"
	"mandate/ent/db"
	"mandate/ent/db/notification"
	webhookrow "mandate/ent/db/webhook"
	"mandate/ent/db/webhookdelivery"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// house is a tenant with a subscription to everything.
type house struct {
	t      *testing.T
	now    time.Time
	room   *webhook.Room
	ctx    context.Context
	hook   ident.ID
	secret string
}

func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			h := &house{t: t, now: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)}
			s := storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return h.now })
			h.room = &webhook.Room{Directory: &directory.Directory{Store: s}}
			tenant, err := h.room.Directory.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
			h.no(err)
			h.ctx = storetest.System(t, tenant)
			h.seal()
			h.hook, h.secret, err = h.room.Create(h.ctx, webhook.Subscription{Name: "LOS", URL: "https://los.acme.test/hook"})
			h.no(err)
			h.seal()
			h.drain()
			run(t, h)
		})
	}
}

func (h *house) no(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) refused(err error, code fault.Code, field string) {
	h.t.Helper()
	f := fault.As(err)
	if err == nil || f.Code != code || field != "" && (len(f.Field) == 0 || f.Field[0] != field) {
		h.t.Errorf("got %v on %v, want %s on %s", err, f.Field, code, field)
	}
}

// seal waits until all history has its seal: on PostgreSQL transactions of other tests
// hold it up.
func (h *house) seal() {
	h.t.Helper()
	a, _ := actor.From(h.ctx)
	for left := -1; left != 0; {
		h.no(h.room.Directory.Store.Seal(h.ctx, a.Tenant))
		h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
			left = c.HistoryEntry.Query().CountX(ctx) - c.HistorySeal.Query().CountX(ctx)
			return nil
		}))
	}
}

// happens writes an event about a target, sealed.
func (h *house) happens(action string, target ident.ID) {
	h.t.Helper()
	h.no(h.room.Directory.Store.Write(h.ctx, func(_ context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: action, TargetKind: ident.Deal, Target: target, Changes: []store.Change{{Field: "name", After: "CANARY"}}})
		return nil
	}))
	h.seal()
}

// due queues and gives what is due, flat.
func (h *house) due() []webhook.Delivery {
	h.t.Helper()
	for more := true; more; {
		var err error
		more, err = h.room.Queue(h.ctx)
		h.no(err)
	}
	batches, err := h.room.Due(h.ctx)
	h.no(err)
	var list []webhook.Delivery
	for _, b := range batches {
		for _, target := range b.Targets {
			list = append(list, target...)
		}
	}
	return list
}

func (h *house) drain() {
	h.t.Helper()
	for _, d := range h.due() {
		h.no(h.room.Done(h.ctx, h.hook, d, webhook.Outcome{Status: 204}))
	}
}

func (h *house) row() (row *db.Webhook) {
	h.t.Helper()
	h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Webhook.Query().Where(webhookrow.ID(h.hook)).Only(ctx)
		return err
	}))
	return row
}

func TestTellsIdsAndFieldsInOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		a, b := h.room.Directory.Store.NewID(), h.room.Directory.Store.NewID()
		h.happens("DEAL_CREATED", a)
		h.happens("DEAL_CREATED", b)
		h.happens("DEAL_ASSIGNED", a)
		list := h.due()
		if len(list) != 3 || !strings.Contains(string(list[1].Payload), "DEAL_ASSIGNED") || !strings.Contains(string(list[1].Payload), a.Text(ident.Deal)) {
			t.Fatalf("due %+v", list)
		}
		for _, d := range list {
			if strings.Contains(string(d.Payload), "CANARY") || !strings.Contains(string(d.Payload), `"fields":["name"]`) {
				t.Errorf("payload %s", d.Payload)
			}
		}
		h.no(h.room.Done(h.ctx, h.hook, list[0], webhook.Outcome{Error: "away"}))
		if rest := h.due(); len(rest) != 1 || !strings.Contains(string(rest[0].Payload), b.Text(ident.Deal)) {
			t.Errorf("a failed event doesn't hold back its deal alone: %+v", rest)
		}
		h.now = h.now.Add(6 * time.Second)
		if again := h.due(); len(again) != 3 || again[0].EventID != list[0].EventID || again[0].Attempts != 1 {
			t.Errorf("after the pause: %+v", again)
		}
	})
}

func TestOnlyWhatIsWanted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		events := []string{"DEAL_ASSIGNED"}
		_, err := h.room.Update(h.ctx, h.hook, 1, webhook.Change{Events: &events})
		h.no(err)
		h.happens("DEAL_CREATED", h.hook)
		h.happens("DEAL_ASSIGNED", h.hook)
		if list := h.due(); len(list) != 1 {
			t.Errorf("due %+v", list)
		}
	})
}

// TestRetiredEvents: a webhook that has what is known to be no event by now can be changed
// otherwise, with its events as they were.
func TestRetiredEvents(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.no(h.room.Directory.Write(h.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeWebhook)
			return tx.Client.Webhook.UpdateOneID(h.hook).SetEvents([]string{"BREAK_GLASS_USED", "DEAL_CREATED"}).Exec(ctx)
		}))
		name, same, more := "renamed", []string{"DEAL_CREATED", "BREAK_GLASS_USED"}, []string{"BREAK_GLASS_USED", "DEAL_FINISHED"}
		_, err := h.room.Update(h.ctx, h.hook, 0, webhook.Change{Name: &name, Events: &same})
		h.no(err)
		_, err = h.room.Update(h.ctx, h.hook, 0, webhook.Change{Events: &more})
		h.refused(err, fault.CodeInvalid, "events")
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		good := webhook.Subscription{Name: "x", URL: "https://a.test"}
		for name, tc := range map[string]struct {
			change func(*webhook.Subscription)
			code   fault.Code
			field  string
		}{
			"no name":     {func(s *webhook.Subscription) { s.Name = " " }, fault.CodeRequired, "name"},
			"http":        {func(s *webhook.Subscription) { s.URL = "http://a.test" }, fault.CodeInvalid, "url"},
			"credentials": {func(s *webhook.Subscription) { s.URL = "https://u:p@a.test" }, fault.CodeInvalid, "url"},
			"no address":  {func(s *webhook.Subscription) { s.URL = "a.test" }, fault.CodeInvalid, "url"},
			"action":      {func(s *webhook.Subscription) { s.Events = []string{"deal created"} }, fault.CodeInvalid, "events"},
			"no action":   {func(s *webhook.Subscription) { s.Events = []string{"DEAL_CREATED", "DEAL_FINISHED"} }, fault.CodeInvalid, "events"},
		} {
			s := good
			tc.change(&s)
			_, _, err := h.room.Create(h.ctx, s)
			if f := fault.As(err); f.Code != tc.code || len(f.Field) == 0 || f.Field[0] != tc.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		name := "y"
		_, err := h.room.Update(h.ctx, h.hook, 9, webhook.Change{Name: &name})
		h.refused(err, fault.CodeStale, "")
		never := []string{"DEAL_FINISHED"}
		_, err = h.room.Update(h.ctx, h.hook, 0, webhook.Change{Events: &never})
		h.refused(err, fault.CodeInvalid, "events")
		h.refused(h.room.Replay(h.ctx, h.hook, 0), fault.CodeInvalid, "fromSeal")
		h.refused(h.room.Replay(h.ctx, h.hook, 1<<40), fault.CodeInvalid, "fromSeal")
		other, err := h.room.Directory.CreateTenant(t.Context(), directory.NewTenant{Slug: "other", Name: "Other"})
		h.no(err)
		elsewhere := actor.With(t.Context(), actor.ForSystem(other))
		h.refused(h.room.Delete(elsewhere, h.hook, 0), fault.CodeNotFound, "webhookId")
		h.refused(h.room.Test(elsewhere, h.hook), fault.CodeNotFound, "webhookId")
		h.refused(h.room.Redeliver(h.ctx, h.hook), fault.CodeNotFound, "deliveryId")
		h.no(h.room.Delete(h.ctx, h.hook, 1))
		h.refused(h.room.Delete(h.ctx, h.hook, 0), fault.CodeNotFound, "webhookId")
	})
}

func TestRotationSignsWithBothForADay(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		secret, err := h.room.Update(h.ctx, h.hook, 0, webhook.Change{Rotate: true})
		h.no(err)
		if secret == h.secret || !strings.HasPrefix(secret, webhook.SecretPrefix) {
			t.Errorf("secret %q", secret)
		}
		h.happens("DEAL_CREATED", h.hook)
		h.due()
		signers := func() (n int) {
			batches, err := h.room.Due(h.ctx)
			h.no(err)
			if webhook.SecretText(batches[0].Secrets[0]) != secret {
				t.Error("the new secret doesn't sign first")
			}
			return len(batches[0].Secrets)
		}
		if n := signers(); n != 2 {
			t.Errorf("%d secrets sign", n)
		}
		h.now = h.now.Add(24*time.Hour + time.Second)
		if n := signers(); n != 1 {
			t.Errorf("a day later %d secrets sign", n)
		}
	})
}

func TestReplayAndRedelivery(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.happens("DEAL_CREATED", h.hook)
		first := h.due()
		h.drain()
		h.no(h.room.Replay(h.ctx, h.hook, h.row().Mark))
		if again := h.due(); len(again) != 1 || again[0].EventID != first[0].EventID || again[0].ID == first[0].ID {
			t.Errorf("replayed %+v, not %+v", again, first)
		}
		h.seal()
		h.drain()
		h.drain()
		h.no(h.room.Redeliver(h.ctx, first[0].ID))
		if again := h.due(); len(again) != 1 || again[0].ID != first[0].ID {
			t.Errorf("delivered again: %+v", again)
		}
		h.no(h.room.Test(h.ctx, h.hook))
		if list := h.due(); len(list) != 2 || !strings.Contains(string(list[0].Payload)+string(list[1].Payload), `"type":"TEST"`) {
			t.Errorf("the test event: %+v", list)
		}
	})
}

func TestDisabledAfterLongFailure(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		_, _, err := h.room.Directory.Create(h.ctx, directory.NewPerson{FirstName: "A", LastName: "D", Email: "ada@acme.test"})
		h.no(err)
		role, err := h.room.Directory.RoleID(h.ctx, "administrator")
		h.no(err)
		admin, _, err := h.room.Directory.Create(h.ctx, directory.NewPerson{FirstName: "A", LastName: "D", Email: "admin@acme.test", Roles: []ident.ID{role}})
		h.no(err)
		h.seal()
		h.drain()
		h.happens("DEAL_CREATED", h.hook)
		fail := func() {
			for _, d := range h.due() {
				h.no(h.room.Done(h.ctx, h.hook, d, webhook.Outcome{Status: 500, Error: "the receiver answered 500"}))
			}
		}
		for range 4 {
			fail()
			h.now = h.now.Add(25 * time.Hour)
		}
		if h.row().State != webhookrow.StateACTIVE {
			t.Fatal("disabled before the five days were over")
		}
		for range 2 {
			fail()
			h.now = h.now.Add(25 * time.Hour)
		}
		row := h.row()
		if row.State != webhookrow.StateDISABLED || row.Reason != "FAILING" {
			t.Fatalf("%s for %q", row.State, row.Reason)
		}
		h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
			told, err := c.Notification.Query().Where(notification.Type("WEBHOOK_DISABLED")).All(ctx)
			if len(told) != 1 || told[0].RecipientID != admin || told[0].Facts["host"] != "los.acme.test" {
				t.Errorf("told %+v", told)
			}
			return err
		}))
		if len(h.due()) != 0 {
			t.Error("told, though disabled")
		}
		yes := true
		_, err = h.room.Update(h.ctx, h.hook, 0, webhook.Change{Active: &yes})
		h.no(err)
		h.now = h.now.Add(time.Minute)
		if list := h.due(); len(list) == 0 || h.row().FailingSince != nil {
			t.Errorf("taken up: %+v, failing since %v", list, h.row().FailingSince)
		}
	})
}

func TestAnEventIsGivenUpInTheEnd(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.happens("DEAL_CREATED", h.hook)
		tries := 0
		for range 400 {
			for _, d := range h.due() {
				tries++
				h.no(h.room.Done(h.ctx, h.hook, d, webhook.Outcome{Error: "no answer"}))
			}
			h.now = h.now.Add(15 * time.Minute)
		}
		if tries != 10 || h.row().State != webhookrow.StateACTIVE {
			t.Errorf("%d tries, then %s", tries, h.row().State)
		}
		h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
			n, err := c.WebhookDelivery.Query().Where(webhookdelivery.StateEQ(webhookdelivery.StateDEAD)).Count(ctx)
			if n != 1 {
				t.Errorf("%d deliveries are dead", n)
			}
			return err
		}))
	})
}

func TestGoneIsDisabledAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.administrator()
		h.happens("DEAL_CREATED", h.hook)
		h.no(h.room.Done(h.ctx, h.hook, h.due()[0], webhook.Outcome{Status: 410, Error: "the receiver answered 410 Gone", Gone: true}))
		if row := h.row(); row.State != webhookrow.StateDISABLED || row.Reason != "GONE" {
			t.Errorf("%s for %q", row.State, row.Reason)
		}
		h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error { // not that it failed for a long time
			told := c.Notification.Query().Where(notification.Type("WEBHOOK_DISABLED")).AllX(ctx)
			if len(told) != 1 || told[0].Facts["gone"] != "los.acme.test" || told[0].Facts["host"] != "" {
				t.Errorf("told %+v", told)
			}
			return nil
		}))
	})
}
