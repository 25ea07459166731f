package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/directory/webhook"
	"mandate/ent/db"
	"mandate/ent/db/historyseal"
	webhookrow "mandate/ent/db/webhook"
	"mandate/ent/db/webhookdelivery"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

func listWebhooks(ctx context.Context, p pageArgs) (*model.WebhookConnection, error) {
	l := list[*db.Webhook, *model.Webhook]{
		by:    order{list: "webhooks by name", column: webhookrow.FieldName, prefix: ident.Webhook},
		id:    func(w *db.Webhook) ident.ID { return w.ID },
		key:   func(w *db.Webhook) any { return store.SortKey(w.Name) },
		nodes: func(rows []*db.Webhook) ([]*model.Webhook, error) { return model.Webhooks(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Webhook], counter) {
		q := c.Webhook.Query().Where(sightOf(ctx).webhooks())
		return byName(ctx, l, p, q.Clone().Select(webhookrow.FieldID, webhookrow.FieldName), func(ids ...ident.ID) ([]*db.Webhook, error) {
			return q.Clone().Where(webhookrow.IDIn(ids...)).All(ctx)
		}), q.Count
	})
}

func listWebhookDeliveries(ctx context.Context, p pageArgs, of string, search *string, state *webhookdelivery.State) (*model.WebhookDeliveryConnection, error) {
	id, err := parseID(ident.Webhook, of, "webhookId")
	if err != nil {
		return nil, err
	}
	words, err := searchText(search)
	if err != nil {
		return nil, err
	}
	among := all
	if state != nil {
		among = webhookdelivery.StateEQ(*state)
	}
	l := list[*db.WebhookDelivery, *model.WebhookDelivery]{
		by: order{list: "webhook deliveries", prefix: ident.WebhookDelivery, desc: true},
		id: func(d *db.WebhookDelivery) ident.ID { return d.ID },
		nodes: func(rows []*db.WebhookDelivery) ([]*model.WebhookDelivery, error) {
			return model.WebhookDeliveries(rows), nil
		},
	}
	ctx = store.PlannedByValue(ctx)
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.WebhookDelivery], counter) {
		s := sightOf(ctx)
		q := c.WebhookDelivery.Query().Where(s.webhookDeliveries(), webhookdelivery.WebhookID(id), among)
		f := s.soughtDeliveries(words, webhookdelivery.WebhookID(id), among)
		return pageOfSought(ctx, f, func(shape, modify func(*sql.Selector), n int) ([]*db.WebhookDelivery, error) {
			few := q.Clone().Where(shape).Limit(n)
			few.Modify(modify)
			return few.All(ctx)
		}), byValue(q.Clone().Where(f.narrow).Count)
	})
}

// soughtDeliveries finds deliveries by the person or deal that they tell of, and by the id
// that the receiver knows them by: its seal's number is in the order of the webhook.
func (s sight) soughtDeliveries(words string, within ...func(*sql.Selector)) sought {
	f := sought{text: words, sight: s, within: append(within, s.webhookDeliveries()),
		plain: []string{webhookdelivery.FieldAction, webhookdelivery.FieldState, webhookdelivery.FieldStatus, webhookdelivery.FieldError}}
	target := func(id ident.ID) func(*sql.Selector) *sql.Predicate {
		return func(q *sql.Selector) *sql.Predicate { return sql.EQ(q.C(webhookdelivery.FieldTargetID), id) }
	}
	event := func(id ident.ID) func(*sql.Selector) *sql.Predicate {
		return func(q *sql.Selector) *sql.Predicate {
			seal := sql.Table(historyseal.Table)
			return sql.And(sql.EQ(q.C(webhookdelivery.FieldEntryID), id), sql.In(q.C(webhookdelivery.FieldSeq),
				sql.Dialect(q.Dialect()).Select(seal.C(historyseal.FieldSeq)).From(seal).
					Where(sql.And(sql.EQ(seal.C(historyseal.FieldTenantID), s.Tenant), sql.EQ(seal.C(historyseal.FieldEntryID), id)))))
		}
	}
	f.ways = append(f.called(target, event), f.ofPeople(webhookdelivery.FieldTargetID), f.ofDeals(webhookdelivery.FieldTargetID))
	return f
}

func webhooksByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Webhook, error) {
	return byID(ctx, "webhooks",
		func(c *db.Client) ([]*db.Webhook, error) {
			return c.Webhook.Query().Where(webhookrow.IDIn(ids...), sightOf(ctx).webhooks()).All(ctx)
		},
		model.Webhooks, func(w *model.Webhook) ident.ID { return w.Webhook.ID })
}

func webhookDeliveriesByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.WebhookDelivery, error) {
	return byID(ctx, "deliveries",
		func(c *db.Client) ([]*db.WebhookDelivery, error) {
			return c.WebhookDelivery.Query().Where(webhookdelivery.IDIn(ids...), sightOf(ctx).webhookDeliveries()).All(ctx)
		},
		model.WebhookDeliveries, func(d *model.WebhookDelivery) ident.ID { return d.WebhookDelivery.ID })
}

func webhookID(w *model.Webhook) *ident.ID { return &w.Webhook.ID }

// waitingFor counts the deliveries that wait, of webhooks.
func waitingFor(ctx context.Context, of []*model.Webhook) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []counted
	err = c.WebhookDelivery.Query().Where(webhookdelivery.WebhookIDIn(collect(of, webhookID)...), webhookdelivery.StateEQ(webhookdelivery.StateQUEUED),
		sightOf(ctx).webhookDeliveries()).Modify(countBy(webhookdelivery.FieldWebhookID)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count deliveries: %w", err)
	}
	return totals(rows), nil
}

