package main

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/sso"
)

// connectionTest tries a connection out without anybody signing in.
type connectionTest struct {
	ID   string `required:"" help:"Id of the connection."`
	JSON bool   `help:"Print JSON, one object a line."`
}

// Run prints each thing that was looked at; any that is not good is an error at the end.
func (t connectionTest) Run(ctx context.Context, c *Config, term terminal) error {
	var found []sso.Check
	err := c.atConnection(ctx, t.ID, func(ctx context.Context, h *house, id ident.ID) (err error) {
		door := c.metadataWorker(h)
		door.PublicURL = c.public()
		found, err = door.CheckConnection(ctx, id)
		return err
	})
	if err != nil {
		return err
	}
	wrong := 0
	for _, one := range found {
		mark := "good "
		if !one.Good {
			mark = "WRONG"
			wrong++
		}
		if err := term.show(t.JSON, one, "%s  %s", mark, one.Text); err != nil {
			return err
		}
	}
	if wrong > 0 {
		return fault.New(fault.Invalid, fault.CodeInvalid, "%d of %d things are not as a sign-in needs them.", wrong, len(found))
	}
	return nil
}

// connectionMetadataCmds read metadata, and decide on those that a refresh has held.
type connectionMetadataCmds struct {
	Read metadataRead `cmd:"" help:"Read the metadata at the IdP's address now; what would make another IdP of it waits."`
	Take metadataTake `cmd:"" help:"Take the metadata that waits: its keys and addresses count from now on."`
	Drop metadataDrop `cmd:"" help:"Forget the metadata that waits: what is known goes on."`
}

type (
	metadataRead struct{ oneConnection }
	metadataTake struct{ oneConnection }
	metadataDrop struct{ oneConnection }
)

func (m metadataRead) Run(ctx context.Context, c *Config, term terminal) error {
	waits := false
	err := c.atConnection(ctx, m.ID, func(ctx context.Context, h *house, id ident.ID) error {
		if err := c.metadataWorker(h).RefreshConnection(ctx, id, 0); err != nil {
			return err
		}
		return h.store.Read(ctx, func(ctx context.Context, q *db.Client) error {
			row, err := q.Connection.Get(ctx, id)
			if err == nil {
				waits = row.PendingMetadata != ""
			}
			return err
		})
	})
	if err != nil {
		return err
	}
	if waits {
		return term.show(false, nil, "%s goes on as it was: the metadata would make another IdP of it, and wait. Take them with connection metadata take.", m.ID)
	}
	return term.show(false, nil, "%s has the metadata as the IdP shows them now.", m.ID)
}

func (m metadataTake) Run(ctx context.Context, c *Config, term terminal) error {
	err := c.atConnection(ctx, m.ID, func(ctx context.Context, h *house, id ident.ID) error {
		var row *db.Connection
		err := h.store.Read(ctx, func(ctx context.Context, q *db.Client) (err error) {
			row, err = q.Connection.Get(ctx, id)
			return err
		})
		if err != nil {
			return fmt.Errorf("load connection %s: %w", m.ID, err)
		}
		waiting, err := sso.ParseMetadata([]byte(row.PendingMetadata))
		if err != nil && row.PendingMetadata != "" {
			return err
		}
		return h.directory.TakePendingMetadata(ctx, id, row.Version, waiting.Update())
	})
	if err != nil {
		return err
	}
	return term.show(false, nil, "%s has the metadata that waited.", m.ID)
}

func (m metadataDrop) Run(ctx context.Context, c *Config, term terminal) error {
	err := c.atConnection(ctx, m.ID, func(ctx context.Context, h *house, id ident.ID) error {
		return h.directory.DropPendingMetadata(ctx, id, 0)
	})
	if err != nil {
		return err
	}
	return term.show(false, nil, "%s goes on with the metadata that it had.", m.ID)
}
