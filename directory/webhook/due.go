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
	webhookrow "mandate/ent/db/webhook"
	"mandate/ident"
)

// Batch is what one subscription is to be told now.
type Batch struct {
	Webhook ident.ID
	URL     string
	Secrets [][]byte     // the present one first
	Targets [][]Delivery // one list a target: in order within, at once across
}

// Delivery is one event on its way.
type Delivery struct {
	ID       ident.ID
	EventID  string // webhook-id: the same at every try and replay
	Attempts int
	At       time.Time
	Payload  []byte // JSON
}

// Due gives what is due, of the actor's tenant. A target whose earlier event waits for its
// next try is left out: its order would break.
func (r *Room) Due(ctx context.Context) ([]Batch, error) {
	var list []Batch
	err := r.Directory.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		list = nil
		hooks, err := c.Webhook.Query().Where(webhookrow.StateEQ(webhookrow.StateACTIVE)).Order(webhookrow.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("list webhooks: %w", err)
		}
		for _, h := range hooks {
			b, err := r.batch(ctx, c, h)
			if err != nil {
				return err
			}
			if len(b.Targets) > 0 {
				list = append(list, b)
			}
		}
		return nil
	})
	return list, err
}

func (r *Room) batch(ctx context.Context, c *db.Client, h *db.Webhook) (Batch, error) {
	b, now := Batch{Webhook: h.ID, URL: h.URL}, r.Directory.Store.Now()
	rows, err := due(ctx, c, h, now)
	if err != nil || len(rows) == 0 {
		return b, err
	}
	if rows, err = inOrder(ctx, c, h, rows, now); err != nil {
		return b, err
	}
	if b.Targets, err = deliveries(ctx, c, rows); err != nil {
		return b, err
	}
	b.Secrets, err = r.secrets(h, now)
	return b, err
}

func (r *Room) secrets(h *db.Webhook, now time.Time) ([][]byte, error) {
	sealed := [][]byte{h.SecretSealed}
	if h.FormerSecretUntil != nil && h.FormerSecretUntil.After(now) {
		sealed = append(sealed, h.FormerSecretSealed)
	}
	list := make([][]byte, len(sealed))
	for i, s := range sealed {
		var err error
		if list[i], err = r.Directory.Store.Secrets.Open(secretName(h.ID), s); err != nil {
			return nil, fmt.Errorf("open secret of webhook %s: %w", h.ID, err)
		}
	}
	return list, nil
}

// deliveries groups rows by target, each with its payload.
func deliveries(ctx context.Context, c *db.Client, rows []*db.WebhookDelivery) ([][]Delivery, error) {
	bodies, err := Bodies(ctx, c, rows)
	if err != nil {
		return nil, err
	}
	var order []ident.ID
	groups := map[ident.ID][]Delivery{}
	for _, d := range rows {
		if groups[d.TargetID] == nil {
			order = append(order, d.TargetID)
		}
		one := Delivery{ID: d.ID, EventID: d.EntryID.Text(ident.History), Attempts: d.Attempts, At: d.CreatedAt, Payload: bodies[d.ID]}
		groups[d.TargetID] = append(groups[d.TargetID], one)
	}
	list := make([][]Delivery, len(order))
	for i, target := range order {
		list[i] = groups[target]
	}
	return list, nil
}

// Bodies gives what is posted for each of some deliveries, JSON by id of the delivery.
func Bodies(ctx context.Context, c *db.Client, rows []*db.WebhookDelivery) (map[ident.ID][]byte, error) {
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
	bodies := make(map[ident.ID][]byte, len(rows))
	for _, d := range rows {
		if bodies[d.ID], err = payload(d, entries[d.EntryID]); err != nil {
			return nil, err
		}
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
