package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// PermissionDecision answers another system that asks what a person may do (RO-7).
type PermissionDecision struct {
	Allowed bool
	// Reasons are all that stand against it: USER_INACTIVE; FORBIDDEN where no role gives
	// the permission; UNKNOWN_DEAL where the person does not see the deal (VI-3, VI-4).
	Reasons []fault.Code
}

// Can tells whether a person holds a permission and, with a deal, sees it. UNKNOWN_USER
// and UNKNOWN_DEAL where there is no such person or deal.
func (d *Desk) Can(ctx context.Context, c *db.Client, person ident.ID, p actor.Permission, id ident.ID) (*PermissionDecision, error) {
	people, err := directory.Authorities(ctx, c, []ident.ID{person})
	if err != nil {
		return nil, err
	}
	a, there := people[person]
	if !there {
		return nil, unknownUser()
	}
	decision := &PermissionDecision{}
	if !a.Active {
		decision.Reasons = append(decision.Reasons, fault.CodeUserInactive)
	}
	if !slices.Contains(a.Permissions, p) {
		decision.Reasons = append(decision.Reasons, fault.CodeForbidden)
	}
	if !id.IsZero() {
		sees, err := sees(ctx, c, person, a, id)
		if err != nil {
			return nil, err
		}
		if !sees {
			decision.Reasons = append(decision.Reasons, fault.CodeUnknownDeal)
		}
	}
	decision.Allowed = len(decision.Reasons) == 0
	return decision, nil
}

// sees is VI-3 and VI-4 for one person and one deal, which there is.
func sees(ctx context.Context, c *db.Client, person ident.ID, a directory.Authority, id ident.ID) (bool, error) {
	row, err := c.Deal.Get(ctx, id)
	if db.IsNotFound(err) {
		return false, unknownDeal()
	}
	if err != nil {
		return false, fmt.Errorf("load deal %s: %w", id, err)
	}
	staff, err := c.User.Query().Where(user.ID(person), user.KindEQ(user.KindSTAFF)).Exist(ctx)
	if err != nil || !staff {
		return false, err
	}
	view := Viewer{Tenant: row.TenantID, Person: person, All: slices.Contains(a.Permissions, actor.PipelineAll),
		Unassigned: slices.Contains(a.Permissions, actor.PipelineUnassigned)}
	return c.Deal.Query().Where(deal.ID(id), SeenBy(view)).Exist(ctx)
}
