package graph

import (
	"context"
	"strings"
	"time"

	"mandate/actor"
	"mandate/directory/job"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// reviewExport is what the export of an access review was asked.
type reviewExport struct {
	At     time.Time `json:"at"`
	Format string    `json:"format"`
}

func (r *mutationResolver) exportReview(ctx context.Context, input gql.AccessReviewExportInput) (*gql.JobPayload, error) {
	id, err := r.startReview(ctx, input)
	return r.started(ctx, id, err)
}

func (r *mutationResolver) startReview(ctx context.Context, input gql.AccessReviewExportInput) (ident.ID, error) {
	at, err := r.server.past(input.AsOf.Value())
	if err != nil {
		return ident.ID{}, err
	}
	if at.IsZero() {
		at = r.server.Now()
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return ident.ID{}, err
	}
	afresh(ctx)
	return r.server.Jobs.Start(once, job.New{Kind: job.AccessReviewExport, Input: reviewExport{At: at, Format: "CSV"}})
}

// ExportReview is the job.Work of ACCESS_REVIEW_EXPORT: a line for each role that a person
// holds, by first name, page by page. The cursor is that of the list.
func (s *Server) ExportReview(ctx context.Context, run *job.Run) error {
	var in reviewExport
	if err := run.Asked(&in); err != nil {
		return err
	}
	if who := sightOf(ctx); !who.staff(actor.ReportView) {
		return forbidden()
	}
	out := job.NewSheet(run)
	if run.Cursor == "" {
		out = job.NewSheet(run, "id", "userName", "name", "active", "role", "source", "group", "grantedBy", "since", "permissions", "permissionsSince")
	}
	for {
		more, err := s.reviewPage(ctx, run, in.At, out)
		if err != nil || !more {
			return err
		}
	}
}

func (s *Server) reviewPage(ctx context.Context, run *job.Run, at time.Time, out job.Sheet) (bool, error) {
	read := &reading{store: s.Store}
	defer read.close()
	ctx = withReading(ctx, read)
	most, p := mostRows, pageArgs{}
	p.first = &most
	if run.Cursor != "" {
		p.after = &run.Cursor
	}
	page, err := s.reviewAccess(ctx, p, nil, nil, &at)
	if err != nil {
		return false, err
	}
	for _, e := range page.Nodes {
		if err := reviewLines(ctx, e, out); err != nil {
			return false, err
		}
	}
	run.Progress += len(page.Nodes)
	if err := out.Flush(); err != nil {
		return false, err
	}
	read.close()
	cursor := run.Cursor
	if page.PageInfo.EndCursor != nil {
		cursor = *page.PageInfo.EndCursor
	}
	if !page.PageInfo.HasNextPage {
		run.Total = run.Progress
	}
	return page.PageInfo.HasNextPage, run.Save(ctx, cursor)
}

func reviewLines(ctx context.Context, e *model.AccessReviewEntry, out job.Sheet) error {
	grants, err := accessGrants(ctx, e)
	if err != nil {
		return err
	}
	active := "false"
	if e.Active() {
		active = "true"
	}
	own := []string{e.User.ID(), e.User.UserName, e.User.Name(), active}
	last := []string{strings.Join(e.Permissions, ";"), instantText(e.Since)}
	if len(grants) == 0 {
		out.Row(append(append(own, "", "", "", "", ""), last...)...)
	}
	for _, g := range grants {
		by := ""
		if g.GrantedBy != nil {
			by = g.GrantedBy.Name()
		}
		cells := append(append([]string{}, own...), g.Role, text(g.Source), text(g.Group), by, instantText(g.Since))
		out.Row(append(cells, last...)...)
	}
	return nil
}

// instantText is an instant in a file; empty: not kept.
func instantText(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}
