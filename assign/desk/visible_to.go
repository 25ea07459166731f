package desk

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// VisibleTo lists the active people who see a deal, by id (VI-3, VI-4). Approvers who
// read it through a request are not among them (AP-3).
func (d *Desk) VisibleTo(ctx context.Context, c *db.Client, id ident.ID) ([]ident.ID, error) {
	row, err := c.Deal.Query().Where(deal.ID(id)).WithDelegates().Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknownDeal()
	}
	if err != nil {
		return nil, fmt.Errorf("load deal %s: %w", id, err)
	}
	seeing, err := seers(ctx, c, row)
	if err != nil {
		return nil, err
	}
	list, err := c.User.Query().Where(user.Active(true), user.KindEQ(user.KindSTAFF), user.Or(seeing...)).Order(user.ByID()).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list who sees deal %s: %w", id, err)
	}
	return list, nil
}

// seers are the reasons to see a deal, each narrowing people. row has its delegates.
func seers(ctx context.Context, c *db.Client, row *db.Deal) ([]predicate.User, error) {
	permissions := []actor.Permission{actor.PipelineAll}
	unassigned := row.OwnerID == nil && row.Open
	if unassigned {
		permissions = append(permissions, actor.PipelineUnassigned)
	}
	holding, err := holders(ctx, c, permissions...)
	if err != nil {
		return nil, err
	}
	seeing := []predicate.User{holding}
	if unassigned {
		seeing = append(seeing, user.HasReportsWith(user.DeletedAtIsNil()))
	}
	if on := onDeal(row); len(on) > 0 {
		seeing = append(seeing, user.IDIn(on...), managing(on))
	}
	return seeing, nil
}

// onDeal are the owner and the delegates of a row that has its delegates, nearest first.
func onDeal(row *db.Deal) []ident.ID {
	var on []ident.ID
	if row.OwnerID != nil {
		on = append(on, *row.OwnerID)
	}
	for _, d := range inPlace(row.Edges.Delegates) {
		on = append(on, d.UserID)
	}
	return on
}

// managing narrows people to direct managers of others who are not deleted.
func managing(of []ident.ID) predicate.User {
	return func(s *sql.Selector) {
		b := sql.Dialect(s.Dialect())
		s.Where(sql.In(s.C(user.FieldID), b.Select(user.FieldManagerID).From(b.Table(user.Table)).
			Where(sql.And(sql.In(user.FieldID, anys(of)...), sql.IsNull(user.FieldDeletedAt), sql.NotNull(user.FieldManagerID)))))
	}
}

func unknownDeal() *fault.Fault {
	return fault.New(fault.NotFound, fault.CodeUnknownDeal, "There is no such deal.").On("dealId")
}

func unknownUser() *fault.Fault {
	return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.").On("userId")
}
