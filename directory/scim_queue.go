package directory

import (
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/eventdelivery"
	"mandate/ent/db/eventstream"
	"mandate/ent/db/group"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/historyseal"
	"mandate/ident"
	"mandate/store"
)

// told are the actions that a stream tells of.
var told = []string{
	"USER_CREATED", "USER_UPDATED", "USER_ADOPTED", "USER_ACTIVATED", "USER_DEACTIVATED", "USER_DELETED", "MANAGER_CLEARED",
	"GROUP_CREATED", "GROUP_UPDATED", "GROUP_DELETED",
}

// allThere is what ent says of an insert whose rows all met a conflict.
var allThere = stdsql.ErrNoRows

// sealsAtOnce bounds how much history one transaction queues.
const sealsAtOnce = 500

// LastSeal is the number of the last entry of history that is sealed; 0: none is.
func LastSeal(ctx context.Context, c *db.Client) (int64, error) {
	row, err := c.HistorySeal.Query().Order(historyseal.BySeq(sql.OrderDesc())).First(ctx)
	if db.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("load last seal: %w", err)
	}
	return row.Seq, nil
}

// QueueEvents puts the sealed history that the streams of the actor's tenant have not
// seen into their queues, and says whether there is more. What a stream is told
// follows from history alone: no change waits for it, and none is lost.
func (d *Directory) QueueEvents(ctx context.Context) (more bool, err error) {
	err = d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeEventStream)
		streams, err := tx.Client.EventStream.Query().Where(eventstream.StateEQ(eventstream.StateENABLED)).All(ctx)
		if err != nil {
			return fmt.Errorf("list streams: %w", err)
		}
		more = false
		for _, s := range streams {
			full, err := queue(ctx, tx, s)
			if err != nil {
				return err
			}
			more = more || full
		}
		return nil
	})
	return more, err
}

func queue(ctx context.Context, tx *store.Tx, s *db.EventStream) (full bool, err error) {
	seals, err := tx.Client.HistorySeal.Query().Where(historyseal.SeqGT(s.Mark)).Order(historyseal.BySeq()).Limit(sealsAtOnce).All(ctx)
	if err != nil || len(seals) == 0 {
		return false, err
	}
	ids, seqs := make([]ident.ID, len(seals)), make(map[ident.ID]int64, len(seals))
	for i, seal := range seals {
		ids[i], seqs[seal.EntryID] = seal.EntryID, seal.Seq
	}
	entries, err := tx.Client.HistoryEntry.Query().Where(historyentry.IDIn(ids...), historyentry.ActionIn(told...)).All(ctx)
	if err != nil {
		return false, fmt.Errorf("load entries: %w", err)
	}
	if entries, err = ofDirectory(ctx, tx.Client, s.DirectoryID, entries); err != nil {
		return false, err
	}
	for _, e := range entries {
		err := tx.Client.EventDelivery.Create().SetID(tx.NewID()).SetStreamID(s.ID).SetEntryID(e.ID).SetSeq(seqs[e.ID]).SetNextAttemptAt(tx.Now).
			OnConflict(sql.ConflictColumns(eventdelivery.FieldStreamID, eventdelivery.FieldEntryID), sql.DoNothing()).Exec(ctx)
		if err != nil && !errors.Is(err, allThere) {
			return false, fmt.Errorf("queue event: %w", err)
		}
	}
	// Who queued the same at the same time, and further, is not set back.
	last := seals[len(seals)-1].Seq
	up := tx.Client.EventStream.Update().Where(eventstream.ID(s.ID), eventstream.MarkLT(last)).SetMark(last)
	return len(seals) == sealsAtOnce, up.Exec(ctx)
}

// ofDirectory keeps the entries about people and groups of one directory. Of those
// who are gone only what the directory did itself is left to tell whose they were.
func ofDirectory(ctx context.Context, c *db.Client, id ident.ID, entries []*db.HistoryEntry) ([]*db.HistoryEntry, error) {
	var targets []ident.ID
	for _, e := range entries {
		targets = append(targets, e.TargetID)
	}
	links, err := c.DirectoryLink.Query().Where(directorylink.DirectoryID(id), directorylink.UserIDIn(targets...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load links: %w", err)
	}
	own := map[ident.ID]bool{}
	for _, l := range links {
		own[l.UserID] = true
	}
	groups, err := c.Group.Query().Where(group.DirectoryID(id), group.IDIn(targets...)).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("load groups: %w", err)
	}
	for _, g := range groups {
		own[g] = true
	}
	var kept []*db.HistoryEntry
	for _, e := range entries {
		if own[e.TargetID] || e.ActorID != nil && *e.ActorID == id && e.ActorKind == string(actor.Directory) {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

// Delivery is an event that waits in a stream.
type Delivery struct {
	ID       ident.ID // jti of its token
	Seq      int64
	Attempts int
	Next     time.Time // not to be pushed before
	Error    string    // what the receiver said last
	Action   string    // USER_CREATED, …
	Kind     ident.Prefix
	Target   ident.ID
	At       time.Time
	Request  string
	Fields   []string // that changed, as history names them
}
