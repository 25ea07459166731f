package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/fault"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// sealedEntry is an entry of history with its number.
type sealedEntry struct {
	seq int64
	*model.HistoryEntry
}

func sealedBy(ctx context.Context, s *store.Store, most int, which func(*db.HistorySealQuery)) (list []sealedEntry, err error) {
	err = s.Read(ctx, func(ctx context.Context, c *db.Client) error {
		q := c.HistorySeal.Query()
		which(q)
		seals, err := q.Limit(most).All(ctx)
		if err != nil {
			return fmt.Errorf("read seals: %w", err)
		}
		entries, err := entriesOf(ctx, c, seals)
		if err != nil {
			return err
		}
		for _, seal := range seals {
			e := entries[seal.EntryID]
			if e == nil {
				return fault.New(fault.Conflict, fault.CodeInvalid, "Entry %d of history is missing; `mandate history verify` says more.", seal.Seq)
			}
			list = append(list, sealedEntry{seal.Seq, &model.HistoryEntry{HistoryEntry: e}})
		}
		return nil
	})
	return list, err
}

func entriesOf(ctx context.Context, c *db.Client, seals []*db.HistorySeal) (map[ident.ID]*db.HistoryEntry, error) {
	ids, entries := make([]ident.ID, len(seals)), make(map[ident.ID]*db.HistoryEntry, len(seals))
	for i, seal := range seals {
		ids[i] = seal.EntryID
	}
	rows, err := c.HistoryEntry.Query().Where(historyentry.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	for _, e := range rows {
		entries[e.ID] = e
	}
	return entries, nil
}

// shown is the entry as JSON; what was changed is not in it, by whom and of whom by id alone.
func (e sealedEntry) shown() map[string]any {
	return map[string]any{"seq": e.seq, "id": e.ID(), "at": e.At.UTC().Format(time.RFC3339Nano), "action": e.Action,
		"actor_kind": e.ActorKind, "actor": e.ActorID(), "on_behalf_of": textOrNull(e.OnBehalfOf), "target": e.TargetID(), "user": textOrNull(e.UserID),
		"reason": e.Reason, "source": e.Source, "mode": e.Mode, "status": e.Status, "comment": e.Comment, "request": e.RequestID}
}

func textOrNull(person *ident.ID) *string {
	if person == nil {
		return nil
	}
	text := person.Text(ident.User)
	return &text
}

// words is the entry as a line: when, what, about whom or what, by whom, why.
func (e sealedEntry) words() string {
	by := e.ActorKind
	if id := e.ActorID(); id != nil {
		by = *id
	}
	line := []string{strconv.FormatInt(e.seq, 10), e.At.UTC().Format("2006-01-02T15:04:05.000Z"), e.Action, e.TargetID(), "by", by}
	if e.UserID != nil {
		line = append(line, "about", *textOrNull(e.UserID))
	}
	if e.OnBehalfOf != nil {
		line = append(line, "for", *textOrNull(e.OnBehalfOf))
	}
	for _, why := range []string{e.Reason, e.Source, e.Mode, e.Status, e.Comment} {
		if why != "" {
			line = append(line, strings.Join(strings.Fields(why), " "))
		}
	}
	return strings.Join(line, "  ")
}
