package main

import (
	"context"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

type apiKeyCommands struct {
	Create apiKeyCreate `cmd:"" help:"Make a service key."`
	List   apiKeyList   `cmd:"" help:"List the keys of a company."`
	Revoke apiKeyRevoke `cmd:"" help:"End a key at once."`
}

type apiKeyCreate struct {
	tenantFlag
	Name string `required:"" help:"Such as los."`
	Role string `required:"" help:"Role by name, such as service-los."`
	Days int    `help:"Ends after so many days; 0: never."`
	JSON bool   `help:"Print JSON."`
}

func (k apiKeyCreate) Run(ctx context.Context, c *Config, term terminal) error {
	ctx, h, err := k.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	made := directory.NewKey{Name: k.Name, Role: k.Role}
	if k.Days > 0 {
		made.Expires = h.store.Now().AddDate(0, 0, k.Days)
	}
	issued, err := h.directory.CreateKey(ctx, made)
	if err != nil {
		return err
	}
	row := map[string]string{"id": issued.ID.Text(ident.APIKey), "key": issued.Text}
	return term.show(k.JSON, row, "Key (shown this once): %s", issued.Text)
}

type apiKeyList struct {
	tenantFlag
	JSON bool `help:"Print JSON, one object a line."`
}

func (l apiKeyList) Run(ctx context.Context, c *Config, term terminal) error {
	return l.read(ctx, c.openReady, func(ctx context.Context, client *db.Client) error {
		keys, err := client.APIKey.Query().Where(apikey.RevokedAtIsNil()).Order(apikey.ByID()).All(ctx)
		if err != nil {
			return err
		}
		store.SortByName(keys, func(k *db.APIKey) string { return k.Name })
		for _, k := range keys {
			row := map[string]any{"id": k.ID.Text(ident.APIKey), "name": k.Name, "hint": k.Hint, "expires_at": k.ExpiresAt, "last_used_at": k.LastUsedAt}
			if err := term.show(l.JSON, row, "%s  %-20s %s", k.ID.Text(ident.APIKey), k.Name, k.Hint); err != nil {
				return err
			}
		}
		return nil
	})
}

type apiKeyRevoke struct {
	tenantFlag
	ID string `arg:"" help:"Id of the key."`
}

func (r apiKeyRevoke) Run(ctx context.Context, c *Config, _ terminal) error {
	id, err := ident.Parse(ident.APIKey, r.ID)
	if err != nil {
		return fault.New(fault.NotFound, fault.CodeNotFound, "There is no key %s.", r.ID)
	}
	ctx, h, err := r.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	return h.directory.RevokeKey(ctx, id)
}
