package webhook

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	webhookrow "mandate/ent/db/webhook"
	"mandate/ent/db/webhookdelivery"
	"mandate/ident"
	"mandate/store"
)

// Outcome is how a try ended.
type Outcome struct {
	Status int    // HTTP status; 0: no answer came
	Error  string // empty: it was taken
	Gone   bool   // 410: the subscriber wants no more
}

// failingMost is how long every delivery may fail before a subscription is disabled.
const failingMost = 5 * 24 * time.Hour

// waits are the pauses after each failed try, as the convention recommends; after the last
// a delivery is dead.
var waits = [...]time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour,
	14 * time.Hour, 20 * time.Hour, 24 * time.Hour}

// Done writes down how a try ended. A subscription of which nothing was taken for five
// days, or whose receiver says that it has gone, is disabled, and the administrators are
// told.
func (r *Room) Done(ctx context.Context, hook ident.ID, d Delivery, o Outcome) error {
	return r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeWebhook)
		row, err := load(ctx, tx.Client, hook)
		if err != nil {
			return err
		}
		up := tx.Client.WebhookDelivery.Update().Where(webhookdelivery.ID(d.ID), webhookdelivery.StateEQ(webhookdelivery.StateQUEUED)).SetAttempts(d.Attempts + 1).SetStatus(o.Status).SetError(o.Error)
		switch {
		case o.Error == "":
			up.SetState(webhookdelivery.StateDELIVERED).SetDeliveredAt(tx.Now)
		case d.Attempts >= len(waits):
			up.SetState(webhookdelivery.StateDEAD)
		default:
			until := tx.Now.Add(waits[d.Attempts])
			up.SetNextAttemptAt(until)
			if err := hold(ctx, tx.Client, d.ID, until); err != nil {
				return err
			}
		}
		if err := up.Exec(ctx); err != nil {
			return fmt.Errorf("write delivery: %w", err)
		}
		return judge(ctx, tx, row, o)
	})
}

func hold(ctx context.Context, c *db.Client, id ident.ID, until time.Time) error {
	row, err := c.WebhookDelivery.Get(ctx, id)
	if db.IsNotFound(err) {
		return nil // swept meanwhile
	}
	if err != nil {
		return fmt.Errorf("load delivery: %w", err)
	}
	return postpone(ctx, c, row, until)
}

func judge(ctx context.Context, tx *store.Tx, row *db.Webhook, o Outcome) error {
	up := tx.Client.Webhook.Update().Where(webhookrow.ID(row.ID))
	switch {
	case o.Error == "" && row.FailingSince == nil:
		return nil
	case o.Error == "":
		return up.ClearFailingSince().Exec(ctx)
	case o.Gone:
		return disable(ctx, tx, row, "GONE")
	case row.FailingSince == nil:
		return up.SetFailingSince(tx.Now).Exec(ctx)
	case tx.Now.Sub(*row.FailingSince) >= failingMost:
		return disable(ctx, tx, row, "FAILING")
	}
	return nil
}

// why is what the notice says, by a fact of its own for each reason.
func why(row *db.Webhook, reason string) map[string]string {
	facts := map[string]string{"webhook": row.Name}
	if reason == "SECRET_UNREAD" {
		facts["sealed"] = row.Name
		return facts
	}
	fact := map[string]string{"GONE": "gone", "FAILING": "host"}[reason]
	if u, err := url.Parse(row.URL); err == nil {
		facts[fact] = u.Host
	}
	return facts
}

func disable(ctx context.Context, tx *store.Tx, row *db.Webhook, reason string) error {
	n, err := tx.Client.Webhook.Update().Where(webhookrow.ID(row.ID), webhookrow.StateEQ(webhookrow.StateACTIVE)).
		SetState(webhookrow.StateDISABLED).SetReason(reason).AddVersion(1).Save(ctx)
	if err != nil || n == 0 {
		return err
	}
	tx.Record(store.Event{Action: "WEBHOOK_DISABLED", TargetKind: ident.Webhook, Target: row.ID, System: true, Reason: reason})
	told, err := directory.Administrators(ctx, tx.Client)
	if err != nil {
		return err
	}
	facts := why(row, reason)
	for _, a := range told {
		tx.Notify(store.Notice{Type: "WEBHOOK_DISABLED", Recipient: a, Facts: facts})
	}
	return nil
}
