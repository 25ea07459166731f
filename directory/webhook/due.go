package webhook

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"mandate/ent/db"
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
//
// What cannot be read is put aside (unread), and so is a subscription whose secret cannot be
// opened (SECRET_UNREAD), so that neither holds up what is behind it.
func (r *Room) Due(ctx context.Context) ([]Batch, error) {
	var list []Batch
	var unread []unread
	var sealed []ident.ID
	err := r.Directory.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		list, unread, sealed = nil, nil, nil
		hooks, err := c.Webhook.Query().Where(webhookrow.StateEQ(webhookrow.StateACTIVE)).Order(webhookrow.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("list webhooks: %w", err)
		}
		for _, h := range hooks {
			b, broken, err := r.batch(ctx, c, h)
			if errors.Is(err, errSealed) {
				sealed = append(sealed, h.ID)
				r.Directory.Store.Log.ErrorContext(ctx, "the secret of a webhook cannot be opened", slog.String("webhook", h.ID.Text(ident.Webhook)), slog.Any("error", err))
				continue
			}
			if err != nil {
				return err
			}
			unread = append(unread, broken...)
			if len(b.Targets) > 0 {
				list = append(list, b)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.putAside(ctx, unread)
	r.disableSealed(ctx, sealed)
	return list, nil
}

func (r *Room) batch(ctx context.Context, c *db.Client, h *db.Webhook) (b Batch, broken []unread, err error) {
	now := r.Directory.Store.Now()
	b = Batch{Webhook: h.ID, URL: h.URL}
	rows, err := due(ctx, c, h, now)
	if err != nil || len(rows) == 0 {
		return b, nil, err
	}
	if rows, err = inOrder(ctx, c, h, rows, now); err != nil {
		return b, nil, err
	}
	bodies, err := r.Bodies(ctx, c, rows)
	if err != nil {
		return b, nil, err
	}
	b.Targets, broken = deliveries(rows, bodies)
	b.Secrets, err = r.secrets(h, now)
	return b, broken, err
}

var errSealed = errors.New("the secret cannot be opened")

func (r *Room) secrets(h *db.Webhook, now time.Time) ([][]byte, error) {
	sealed := [][]byte{h.SecretSealed}
	if h.FormerSecretUntil != nil && h.FormerSecretUntil.After(now) {
		sealed = append(sealed, h.FormerSecretSealed)
	}
	list := make([][]byte, 0, len(sealed))
	for i, box := range sealed {
		secret, err := r.Directory.Store.Secrets.Open(secretName(h.ID), box)
		if err != nil && i == 0 {
			return nil, errors.Join(errSealed, err)
		}
		if err == nil { // the former one only signs beside the present
			list = append(list, secret)
		}
	}
	return list, nil
}

// deliveries groups rows by target, each with its payload; those without one come apart.
func deliveries(rows []*db.WebhookDelivery, bodies map[ident.ID]Body) (list [][]Delivery, broken []unread) {
	var order []ident.ID
	groups := map[ident.ID][]Delivery{}
	for _, d := range rows {
		body := bodies[d.ID]
		if body.Unread != nil {
			broken = append(broken, unread{d, body.Unread})
			continue
		}
		if groups[d.TargetID] == nil {
			order = append(order, d.TargetID)
		}
		one := Delivery{ID: d.ID, EventID: d.EntryID.Text(ident.History), Attempts: d.Attempts, At: d.CreatedAt, Payload: body.Text}
		groups[d.TargetID] = append(groups[d.TargetID], one)
	}
	list = make([][]Delivery, len(order))
	for i, target := range order {
		list[i] = groups[target]
	}
	return list, broken
}