// webhookRequests are the bodies of deliveries; empty where one cannot be read.
func (s *Server) webhookRequests(ctx context.Context, of []*model.WebhookDelivery) (map[ident.ID]string, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	bodies, err := s.Webhooks.Bodies(ctx, c, each(of, func(d *model.WebhookDelivery) *db.WebhookDelivery { return d.WebhookDelivery }))
	if err != nil {
		return nil, err
	}
	texts := make(map[ident.ID]string, len(bodies))
	for id, body := range bodies {
		texts[id] = string(body.Text)
	}
	return texts, nil
}

// onWebhook runs a change of one webhook and loads it as it is behind it. wanted says that
// a secret was asked for: without one, a repeated call is told why.
func (r *mutationResolver) onWebhook(ctx context.Context, key maybeText, wanted bool, run func(context.Context) (ident.ID, string, error)) (*gql.WebhookPayload, error) {
	var secret string
	id, err := r.onceKeyed(ctx, key, func(ctx context.Context) (id ident.ID, err error) {
		id, secret, err = run(ctx)
		return id, err
	})
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	p := &gql.WebhookPayload{Warnings: []*gql.Warning{}, UserErrors: errs}
	if wanted && len(errs) == 0 {
		p.Secret, p.Warnings = r.secret(ctx, secret)
	}
	p.Webhook, err = present(ctx, id, webhooksByID)
	return p, err
}

func (r *mutationResolver) createWebhook(ctx context.Context, in gql.WebhookCreateInput) (*gql.WebhookPayload, error) {
	return r.onWebhook(ctx, in.IdempotencyKey, true, func(ctx context.Context) (ident.ID, string, error) {
		events, _ := in.Events.ValueOK()
		return r.server.Webhooks.Create(ctx, webhook.Subscription{Name: in.Name, URL: in.URL, Events: events})
	})
}

func (r *mutationResolver) updateWebhook(ctx context.Context, in gql.WebhookUpdateInput) (*gql.WebhookPayload, error) {
	return r.onWebhook(ctx, in.IdempotencyKey, in.RotateSecret, func(ctx context.Context) (ident.ID, string, error) {
		id, err := parseID(ident.Webhook, in.WebhookID, "webhookId")
		if err != nil {
			return id, "", err
		}
		change := webhook.Change{Name: cleared(in.Name), URL: cleared(in.URL), Rotate: in.RotateSecret}
		if events, set := in.Events.ValueOK(); set {
			change.Events = &events
		}
		if change.Active, err = changed(in.Active, "active"); err != nil {
			return id, "", err
		}
		secret, err := r.server.Webhooks.Update(ctx, id, maybeSeen(in.ExpectedVersion), change)
		return id, secret, err
	})
}

func (r *mutationResolver) deleteWebhook(ctx context.Context, in gql.WebhookDeleteInput) (*gql.WebhookDeletePayload, error) {
	id, err := r.onceKeyed(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		id, err := parseID(ident.Webhook, in.WebhookID, "webhookId")
		if err != nil {
			return id, err
		}
		return id, r.server.Webhooks.Delete(ctx, id, maybeSeen(in.ExpectedVersion))
	})
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	left, err := present(ctx, id, webhooksByID)
	return &gql.WebhookDeletePayload{Webhook: left, DeletedID: deleted(in.WebhookID, errs), UserErrors: errs}, err
}

func (r *mutationResolver) replayWebhook(ctx context.Context, in gql.WebhookReplayInput) (*gql.WebhookPayload, error) {
	return r.onWebhook(ctx, in.IdempotencyKey, false, func(ctx context.Context) (ident.ID, string, error) {
		hook, named := value(in.WebhookID)
		from, since := value(in.FromSeal)
		one, single := value(in.DeliveryID)
		switch {
		case single && !named && !since:
			id, err := r.redeliver(ctx, one)
			return id, "", err
		case named && since && !single:
			id, err := parseID(ident.Webhook, hook, "webhookId")
			if err != nil {
				return id, "", err
			}
			return id, "", r.server.Webhooks.Replay(ctx, id, int64(from))
		}
		return ident.ID{}, "", fault.New(fault.Invalid, fault.CodeInvalid, "Give webhookId with fromSeal, or deliveryId alone.").On("webhookId")
	})
}

// redeliver sends one delivery again and gives the webhook that it belongs to.
func (r *mutationResolver) redeliver(ctx context.Context, text string) (ident.ID, error) {
	id, err := parseID(ident.WebhookDelivery, text, "deliveryId")
	if err != nil {
		return ident.ID{}, err
	}
	if err := r.server.Webhooks.Redeliver(ctx, id); err != nil {
		return ident.ID{}, err
	}
	found, err := present(ctx, id, webhookDeliveriesByID)
	if err != nil || found == nil {
		return ident.ID{}, err
	}
	return found.WebhookID, nil
}

func (r *mutationResolver) testWebhook(ctx context.Context, in gql.WebhookTestInput) (*gql.WebhookPayload, error) {
	return r.onWebhook(ctx, in.IdempotencyKey, false, func(ctx context.Context) (ident.ID, string, error) {
		id, err := parseID(ident.Webhook, in.WebhookID, "webhookId")
		if err != nil {
			return id, "", err
		}
		return id, "", r.server.Webhooks.Test(ctx, id)
	})
}
