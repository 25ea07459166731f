package graph

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// mayAsk lets people ask about themselves; who sees everybody's work, manages people
// or acts for anybody asks about everybody (point 15).
func (s sight) mayAsk(person ident.ID) error {
	return s.ownOr(person, actor.UserManage, actor.PipelineAll, actor.ReportView, actor.ActOnBehalf)
}

// asksAbout reads whom a question is about.
func asksAbout(ctx context.Context, text string) (ident.ID, error) {
	person, err := parseID(ident.User, text, "userId")
	if err != nil {
		return person, err
	}
	return person, sightOf(ctx).mayAsk(person)
}

// decision is Query.can.
func (s *Server) decision(ctx context.Context, user, permission string, deal *string) (*gql.Decision, error) {
	person, err := asksAbout(ctx, user)
	if err != nil {
		return nil, err
	}
	if !actor.Known(actor.Permission(permission)) {
		return nil, fault.New(fault.Invalid, fault.CodeInvalid, "There is no such permission.").On("permission")
	}
	var about asked
	if deal != nil {
		if about, err = matterOf(ctx, deal, nil, nil); err != nil {
			return nil, err
		}
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.Desk.Can(ctx, c, person, actor.Permission(permission), about.deal)
	if err != nil {
		return nil, aboutField(err, "userId")
	}
	row, err := c.User.Get(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("load providers: %w", err)
	}
	return &gql.Decision{Allowed: d.Allowed, Reasons: s.reasons(ctx, person, d.Reasons), Providers: orEmpty(row.Providers)}, nil
}

// authorityAsked are the arguments of Query.authorityCheck.
type authorityAsked struct {
	deal    *string
	figures *gql.FiguresInput
	user    string
	asOf    *time.Time
}

// authority is Query.authorityCheck.
func (s *Server) authority(ctx context.Context, a authorityAsked) (*gql.AuthorityCheck, error) {
	person, err := asksAbout(ctx, a.user)
	if err != nil {
		return nil, err
	}
	about, err := matterOf(ctx, a.deal, a.figures, nil)
	if err != nil {
		return nil, err
	}
	at, err := s.past(a.asOf)
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	check, err := s.Desk.CheckAuthority(ctx, c, desk.AuthorityQuery{User: person, Deal: about.deal, Figures: about.figures, At: at})
	if err != nil {
		return nil, aboutField(err, "userId")
	}
	return s.authorityShown(ctx, person, at, check)
}

func (s *Server) authorityShown(ctx context.Context, person ident.ID, at time.Time, check *desk.AuthorityCheck) (*gql.AuthorityCheck, error) {
	ids := []ident.ID{person}
	if check.Grant != nil {
		ids = append(ids, check.Grant.Approver)
	}
	people, err := peopleThen(ctx, ids)
	if err != nil {
		return nil, err
	}
	shown := &gql.AuthorityCheck{User: people[person], At: at, Allowed: check.Allowed, Covered: len(check.Breaches) == 0,
		Reasons: s.reasons(ctx, person, check.Reasons), Comparisons: model.ComparisonsOf(check.Comparisons, check.Currency), MayApprove: check.Approver == ""}
	shown.ApproverReason, _ = s.approverReason(ctx, check.Approver)
	if at.IsZero() {
		shown.At = s.Now()
	}
	if check.Grant != nil {
		shown.Grant = grantNode(check.Grant, people[check.Grant.Approver], func(ctx context.Context) (*model.ApprovalRequest, error) {
			found, err := requestsByID(ctx, []ident.ID{check.Grant.Request})
			return found[check.Grant.Request], err
		})
	}
	return shown, nil
}
