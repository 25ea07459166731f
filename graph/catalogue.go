package graph

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqljson"

	"mandate/ent/db"
	"mandate/ent/db/broker"
	"mandate/ent/db/product"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

func listBrokers(ctx context.Context, p pageArgs, search *string) (*model.BrokerConnection, error) {
	words, err := searchText(search)
	if err != nil {
		return nil, err
	}
	l := list[*db.Broker, *model.Broker]{
		by:    order{list: "brokers", column: broker.FieldNameKey, prefix: ident.Broker},
		id:    func(b *db.Broker) ident.ID { return b.ID },
		key:   func(b *db.Broker) any { return b.NameKey },
		nodes: func(rows []*db.Broker) ([]*model.Broker, error) { return each(rows, brokerNode), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Broker], counter) {
		q := c.Broker.Query().Where(sightOf(ctx).brokers(), named(broker.FieldNameKey, words))
		return func(shape func(*sql.Selector), n int) ([]*db.Broker, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

// listProducts is PF-3. A product without locations is offered everywhere.
func listProducts(ctx context.Context, p pageArgs, search, location *string) (*model.ProductConnection, error) {
	words, err := searchText(search)
	if err != nil {
		return nil, err
	}
	if location != nil {
		if err := plain(*location, "location"); err != nil {
			return nil, err
		}
	}
	l := list[*db.Product, *model.Product]{
		by:    order{list: "products", column: product.FieldNameKey, prefix: ident.Product},
		id:    func(p *db.Product) ident.ID { return p.ID },
		key:   func(p *db.Product) any { return p.NameKey },
		nodes: func(rows []*db.Product) ([]*model.Product, error) { return each(rows, productNode), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Product], counter) {
		q := c.Product.Query().Where(sightOf(ctx).products(), named(product.FieldNameKey, words))
		if location != nil {
			q.Where(offeredIn(*location))
		}
		return func(shape func(*sql.Selector), n int) ([]*db.Product, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func offeredIn(location string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		s.Where(sql.Or(sqljson.LenEQ(s.C(product.FieldLocations), 0), sqljson.ValueContains(s.C(product.FieldLocations), location)))
	}
}

// named holds where every word of a text is part of a folded name.
func named(column, text string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		for _, word := range strings.Fields(store.Fold(text)) {
			s.Where(sql.Contains(s.C(column), word))
		}
	}
}

func brokerNode(b *db.Broker) *model.Broker    { return &model.Broker{Broker: b} }
func productNode(p *db.Product) *model.Product { return &model.Product{Product: p} }

func brokersByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Broker, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Broker.Query().Where(broker.IDIn(ids...), sightOf(ctx).brokers()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load brokers: %w", err)
	}
	return index(each(rows, brokerNode), func(b *model.Broker) ident.ID { return b.Broker.ID }), nil
}

func productsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Product, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Product.Query().Where(product.IDIn(ids...), sightOf(ctx).products()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load products: %w", err)
	}
	return index(each(rows, productNode), func(p *model.Product) ident.ID { return p.Product.ID }), nil
}

// inOrder gives what was found of ids, in their order.
func inOrder[N any](ids []ident.ID, found map[ident.ID]N) []N {
	list := []N{}
	for _, id := range ids {
		if n, ok := found[id]; ok {
			list = append(list, n)
		}
	}
	return list
}
