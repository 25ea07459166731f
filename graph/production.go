package graph

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory/job"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// Bounds of a production report.
const (
	mostReportDays = 1830 // five years
	mostReportRows = 1000
)

// production is Query.productionReport.
func (s *Server) production(ctx context.Context, days gql.DateRangeInput, by gql.ProductionBy) (*gql.ProductionReport, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	q, first, err := s.productionQuery(ctx, company, days, by)
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.Desk.Production(ctx, c, q)
	if err != nil {
		return nil, err
	}
	report := &gql.ProductionReport{From: days.From, To: days.To, By: by}
	if report.Rows, err = productionRows(ctx, found, q, first); err != nil {
		return nil, err
	}
	report.Total = &gql.ProductionRow{}
	total := desk.ProductionRow{}
	for _, r := range found {
		total.Deals, total.Funded, total.Lost = total.Deals+r.Deals, total.Funded+r.Funded, total.Lost+r.Lost
		total.Amount, total.FundedSum, report.OtherCurrency = total.Amount+r.Amount, total.FundedSum+r.FundedSum, report.OtherCurrency+r.Other
	}
	report.Total = productionRow(total, q.Currency)
	report.CSV, err = productionCSV(report)
	return report, err
}

func (s *Server) productionQuery(ctx context.Context, company *company, days gql.DateRangeInput, by gql.ProductionBy) (desk.ProductionQuery, assign.Date, error) {
	q := desk.ProductionQuery{By: desk.ProductionBy(by), Currency: company.settings.Currency, Where: productionSight(sightOf(ctx))}
	zone, err := company.zone()
	if err != nil {
		return q, assign.Date{}, err
	}
	first, err := assign.ParseDate(string(days.From))
	if err != nil {
		return q, first, fault.As(err).On("range", "from")
	}
	last, err := assign.ParseDate(string(days.To))
	if err != nil {
		return q, first, fault.As(err).On("range", "to")
	}
	q.From, q.To = first.FirstInstant(zone), last.Next().FirstInstant(zone)
	switch {
	case last.Compare(first) < 0:
		return q, first, fault.New(fault.Invalid, fault.CodeInvalidRange, "The end lies before the start.").On("range", "to")
	case q.To.Sub(q.From) > mostReportDays*24*time.Hour:
		return q, first, fault.New(fault.TooLarge, fault.CodeTooLarge, "A report covers at most five years.").On("range", "to")
	}
	for m := nextMonth(first); m.Compare(last) <= 0; m = nextMonth(m) {
		q.Months = append(q.Months, m.FirstInstant(zone))
	}
	return q, first, nil
}

func nextMonth(d assign.Date) assign.Date {
	return assign.DateOf(time.Date(d.Year, d.Month+1, 1, 0, 0, 0, 0, time.UTC))
}

// productionSight: everything for holders of pipeline.all or report.view, else what one
// owns or one's direct reports own.
func productionSight(who sight) predicate.Deal {
	if who.staff(actor.PipelineAll, actor.ReportView) {
		return all
	}
	return deal.Or(deal.OwnerID(who.Person()), deal.HasOwnerWith(user.ManagerID(who.Person())))
}

func productionRow(r desk.ProductionRow, currency string) *gql.ProductionRow {
	return &gql.ProductionRow{Deals: r.Deals, FundedDeals: r.Funded, LostDeals: r.Lost,
		Amount: &assign.Money{Amount: r.Amount, Currency: currency}, FundedAmount: &assign.Money{Amount: r.FundedSum, Currency: currency}}
}

func productionRows(ctx context.Context, found []desk.ProductionRow, q desk.ProductionQuery, first assign.Date) ([]*gql.ProductionRow, error) {
	slices.SortFunc(found, func(a, b desk.ProductionRow) int {
		if q.By == desk.ByPeriod {
			return cmp.Compare(a.Month, b.Month)
		}
		return cmp.Or(cmp.Compare(b.Amount, a.Amount), bytes.Compare(a.Key[:], b.Key[:]), cmp.Compare(a.Status, b.Status))
	})
	found = found[:min(len(found), mostReportRows)]
	labels, prefix, err := productionLabels(ctx, found, q.By)
	if err != nil {
		return nil, err
	}
	rows := make([]*gql.ProductionRow, len(found))
	for i, r := range found {
		rows[i] = productionRow(r, q.Currency)
		rows[i].Label = labels[r.Key]
		switch {
		case q.By == desk.ByStatus:
			rows[i].Label = string(r.Status)
		case q.By == desk.ByPeriod:
			rows[i].Label = assign.DateOf(time.Date(first.Year, first.Month+time.Month(r.Month), 1, 0, 0, 0, 0, time.UTC)).String()[:len("2026-03")]
		case !r.Key.IsZero():
			text := r.Key.Text(prefix)
			rows[i].ID = &text
		}
	}
	return rows, nil
}

// productionLabels are names of people or products; people who are gone are named as
// history may show them (LC-7).
func productionLabels(ctx context.Context, found []desk.ProductionRow, by desk.ProductionBy) (map[ident.ID]string, ident.Prefix, error) {
	ids := collect(found, func(r desk.ProductionRow) *ident.ID { return &r.Key })
	labels := map[ident.ID]string{}
	if by == desk.ByProduct {
		products, err := productsByID(ctx, ids)
		for id, p := range products {
			labels[id] = p.Name
		}
		return labels, ident.Product, err
	}
	people, err := peopleThen(ctx, ids)
	for id, u := range people {
		labels[id] = u.Name()
	}
	return labels, ident.User, err
}

func productionCSV(r *gql.ProductionReport) (string, error) {
	var b bytes.Buffer
	sheet := job.NewSheet(&b, "id", "label", "deals", "amount", "currency", "fundedDeals", "fundedAmount", "lostDeals")
	for _, row := range append(slices.Clone(r.Rows), r.Total) {
		id := ""
		if row.ID != nil {
			id = *row.ID
		}
		label := row.Label
		if row == r.Total {
			label = "TOTAL"
		}
		sheet.Row(id, label, strconv.Itoa(row.Deals), row.Amount.Decimal(), row.Amount.Currency, strconv.Itoa(row.FundedDeals),
			row.FundedAmount.Decimal(), strconv.Itoa(row.LostDeals))
	}
	err := sheet.Flush()
	return b.String(), err
}
