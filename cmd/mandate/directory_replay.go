package main

import (
	"context"
	"fmt"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

type directoryReplay struct {
	tenantFlag
	Events []string `arg:"" optional:"" name:"event" help:"What to make once more, in this order, as its directory sent it; without any, what could be is listed."`
	JSON   bool     `help:"Print JSON, one object a line."`
}

// Run makes changes that did not happen once more, or lists them. One that is refused again
// leaves the others alone.
func (r directoryReplay) Run(ctx context.Context, c *Config, term terminal) error {
	ids, err := r.ids()
	if err != nil {
		return err
	}
	ctx, h, err := r.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	if len(ids) == 0 {
		return r.list(ctx, h, term)
	}
	refused := 0
	for _, id := range ids {
		done, err := r.again(ctx, h, term, id)
		if err != nil {
			return fmt.Errorf("replay %s: %w", id.Text(ident.Provisioning), err)
		}
		if !done {
			refused++
		}
	}
	if refused > 0 {
		return fault.New(fault.Conflict, fault.CodeInvalid, "%d of %d changes were refused again; the directory's log says why.", refused, len(ids))
	}
	return nil
}

func (r directoryReplay) ids() ([]ident.ID, error) {
	var ids []ident.ID
	for _, text := range r.Events {
		id, err := ident.Parse(ident.Provisioning, text)
		if err != nil {
			return nil, fault.New(fault.NotFound, fault.CodeNotFound, "%q is the id of no event.", text).On("event")
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// again replays one event, and reports whether it was taken.
func (r directoryReplay) again(ctx context.Context, h *house, term terminal, id ident.ID) (bool, error) {
	status, err := h.directory.ReplayProvisioning(ctx, id)
	if err != nil {
		return false, err
	}
	text := id.Text(ident.Provisioning)
	return status < 300, term.show(r.JSON, map[string]any{"event": text, "status": status}, "%s  %d", text, status)
}

// list shows all that could be made, the oldest first: the order in which it has to be.
func (r directoryReplay) list(ctx context.Context, h *house, term terminal) error {
	var last ident.ID
	for more := true; more; {
		list, further, err := h.directory.LostProvisioning(ctx, last)
		if err != nil {
			return err
		}
		for _, e := range list {
			if err := r.show(term, e); err != nil {
				return err
			}
			last = e.ID
		}
		more = further
	}
	return nil
}

func (r directoryReplay) show(term terminal, e directory.ProvisioningEvent) error {
	id, at := e.ID.Text(ident.Provisioning), e.At.UTC().Format(time.RFC3339)
	row := map[string]any{"event": id, "at": at, "directory": e.Directory.Text(ident.Directory), "method": e.Method, "path": e.Path,
		"subject": e.Subject, "outcome": e.Outcome, "status": e.Status, "detail": e.Detail}
	return term.show(r.JSON, row, "%s  %s  %s %s  %s  %s %d  %s", id, at, e.Method, e.Path, e.Subject, e.Outcome, e.Status, e.Detail)
}
