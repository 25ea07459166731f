package webhook_test

import (
	"testing"
	"time"

	"mandate/directory/webhook"
	"mandate/ident"
)

// TestWhatIsAskedForAgainLetsTheOthersGo: events wait behind one that fails for as long as
// it does; when it is asked for again, so do they and what came in meanwhile, up to the next
// that failed itself.
func TestWhatIsAskedForAgainLetsTheOthersGo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		target := h.room.Directory.Store.NewID()
		h.happensOften(4, target)
		list := h.due()
		failed := func(d webhook.Delivery, attempts int) {
			d.Attempts = attempts
			h.no(h.room.Done(h.ctx, h.hook, d, webhook.Outcome{Error: "away"}))
		}
		failed(list[2], 8)
		failed(list[0], 7)
		h.happensOften(1, target)
		if n := of(h.due(), target); n != 0 {
			t.Fatalf("%d are due behind one that waits", n)
		}
		h.no(h.room.Redeliver(h.ctx, list[0].ID))
		if due := h.due(); of(due, target) != 2 || due[0].ID != list[0].ID || due[1].ID != list[1].ID {
			t.Fatalf("%d are due, not the first two", of(due, target))
		}
		h.no(h.room.Done(h.ctx, h.hook, list[0], webhook.Outcome{Status: 200}))
		h.no(h.room.Done(h.ctx, h.hook, list[1], webhook.Outcome{Status: 200}))
		if n := of(h.due(), target); n != 0 {
			t.Errorf("%d are due before the third, which failed itself", n)
		}
		h.no(h.room.Redeliver(h.ctx, list[2].ID))
		h.no(h.room.Done(h.ctx, h.hook, list[2], webhook.Outcome{Status: 200}))
		if rest := h.due(); of(rest, target) != 2 || rest[0].ID != list[3].ID {
			t.Errorf("nothing waits before the last two, and %d are due", of(rest, target))
		}
	})
}

// TestAFullRoundKeepsTheOrder: of a target the later event is never picked without the
// earlier one, however many others are due between the times of the two.
func TestAFullRoundKeepsTheOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		_, list := h.secondAskedAgain()
		h.now = h.now.Add(time.Second)
		others := make([]ident.ID, 11)
		for i := range others {
			others[i] = h.room.Directory.Store.NewID()
			h.happensOften(20, others[i])
		}
		h.due()
		h.now = h.now.Add(6 * time.Second)
		due := h.due()
		var mine []ident.ID
		for _, d := range due {
			if d.ID == list[0].ID || d.ID == list[1].ID {
				mine = append(mine, d.ID)
			}
		}
		if len(due) != 200 || len(mine) != 2 || mine[0] != list[0].ID {
			t.Errorf("of %d due these are of the target: %v, want %s first", len(due), mine, list[0].ID)
		}
		for _, o := range others {
			if of(due, o) == 0 {
				t.Errorf("nothing of %s is due", o)
			}
		}
	})
}
