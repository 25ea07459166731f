package webhook_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"mandate/directory/webhook"
	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/ident"
	"mandate/store"
)

// TestWhatCannotBeGivenUpIsGivenUpNextTime: what cannot be read is found, and giving it up
// fails. The others go out all the same, it is said in the log, and the next
// round gives it up and tells the administrators.
func TestWhatCannotBeGivenUpIsGivenUpNextTime(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.administrator()
		h.drain()
		a, b := h.room.Directory.Store.NewID(), h.room.Directory.Store.NewID()
		h.unreadable(a)
		h.happens("DEAL_UPDATED", b)
		for h.more() {
		}
		ctx := &nobodys{Context: h.ctx}
		said := &breaking{at: "an entry of history cannot be told to a webhook", how: func() { ctx.now = true }}
		h.room.Directory.Store.Log = slog.New(said)
		list, err := h.room.Due(ctx)
		h.no(err)
		if events := eventsOf(list, h.hook); len(events) != 1 {
			t.Errorf("%d events go out beside it", len(events))
		}
		if !h.dead().IsZero() || !slices.Contains(said.texts, "give up deliveries") {
			t.Errorf("given up all the same: %v, log %v", h.dead(), said.texts)
		}
		_, err = h.room.Due(h.ctx)
		h.no(err)
		if h.dead().IsZero() {
			t.Error("it was not given up the next time")
		}
		h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
			if n := c.Notification.Query().Where(notification.Type("WEBHOOK_EVENT_UNREAD")).CountX(ctx); n != 1 {
				t.Errorf("told %d times", n)
			}
			return nil
		}))
	})
}

// TestAFormerSecretThatCannotBeOpened: the present one signs alone, and nobody is disabled.
func TestAFormerSecretThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.administrator()
		present, err := h.room.Update(h.ctx, h.hook, 0, webhook.Change{Rotate: true})
		h.no(err)
		h.drain()
		h.no(h.room.Directory.Store.Write(h.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeWebhook)
			return tx.Client.Webhook.UpdateOneID(h.hook).SetFormerSecretSealed([]byte("nonsense")).Exec(ctx)
		}))
		h.happens("DEAL_UPDATED", h.room.Directory.Store.NewID())
		for h.more() {
		}
		list, err := h.room.Due(h.ctx)
		h.no(err)
		if len(list) != 1 || len(list[0].Secrets) != 1 || webhook.SecretText(list[0].Secrets[0]) != present || len(eventsOf(list, h.hook)) == 0 {
			t.Errorf("due: %+v", list)
		}
		if row := h.row(); row.State != "ACTIVE" {
			t.Errorf("the subscription is %s, %s", row.State, row.Reason)
		}
	})
}

func eventsOf(list []webhook.Batch, hook ident.ID) (events []webhook.Delivery) {
	for _, b := range list {
		if b.Webhook == hook {
			events = append(events, slices.Concat(b.Targets...)...)
		}
	}
	return events
}

// nobodys is a context that from a moment on names no actor: what writes is refused.
type nobodys struct {
	context.Context
	now bool
}

func (c *nobodys) Value(key any) any {
	if c.now {
		return nil
	}
	return c.Context.Value(key)
}

// breaking is a log that does something when a text is written.
type breaking struct {
	at    string
	how   func()
	texts []string
}

func (l *breaking) Enabled(context.Context, slog.Level) bool { return true }

func (l *breaking) Handle(_ context.Context, r slog.Record) error {
	l.texts = append(l.texts, r.Message)
	if r.Message == l.at {
		l.how()
	}
	return nil
}

func (l *breaking) WithAttrs([]slog.Attr) slog.Handler { return l }
func (l *breaking) WithGroup(string) slog.Handler      { return l }
