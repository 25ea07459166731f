package webhook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/webhookdelivery"
	"mandate/ident"
)

// Bounds of what is taken of one subscription in one round, so that neither one target
// with a long queue nor one whose events fail keeps the others waiting.
const (
	dueAtOnce    = 200
	targetAtOnce = 20
)

// due picks the deliveries of a round: of each target its first ones, the targets that have
// waited longest first. Where the round is full it ends behind an event of a target and
// never before an earlier one of it. An event behind one that waits is not due, because it
// waits as long (postpone, awaited).
func due(ctx context.Context, c *db.Client, h *db.Webhook, now time.Time) ([]*db.WebhookDelivery, error) {
	found, err := c.QueryContext(ctx, `SELECT id FROM (SELECT id, target_id, min(next_attempt_at) OVER (PARTITION BY target_id) AS since,
			row_number() OVER (PARTITION BY target_id ORDER BY seq, id) AS place
		FROM webhook_deliveries WHERE tenant_id = $1 AND webhook_id = $2 AND state = 'QUEUED' AND next_attempt_at <= $3) d
		WHERE place <= $4 ORDER BY since, place, target_id LIMIT $5`, h.TenantID, h.ID, now, targetAtOnce, dueAtOnce)
	if err != nil {
		return nil, fmt.Errorf("pick deliveries: %w", err)
	}
	defer found.Close()
	var ids []ident.ID
	for found.Next() {
		var id ident.ID
		if err := found.Scan(&id); err != nil {
			return nil, fmt.Errorf("pick deliveries: %w", err)
		}
		ids = append(ids, id)
	}
	if err := found.Err(); err != nil || len(ids) == 0 {
		return nil, err
	}
	rows, err := c.WebhookDelivery.Query().Where(webhookdelivery.IDIn(ids...)).Order(webhookdelivery.BySeq(), webhookdelivery.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load deliveries: %w", err)
	}
	return rows, nil
}

// inOrder leaves out what an earlier event of its target still waits before: one that was
// asked for again while that one waits.
func inOrder(ctx context.Context, c *db.Client, h *db.Webhook, rows []*db.WebhookDelivery, now time.Time) ([]*db.WebhookDelivery, error) {
	targets := make([]ident.ID, len(rows))
	for i, d := range rows {
		targets[i] = d.TargetID
	}
	var first []struct {
		TargetID ident.ID `json:"target_id"`
		Min      int64    `json:"min"`
	}
	err := c.WebhookDelivery.Query().Where(webhookdelivery.WebhookID(h.ID), webhookdelivery.StateEQ(webhookdelivery.StateQUEUED),
		webhookdelivery.TargetIDIn(slices.Compact(targets)...), webhookdelivery.NextAttemptAtGT(now)).
		GroupBy(webhookdelivery.FieldTargetID).Aggregate(db.Min(webhookdelivery.FieldSeq)).Scan(ctx, &first)
	if err != nil {
		return nil, fmt.Errorf("load what waits: %w", err)
	}
	blocked := make(map[ident.ID]int64, len(first))
	for _, f := range first {
		blocked[f.TargetID] = f.Min
	}
	return slices.DeleteFunc(rows, func(d *db.WebhookDelivery) bool {
		from, waits := blocked[d.TargetID]
		return waits && from < d.Seq
	}), nil
}

// postpone has the later events of a target wait as long as one that did not get through.
func postpone(ctx context.Context, c *db.Client, row *db.WebhookDelivery, until time.Time) error {
	err := c.WebhookDelivery.Update().Where(webhookdelivery.WebhookID(row.WebhookID), webhookdelivery.TargetID(row.TargetID),
		webhookdelivery.StateEQ(webhookdelivery.StateQUEUED), webhookdelivery.SeqGT(row.Seq), webhookdelivery.NextAttemptAtLT(until)).
		SetNextAttemptAt(until).Exec(ctx)
	if err != nil {
		return fmt.Errorf("postpone deliveries: %w", err)
	}
	return nil
}

// release has the events of a target wait no longer for one that is asked for again: those
// not tried yet, up to the next that waits for a try of its own.
func release(ctx context.Context, c *db.Client, row *db.WebhookDelivery, now time.Time) error {
	waits := []predicate.WebhookDelivery{webhookdelivery.WebhookID(row.WebhookID), webhookdelivery.TargetID(row.TargetID),
		webhookdelivery.StateEQ(webhookdelivery.StateQUEUED), webhookdelivery.NextAttemptAtGT(now)}
	next, err := c.WebhookDelivery.Query().Where(waits...).Where(webhookdelivery.AttemptsGT(0)).Order(webhookdelivery.BySeq()).First(ctx)
	if err != nil && !db.IsNotFound(err) {
		return fmt.Errorf("load what waits: %w", err)
	}
	waits = append(waits, webhookdelivery.Attempts(0))
	if next != nil {
		waits = append(waits, webhookdelivery.SeqLT(next.Seq))
	}
	if err := c.WebhookDelivery.Update().Where(waits...).SetNextAttemptAt(now).Exec(ctx); err != nil {
		return fmt.Errorf("release deliveries: %w", err)
	}
	return nil
}

// awaited says until when targets wait, of which an event is on its way already.
func awaited(ctx context.Context, c *db.Client, hook ident.ID, targets []ident.ID, now time.Time) (map[ident.ID]time.Time, error) {
	rows, err := c.WebhookDelivery.Query().Where(webhookdelivery.WebhookID(hook), webhookdelivery.TargetIDIn(targets...),
		webhookdelivery.StateEQ(webhookdelivery.StateQUEUED), webhookdelivery.NextAttemptAtGT(now)).
		Unique(true).Select(webhookdelivery.FieldTargetID, webhookdelivery.FieldNextAttemptAt).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load what waits: %w", err)
	}
	until := make(map[ident.ID]time.Time, len(rows))
	for _, d := range rows {
		if d.NextAttemptAt.After(until[d.TargetID]) {
			until[d.TargetID] = d.NextAttemptAt
		}
	}
	return until, nil
}
