package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"mandate/ent/db"
	"mandate/ident"
)

// moment is the one read-only transaction that the reads of a request share. It begins
// with the first Read: a request that makes but one look-up and one Glance needs none.
type moment struct {
	mu     sync.Mutex
	tenant ident.ID
	client *db.Client
	end    func()
}

type momentKey struct{}

// Moment gives a context in which every Read of one tenant, and what is looked up
// after the first, is of one instant and in one transaction. It is for requests that
// only read; done must be called once, when the answer has been written.
func (s *Store) Moment(ctx context.Context) (_ context.Context, done func()) {
	m := &moment{}
	return context.WithValue(ctx, momentKey{}, m), func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.end != nil {
			m.end()
		}
		m.client, m.end = nil, nil
	}
}

// shared gives the client of the context's moment, begun where it has not; nil where
// there is no moment, or it is of another tenant.
func (s *Store) shared(ctx context.Context, tenant ident.ID) (*db.Client, error) {
	m, ok := ctx.Value(momentKey{}).(*moment)
	if !ok {
		return nil, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.client == nil {
		c, end, err := s.begin(ctx, tenant)
		if err != nil {
			return nil, err
		}
		m.tenant, m.client, m.end = tenant, c, end
	}
	if m.tenant != tenant {
		return nil, nil
	}
	return m.client, nil
}

// begun gives the client of the context's moment if that has begun for the tenant.
func begun(ctx context.Context, tenant ident.ID) *db.Client {
	m, ok := ctx.Value(momentKey{}).(*moment)
	if !ok {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.tenant != tenant {
		return nil
	}
	return m.client
}

// begin begins a read-only transaction of a tenant.
func (s *Store) begin(ctx context.Context, tenant ident.ID) (*db.Client, func(), error) {
	tx, err := s.client.BeginTx(withTenantTx(ctx, tenant), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, s.explain(fmt.Errorf("begin read: %w", err))
	}
	return tx.Client(), func() { _ = tx.Rollback() }, nil
}
