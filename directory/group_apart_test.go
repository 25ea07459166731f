package directory_test

import (
	"context"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/store"
)

// elsewhere is what waits of something that is no group.
type elsewhere struct{}

func (elsewhere) Kinds() []string                        { return []string{db.TypeBroker} }
func (elsewhere) Flush(context.Context, *store.Tx) error { return nil }

// TestMembersAreNotLostBehindOthers: where something else waits in the transaction already, a
// change fails; it is not told of and then never made.
func TestMembersAreNotLostBehindOthers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, okta := h.crowd(1), h.okta()
		g, err := h.d.CreateGroup(okta, team("Team"), nil)
		h.no(err)
		err = h.d.Store.InTurn(okta, g.ID, func(ctx context.Context, tx *store.Tx) error {
			tx.Behind(func() store.Behind { return elsewhere{} })
			_, err := directory.GatherGroup(ctx, tx, g.ID, 0, move(directory.Members{Add: p}))
			return err
		})
		if err == nil || fault.As(err).Code != fault.CodeInternal || len(h.history(g.ID)) != 1 {
			t.Errorf("%v: %d members, %d entries", err, len(h.members(g.ID)), len(h.history(g.ID)))
		}
	})
}
