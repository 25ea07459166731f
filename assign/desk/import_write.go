package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"mandate/assign"
	"mandate/ident"
	"mandate/store"
)

// write takes the deals in: those that nobody looks for first, since they fill queues.
func (i *importing) write(ctx context.Context, fresh []incoming) error {
	i.changes = true
	i.putOff()
	var waiting []incoming
	for _, one := range fresh {
		one.ID = i.tx.NewID()
		if err := i.recordImported(ctx, one); err != nil {
			return err
		}
		if one.Owner.IsZero() && one.Status.Open() {
			waiting = append(waiting, one)
			continue
		}
		if err := i.settled(ctx, one); err != nil {
			return err
		}
	}
	slices.SortFunc(waiting, func(a, b incoming) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), bytes.Compare(a.ID[:], b.ID[:]))
	})
	for _, one := range waiting {
		r, err := i.place(ctx, one.Deal)
		if err == nil {
			err = i.file(ctx, one, r)
		}
		if err != nil {
			return err
		}
	}
	if err := i.rise(); err != nil {
		return err
	}
	i.makeUp()
	return i.tx.WriteOn(ctx)
}

// settled takes in a deal with its owner, or one that is closed; the owner's absence
// counts from now on (DC-1).
func (i *importing) settled(ctx context.Context, one incoming) error {
	r := i.rechain(file{Deal: one.Deal})
	if i.consumes(r.after) {
		i.own(one.Owner, 1)
		i.act(r.after.acting(), 1)
	}
	i.recordChain(r)
	if acting := r.after.acting(); !acting.IsZero() && acting != one.Owner {
		i.notify("DEAL_DELEGATED", acting, one.ID)
	}
	if r.after.Stalled {
		if err := i.tellStalled(ctx, r.after); err != nil {
			return err
		}
	}
	return i.file(ctx, one, r)
}

// file lays the rows of a new deal on the tray.
func (i *importing) file(ctx context.Context, one incoming, r refiled) error {
	t := trayOf(i.tx)
	t.late = i.late
	t.submit(i.tx, one.application, r.after)
	t.grant(i.tx, one)
	i.took(one.application)
	i.results[one.place].Deal, i.results[one.place].Owner = one.ID, r.after.Owner
	if err := keep(i.tx, r.after, true); err != nil {
		return err
	}
	return i.writeOn(ctx)
}

// writtenOn is after how many deals, or entries of history, those before are written, while
// the next are decided.
const writtenOn = 500

func (i *importing) writeOn(ctx context.Context) error {
	if i.laid++; i.laid%writtenOn > 0 {
		return nil
	}
	return i.tx.WriteOn(ctx)
}

// recordImported tells history of a deal and of the approvals that it brings along.
func (i *importing) recordImported(ctx context.Context, one incoming) error {
	changes := []store.Change{{Field: "reference", After: one.reference}, {Field: "status", After: string(one.Status)}, {Field: "createdAt", After: one.CreatedAt},
		{Field: "loanAmount", After: assign.Money{Amount: one.Figures.Loan, Currency: one.Figures.Currency}.Decimal()}}
	if !one.Owner.IsZero() {
		changes = append(changes, store.Change{Field: "owner", After: one.Owner.Text(ident.User)})
	}
	source := sourceImport
	if i.options.Submitted {
		source = ""
	}
	i.tx.Record(store.Event{Action: "DEAL_CREATED", TargetKind: ident.Deal, Target: one.ID, User: one.Owner, Source: source, Changes: changes})
	for _, g := range one.grants {
		i.tx.Record(store.Event{Action: "APPROVAL_GRANTED", TargetKind: ident.Deal, Target: one.ID, User: g.approver, Source: sourceImport,
			Changes: []store.Change{{Field: "grant", After: g.Grant}, {Field: "at", After: g.at}}})
	}
	return i.writeOn(ctx)
}

// sourceImport is what history says of deals that came so.
const sourceImport = "IMPORT"
