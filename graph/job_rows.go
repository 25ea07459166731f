package graph

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/jobrow"
	"mandate/ent/db/predicate"
	"mandate/graph/model"
	"mandate/ident"
)

// jobRows is Job.rows: a page of each of some jobs, in one statement for all of them.
func jobRows(ctx context.Context, j *model.Job, p pageArgs, outcomes []model.JobOutcome) (*model.JobRowConnection, error) {
	l := list[*db.JobRow, *model.JobRow]{
		by:  order{list: "rows", column: jobrow.FieldRow, kind: numberValue, prefix: ident.JobRow},
		id:  func(r *db.JobRow) ident.ID { return r.ID },
		key: func(r *db.JobRow) any { return int64(r.Row) },
		nodes: func(rows []*db.JobRow) ([]*model.JobRow, error) {
			prefix := rowPrefix(j.Job.Kind)
			return each(rows, func(r *db.JobRow) *model.JobRow { return &model.JobRow{JobRow: r, Prefix: prefix} }), nil
		},
	}
	w, err := p.window(l.by)
	if err != nil {
		return nil, err
	}
	of := ofOutcomes(outcomes)
	name := fmt.Sprintf("rows %d %t %v %v %v", w.size, w.backward, w.after, w.before, outcomes)
	rows, err := shared(ctx, j.Kin, name, j.Job.ID, func(ctx context.Context, jobs []*model.Job) (map[ident.ID][]*db.JobRow, error) {
		return firstRows(ctx, collect(jobs, jobIDs), l.by, w, of)
	})
	if err != nil {
		return nil, err
	}
	page, err := l.cut(slices.Clone(rows), w)
	if err != nil {
		return nil, err
	}
	page.Count = func(ctx context.Context) (int, error) {
		return shared(ctx, j.Kin, fmt.Sprint("row totals ", outcomes), j.Job.ID, func(ctx context.Context, jobs []*model.Job) (map[ident.ID]int, error) {
			return rowTotals(ctx, collect(jobs, jobIDs), of)
		})
	}
	return page, nil
}

func ofOutcomes(outcomes []model.JobOutcome) predicate.JobRow {
	if len(outcomes) == 0 {
		return all
	}
	return jobrow.OutcomeIn(each(outcomes, func(o model.JobOutcome) string { return string(o) })...)
}

// firstRows are those of each job's page and one more, in the order in which they are cut.
func firstRows(ctx context.Context, jobs []ident.ID, by order, w window, of predicate.JobRow) (map[ident.ID][]*db.JobRow, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	by.desc = w.backward
	among := func(s *sql.Selector) {
		s.Where(sql.EQ(s.C(jobrow.FieldTenantID), sightOf(ctx).Tenant))
		of(s)
		if w.after != nil {
			s.Where(by.beyond(s, w.after, true))
		}
		if w.before != nil {
			s.Where(by.beyond(s, w.before, false))
		}
	}
	found, err := c.JobRow.Query().Where(firstOfEach(jobrow.FieldJobID, jobs, by, w.size+1, among), by.shape(window{})).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load rows of jobs: %w", err)
	}
	rows := map[ident.ID][]*db.JobRow{}
	for _, r := range found {
		rows[r.JobID] = append(rows[r.JobID], r)
	}
	return rows, nil
}

func rowTotals(ctx context.Context, jobs []ident.ID, of predicate.JobRow) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []counted
	err = c.JobRow.Query().Where(jobrow.JobIDIn(jobs...), of).Modify(countBy(jobrow.FieldJobID)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count rows of jobs: %w", err)
	}
	return totals(rows), nil
}
