package directory_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db/group"
	"mandate/store"
)

// whileHeld runs one thing while the rows of a change are held, and gives its error.
func (h *house) whileHeld(change func(context.Context, *store.Tx) error, run func() error) error {
	h.t.Helper()
	done := make(chan error, 1)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		err := change(ctx, tx)
		go func() { done <- run() }()
		time.Sleep(100 * time.Millisecond) // it is under way
		return err
	})
	return <-done
}

// TestAGroupIsHeldWhileItsMembersWait: who changes it at the same time is waited for, and the
// change is judged by what they have made of it.
func TestAGroupIsHeldWhileItsMembersWait(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, okta := h.crowd(1), h.okta()
		g, err := h.d.CreateGroup(okta, team("Team"), nil)
		h.no(err)
		h.no(h.whileHeld(func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.Group.Update().Where(group.ID(g.ID)).AddVersion(1).Exec(ctx)
		}, func() error {
			_, err := h.d.UpdateGroup(okta, g.ID, 2, move(directory.Members{Add: p}))
			return err
		}))
		if got := h.members(g.ID); !slices.Equal(got, p) {
			t.Errorf("members %v, want %v", got, p)
		}
	})
}

// TestMembersOfAnotherVersionAreNotWritten, whatever has come in between.
func TestMembersOfAnotherVersionAreNotWritten(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.crowd(1)
		g, err := h.d.CreateGroup(h.okta(), team("Team"), nil)
		h.no(err)
		err = h.d.Store.InTurn(h.okta(), g.ID, func(ctx context.Context, tx *store.Tx) error {
			if _, err := directory.GatherGroup(ctx, tx, g.ID, 0, move(directory.Members{Add: p})); err != nil {
				return err
			}
			_, err := tx.Client.ExecContext(ctx, `UPDATE "groups" SET version = version + 1 WHERE id = $1`, g.ID)
			return err
		})
		if err == nil || len(h.members(g.ID)) > 0 || len(h.history(g.ID)) != 1 {
			t.Errorf("%v: members %v, %d entries", err, h.members(g.ID), len(h.history(g.ID)))
		}
	})
}

// TestAGroupThatIsMappedMeanwhile brings its role to whoever joins while that is waited for.
func TestAGroupThatIsMappedMeanwhile(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, okta, role := h.crowd(1), h.okta(), h.role("underwriter")
		g, err := h.d.CreateGroup(okta, team("Team"), nil)
		h.no(err)
		h.no(h.whileHeld(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Client.Group.Update().Where(group.ID(g.ID)).AddVersion(1).Exec(ctx); err != nil {
				return err
			}
			return tx.Client.GroupRole.Create().SetID(tx.NewID()).SetGroupID(g.ID).SetRoleID(role).Exec(ctx)
		}, func() error {
			_, err := h.d.UpdateGroup(okta, g.ID, 0, move(directory.Members{Add: p}))
			return err
		}))
		h.wantHeard(directory.PermissionsChanged)
	})
}

// TestAGroupThatIsMappedWhileItIsDeleted takes its role away from whoever is in.
func TestAGroupThatIsMappedWhileItIsDeleted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, okta, role := h.crowd(1), h.okta(), h.role("underwriter")
		g, err := h.d.CreateGroup(okta, team("Team"), p)
		h.no(err)
		h.no(h.whileHeld(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Client.Group.Update().Where(group.ID(g.ID)).AddVersion(1).Exec(ctx); err != nil {
				return err
			}
			return tx.Client.GroupRole.Create().SetID(tx.NewID()).SetGroupID(g.ID).SetRoleID(role).Exec(ctx)
		}, func() error { return h.d.DeleteGroup(okta, g.ID, 0) }))
		h.wantHeard(directory.PermissionsChanged)
	})
}
