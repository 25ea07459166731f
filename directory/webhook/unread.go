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
// administrators once a subscription. It stays in the list of deliveries, and is tried anew
// by Redeliver.
func (r *Room) putAside(ctx context.Context, list []unread) error {
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
			return err
		}
	}
	return nil
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
	n, err := tx.Client.WebhookDelivery.Update().Where(webhookdelivery.IDIn(ids...), webhookdelivery.StateEQ(webhookdelivery.StateQUEUED)).
		SetState(webhookdelivery.StateDEAD).SetError(unreadText).Save(ctx)
	if err != nil {
		return fmt.Errorf("give up deliveries: %w", err)
	}
	if n == 0 {
		return nil
	}
	tx.Record(store.Event{Action: "WEBHOOK_EVENT_UNREAD", TargetKind: ident.Webhook, Target: hook, System: true, Changes: []store.Change{{Field: "entries", After: entries}}})
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
