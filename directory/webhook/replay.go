package webhook

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/ent/db"
	webhookrow "mandate/ent/db/webhook"
	"mandate/ent/db/webhookdelivery"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// testAction is the one event that is not of history.
const testAction = "TEST"

// Replay tells a subscription again what it wants of all history from a seal on. The
// receiver knows an event that it has by its webhook-id.
func (r *Room) Replay(ctx context.Context, id ident.ID, from int64) error {
	if from < 1 {
		return invalid("fromSeal", "Seals are counted from 1.")
	}
	return r.act(ctx, id, "WEBHOOK_REPLAYED", []store.Change{{Field: "fromSeal", After: from}}, func(ctx context.Context, tx *store.Tx, row *db.Webhook) error {
		if from > row.Mark {
			return invalid("fromSeal", "History up to this seal has not been told yet.")
		}
		return tx.Client.Webhook.Update().Where(webhookrow.ID(id)).SetMark(from - 1).AddVersion(1).Exec(ctx)
	})
}

// Redeliver sends one delivery again, at once, whatever became of it, and those that waited
// behind it after it.
func (r *Room) Redeliver(ctx context.Context, id ident.ID) error {
	return r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) {
			row, err := tx.Client.WebhookDelivery.Query().Where(webhookdelivery.ID(id)).Only(ctx)
			if db.IsNotFound(err) {
				return id, fault.New(fault.NotFound, fault.CodeNotFound, "There is no such delivery.").On("deliveryId")
			}
			if err != nil {
				return id, fmt.Errorf("load delivery: %w", err)
			}
			err = tx.Client.WebhookDelivery.Update().Where(webhookdelivery.ID(id)).SetState(webhookdelivery.StateQUEUED).SetAttempts(0).
				SetNextAttemptAt(tx.Now).ClearDeliveredAt().Exec(ctx)
			if err != nil {
				return id, fmt.Errorf("queue delivery: %w", err)
			}
			if err := release(ctx, tx.Client, row, tx.Now); err != nil {
				return id, err
			}
			tx.Record(store.Event{Action: "WEBHOOK_REPLAYED", TargetKind: ident.Webhook, Target: row.WebhookID,
				Changes: []store.Change{{Field: "delivery", After: id.Text(ident.WebhookDelivery)}}})
			return id, nil
		})
		return err
	})
}

// Test queues an event of type TEST for a subscription.
func (r *Room) Test(ctx context.Context, id ident.ID) error {
	return r.act(ctx, id, "WEBHOOK_TESTED", nil, func(ctx context.Context, tx *store.Tx, _ *db.Webhook) error {
		event := tx.NewID()
		return tx.Client.WebhookDelivery.Create().SetID(tx.NewID()).SetWebhookID(id).SetEntryID(event).SetSeq(0).SetAction(testAction).
			SetTargetID(event).SetNextAttemptAt(tx.Now).Exec(ctx)
	})
}

func (r *Room) act(ctx context.Context, id ident.ID, action string, told []store.Change, do func(context.Context, *store.Tx, *db.Webhook) error) error {
	return r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) {
			row, err := load(ctx, tx.Client, id)
			if err != nil {
				return id, err
			}
			if err := do(ctx, tx, row); err != nil {
				return id, err
			}
			tx.Record(store.Event{Action: action, TargetKind: ident.Webhook, Target: id, Changes: told})
			return id, nil
		})
		return err
	})
}
