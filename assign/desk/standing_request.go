package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/approvalrequest"
	"mandate/ident"
)

// RequestState is an approval request that is open: PENDING or UNROUTED (AP-2).
type RequestState struct {
	ID, RequestedBy ident.ID
	State           string
	Version         int64
	At              time.Time // when it was made
	Comment         string
	Places          []PlaceState // one, or two where AP-9 asks for them
}

// PlaceState is one approver of a request.
type PlaceState struct {
	Approver  ident.ID
	State     string // PENDING, UNROUTED, APPROVED, DECLINED
	DecidedAt *time.Time
	Comment   string
}

// openRequests gives the open request of each deal that has one.
func openRequests(ctx context.Context, c *db.Client, deals []ident.ID) (map[ident.ID]*RequestState, error) {
	out := map[ident.ID]*RequestState{}
	for part := range slices.Chunk(deals, rowsAtOnce) {
		rows, err := c.ApprovalRequest.Query().Where(approvalrequest.DealIDIn(part...),
			approvalrequest.StateIn(approvalrequest.StatePENDING, approvalrequest.StateUNROUTED)).WithPlaces().All(ctx)
		if err != nil {
			return nil, fmt.Errorf("load open requests: %w", err)
		}
		for _, row := range rows {
			out[row.DealID] = requestState(row)
		}
	}
	return out, nil
}

func requestState(row *db.ApprovalRequest) *RequestState {
	r := &RequestState{ID: row.ID, RequestedBy: row.RequestedBy, State: string(row.State), Version: row.Version, At: row.CreatedAt, Comment: row.Comment}
	slices.SortFunc(row.Edges.Places, func(a, b *db.ApprovalPlace) int { return cmp.Compare(a.Place, b.Place) })
	for _, p := range row.Edges.Places {
		r.Places = append(r.Places, PlaceState{Approver: p.ApproverID, State: string(p.State), DecidedAt: p.DecidedAt, Comment: p.Comment})
	}
	return r
}
