package webhook_test

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"mandate/directory/webhook"
	"mandate/ent/db"
	"mandate/ent/db/historyseal"
	"mandate/ident"
	"mandate/store"
)

// head is what a receiver reads of HISTORY_HEAD.
type head struct {
	Type string `json:"type"`
	Data struct {
		Seal         int64
		Tenant, Hash string
		Signed       store.Signature
	} `json:"data"`
}

// heads are those that are due; all that is due is then taken.
func (h *house) heads() (list []head, ids []string) {
	h.t.Helper()
	for more := true; more; {
		due := h.due()
		more = len(due) > 0
		for _, d := range due {
			var got head
			h.no(json.Unmarshal(d.Payload, &got))
			if got.Type == webhook.HeadAction {
				list, ids = append(list, got), append(ids, d.EventID)
			}
			h.no(h.room.Done(h.ctx, h.hook, d, webhook.Outcome{Status: 204}))
		}
	}
	return list, ids
}

// TestHeadsAreTold: behind every thousandth seal, and hourly while history grows, a
// subscriber is told the head that an auditor finds in the chain, signed by the export key
// over the documented text; again at a replay, by the same id.
func TestHeadsAreTold(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		target := h.room.Directory.Store.NewID()
		h.happens("DEAL_UPDATED", target)
		if early, _ := h.heads(); len(early) != 0 {
			t.Errorf("told within the first hour: %+v", early)
		}
		h.now = h.now.Add(time.Hour)
		if quiet, _ := h.heads(); len(quiet) != 0 {
			t.Errorf("told though history did not grow: %+v", quiet)
		}
		h.happens("DEAL_UPDATED", target)
		hourly, _ := h.heads()
		if len(hourly) != 1 {
			t.Fatalf("%d heads after an hour", len(hourly))
		}
		h.genuine(hourly[0])
		h.no(h.room.Directory.Store.Write(h.ctx, func(_ context.Context, tx *store.Tx) error {
			for range 2100 {
				tx.Record(store.Event{Action: "DEAL_UPDATED", TargetKind: ident.Deal, Target: tx.NewID()})
			}
			return nil
		}))
		h.seal()
		full, ids := h.heads()
		if len(full) != 2 || full[0].Data.Seal != 1000 || full[1].Data.Seal != 2000 {
			t.Fatalf("heads behind 2,100 seals: %+v", full)
		}
		for _, one := range full {
			h.genuine(one)
		}
		h.no(h.room.Replay(h.ctx, h.hook, 1500))
		if again, same := h.heads(); len(again) != 1 || again[0] != full[1] || same[0] != ids[1] {
			t.Errorf("a replay tells %+v as %v, not the second as %s", again, same, ids[1])
		}
	})
}

// genuine checks a head as docs/webhooks.md says, and against the chain.
func (h *house) genuine(got head) {
	h.t.Helper()
	h.no(h.room.Directory.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
		row := c.HistorySeal.Query().Where(historyseal.Seq(got.Data.Seal)).OnlyX(ctx)
		if hex.EncodeToString(row.Hash) != got.Data.Hash || row.TenantID.Text(ident.Tenant) != got.Data.Tenant {
			h.t.Errorf("%+v is not the seal %d", got.Data, row.Seq)
		}
		return nil
	}))
	key, err := hex.DecodeString(h.room.Directory.Store.Secrets.ExportKey())
	h.no(err)
	sum, err := hex.DecodeString(got.Data.Signed.Signature)
	h.no(err)
	text := fmt.Sprintf("mandate-history-head-1\n{\"tenant\":%q,\"seq\":%d,\"hash\":%q}", got.Data.Tenant, got.Data.Seal, got.Data.Hash)
	if !ed25519.Verify(key, []byte(text), sum) || got.Data.Signed.Key != hex.EncodeToString(key) {
		h.t.Errorf("the signature of %s does not hold", text)
	}
}

// TestHeadsAreChosen: who asked for other events is told no head, and who asked for heads
// nothing else.
func TestHeadsAreChosen(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		for _, c := range []struct {
			events []string
			heads  int
		}{{[]string{"DEAL_ASSIGNED"}, 0}, {[]string{webhook.HeadAction}, 1}} {
			_, err := h.room.Update(h.ctx, h.hook, 0, webhook.Change{Events: &c.events})
			h.no(err)
			h.now = h.now.Add(time.Hour)
			h.happens("DEAL_UPDATED", h.room.Directory.Store.NewID())
			if due := h.due(); len(due) != c.heads {
				t.Errorf("%v: %d deliveries", c.events, len(due))
			}
			h.drain()
		}
	})
}
