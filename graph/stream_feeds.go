package graph

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/historyseal"
	"mandate/ent/db/predicate"
	"mandate/ent/db/provisioningevent"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

const (
	toldAtOnce = 100              // rows of one statement of a stream
	lateTime   = 10 * time.Second // after which no replica writes an event of its log any more
)

// sealed reads history in the order of its seals, which has no gaps and no latecomers.
type sealed struct {
	seq   int64
	where predicate.HistoryEntry
}

// sealedFrom begins behind what the caller names, or with what is sealed from now on.
func sealedFrom(ctx context.Context, after *string, where predicate.HistoryEntry) (*sealed, error) {
	if at := from(ctx, after); at != nil {
		seq, err := strconv.ParseInt(*at, 10, 64)
		if err != nil || seq < 0 {
			return nil, noPosition()
		}
		return &sealed{seq, where}, nil
	}
	return &sealed{streamOf(ctx).since.Seal, where}, nil
}

// newestSeal reads apart from the operation, which would hold its transaction open
// until the first event.
func newestSeal(ctx context.Context) (int64, error) {
	ctx, done := apart(ctx)
	defer done()
	c, err := read(ctx)
	if err != nil {
		return 0, err
	}
	return directory.LastSeal(ctx, c)
}

// next gives the entries behind the position, and moves it.
func (f *sealed) next(ctx context.Context, heads store.Heads) (entries []*db.HistoryEntry, seqs map[ident.ID]int64, more bool, err error) {
	if heads.Seal <= f.seq {
		return nil, nil, false, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, nil, false, err
	}
	seals, err := c.HistorySeal.Query().Where(historyseal.SeqGT(f.seq)).Order(historyseal.BySeq()).Limit(toldAtOnce).All(ctx)
	if err != nil || len(seals) == 0 {
		return nil, nil, false, err
	}
	seqs = map[ident.ID]int64{}
	ids := make([]ident.ID, len(seals))
	for i, seal := range seals {
		ids[i], seqs[seal.EntryID] = seal.EntryID, seal.Seq
	}
	rows, err := c.HistoryEntry.Query().Where(historyentry.IDIn(ids...), f.where).All(ctx)
	if err != nil {
		return nil, nil, false, fmt.Errorf("load entries: %w", err)
	}
	found := index(rows, func(h *db.HistoryEntry) ident.ID { return h.ID })
	for _, id := range ids {
		if h := found[id]; h != nil {
			entries = append(entries, h)
		}
	}
	f.seq = seals[len(seals)-1].Seq
	return entries, seqs, len(seals) == toldAtOnce, nil
}

// followHistory is Subscription.historyAppended.
func followHistory(ctx context.Context, where *gql.HistoryWhere, after *string) (<-chan *model.HistoryEntry, error) {
	filter, err := historyFilter(where)
	if err != nil {
		return nil, err
	}
	f, err := sealedFrom(ctx, after, historyentry.And(sightOf(ctx).history(), filter))
	if err != nil {
		return nil, err
	}
	return follow(ctx, func(ctx context.Context, heads store.Heads) ([]event[*model.HistoryEntry], bool, error) {
		rows, seqs, more, err := f.next(ctx, heads)
		return each(model.Entries(rows), func(h *model.HistoryEntry) event[*model.HistoryEntry] {
			return event[*model.HistoryEntry]{h, strconv.FormatInt(seqs[h.HistoryEntry.ID], 10)}
		}), more, err
	})
}

