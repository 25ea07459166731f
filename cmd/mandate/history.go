package main

import (
	"context"
	"fmt"

	"mandate/fault"
	"mandate/store"
)

type historyCommands struct {
	Verify historyVerify `cmd:"" help:"Prove that history is whole, in the database or in a file that was exported."`
	Tail   historyTail   `cmd:"" help:"Print the last entries, and go on with what comes."`
	Key    historyKey    `cmd:"" help:"Print the key that exported files are checked by."`
}

type historyVerify struct {
	Tenant string `help:"Slug of one company; all when left out."`
	File   string `arg:"" optional:"" help:"A file that was exported; it needs neither database nor secrets."`
	Key    string `help:"Public key that the file has to be signed by."`
	JSON   bool   `help:"Print JSON, one object a company."`
}

// Run proves the chain of one company or of all, or one file.
func (v historyVerify) Run(ctx context.Context, c *Config, term terminal) error {
	if v.File != "" {
		return v.file(term)
	}
	s, err := c.openReading(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	tenants, err := v.tenants(ctx, s)
	if err != nil {
		return err
	}
	broken := 0
	for _, t := range tenants {
		proof, err := s.VerifyHistory(ctx, t.ID)
		if err != nil {
			return fmt.Errorf("verify %s: %w", t.Slug, err)
		}
		if len(proof.Faults) > 0 {
			broken++
		}
		if err := v.show(term, t, proof); err != nil {
			return err
		}
	}
	if broken > 0 {
		return fault.New(fault.Conflict, fault.CodeInvalid, "The history of %d of %d companies is not whole.", broken, len(tenants))
	}
	return nil
}

func (v historyVerify) tenants(ctx context.Context, s *store.Store) ([]store.TenantRef, error) {
	if v.Tenant == "" {
		return s.Tenants(ctx)
	}
	_, t, err := tenantFlag{v.Tenant}.in(ctx, s)
	return []store.TenantRef{t}, err
}

func (v historyVerify) show(term terminal, t store.TenantRef, p store.Proof) error {
	if v.JSON {
		faults := append([]store.Flaw{}, p.Faults...) // an empty list is [], not null
		return term.show(true, map[string]any{"tenant": t.Slug, "sealed": p.Sealed, "unsealed": p.Unsealed, "head": p.Head, "faults": faults}, "")
	}
	if err := term.show(false, nil, "%s: %d entries proved, %d not sealed yet, head %.16s", t.Slug, p.Sealed, p.Unsealed, p.Head); err != nil {
		return err
	}
	for _, f := range p.Faults {
		if err := term.show(false, nil, "  %s at %d: %s", f.Kind, f.Seq, f.Message); err != nil {
			return err
		}
	}
	return nil
}
