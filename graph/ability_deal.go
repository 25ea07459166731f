package graph

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db/absence"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// standpoint is what is known of the caller where deals are judged.
type standpoint struct {
	sight
	me         ident.ID
	absent     bool
	hasReports bool
	limits     assign.Limits
	settings   assign.Settings
}

func standpointOf(ctx context.Context) (*standpoint, error) {
	s := sightOf(ctx)
	p := &standpoint{sight: s, me: s.Person()}
	var err error
	if p.settings, err = settingsOf(ctx); err != nil || p.me.IsZero() {
		return p, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	if p.absent, err = c.Absence.Query().Where(absence.UserID(p.me), absence.StateEQ(absence.StateACTIVE)).Exist(ctx); err != nil {
		return nil, fmt.Errorf("load absence: %w", err)
	}
	if p.hasReports, err = c.User.Query().Where(user.ManagerID(p.me), user.DeletedAtIsNil()).Exist(ctx); err != nil {
		return nil, fmt.Errorf("load direct reports: %w", err)
	}
	rows, err := limitRows(ctx, []ident.ID{p.me})
	if err != nil {
		return nil, err
	}
	p.limits, err = directory.LimitsOf(rows[p.me])
	return p, err
}

// dealAbilities is Deal.viewerCan, in the order of refusals of section 20. It judges
// what can be known without trying; the operation has the last word.
func (s *Server) dealAbilities(ctx context.Context, d *model.Deal) ([]*gql.Ability, error) {
	p, err := model.Load(d.Kin, "standpoint", func([]*model.Deal) (*standpoint, error) { return standpointOf(ctx) })
	if err != nil {
		return nil, err
	}
	st, err := s.standing(ctx, d)
	if err != nil {
		return nil, err
	}
	owner, err := linked(ctx, d.Kin, "owner", ownerID, d, usersByID)
	if err != nil {
		return nil, err
	}
	return s.abilities(ctx, p.deal(d, st, owner)), nil
}

func (p *standpoint) deal(d *model.Deal, st *desk.Standing, owner *model.User) []ability {
	on := p.on(d, st)
	manages := owner != nil && owner.User.ManagerID != nil && *owner.User.ManagerID == p.me
	assigns := p.staff(actor.DealAssign)
	closed := when(!d.Open, fault.CodeDealClosed)
	byHand := when(!assigns, fault.CodeForbidden)
	edit := p.lacks(actor.DealEdit)
	notOn, away := when(!on, fault.CodeNotOnDeal), when(p.absent, fault.CodeUserAbsent)
	mayDecide := st.Grant != nil || assign.Covers(st.Figures, p.limits, p.settings)
	return []ability{
		{"status", edit},
		{"authorityStep", first(edit, notOn, away, when(!mayDecide, fault.CodeAuthorityExceeded))},
		{"assign", first(when(!assigns && !p.hasReports, fault.CodeForbidden), closed)},
		{"pickUp", first(closed, when(d.OwnerID != nil, fault.CodeDealAlreadyAssigned), away, when(p.me.IsZero(), fault.CodeForbidden))},
		{"unassign", first(byHand, when(d.OwnerID == nil, fault.CodeDealNotAssigned))},
		{"release", first(byHand, when(!d.Held, fault.CodeDealNotHeld))},
		{"undelegate", first(when(len(st.Delegates) == 0, fault.CodeNotDelegated), when(!on && !assigns && !manages, fault.CodeForbidden),
			when(!lingers(st), fault.CodeDelegationInForce))},
		{"update", edit},
		{"figures", first(edit, p.lacks(actor.DealFigures))},
		{"requestApproval", first(notOn, away, closed, when(mayDecide, fault.CodeApprovalNotNeeded), when(st.Request != nil, fault.CodeRequestPending))},
	}
}

func (p *standpoint) on(d *model.Deal, st *desk.Standing) bool {
	if p.me.IsZero() {
		return false
	}
	return d.OwnerID != nil && *d.OwnerID == p.me || slices.ContainsFunc(st.Delegates, func(one desk.StandsIn) bool { return one.User == p.me })
}

func lingers(st *desk.Standing) bool {
	return slices.ContainsFunc(st.Delegates, func(one desk.StandsIn) bool { return one.Lingering })
}
