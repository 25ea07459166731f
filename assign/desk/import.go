package desk

import (
	"context"
	"slices"

	"mandate/fault"
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
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		results, err = d.importIn(ctx, tx, deals, o)
		return err
	})
	return results, err
}

func (d *Desk) importIn(ctx context.Context, tx *store.Tx, deals []ImportedDeal, o ImportOptions) ([]ImportResult, error) {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return nil, err
	}
	s.quiet = o.Quiet
	i := importing{sitting: s, options: o, results: make([]ImportResult, len(deals)), seen: map[string]taken{}}
	err = i.run(ctx, deals)
	return i.results, err
}

// importing is one import under way.
type importing struct {
	*sitting
	options ImportOptions
	results []ImportResult
	seen    map[string]taken // references further up in this import
	late    *lateOwners
	laid    int // what the tray and history have got, see writtenOn
}

func (i *importing) run(ctx context.Context, deals []ImportedDeal) error {
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
	if i.options.Stop {
		fresh = i.stop(fresh)
	}
	if i.options.DryRun || len(fresh) == 0 {
		return nil
	}
	return i.write(ctx, fresh)
}

// stop takes back what was judged behind the first refusal.
func (i *importing) stop(fresh []incoming) []incoming {
	first := slices.IndexFunc(i.results, func(r ImportResult) bool { return r.Outcome == ImportRefused })
	if first < 0 {
		return fresh
	}
	clear(i.results[first+1:])
	return slices.DeleteFunc(fresh, func(one incoming) bool { return one.place > first })
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
