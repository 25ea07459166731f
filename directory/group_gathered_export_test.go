package directory

import (
	"context"

	"mandate/ident"
	"mandate/store"
)

// GatherGroup is one change of a group in a transaction that others share.
func GatherGroup(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, fn func(GroupProfile) (GroupProfile, Members, error)) (Group, error) {
	return gatherGroup(ctx, tx, id, expected, fn)
}
