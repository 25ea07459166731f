package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorytoken"
	"mandate/ent/db/provisioningclient"
	"mandate/ident"
)

// DirectoryInfo is one directory as administrators see it.
type DirectoryInfo struct {
	ID                                      ident.ID
	Version                                 int64
	Name, State, Dialect                    string
	Enabled                                 bool
	Rate                                    int
	BrakePeople, BrakePercent, BrakeMinutes int
	LogDays                                 int
	People, Groups                          int
	Tokens, Clients                         []CredentialInfo // that are not revoked, oldest first
}

// CredentialInfo is a token or client of a directory, without its secret.
type CredentialInfo struct {
	ID                         ident.ID
	Hint                       string
	Created, Expires, LastUsed time.Time // zero: never
}

// Directories lists the directories of the actor's tenant, by name.
func (d *Directory) Directories(ctx context.Context) ([]DirectoryInfo, error) {
	var out []DirectoryInfo
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.Directory.Query().Order(directory.ByName(), directory.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("list directories: %w", err)
		}
		for _, row := range rows {
			info, err := infoOf(ctx, c, row)
			if err != nil {
				return err
			}
			out = append(out, info)
		}
		return nil
	})
	return out, err
}

func infoOf(ctx context.Context, c *db.Client, row *db.Directory) (DirectoryInfo, error) {
	info := DirectoryInfo{
		ID: row.ID, Version: row.Version, Name: row.Name, State: string(row.State), Dialect: row.Dialect, Enabled: row.Enabled, Rate: row.Rate,
		BrakePeople: row.BrakePeople, BrakePercent: row.BrakePercent, BrakeMinutes: row.BrakeMinutes, LogDays: row.LogDays,
	}
	var err error
	if info.People, err = row.QueryLinks().Count(ctx); err != nil {
		return info, fmt.Errorf("count people: %w", err)
	}
	if info.Groups, err = row.QueryGroups().Count(ctx); err != nil {
		return info, fmt.Errorf("count groups: %w", err)
	}
	tokens, err := row.QueryTokens().Where(directorytoken.RevokedAtIsNil(), directorytoken.ClientIDIsNil()).Order(directorytoken.ByID()).All(ctx)
	if err != nil {
		return info, fmt.Errorf("list tokens: %w", err)
	}
	for _, t := range tokens {
		info.Tokens = append(info.Tokens, CredentialInfo{t.ID, t.Hint, t.CreatedAt, at(t.ExpiresAt), at(t.LastUsedAt)})
	}
	clients, err := c.ProvisioningClient.Query().Where(provisioningclient.DirectoryID(row.ID), provisioningclient.RevokedAtIsNil()).Order(provisioningclient.ByID()).All(ctx)
	if err != nil {
		return info, fmt.Errorf("list clients: %w", err)
	}
	for _, t := range clients {
		info.Clients = append(info.Clients, CredentialInfo{t.ID, t.Hint, t.CreatedAt, at(t.ExpiresAt), at(t.LastUsedAt)})
	}
	return info, nil
}

// at is an instant that may be missing; zero then.
func at(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
