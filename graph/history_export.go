package graph

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/directory/job/record"
	"mandate/ent/db/predicate"
	"mandate/graph/gql"
	"mandate/ident"
)

func (r *mutationResolver) exportHistory(ctx context.Context, input gql.HistoryExportInput) (*gql.JobPayload, error) {
	id, err := r.startHistory(ctx, input)
	return r.started(ctx, id, err)
}

func (r *mutationResolver) startHistory(ctx context.Context, input gql.HistoryExportInput) (ident.ID, error) {
	asked := input.Where.Value()
	if _, err := historyFilter(asked); err != nil {
		return ident.ID{}, err
	}
	where, err := json.Marshal(asked)
	if err != nil {
		return ident.ID{}, fmt.Errorf("write filter: %w", err)
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return ident.ID{}, err
	}
	afresh(ctx)
	return record.Start(once, r.server.Jobs, record.Export{Where: where, Opened: input.Opened})
}

// HistoryFilter reads which entries an export shows: for the job that does it.
func HistoryFilter(where json.RawMessage) (predicate.HistoryEntry, error) {
	var asked *gql.HistoryWhere
	if len(where) > 0 {
		if err := json.Unmarshal(where, &asked); err != nil {
			return nil, fmt.Errorf("read filter: %w", err)
		}
	}
	return historyFilter(asked)
}
