package main

import (
	"context"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ident"
	"mandate/store"
)

type directoryCommands struct {
	Create directoryCreate `cmd:"" help:"Make a directory; prints the address and the token for the IdP."`
	List   directoryList   `cmd:"" help:"List the directories of a company."`
	Replay directoryReplay `cmd:"" help:"Make changes once more that did not happen, or list them."`
}

type directoryCreate struct {
	tenantFlag
	Name string `required:"" help:"Such as Okta."`
	JSON bool   `help:"Print JSON."`
}

func (d directoryCreate) Run(ctx context.Context, c *Config, term terminal) error {
	ctx, h, err := d.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	issued, err := h.directory.CreateDirectory(ctx, d.Name)
	if err != nil {
		return err
	}
	base := c.public() + "/scim/v2"
	made := map[string]string{"id": issued.Directory.Text(ident.Directory), "scim_base_url": base, "token": issued.Text}
	return term.show(d.JSON, made, "SCIM base URL: %s\nToken (shown this once): %s", base, issued.Text)
}

type directoryList struct {
	tenantFlag
	JSON bool `help:"Print JSON, one object a line."`
}

func (l directoryList) Run(ctx context.Context, c *Config, term terminal) error {
	return l.read(ctx, c.openReady, func(ctx context.Context, client *db.Client) error {
		rows, err := client.Directory.Query().Order(directory.ByID()).All(ctx)
		if err != nil {
			return err
		}
		store.SortByName(rows, func(d *db.Directory) string { return d.Name })
		for _, d := range rows {
			row := map[string]any{"id": d.ID.Text(ident.Directory), "name": d.Name, "enabled": d.Enabled}
			if err := term.show(l.JSON, row, "%s  %s", d.ID.Text(ident.Directory), d.Name); err != nil {
				return err
			}
		}
		return nil
	})
}
