package webhook

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/webhookdelivery"
	"mandate/ident"
	"mandate/store"
)

// unread is a delivery whose entry of history cannot be read.
type unread struct {
	row   *db.WebhookDelivery
	cause error
}

const unreadText = "the entry of history cannot be read"

// putAside gives up what cannot be read, so that the rest goes on, and tells the
// administrators once a subscription while such deliveries are there. It stays in the list of
// deliveries, and is tried anew by Redeliver. What cannot be given up now is given up next
// time: it was left out, and holds up nobody.
func (r *Room) putAside(ctx context.Context, list []unread) {
	byHook := map[ident.ID][]unread{}
	var order []ident.ID
	for _, u := range list {
		if byHook[u.row.WebhookID] == nil {
			order = append(order, u.row.WebhookID)
		}
		byHook[u.row.WebhookID] = append(byHook[u.row.WebhookID], u)
		r.Directory.Store.Log.ErrorContext(ctx, "an entry of history cannot be told to a webhook",
			slog.String("webhook", u.row.WebhookID.Text(ident.Webhook)), slog.String("entry", u.row.EntryID.Text(ident.History)), slog.Any("error", u.cause))
	}
	for _, hook := range order {
		err := r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return giveUp(ctx, tx, hook, byHook[hook]) })
		if err != nil {
			r.Directory.Store.Log.ErrorContext(ctx, "give up deliveries", slog.String("webhook", hook.Text(ident.Webhook)), slog.Any("error", err))
		}
	}
}

// disableSealed ends subscriptions whose secret cannot be opened; they go on with a new one.
func (r *Room) disableSealed(ctx context.Context, hooks []ident.ID) {
	for _, hook := range hooks {
		err := r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			row, err := load(ctx, tx.Client, hook)
			if err != nil {
				return err
			}
			return disable(ctx, tx, row, "SECRET_UNREAD")
		})
		if err != nil {
			r.Directory.Store.Log.ErrorContext(ctx, "disable webhook", slog.String("webhook", hook.Text(ident.Webhook)), slog.Any("error", err))
		}
	}
}

func giveUp(ctx context.Context, tx *store.Tx, hook ident.ID, list []unread) error {
	row, err := load(ctx, tx.Client, hook)
	if err != nil {
		return err
	}
	ids, entries := make([]ident.ID, len(list)), make([]string, len(list))
	for i, u := range list {
		ids[i], entries[i] = u.row.ID, u.row.EntryID.Text(ident.History)
	}
	known, err := tx.Client.WebhookDelivery.Query().Where(webhookdelivery.WebhookID(hook), webhookdelivery.StateEQ(webhookdelivery.StateDEAD), webhookdelivery.Error(unreadText)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for deliveries given up: %w", err)
	}
	n, err := tx.Client.WebhookDelivery.Update().Where(webhookdelivery.IDIn(ids...), webhookdelivery.StateEQ(webhookdelivery.StateQUEUED)).
		SetState(webhookdelivery.StateDEAD).SetError(unreadText).Save(ctx)
	if err != nil {
		return fmt.Errorf("give up deliveries: %w", err)
	}
	if n == 0 {
		return nil
	}
	tx.Record(store.Event{Action: "WEBHOOK_EVENT_UNREAD", TargetKind: ident.Webhook, Target: hook, System: true, Changes: []store.Change{{Field: "entries", After: entries}}})
	if known {
		return nil
	}
	told, err := directory.Administrators(ctx, tx.Client)
	if err != nil {
		return err
	}
	facts := map[string]string{"webhook": row.Name, "count": strconv.Itoa(n)}
	for _, a := range told {
		tx.Notify(store.Notice{Type: "WEBHOOK_EVENT_UNREAD", Recipient: a, Facts: facts})
	}
	return nil
}
