package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// StatusStep is a move of a deal to another status.
type StatusStep struct {
	Deal     ident.ID
	Expected int64 // version that the caller saw; 0: not asked
	To       assign.Status
	Comment  string
}

// SetStatus moves a deal. CONDITIONALLY_APPROVED and FUNDED are authority steps: the
// actor is on the deal, active, not absent, and covers it or has a grant (AP-6). For
// other steps a deal that the actor may not see is UNKNOWN_DEAL. Capacity that becomes
// free serves the deals that wait (AS-10).
func (d *Desk) SetStatus(ctx context.Context, step StatusStep) error {
	if !slices.Contains(step.To.Values(), string(step.To)) {
		return invalid("There is no status %s.", clip(string(step.To))).On("status")
	}
	return d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) { return step.Deal, d.setStatus(ctx, tx, step) })
		return err
	})
}

func (d *Desk) setStatus(ctx context.Context, tx *store.Tx, step StatusStep) error {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return err
	}
	row, f, err := s.dealFile(ctx, step.Deal)
	if err != nil {
		return err
	}
	by, err := s.mayStep(ctx, &f, step.To)
	if err != nil {
		return err
	}
	if step.Expected != 0 && row.Version != step.Expected {
		return stale()
	}
	if f.Status == step.To {
		return nil
	}
	s.changes = true
	if err := s.move(ctx, row, f, step, by); err != nil {
		return err
	}
	return s.settle(ctx)
}

func stale() error {
	return fault.New(fault.Stale, fault.CodeStale, "Somebody changed the deal in between; look at it again.")
}

// dealFile loads a deal with its owner and those who stand in.
func (s *sitting) dealFile(ctx context.Context, id ident.ID) (*db.Deal, file, error) {
	row, err := dealRows(s.tx.Client).Where(deal.ID(id)).WithOwner().Only(ctx)
	if db.IsNotFound(err) {
		return nil, file{}, unknownDeal()
	}
	if err != nil {
		return nil, file{}, fmt.Errorf("load deal %s: %w", id, err)
	}
	f, err := s.fileOf(row)
	return row, f, err
}

// sees is VI-3 and VI-4 for the actor, who may have become inactive since the call came
// in.
func (s *sitting) sees(ctx context.Context, f *file) (bool, error) {
	a := s.tx.Actor
	person := a.Person()
	if !person.IsZero() {
		if active, err := s.isActive(ctx, person); err != nil || !active {
			return false, err
		}
	}
	switch {
	case a.Can(actor.PipelineAll), f.on(person):
		return true, nil
	case person.IsZero():
		return false, nil
	case !f.Owner.IsZero():
		return s.manages(ctx, person, f.people())
	case !f.Status.Open() || a.Can(actor.PipelineUnassigned):
		return f.Status.Open(), nil
	}
	return s.manages(ctx, person, nil)
}

// manages reports whether somebody is the direct manager of one of these people; nil is
// anybody.
func (s *sitting) manages(ctx context.Context, person ident.ID, people []ident.ID) (bool, error) {
	reports := s.tx.Client.User.Query().Where(user.ManagerID(person), user.DeletedAtIsNil())
	if people != nil {
		reports.Where(user.IDIn(people...))
	}
	found, err := reports.Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("load reports of %s: %w", person, err)
	}
	return found, nil
}

// mayStep is AP-6, refusals in the order of section 20; the system itself takes any step.
// A step that needs no authority is for those who see the deal.
func (s *sitting) mayStep(ctx context.Context, f *file, to assign.Status) (warrant, error) {
	a := s.tx.Actor
	if a.Kind == actor.System {
		return warrant{}, nil
	}
	person := a.Person()
	if !to.NeedsAuthority() {
		return warrant{}, s.maySimplyStep(ctx, person, f)
	}
	if err := s.mayAct(ctx, person, f); err != nil {
		return warrant{}, err
	}
	by, err := s.warrantOf(ctx, person, f)
	if err == nil && !by.holds {
		err = fault.New(fault.Denied, fault.CodeAuthorityExceeded, "The deal exceeds your lending limits; it needs an approval.").On("status")
	}
	return by, err
}

// maySimplyStep is asked where no authority is needed: who acts is active, and sees the deal.
func (s *sitting) maySimplyStep(ctx context.Context, person ident.ID, f *file) error {
	if err := s.mustBeActive(ctx, person); err != nil {
		return err
	}
	seen, err := s.sees(ctx, f)
	if err == nil && !seen {
		return unknownDeal()
	}
	return err
}

// mustBeActive refuses somebody who has become inactive since the call came in.
func (s *sitting) mustBeActive(ctx context.Context, person ident.ID) error {
	active, err := s.tx.Client.User.Query().Where(user.ID(person), user.Active(true)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("load %s: %w", person, err)
	}
	if !person.IsZero() && !active {
		return fault.New(fault.Denied, fault.CodeUserInactive, "An inactive person can't take this step.")
	}
	return nil
}

// mayAct is what AP-2 and AP-6 ask first: active, on the deal, not absent.
func (s *sitting) mayAct(ctx context.Context, person ident.ID, f *file) error {
	if err := s.mustBeActive(ctx, person); err != nil {
		return err
	}
	switch _, absent := s.absent(person); {
	case !f.on(person):
		return fault.New(fault.Denied, fault.CodeNotOnDeal, "Only people on the deal may take this step.").On("dealId")
	case absent:
		return fault.New(fault.Denied, fault.CodeUserAbsent, "Somebody who is out of office can't take this step.")
	}
	return nil
}
