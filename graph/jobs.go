package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/directory/job"
	"mandate/ent/db"
	dbjob "mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// starter is whose jobs the caller's are.
func (s sight) starter() ident.ID { return job.Starter(s.Actor) }

func jobsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Job, error) {
	return byID(ctx, "jobs",
		func(c *db.Client) ([]*db.Job, error) {
			return c.Job.Query().Where(dbjob.IDIn(ids...), sightOf(ctx).jobs()).All(ctx)
		},
		model.Jobs, jobID)
}

func jobID(j *model.Job) ident.ID              { return j.Job.ID }
func jobStarter(j *model.Job) *ident.ID        { return j.Job.StartedBy }
func jobIDs(j *model.Job) *ident.ID            { return &j.Job.ID }
func jobsOf(j []*db.Job) ([]*model.Job, error) { return model.Jobs(j), nil }

func listJobs(ctx context.Context, p pageArgs, search *string, where *gql.JobWhere) (*model.JobConnection, error) {
	words, err := searchText(search)
	if err != nil {
		return nil, err
	}
	l := list[*db.Job, *model.Job]{
		by:    order{list: "jobs", prefix: ident.Job, desc: true},
		id:    func(j *db.Job) ident.ID { return j.ID },
		nodes: jobsOf,
	}
	ctx = store.PlannedByValue(ctx)
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Job], counter) {
		s, filter := sightOf(ctx), jobFilter(ctx, where)
		q, f := c.Job.Query().Where(s.jobs(), filter), s.soughtJobs(words, filter)
		return pageOfSought(ctx, f, func(shape, modify func(*sql.Selector), n int) ([]*db.Job, error) {
			few := q.Clone().Where(shape).Limit(n)
			few.Modify(modify)
			return few.All(ctx)
		}), byValue(q.Clone().Where(f.narrow).Count)
	})
}

// soughtJobs finds jobs by who started them.
func (s sight) soughtJobs(words string, filter func(*sql.Selector)) sought {
	f := sought{text: words, sight: s, within: []func(*sql.Selector){s.jobs(), filter},
		plain: []string{dbjob.FieldKind, dbjob.FieldState, dbjob.FieldError}}
	f.ways = append(f.called(), f.ofPeople(dbjob.FieldStartedBy))
	return f
}

func jobFilter(ctx context.Context, where *gql.JobWhere) predicate.Job {
	if where == nil {
		return all
	}
	list := []predicate.Job{all}
	if kinds, set := where.Kinds.ValueOK(); set && kinds != nil {
		list = append(list, dbjob.KindIn(each(kinds, func(k model.JobKind) string { return string(k) })...))
	}
	if states, set := where.States.ValueOK(); set && states != nil {
		list = append(list, dbjob.StateIn(states...))
	}
	if mine, ok := value(where.Mine); ok {
		own := dbjob.StartedBy(sightOf(ctx).starter())
		if !mine {
			own = dbjob.Or(dbjob.StartedByIsNil(), dbjob.Not(own))
		}
		list = append(list, own)
	}
	return dbjob.And(list...)
}

// filesWritten says which jobs have written a file.
func filesWritten(ctx context.Context, jobs []*model.Job) (map[ident.ID]bool, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := c.JobFile.Query().Where(jobfile.JobIDIn(collect(jobs, jobIDs)...), jobfile.KindEQ(jobfile.KindOUTPUT), jobfile.Part(0)).
		Select(jobfile.FieldJobID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for files: %w", err)
	}
	written := map[ident.ID]bool{}
	for _, f := range ids {
		written[f.JobID] = true
	}
	return written, nil
}

// jobFile is Job.fileUrl: of a job that is done.
func jobFile(ctx context.Context, j *model.Job) (*string, error) {
	if j.State != dbjob.StateDONE || !mayRead(sightOf(ctx), j) {
		return nil, nil
	}
	written, err := shared(ctx, j.Kin, "files", j.Job.ID, filesWritten)
	if err != nil || !written {
		return nil, err
	}
	path := filesPath + "/" + j.ID()
	return &path, nil
}

// jobReport is Job.reportUrl: of a job that looks at rows.
func jobReport(ctx context.Context, j *model.Job) *string {
	if !mayRead(sightOf(ctx), j) {
		return nil
	}
	switch j.Job.Kind {
	case job.UsersImport, job.UsersBulkUpdate, job.DealsSubmit:
		path := filesPath + "/" + j.ID() + "/report"
		return &path
	}
	return nil
}

// jobError is Job.error in the caller's language.
func (s *Server) jobError(ctx context.Context, j *model.Job) *string {
	if j.Error == "" {
		return nil
	}
	return s.said(ctx, fault.Code(j.Error), j.Error)
}

// said is the text of a code in the caller's language, else what is given.
func (s *Server) said(ctx context.Context, code fault.Code, otherwise string) *string {
	text := s.texts.of(sightOf(ctx).Language, code, nil)
	if text == "" {
		text = otherwise
	}
	return &text
}

// rowMessage is JobRow.message: English knows the case, the others go by the code.
func (s *Server) rowMessage(ctx context.Context, r *model.JobRow) *string {
	if r.JobRow.Code == "" {
		return nil
	}
	if sightOf(ctx).Language == "en" && r.JobRow.Message != "" {
		return &r.JobRow.Message
	}
	return s.said(ctx, fault.Code(r.JobRow.Code), r.JobRow.Message)
}

// rowPrefix says what the rows of a kind of job make or change.
func rowPrefix(kind string) ident.Prefix {
	if kind == job.DealsSubmit {
		return ident.Deal
	}
	return ident.User
}

func (s *Server) jobAbilities(ctx context.Context, j *model.Job) []*gql.Ability {
	who := sightOf(ctx)
	mine := j.Job.StartedBy != nil && *j.Job.StartedBy == who.starter()
	return s.abilities(ctx, []ability{{"cancel", first(when(!mine && !who.staff(actor.JobManage), fault.CodeForbidden),
		when(j.FinishedAt != nil || j.Cancel, fault.CodeJobEnded))}})
}

// started answers for a job that was put into the queue.
func (r *mutationResolver) started(ctx context.Context, id ident.ID, err error) (*gql.JobPayload, error) {
	errs, err := r.server.userErrors(ctx, err, renamed)
	if err != nil || len(errs) > 0 {
		return &gql.JobPayload{UserErrors: errs}, err
	}
	found, err := present(ctx, id, jobsByID)
	return &gql.JobPayload{Job: found, UserErrors: errs}, err
}

func (r *mutationResolver) cancelJob(ctx context.Context, input gql.JobCancelInput) (*gql.JobPayload, error) {
	id, err := parseID(ident.Job, input.JobID, "jobId")
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			err = r.server.Jobs.Cancel(once, id)
		}
	}
	return r.started(ctx, id, err)
}
