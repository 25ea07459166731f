package store

import (
	"context"
	"fmt"

	"mandate/ent/db"
)

// Read runs fn in one read-only transaction of the tenant of the actor in ctx.
// Everything that fn reads is of one instant; goroutines of fn may share c.
func (s *Store) Read(ctx context.Context, fn func(ctx context.Context, c *db.Client) error) error {
	c, done, err := s.Reading(ctx)
	if err != nil {
		return err
	}
	defer done()
	return s.explain(fn(ctx, c))
}

// Reading is Read for a door whose work does not fit into one function: the
// GraphQL door reads a whole request through one client. done must be called once.
func (s *Store) Reading(ctx context.Context) (c *db.Client, done func(), err error) {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("read: %w", err)
	}
	if c, err = s.shared(ctx, tenant); c != nil || err != nil {
		return c, func() {}, err
	}
	return s.begin(ctx, tenant)
}