// followDeals is Subscription.dealsChanged: history names the deals, and those that are
// in the pipeline now are told.
func followDeals(ctx context.Context, pipeline gql.Pipeline, members []string, after *string) (<-chan *gql.DealChange, error) {
	filter, err := dealsAsked{pipeline: pipeline, members: members}.conditions(sightOf(ctx))
	if err != nil {
		return nil, err
	}
	f, err := sealedFrom(ctx, after, historyentry.TargetKind(string(ident.Deal)))
	if err != nil {
		return nil, err
	}
	return follow(ctx, func(ctx context.Context, heads store.Heads) ([]event[*gql.DealChange], bool, error) {
		rows, seqs, more, err := f.next(ctx, heads)
		if err != nil || len(rows) == 0 {
			return nil, more, err
		}
		deals, err := dealsIn(ctx, filter, collect(rows, func(h *db.HistoryEntry) *ident.ID { return &h.TargetID }))
		var told []event[*gql.DealChange]
		for _, h := range rows {
			if d := deals[h.TargetID]; d != nil {
				told = append(told, event[*gql.DealChange]{&gql.DealChange{Deal: d, Action: h.Action, At: h.At}, strconv.FormatInt(seqs[h.ID], 10)})
			}
		}
		return told, more, err
	})
}

func dealsIn(ctx context.Context, filter predicate.Deal, ids []ident.ID) (map[ident.ID]*model.Deal, error) {
	return byID(ctx, "deals",
		func(c *db.Client) ([]*db.Deal, error) {
			return c.Deal.Query().Where(deal.IDIn(ids...), filter).All(ctx)
		},
		model.Deals, func(d *model.Deal) ident.ID { return d.Deal.ID })
}

// logged reads the provisioning log in the order of its ids. Replicas write theirs a
// moment later, so each reading goes back by that, and leaves out what was told.
type logged struct {
	start, last ident.ID
	told        map[ident.ID]bool
	where       predicate.ProvisioningEvent
	quiet       time.Time // until when latecomers may follow the newest event
}

// followEvents is Subscription.provisioningEvents.
func (s *Server) followEvents(ctx context.Context, of *string, where *gql.ProvisioningEventWhere, after *string) (<-chan *model.ProvisioningEvent, error) {
	f := &logged{start: streamOf(ctx).since.Event, told: map[ident.ID]bool{}}
	var err error
	if at := from(ctx, after); at != nil {
		if f.start, err = ident.Parse(ident.Provisioning, *at); err != nil {
			return nil, noPosition()
		}
	}
	if f.where, err = eventFilter(ctx, of, where, f.start); err != nil {
		return nil, err
	}
	f.quiet = s.Store.Now().Add(lateTime)
	return follow(ctx, func(ctx context.Context, heads store.Heads) ([]event[*model.ProvisioningEvent], bool, error) {
		rows, more, err := f.next(ctx, heads, s.Store.Now())
		return each(model.ProvisioningEvents(rows), func(e *model.ProvisioningEvent) event[*model.ProvisioningEvent] {
			return event[*model.ProvisioningEvent]{e, e.ID()}
		}), more, err
	})
}

func (f *logged) next(ctx context.Context, heads store.Heads, now time.Time) ([]*db.ProvisioningEvent, bool, error) {
	if heads.Event != f.last {
		f.last, f.quiet = heads.Event, now.Add(lateTime)
	}
	if now.After(f.quiet) {
		return nil, false, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, false, err
	}
	rows, err := c.ProvisioningEvent.Query().Where(f.where, provisioningevent.IDGT(f.start), provisioningevent.IDNotIn(f.known()...)).
		Order(provisioningevent.ByID()).Limit(toldAtOnce).All(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("load provisioning events: %w", err)
	}
	for _, row := range rows {
		f.told[row.ID] = true
	}
	f.forget(now)
	return rows, len(rows) == toldAtOnce, nil
}

// mostTold bounds what is remembered in a storm.
const mostTold = 1000

func (f *logged) known() []ident.ID { return slices.SortedFunc(maps.Keys(f.told), byTime) }

// forget moves the start behind events that no latecomer can precede.
func (f *logged) forget(now time.Time) {
	line, known := now.Add(-lateTime), f.known()
	for i, id := range known {
		if len(known)-i > mostTold || id.Time().Before(line) {
			delete(f.told, id)
			f.start = id
		}
	}
}

// byTime orders ids as databases do: by time of creation.
func byTime(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) }
