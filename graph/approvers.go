package graph

import (
	"context"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

var approverOrder = order{list: "approvers", prefix: ident.User}

// approversAsked are the arguments of Query.approvers beside those of a page.
type approversAsked struct {
	amount  *string
	figures *gql.FiguresInput
	deal    *string
	asOf    *time.Time
	all     bool
}

// approvers is Query.approvers (AP-5, HI-3), by id.
func (s *Server) approvers(ctx context.Context, p pageArgs, a approversAsked) (*model.ApproverConnection, error) {
	w, err := p.window(approverOrder)
	if err != nil {
		return nil, err
	}
	about, err := matterOf(ctx, a.deal, a.figures, a.amount)
	if err != nil {
		return nil, err
	}
	at, err := s.past(a.asOf)
	if err != nil {
		return nil, err
	}
	q := desk.ApproverQuery{Deal: about.deal, Figures: about.figures, At: at, First: w.size + 1, Available: !a.all, All: a.all}
	if w.after != nil {
		q.After = w.after.id
	}
	return s.approverPage(ctx, w, q)
}

func (s *Server) approverPage(ctx context.Context, w window, q desk.ApproverQuery) (*model.ApproverConnection, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.Desk.Approvers(ctx, c, q)
	if err != nil {
		return nil, aboutField(err, "dealId")
	}
	currency, err := s.currencyAt(ctx, q.At)
	if err != nil {
		return nil, err
	}
	l := list[desk.ApproverVerdict, *model.Approver]{by: approverOrder, id: func(v desk.ApproverVerdict) ident.ID { return v.User },
		nodes: func(rows []desk.ApproverVerdict) ([]*model.Approver, error) {
			people, err := peopleThen(ctx, collect(rows, func(v desk.ApproverVerdict) *ident.ID { return &v.User }))
			return each(rows, func(v desk.ApproverVerdict) *model.Approver { return s.approver(ctx, people[v.User], v, currency) }), err
		}}
	page, err := l.cut(rows, w)
	if err != nil {
		return nil, err
	}
	page.Count = func(ctx context.Context) (int, error) {
		q.First, q.After = 0, ident.ID{}
		all, err := s.Desk.Approvers(ctx, c, q)
		return len(all), err
	}
	return page, nil
}

func (s *Server) approver(ctx context.Context, u *model.User, v desk.ApproverVerdict, currency string) *model.Approver {
	shown := &model.Approver{User: u, Available: v.Reason == assign.ApproverAvailable, Comparisons: comparisonsFor(sightOf(ctx), u, v.Comparisons, currency)}
	shown.Reason, shown.Message = s.approverReason(ctx, v.Reason)
	return shown
}

// approverReason tells a reason by its code and in the caller's language.
func (s *Server) approverReason(ctx context.Context, reason assign.ApproverReason) (code, message *string) {
	if reason == assign.ApproverAvailable {
		return nil, nil
	}
	name, text := string(reason), s.texts.of(sightOf(ctx).Language, approverTexts[reason], nil)
	return &name, &text
}

// currencyAt is the company's currency at an instant, zero being now.
func (s *Server) currencyAt(ctx context.Context, at time.Time) (string, error) {
	c, err := read(ctx)
	if err != nil {
		return "", err
	}
	settings, err := s.Desk.SettingsAt(ctx, c, at)
	return settings.Currency, err
}
