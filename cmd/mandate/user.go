package main

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
)

type userCommands struct {
	List   userList   `cmd:"" help:"List the people of a company."`
	Import userImport `cmd:"" help:"Take people from a CSV or JSON Lines file; who is there is changed."`
	Export userExport `cmd:"" help:"Write people as CSV or JSON Lines."`
}

type userList struct {
	tenantFlag
	Active bool `help:"Only those who are active."`
	JSON   bool `help:"Print JSON, one object a line."`
}

const peopleAtOnce = 1000

// Run lists people by first name, then id (VI-6).
func (l userList) Run(ctx context.Context, c *Config, term terminal) error {
	return l.read(ctx, c.openReading, func(ctx context.Context, client *db.Client) error {
		query := client.User.Query().Where(user.DeletedAtIsNil()).WithManager().Order(user.ByFirstNameKey(), user.ByID())
		if l.Active {
			query.Where(user.Active(true))
		}
		for from := 0; ; from += peopleAtOnce {
			rows, err := query.Clone().Offset(from).Limit(peopleAtOnce).All(ctx)
			if err != nil {
				return fmt.Errorf("load people: %w", err)
			}
			for _, u := range rows {
				if err := l.show(term, u); err != nil {
					return err
				}
			}
			if len(rows) < peopleAtOnce {
				return nil
			}
		}
	})
}

func (l userList) show(term terminal, u *db.User) error {
	row := map[string]any{"id": u.ID.Text(ident.User), "user_name": u.UserName, "email": u.Email, "name": directory.ShownName(u),
		"kind": u.Kind, "source": u.Source, "active": u.Active, "manager": nil, "last_login_at": u.LastLoginAt}
	if u.Edges.Manager != nil {
		row["manager"] = u.Edges.Manager.UserName
	}
	state := "active"
	if !u.Active {
		state = "inactive"
	}
	return term.show(l.JSON, row, "%-8s  %-30s  %s", state, directory.ShownName(u), u.UserName)
}
