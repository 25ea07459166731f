package graph

import (
	"context"
	"fmt"
	"strings"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/application"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/broker"
	"mandate/ent/db/connection"
	"mandate/ent/db/contact"
	"mandate/ent/db/customeraccount"
	"mandate/ent/db/deal"
	entdirectory "mandate/ent/db/directory"
	"mandate/ent/db/domain"
	"mandate/ent/db/group"
	"mandate/ent/db/portfolio"
	"mandate/ent/db/product"
	"mandate/ent/db/role"
	"mandate/ent/db/task"
	"mandate/ent/db/user"
	"mandate/ent/db/webhook"
	"mandate/graph/model"
	"mandate/ident"
)

// names are what records are called, by type.
type names map[ident.Prefix]map[ident.ID]string

// wanted are the ids whose names are asked for, by type.
type wanted map[ident.Prefix][]ident.ID

func (w wanted) add(p ident.Prefix, id *ident.ID) {
	if id != nil && !id.IsZero() {
		w[p] = append(w[p], *id)
	}
}

// namesOf loads names: a statement for each type that occurs. Types without a name
// of their own (sessions, tokens) are called nothing.
func namesOf(ctx context.Context, w wanted) (names, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	n := names{}
	for prefix, ids := range w {
		if load := nameLoaders[prefix]; load != nil {
			if n[prefix], err = load(ctx, c, ids); err != nil {
				return nil, fmt.Errorf("load names of %s: %w", prefix, err)
			}
		}
	}
	return n, nil
}

type nameLoader func(context.Context, *db.Client, []ident.ID) (map[ident.ID]string, error)

func called[R any](rows []R, err error, id func(R) ident.ID, name func(R) string) (map[ident.ID]string, error) {
	m := make(map[ident.ID]string, len(rows))
	for _, r := range rows {
		m[id(r)] = name(r)
	}
	return m, err
}

var nameLoaders = map[ident.Prefix]nameLoader{
	ident.Deal: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Deal.Query().Where(deal.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Deal) ident.ID { return r.ID }, func(r *db.Deal) string { return r.Reference })
	},
	ident.User: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.User.Query().Where(user.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.User) ident.ID { return r.ID }, directory.ShownName)
	},
	ident.Role: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Role.Query().Where(role.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Role) ident.ID { return r.ID }, func(r *db.Role) string { return r.Name })
	},
	ident.Group: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Group.Query().Where(group.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Group) ident.ID { return r.ID }, func(r *db.Group) string { return r.DisplayName })
	},
	ident.Directory: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Directory.Query().Where(entdirectory.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Directory) ident.ID { return r.ID }, func(r *db.Directory) string { return r.Name })
	},
	ident.Connection: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Connection.Query().Where(connection.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Connection) ident.ID { return r.ID }, func(r *db.Connection) string { return r.Name })
	},
	ident.Domain: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Domain.Query().Where(domain.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Domain) ident.ID { return r.ID }, func(r *db.Domain) string { return r.Name })
	},
	ident.APIKey: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.APIKey.Query().Where(apikey.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.APIKey) ident.ID { return r.ID }, func(r *db.APIKey) string { return r.Name })
	},
	ident.Broker: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Broker.Query().Where(broker.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Broker) ident.ID { return r.ID }, func(r *db.Broker) string { return r.Name })
	},
	ident.Approval: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.ApprovalRequest.Query().Where(approvalrequest.IDIn(ids...)).WithDeal().All(ctx)
		return called(rows, err, func(r *db.ApprovalRequest) ident.ID { return r.ID }, func(r *db.ApprovalRequest) string { return r.Edges.Deal.Reference })
	},
	ident.Task: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Task.Query().Where(task.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Task) ident.ID { return r.ID }, func(r *db.Task) string { return r.Title })
	},
	ident.Product: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Product.Query().Where(product.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Product) ident.ID { return r.ID }, func(r *db.Product) string { return r.Name })
	},
	ident.Account: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.CustomerAccount.Query().Where(customeraccount.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.CustomerAccount) ident.ID { return r.ID }, func(r *db.CustomerAccount) string { return r.Name })
	},
	ident.Portfolio: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Portfolio.Query().Where(portfolio.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Portfolio) ident.ID { return r.ID }, func(r *db.Portfolio) string { return r.Name })
	},
	ident.Contact: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Contact.Query().Where(contact.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Contact) ident.ID { return r.ID }, func(r *db.Contact) string { return strings.TrimSpace(r.FirstName + " " + r.LastName) })
	},
	ident.Webhook: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Webhook.Query().Where(webhook.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Webhook) ident.ID { return r.ID }, func(r *db.Webhook) string { return r.Name })
	},
	ident.Application: func(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID]string, error) {
		rows, err := c.Application.Query().Where(application.IDIn(ids...)).All(ctx)
		return called(rows, err, func(r *db.Application) ident.ID { return r.ID }, func(r *db.Application) string { return r.Name })
	},
}

// cast is who and what some history entries speak of.
type cast struct {
	names
	people map[ident.ID]*db.User // deleted ones too
}

// castOf loads the cast of an entry and its kin.
func castOf(ctx context.Context, h *model.HistoryEntry) (*cast, error) {
	return model.Load(h.Kin, "cast", func(entries []*model.HistoryEntry) (*cast, error) {
		w, people := wanted{}, wanted{}
		for _, e := range entries {
			if e.ActorKind == "USER" {
				people.add(ident.User, e.HistoryEntry.ActorID)
			} else {
				w.add(e.ActorPrefix(), e.HistoryEntry.ActorID)
			}
			if e.TargetKind == string(ident.User) {
				people.add(ident.User, &e.HistoryEntry.TargetID)
			} else {
				w.add(ident.Prefix(e.TargetKind), &e.HistoryEntry.TargetID)
			}
		}
		found, err := namesOf(ctx, w)
		if err != nil {
			return nil, err
		}
		c, err := read(ctx)
		if err != nil {
			return nil, err
		}
		rows, err := c.User.Query().Where(user.IDIn(people[ident.User]...)).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("load people of history: %w", err)
		}
		return &cast{found, index(rows, func(u *db.User) ident.ID { return u.ID })}, nil
	})
}

// actorName: a deleted person acts under the system's name (LC-7).
func (c *cast) actorName(h *model.HistoryEntry, systemName string) string {
	id := h.HistoryEntry.ActorID
	if id == nil {
		return systemName
	}
	if u := c.people[*id]; u != nil && u.DeletedAt == nil {
		return directory.ShownName(u)
	}
	if name := c.names[h.ActorPrefix()][*id]; name != "" {
		return name
	}
	return systemName
}

func (c *cast) targetName(h *model.HistoryEntry) string {
	target := h.HistoryEntry.TargetID
	if u := c.people[target]; u != nil {
		return directory.ShownName(u)
	}
	return c.names[ident.Prefix(h.TargetKind)][target]
}
