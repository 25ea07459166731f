package webhook

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/historyseal"
	"mandate/ent/db/webhookdelivery"
	"mandate/ident"
	"mandate/store"
)

// HeadAction is the event that tells the signed head of history (HI-1): whoever keeps it sees
// a chain that was cut back or written anew. It is told behind every thousandth seal, and
// hourly while history grows.
const HeadAction = "HISTORY_HEAD"

const (
	headEverySeals = 1000
	headEvery      = time.Hour
)

// headSeal is the seal that is told as head when history is queued up to last; 0: none. told
// is when a head was told before, and toldSeal which one.
func headSeal(mark, last, toldSeal int64, told, now time.Time) int64 {
	if full := last - last%headEverySeals; full > mark {
		return full
	}
	if last > toldSeal && now.Sub(told) >= headEvery {
		return last
	}
	return 0
}

func wantsHeads(h *db.Webhook) bool {
	return len(h.Events) == 0 || slices.Contains(h.Events, HeadAction)
}

// queueHead queues the head that is due, of those between a subscription's mark and the
// seals at hand. The webhook-id of a head is made of its seal's own id: the same at a replay.
func queueHead(ctx context.Context, tx *store.Tx, h *db.Webhook, seals []*db.HistorySeal) error {
	if !wantsHeads(h) {
		return nil
	}
	before, err := tx.Client.WebhookDelivery.Query().Where(webhookdelivery.WebhookID(h.ID), webhookdelivery.Action(HeadAction)).
		Order(webhookdelivery.ByID(sql.OrderDesc())).First(ctx)
	told, toldSeal := h.CreatedAt, int64(0)
	switch {
	case err == nil:
		told, toldSeal = before.CreatedAt, before.Seq
	case !db.IsNotFound(err):
		return fmt.Errorf("load the head told before: %w", err)
	}
	at := headSeal(h.Mark, seals[len(seals)-1].Seq, toldSeal, told, tx.Now)
	i := slices.IndexFunc(seals, func(s *db.HistorySeal) bool { return s.Seq == at })
	if i < 0 {
		return nil
	}
	waits, err := tx.Client.WebhookDelivery.Query().Where(webhookdelivery.WebhookID(h.ID), webhookdelivery.EntryID(seals[i].ID),
		webhookdelivery.StateEQ(webhookdelivery.StateQUEUED)).Exist(ctx)
	if err != nil || waits {
		return err
	}
	err = tx.Client.WebhookDelivery.Create().SetID(tx.NewID()).SetWebhookID(h.ID).SetEntryID(seals[i].ID).SetSeq(at).
		SetAction(HeadAction).SetTargetID(seals[i].ID).SetNextAttemptAt(tx.Now).Exec(ctx) // in no order: each names its number
	if err != nil {
		return fmt.Errorf("queue head: %w", err)
	}
	return nil
}

// headData is what a head tells. The signature is that of signed exports, by the same key.
type headData struct {
	Seal   int64           `json:"seal"`
	Tenant string          `json:"tenant"`
	Hash   string          `json:"hash"` // hexadecimal
	Signed store.Signature `json:"signed"`
}

// headBodies gives the bodies of those deliveries that tell a head, by id of the delivery.
func (r *Room) headBodies(ctx context.Context, c *db.Client, rows []*db.WebhookDelivery) (map[ident.ID]Body, error) {
	bodies := map[ident.ID]Body{}
	var ids []ident.ID
	for _, d := range rows {
		if d.Action == HeadAction {
			ids = append(ids, d.EntryID)
		}
	}
	if len(ids) == 0 {
		return bodies, nil
	}
	found, err := c.HistorySeal.Query().Where(historyseal.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load seals: %w", err)
	}
	for _, d := range rows {
		i := slices.IndexFunc(found, func(s *db.HistorySeal) bool { return s.ID == d.EntryID })
		switch {
		case d.Action != HeadAction:
		case i < 0:
			bodies[d.ID] = Body{Unread: fmt.Errorf("seal %d is gone", d.Seq)}
		default:
			text, err := r.head(found[i])
			bodies[d.ID] = Body{text, err}
		}
	}
	return bodies, nil
}

func (r *Room) head(s *db.HistorySeal) ([]byte, error) {
	told := store.Head{Tenant: s.TenantID.Text(ident.Tenant), Seq: s.Seq, Hash: hex.EncodeToString(s.Hash)}
	return json.Marshal(event{HeadAction, s.CreatedAt.UTC(), headData{s.Seq, told.Tenant, told.Hash, r.Directory.Store.Secrets.SignHead(told)}})
}
