package main

import (
	"context"
	"fmt"

	"mandate/store"
)

type migrateCommands struct {
	Up     migrateUp     `cmd:"" help:"Apply what is pending; several at once migrate once."`
	Status migrateStatus `cmd:"" help:"Say what is applied and what is pending."`
}

type migrateUp struct{}

func (migrateUp) Run(ctx context.Context, c *Config, t terminal) error {
	if _, ok := c.sqliteFile(); ok {
		s, err := c.openStore(ctx)
		if err != nil {
			return err
		}
		defer s.Close()
	} else if err := store.MigrateUp(ctx, c.DatabaseURL, c.MigrateURL); err != nil {
		return unreached(err)
	}
	_, err := fmt.Fprintln(t.out, "The database is at this program's schema.")
	return err
}

type migrateStatus struct {
	JSON bool `help:"Print JSON."`
}

func (m migrateStatus) Run(ctx context.Context, c *Config, t terminal) error {
	key := make([]byte, 32) // nothing sealed is opened here
	s, err := store.Open(ctx, store.Options{Address: c.DatabaseURL, Secret: key})
	if err != nil {
		return unreached(err)
	}
	defer s.Close()
	schema, err := s.SchemaStatus(ctx)
	if err != nil {
		return err
	}
	row := map[string][]string{"applied": schema.Applied, "pending": schema.Pending, "unknown": schema.Unknown}
	return t.show(m.JSON, row, "applied %d\npending %d %v\nunknown %d %v",
		len(schema.Applied), len(schema.Pending), schema.Pending, len(schema.Unknown), schema.Unknown)
}
