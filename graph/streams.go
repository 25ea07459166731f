package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/eventdelivery"
	"mandate/ent/db/eventstream"
	"mandate/graph/model"
	"mandate/ident"
)

const eventsPath = "/scim/events/"

func streamID(s *model.EventStream) *ident.ID         { return &s.EventStream.ID }
func streamDirectory(s *model.EventStream) *ident.ID  { return &s.EventStream.DirectoryID }
func deliveryStream(d *model.EventDelivery) *ident.ID { return &d.EventDelivery.StreamID }
func deliveryEntry(d *model.EventDelivery) *ident.ID  { return &d.EventDelivery.EntryID }

func (s *Server) keysURL(e *model.EventStream) string {
	return s.PublicURL + eventsPath + e.ID() + "/jwks.json"
}

func (s *Server) pollURL(e *model.EventStream) *string {
	if e.Method != eventstream.MethodPOLL {
		return nil
	}
	address := s.PublicURL + eventsPath + e.ID()
	return &address
}

// waitingIn is what lies in a stream.
type waitingIn struct {
	queued, dead int
	trouble      *string
}

// waitingOf counts what lies in streams.
func waitingOf(ctx context.Context, of []*model.EventStream) (map[ident.ID]waitingIn, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ID    ident.ID            `json:"id"`
		State eventdelivery.State `json:"state"`
		Count int                 `json:"count"`
		Worst string              `json:"worst"`
	}
	err = c.EventDelivery.Query().Where(eventdelivery.StreamIDIn(collect(of, streamID)...)).Modify(func(s *sql.Selector) {
		s.Select(sql.As(s.C(eventdelivery.FieldStreamID), "id"), s.C(eventdelivery.FieldState), sql.As(sql.Count("*"), "count"),
			sql.As(sql.Max(s.C(eventdelivery.FieldError)), "worst")).GroupBy(s.C(eventdelivery.FieldStreamID), s.C(eventdelivery.FieldState))
	}).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count deliveries: %w", err)
	}
	found := map[ident.ID]waitingIn{}
	for _, row := range rows {
		w := found[row.ID]
		if row.State == eventdelivery.StateDEAD {
			w.dead = row.Count
		} else {
			w.queued = row.Count
		}
		if row.Worst != "" {
			w.trouble = &row.Worst
		}
		found[row.ID] = w
	}
	return found, nil
}

// listDead is Query.deadEvents.
func listDead(ctx context.Context, p pageArgs, of *string) (*model.EventDeliveryConnection, error) {
	l := list[*db.EventDelivery, *model.EventDelivery]{
		by:    order{list: "deadEvents", prefix: ident.Delivery},
		id:    func(d *db.EventDelivery) ident.ID { return d.ID },
		nodes: func(rows []*db.EventDelivery) ([]*model.EventDelivery, error) { return model.Deliveries(rows), nil },
	}
	asked := eventdelivery.And(sightOf(ctx).deliveries(), eventdelivery.StateEQ(eventdelivery.StateDEAD))
	if of != nil {
		id, err := parseID(ident.Stream, *of, "streamId")
		if err != nil {
			return nil, err
		}
		asked = eventdelivery.And(asked, eventdelivery.StreamID(id))
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.EventDelivery], counter) {
		q := c.EventDelivery.Query().Where(asked)
		return func(shape func(*sql.Selector), n int) ([]*db.EventDelivery, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}
