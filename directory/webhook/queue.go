package webhook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/historyseal"
	webhookrow "mandate/ent/db/webhook"
	"mandate/ent/db/webhookdelivery"
	"mandate/ident"
	"mandate/store"
)

// sealsAtOnce bounds how much history one transaction queues.
const sealsAtOnce = 500

// Queue makes deliveries of the sealed history that the active subscriptions of the
// actor's tenant have not seen, and says whether there is more.
func (r *Room) Queue(ctx context.Context) (more bool, err error) {
	behind, err := r.anyBehind(ctx)
	if err != nil || !behind {
		return false, err
	}
	err = r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeWebhook)
		more = false
		hooks, err := tx.Client.Webhook.Query().Where(webhookrow.StateEQ(webhookrow.StateACTIVE)).Order(webhookrow.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("list webhooks: %w", err)
		}
		for _, h := range hooks {
			full, err := queue(ctx, tx, h)
			if err != nil {
				return err
			}
			more = more || full
		}
		return nil
	})
	return more, err
}

// anyBehind looks without a transaction that writes, since mostly there is nothing.
func (r *Room) anyBehind(ctx context.Context) (behind bool, err error) {
	err = r.Directory.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		last, err := directory.LastSeal(ctx, c)
		if err != nil {
			return err
		}
		behind, err = c.Webhook.Query().Where(webhookrow.StateEQ(webhookrow.StateACTIVE), webhookrow.MarkLT(last)).Exist(ctx)
		return err
	})
	return behind, err
}

func queue(ctx context.Context, tx *store.Tx, h *db.Webhook) (full bool, err error) {
	seals, err := tx.Client.HistorySeal.Query().Where(historyseal.SeqGT(h.Mark)).Order(historyseal.BySeq()).Limit(sealsAtOnce).All(ctx)
	if err != nil || len(seals) == 0 {
		return false, err
	}
	ids, seqs := make([]ident.ID, len(seals)), make(map[ident.ID]int64, len(seals))
	for i, seal := range seals {
		ids[i], seqs[seal.EntryID] = seal.EntryID, seal.Seq
	}
	wanted := tx.Client.HistoryEntry.Query().Where(historyentry.IDIn(ids...))
	if len(h.Events) > 0 {
		wanted.Where(historyentry.ActionIn(h.Events...))
	}
	entries, err := wanted.All(ctx)
	if err != nil {
		return false, fmt.Errorf("load entries: %w", err)
	}
	waiting, err := tx.Client.WebhookDelivery.Query().Where(webhookdelivery.WebhookID(h.ID), webhookdelivery.StateEQ(webhookdelivery.StateQUEUED),
		webhookdelivery.EntryIDIn(ids...)).All(ctx)
	if err != nil {
		return false, fmt.Errorf("load deliveries: %w", err)
	}
	deals, err := dealsOf(ctx, tx.Client, entries)
	if err != nil {
		return false, err
	}
	until, err := awaited(ctx, tx.Client, h.ID, targetsOf(entries, deals), tx.Now)
	if err != nil {
		return false, err
	}
	if err := queueHead(ctx, tx, h, seals); err != nil {
		return false, err
	}
	var rows []*db.WebhookDeliveryCreate
	for _, e := range entries {
		if slices.ContainsFunc(waiting, func(d *db.WebhookDelivery) bool { return d.EntryID == e.ID }) {
			continue // a replay meets what is on its way
		}
		target := targetOf(e, deals)
		rows = append(rows, tx.Client.WebhookDelivery.Create().SetID(tx.NewID()).SetWebhookID(h.ID).SetEntryID(e.ID).SetSeq(seqs[e.ID]).
			SetAction(e.Action).SetTargetID(target).SetNextAttemptAt(later(tx.Now, until[target])))
	}
	if err := tx.Client.WebhookDelivery.CreateBulk(rows...).Exec(ctx); err != nil {
		return false, fmt.Errorf("queue deliveries: %w", err)
	}
	err = tx.Client.Webhook.Update().Where(webhookrow.ID(h.ID), webhookrow.Mark(h.Mark)).SetMark(seals[len(seals)-1].Seq).Exec(ctx)
	return len(seals) == sealsAtOnce, err
}

// dealsOf gives the deals of requests for approval: what happens to a request is told in
// one order with what happens to its deal.
func dealsOf(ctx context.Context, c *db.Client, entries []*db.HistoryEntry) (map[ident.ID]ident.ID, error) {
	var requests []ident.ID
	for _, e := range entries {
		if e.TargetKind == string(ident.Approval) {
			requests = append(requests, e.TargetID)
		}
	}
	if len(requests) == 0 {
		return nil, nil
	}
	rows, err := c.ApprovalRequest.Query().Where(approvalrequest.IDIn(requests...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load requests: %w", err)
	}
	deals := make(map[ident.ID]ident.ID, len(rows))
	for _, r := range rows {
		deals[r.ID] = r.DealID
	}
	return deals, nil
}

// targetOf is what the order is kept for.
func targetOf(e *db.HistoryEntry, deals map[ident.ID]ident.ID) ident.ID {
	if of, ok := deals[e.TargetID]; ok {
		return of
	}
	return e.TargetID
}

func targetsOf(entries []*db.HistoryEntry, deals map[ident.ID]ident.ID) []ident.ID {
	list := make([]ident.ID, len(entries))
	for i, e := range entries {
		list[i] = targetOf(e, deals)
	}
	return list
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
