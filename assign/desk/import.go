package desk

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// ImportMost bounds one call of Import: it holds the tenant's lock until its commit.
const ImportMost = 5000

// Import takes deals in from another system, in one Settle: those that bring an owner
// along keep them, without counting as assigned (AS-9); the others that are open find
// theirs at the end, by creation time, then id (AS-10). A deal that is refused leaves
// the others alone; one whose reference is known with the same figures is done already,
// so that an import that broke off can be run again. Permission is the door's.
func (d *Desk) Import(ctx context.Context, deals []ImportedDeal, o ImportOptions) (results []ImportResult, err error) {
	if len(deals) > ImportMost {
		return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "At most %d deals are imported at once.", ImportMost)
	}
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		s, err := d.sit(ctx, tx)
		if err != nil {
			return err
		}
		s.quiet = o.Quiet
		i := importing{sitting: s, results: make([]ImportResult, len(deals)), seen: map[string]taken{}}
		err = i.run(ctx, deals, o.DryRun)
		results = i.results
		return err
	})
	return results, err
}

// importing is one import under way.
type importing struct {
	*sitting
	results []ImportResult
	seen    map[string]taken // references further up in this import
}

func (i *importing) run(ctx context.Context, deals []ImportedDeal, dry bool) error {
	read := i.read(deals)
	if err := i.ask(ctx, read); err != nil {
		return err
	}
	people, err := i.staffAmong(ctx, read)
	if err != nil {
		return err
	}
	var fresh []incoming
	for _, one := range read {
		if i.accept(one, people) {
			fresh = append(fresh, one)
		}
	}
	if dry || len(fresh) == 0 {
		return nil
	}
	return i.write(ctx, fresh)
}

// refuse keeps why a deal is refused; what is no refusal breaks the import off.
func (i *importing) refuse(place int, err error) {
	i.results[place] = ImportResult{Outcome: ImportRefused, Fault: fault.As(err)}
}

func (i *importing) read(deals []ImportedDeal) []incoming {
	read := make([]incoming, 0, len(deals))
	for place, deal := range deals {
		one, err := i.readImported(deal, i.tx.Now)
		if err != nil {
			i.refuse(place, err)
			continue
		}
		one.place = place
		read = append(read, one)
	}
	return read
}

// staffAmong gives those of the owners and approvers who are living staff.
func (i *importing) staffAmong(ctx context.Context, read []incoming) (map[ident.ID]bool, error) {
	named := map[ident.ID]bool{}
	for _, one := range read {
		named[one.Owner] = true
		for _, g := range one.grants {
			named[g.approver] = true
		}
	}
	delete(named, ident.ID{})
	people := make(map[ident.ID]bool, len(named))
	for part := range slices.Chunk(ordered(named), rowsAtOnce) {
		ids, err := i.tx.Client.User.Query().Where(user.IDIn(part...), user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF)).IDs(ctx)
		if err != nil {
			return nil, fmt.Errorf("look up owners: %w", err)
		}
		for _, id := range ids {
			people[id] = true
		}
	}
	return people, nil
}

// accept judges one deal against what is there and what came before it.
func (i *importing) accept(one incoming, people map[ident.ID]bool) bool {
	there := i.references.known[one.reference]
	if above, twice := i.seen[one.reference]; twice {
		there = above
	}
	switch {
	case !there.id.IsZero() && there.figures == one.Figures:
		i.results[one.place] = ImportResult{Outcome: ImportPresent, Deal: there.shown()}
		return false
	case !there.id.IsZero():
		i.refuse(one.place, dealExists(one.reference))
		return false
	}
	if err := one.knows(people); err != nil {
		i.refuse(one.place, err)
		return false
	}
	i.seen[one.reference] = taken{above, one.Figures}
	i.results[one.place] = ImportResult{Outcome: ImportCreated}
	return true
}

// above stands for the id of a deal further up, which has none yet.
var above = ident.ID{0xff}

// shown is the id for a result; a deal further up in the import has none there.
func (t taken) shown() ident.ID {
	if t.id == above {
		return ident.ID{}
	}
	return t.id
}

func (one incoming) knows(people map[ident.ID]bool) error {
	if !one.Owner.IsZero() && !people[one.Owner] {
		return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.").On("owner")
	}
	for _, g := range one.grants {
		if !g.approver.IsZero() && !people[g.approver] {
			return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.").On("grants", "approver")
		}
	}
	return nil
}

// write takes the deals in: those that nobody looks for first, since they fill queues.
func (i *importing) write(ctx context.Context, fresh []incoming) error {
	i.changes = true
	var waiting []incoming
	for _, one := range fresh {
		one.ID = i.tx.NewID()
		i.recordImported(one)
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
			err = i.file(one, r)
		}
		if err != nil {
			return err
		}
	}
	return i.rise()
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
	return i.file(one, r)
}

// file lays the rows of a new deal on the tray.
func (i *importing) file(one incoming, r refiled) error {
	t := trayOf(i.tx)
	t.submit(i.tx, one.application, r.after)
	t.grant(i.tx, one)
	i.took(one.application)
	i.results[one.place].Deal, i.results[one.place].Owner = one.ID, r.after.Owner
	return keep(i.tx, r.after, true)
}

func (i *importing) recordImported(one incoming) {
	changes := []store.Change{{Field: "reference", After: one.reference}, {Field: "status", After: string(one.Status)}, {Field: "createdAt", After: one.CreatedAt},
		{Field: "loanAmount", After: assign.Money{Amount: one.Figures.Loan, Currency: one.Figures.Currency}.Decimal()}}
	if !one.Owner.IsZero() {
		changes = append(changes, store.Change{Field: "owner", After: one.Owner.Text(ident.User)})
	}
	i.tx.Record(store.Event{Action: "DEAL_CREATED", TargetKind: ident.Deal, Target: one.ID, User: one.Owner, Source: sourceImport, Changes: changes})
	for _, g := range one.grants {
		i.tx.Record(store.Event{Action: "APPROVAL_GRANTED", TargetKind: ident.Deal, Target: one.ID, User: g.approver, Source: sourceImport,
			Changes: []store.Change{{Field: "grant", After: g.Grant}, {Field: "at", After: g.at}}})
	}
}

// sourceImport is what history says of deals that came so.
const sourceImport = "IMPORT"
