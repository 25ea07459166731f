package main

import (
	"context"
	"os"

	"mandate/fault"
	"mandate/store"
)

// file checks an exported history without database and without secrets.
func (v historyVerify) file(term terminal) error {
	from, err := os.Open(v.File)
	if err != nil {
		return err
	}
	defer from.Close()
	proof, err := store.VerifyExport(from, v.Key)
	if err != nil {
		return err
	}
	if err := v.tell(term, proof); err != nil {
		return err
	}
	if len(proof.Faults) > 0 {
		return fault.New(fault.Conflict, fault.CodeInvalid, "The file is not as it was written.")
	}
	return nil
}

func (v historyVerify) tell(term terminal, p store.FileProof) error {
	if v.JSON {
		faults := append([]store.Flaw{}, p.Faults...) // an empty list is [], not null
		return term.show(true, map[string]any{"tenant": p.Tenant, "first": p.First, "last": p.Last, "entries": p.Entries, "left_out": p.LeftOut,
			"key": p.Key, "faults": faults}, "")
	}
	err := term.show(false, nil, "%s: %d entries proved, %d left out, numbers %d to %d, signed by %s", p.Tenant, p.Entries, p.LeftOut, p.First, p.Last, p.Key)
	if err == nil && v.Key == "" {
		err = term.show(false, nil, "  compare that key with the one that `mandate history key` prints, or give it with --key")
	}
	for _, f := range p.Faults {
		if err == nil {
			err = term.show(false, nil, "  %s at %d: %s", f.Kind, f.Seq, f.Message)
		}
	}
	return err
}

type historyKey struct {
	JSON bool `help:"Print JSON."`
}

// Run prints the key that signed exports are checked by.
func (k historyKey) Run(ctx context.Context, c *Config, term terminal) error {
	s, err := c.openReading(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	key := s.Secrets.ExportKey()
	return term.show(k.JSON, map[string]any{"key": key}, "%s", key)
}
