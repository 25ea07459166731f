package main

import (
	"context"
	"errors"
	"strings"

	"mandate/store"
)

type doctorCommand struct {
	JSON bool `help:"Print JSON, one object a finding."`
}

// finding is one thing that doctor looked at.
type finding struct {
	Check string `json:"check"`
	State string `json:"state"` // ok, warning, problem
	Say   string `json:"say"`
}

// Run looks at settings, database, role and schema; a problem ends with exit code 1.
func (d doctorCommand) Run(ctx context.Context, c *Config, t terminal) error {
	findings := append(c.settingsFindings(), c.mailFinding(ctx))
	s, err := c.openStore(ctx)
	if err != nil {
		findings = append(findings, finding{"database", "problem", plain(err)})
	} else {
		defer s.Close()
		findings = append(findings, databaseFindings(ctx, s)...)
	}
	problems := false
	for _, f := range findings {
		problems = problems || f.State == "problem"
		if err := t.show(d.JSON, f, "%-8s %-10s %s", f.State, f.Check, f.Say); err != nil {
			return err
		}
	}
	if problems {
		return errors.New("there are problems")
	}
	return nil
}

func (c *Config) settingsFindings() []finding {
	if err := c.check(); err != nil {
		return []finding{{"settings", "problem", err.Error()}}
	}
	out := []finding{{"settings", "ok", "the settings can be read"}}
	if c.Mode == "production" && strings.HasPrefix(c.public(), "http://") {
		out = append(out, finding{"address", "warning", "MANDATE_PUBLIC_URL is http: browsers keep the session cookie on https and on loopback only"})
	}
	if c.OutboundPrivate == "allow" {
		out = append(out, finding{"outbound", "warning", "MANDATE_OUTBOUND_PRIVATE=allow: addresses of IdPs may point into your own network"})
	}
	return out
}

func databaseFindings(ctx context.Context, s *store.Store) []finding {
	var out []finding
	role, err := s.Role(ctx)
	switch {
	case err != nil:
		out = append(out, finding{"role", "problem", plain(err)})
	case role.Name == "":
		out = append(out, finding{"role", "ok", "the embedded database has no roles"})
	case role.Superuser:
		out = append(out, finding{"role", "problem", plain(s.CheckRole(ctx))})
	case role.OwnsTables:
		out = append(out, finding{"role", "ok", "one role, " + role.Name + ", owns the tables and serves"})
	default:
		out = append(out, finding{"role", "ok", "two roles: " + role.Name + " serves and owns nothing"})
	}
	return append(out, schemaFinding(ctx, s))
}

func schemaFinding(ctx context.Context, s *store.Store) finding {
	schema, err := s.SchemaStatus(ctx)
	switch {
	case err != nil:
		return finding{"schema", "problem", plain(err)}
	case len(schema.Pending) > 0:
		return finding{"schema", "problem", "run `mandate migrate up`: " + strings.Join(schema.Pending, ", ")}
	case len(schema.Unknown) > 0:
		return finding{"schema", "warning", "a newer program has migrated this database: " + strings.Join(schema.Unknown, ", ")}
	}
	return finding{"schema", "ok", "at this program's schema"}
}
