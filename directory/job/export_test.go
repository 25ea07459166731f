package job

import (
	"context"
	"encoding/json"

	"mandate/ident"
	"mandate/store"
)

// StartIn starts a job in a transaction that the test keeps open.
func (q *Queue) StartIn(ctx context.Context, tx *store.Tx, n New) (ident.ID, error) {
	input, err := json.Marshal(n.Input)
	if err != nil {
		return ident.ID{}, err
	}
	return q.insert(ctx, tx, n, input)
}

// AddPartIn keeps a part of an upload in a transaction that the test keeps open.
func AddPartIn(ctx context.Context, tx *store.Tx, file ident.ID, part int, data []byte) error {
	if err := begun(ctx, tx, file, part); err != nil {
		return err
	}
	return addParts(ctx, tx, file, "INPUT", part, data)
}
