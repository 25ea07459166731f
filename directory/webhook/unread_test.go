package webhook_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/directory/webhook"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/notification"
	"mandate/ent/db/webhookdelivery"
	"mandate/ident"
	"mandate/store"
)

// TestWhatCannotBeReadHoldsUpNothing: an entry that no delivery can be made of is put aside
// with its reason, the administrators are told once, and the others go out in their order,
// also those of the same deal.
func TestWhatCannotBeReadHoldsUpNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin := h.administrator()
		a, b := h.room.Directory.Store.NewID(), h.room.Directory.Store.NewID()
		h.happens("DEAL_UPDATED", a)
		h.unreadable(a)
		h.unreadable(a)
		h.happens("DEAL_STATUS", a)
		h.happens("DEAL_UPDATED", b)
		var told []string
		for _, d := range h.due() {
			if !strings.Contains(string(d.Payload), "USER_") && !strings.Contains(string(d.Payload), "ROLE") {
				told = append(told, string(d.Payload)[:len(`{"type":"DEAL_UPDATED"`)])
			}
			h.no(h.room.Done(h.ctx, h.hook, d, webhook.Outcome{Status: 200}))
		}
		slices.Sort(told)
		if want := []string{`{"type":"DEAL_STATUS",`, `{"type":"DEAL_UPDATED"`, `{"type":"DEAL_UPDATED"`}; !slices.Equal(told, want) {
			t.Fatalf("told %v", told)
		}
		h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
			dead := c.WebhookDelivery.Query().Where(webhookdelivery.StateEQ(webhookdelivery.StateDEAD)).AllX(ctx)
			if len(dead) != 2 || dead[0].TargetID != a || dead[0].Error != "the entry of history cannot be read" || dead[0].Attempts != 0 {
				t.Errorf("put aside: %+v", dead)
			}
			notes := c.Notification.Query().Where(notification.Type("WEBHOOK_EVENT_UNREAD")).AllX(ctx)
			if len(notes) != 1 || notes[0].RecipientID != admin {
				t.Errorf("notices: %+v", notes)
			}
			if n := c.HistoryEntry.Query().Where(historyentry.Action("WEBHOOK_EVENT_UNREAD"), historyentry.TargetID(h.hook)).CountX(ctx); n != 1 {
				t.Errorf("%d entries of history", n)
			}
			bodies, err := h.room.Bodies(ctx, c, dead)
			if err != nil || bodies[dead[0].ID].Unread == nil || bodies[dead[0].ID].Text != nil {
				t.Errorf("the list of deliveries: %+v, %v", bodies, err)
			}
			return nil
		}))
		h.no(h.room.Redeliver(h.ctx, h.dead()))
		if h.due(); h.dead().IsZero() {
			t.Error("what was asked for again was not put aside again")
		}
		h.unreadable(a)
		h.due()
		h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
			if n := c.Notification.Query().Where(notification.Type("WEBHOOK_EVENT_UNREAD")).CountX(ctx); n != 1 {
				t.Errorf("told %d times while what was put aside is there", n)
			}
			return nil
		}))
	})
}

// TestSealedSecretHoldsUpNobody: a subscription whose secret cannot be opened is disabled, the
// administrators are told, and the others go on.
func TestSealedSecretHoldsUpNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.administrator()
		other, _, err := h.room.Create(h.ctx, webhook.Subscription{Name: "CRM", URL: "https://crm.acme.test/hook"})
		h.no(err)
		h.seal()
		h.drain()
		h.no(h.room.Directory.Store.Write(h.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeWebhook)
			return tx.Client.Webhook.UpdateOneID(h.hook).SetSecretSealed([]byte("nonsense")).Exec(ctx)
		}))
		h.happens("DEAL_UPDATED", h.room.Directory.Store.NewID())
		for h.more() {
		}
		batches, err := h.room.Due(h.ctx)
		h.no(err)
		if len(batches) != 1 || batches[0].Webhook != other || len(batches[0].Secrets) != 1 {
			t.Errorf("due: %+v", batches)
		}
		if row := h.row(); row.State != "DISABLED" || row.Reason != "SECRET_UNREAD" {
			t.Errorf("the subscription is %s, %s", row.State, row.Reason)
		}
		h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
			told := c.Notification.Query().Where(notification.Type("WEBHOOK_DISABLED")).AllX(ctx)
			if len(told) != 1 || told[0].Facts["sealed"] == "" || told[0].Facts["host"] != "" {
				t.Errorf("told %+v", told)
			}
			return nil
		}))
	})
}

func (h *house) more() bool {
	h.t.Helper()
	more, err := h.room.Queue(h.ctx)
	h.no(err)
	return more
}

// unreadable writes an entry whose owner before is nobody's id.
func (h *house) unreadable(deal ident.ID) {
	h.t.Helper()
	h.no(h.room.Directory.Store.Write(h.ctx, func(_ context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "DEAL_ASSIGNED", TargetKind: ident.Deal, Target: deal, Changes: []store.Change{{Field: "owner", Before: "nonsense"}}})
		return nil
	}))
	h.seal()
}

// dead is the first delivery that was given up.
func (h *house) dead() (id ident.ID) {
	h.t.Helper()
	h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
		rows := c.WebhookDelivery.Query().Where(webhookdelivery.StateEQ(webhookdelivery.StateDEAD)).Order(webhookdelivery.ByID()).AllX(ctx)
		if len(rows) > 0 {
			id = rows[0].ID
		}
		return nil
	}))
	return id
}

func (h *house) administrator() ident.ID {
	h.t.Helper()
	role, err := h.room.Directory.RoleID(h.ctx, "administrator")
	h.no(err)
	id, _, err := h.room.Directory.Create(h.ctx, directory.NewPerson{FirstName: "Ada", LastName: "Admin", Email: "ada@acme.test", Roles: []ident.ID{role}})
	h.no(err)
	h.seal()
	return id
}
