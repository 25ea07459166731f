package webhook

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ident"
)

// Body is what is posted for a delivery, JSON, or why that cannot be told.
type Body struct {
	Text   []byte
	Unread error
}

// Bodies gives the bodies of some deliveries, by id of the delivery.
func (r *Room) Bodies(ctx context.Context, c *db.Client, rows []*db.WebhookDelivery) (map[ident.ID]Body, error) {
	heads, err := r.headBodies(ctx, c, rows)
	if err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(rows))
	for i, d := range rows {
		ids[i] = d.EntryID
	}
	found, err := c.HistoryEntry.Query().Where(historyentry.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load entries: %w", err)
	}
	entries := make(map[ident.ID]*db.HistoryEntry, len(found))
	for _, e := range found {
		entries[e.ID] = e
	}
	bodies := make(map[ident.ID]Body, len(rows))
	for _, d := range rows {
		if head, is := heads[d.ID]; is {
			bodies[d.ID] = head
			continue
		}
		text, err := payload(d, entries[d.EntryID])
		bodies[d.ID] = Body{text, err}
	}
	return bodies, nil
}

// event is the body of a delivery, in the shape of the Standard Webhooks convention.
type event struct {
	Type      string    `json:"type"` // history action
	Timestamp time.Time `json:"timestamp"`
	Data      any       `json:"data"`
}

type data struct {
	ID        string   `json:"id"`
	Seal      int64    `json:"seal"`
	Target    string   `json:"target"`
	User      string   `json:"user,omitempty"` // a person it is about besides the target
	ActorKind string   `json:"actorKind"`
	Actor     string   `json:"actor,omitempty"`
	Reason    string   `json:"reason,omitempty"`
	Source    string   `json:"source,omitempty"`
	Mode      string   `json:"mode,omitempty"`
	Status    string   `json:"status,omitempty"`
	Fields    []string `json:"fields"` // that changed; never their values
	RequestID string   `json:"requestId,omitempty"`
	Access    []access `json:"access,omitempty"` // to the deal's file
}

// access is a directory.AccessChange as it is told.
type access struct {
	User   string `json:"user"`
	Gained bool   `json:"gained"`
}

// payload is the body of a delivery; one without an entry (a test) tells nothing but itself.
func payload(d *db.WebhookDelivery, e *db.HistoryEntry) ([]byte, error) {
	if e == nil {
		return json.Marshal(event{d.Action, d.CreatedAt.UTC(), struct{}{}})
	}
	of := data{ID: e.ID.Text(ident.History), Seal: d.Seq, Target: e.TargetID.Text(ident.Prefix(e.TargetKind)), ActorKind: e.ActorKind,
		Reason: e.Reason, Source: e.Source, Mode: e.Mode, Status: e.Status, RequestID: e.RequestID}
	if e.UserID != nil {
		of.User = e.UserID.Text(ident.User)
	}
	if prefix, ok := actors[e.ActorKind]; ok && e.ActorID != nil {
		of.Actor = e.ActorID.Text(prefix)
	}
	changes, err := plain(e.Changes)
	if err != nil {
		return nil, fmt.Errorf("read changes of %s: %w", e.ID, err)
	}
	of.Fields = slices.AppendSeq([]string{}, maps.Keys(changes))
	slices.Sort(of.Fields)
	files, err := directory.AccessChanges(e, changes)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		of.Access = append(of.Access, access{f.User.Text(ident.User), f.Gained})
	}
	return json.Marshal(event{e.Action, e.At.UTC(), of})
}

var actors = map[string]ident.Prefix{"USER": ident.User, "SERVICE": ident.APIKey, "DIRECTORY": ident.Directory}

// plain gives what changed, before and after; personal values lie encrypted beside and stay
// unread.
func plain(changes []byte) (map[string][2]any, error) {
	if len(changes) == 0 {
		return nil, nil
	}
	var set struct {
		Plain map[string][2]any `json:"plain"`
	}
	err := json.Unmarshal(changes, &set)
	return set.Plain, err
}
