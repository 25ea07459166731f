package webhook_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"mandate/ident"
	"mandate/store"
)

// TestDocumentSystemsAreToldWhoHasTheFile: an event of a deal says who loses its file and
// who gains it, losses first (VI-7); one that moves nobody says nothing of it.
func TestDocumentSystemsAreToldWhoHasTheFile(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		s := h.room.Directory.Store
		deal, ann, bob := s.NewID(), s.NewID(), s.NewID()
		h.no(s.Write(h.ctx, func(_ context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "DEAL_ASSIGNED", TargetKind: ident.Deal, Target: deal, User: ann,
				Changes: []store.Change{{Field: "owner", Before: bob.Text(ident.User), After: ann.Text(ident.User)}}})
			tx.Record(store.Event{Action: "DEAL_STATUS", TargetKind: ident.Deal, Target: deal, User: ann})
			return nil
		}))
		h.seal()
		type access struct {
			User   string
			Gained bool
		}
		for i, want := range [][]access{{{bob.Text(ident.User), false}, {ann.Text(ident.User), true}}, nil} {
			var told struct{ Data struct{ Access []access } }
			h.no(json.Unmarshal(h.due()[i].Payload, &told))
			if !slices.Equal(told.Data.Access, want) {
				t.Errorf("event %d: access %v, want %v", i, told.Data.Access, want)
			}
		}
	})
}
