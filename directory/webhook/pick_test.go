package webhook_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"mandate/directory/webhook"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// happensOften writes many events about a target at once, sealed.
func (h *house) happensOften(n int, target ident.ID) {
	h.t.Helper()
	h.no(h.room.Directory.Store.Write(h.ctx, func(_ context.Context, tx *store.Tx) error {
		for range n {
			tx.Record(store.Event{Action: "DEAL_UPDATED", TargetKind: ident.Deal, Target: target})
		}
		return nil
	}))
	h.seal()
}

func of(list []webhook.Delivery, target ident.ID) (n int) {
	for _, d := range list {
		if strings.Contains(string(d.Payload), target.Text(ident.Deal)) {
			n++
		}
	}
	return n
}

// TestOneTargetHoldsUpNobody: a long queue of one target takes its share of a round and no
// more, and one whose event fails takes nothing until its time comes, whatever came in
// meanwhile.
func TestOneTargetHoldsUpNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		busy, calm := h.room.Directory.Store.NewID(), h.room.Directory.Store.NewID()
		h.happensOften(250, busy)
		h.happens("DEAL_CREATED", calm)
		list := h.due()
		if of(list, busy) != 20 || of(list, calm) != 1 {
			t.Fatalf("%d of the busy target and %d of the other are due", of(list, busy), of(list, calm))
		}
		h.no(h.room.Done(h.ctx, h.hook, list[0], webhook.Outcome{Error: "away"}))
		h.happensOften(3, busy)
		if rest := h.due(); of(rest, busy) != 0 || of(rest, calm) != 1 {
			t.Errorf("while the busy target waits %d of it and %d of the other are due", of(rest, busy), of(rest, calm))
		}
		h.now = h.now.Add(6 * time.Second)
		again := h.due()
		if of(again, busy) != 20 || of(again, calm) != 1 || again[0].EventID != list[0].EventID {
			t.Errorf("after the pause %d and %d are due, %s first", of(again, busy), of(again, calm), again[0].EventID)
		}
	})
}

// TestWhatIsAskedForAgainKeepsItsOrder: sending one again does not overtake an earlier
// event of its target that waits.
func TestWhatIsAskedForAgainKeepsItsOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		target, list := h.secondAskedAgain()
		if early := of(h.due(), target); early != 0 {
			t.Errorf("%d are due before the first", early)
		}
		h.no(h.room.Redeliver(h.ctx, list[0].ID))
		if now := h.due(); of(now, target) != 2 || now[0].ID != list[0].ID {
			t.Errorf("%d are due", of(now, target))
		}
	})
}

// secondAskedAgain makes two events of a target, of which the first waits for its next try
// and the second is asked for again.
func (h *house) secondAskedAgain() (target ident.ID, list []webhook.Delivery) {
	h.t.Helper()
	target = h.room.Directory.Store.NewID()
	h.happensOften(2, target)
	list = h.due()
	h.no(h.room.Done(h.ctx, h.hook, list[0], webhook.Outcome{Error: "away"}))
	h.no(h.room.Redeliver(h.ctx, list[1].ID))
	return target, list
}

func TestWebhooksAreCounted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		var err error
		for i := 1; i < 50 && err == nil; i++ { // one is there
			_, _, err = h.room.Create(h.ctx, webhook.Subscription{Name: fmt.Sprint("n", i), URL: "https://a.test"})
		}
		h.no(err)
		_, _, err = h.room.Create(h.ctx, webhook.Subscription{Name: "more", URL: "https://a.test"})
		h.refused(err, fault.CodeTooLarge, "")
	})
}
