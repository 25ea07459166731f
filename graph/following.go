package graph

import (
	"context"
	"errors"
	"slices"
	"strconv"

	dbjob "mandate/ent/db/job"
	"mandate/ent/db/testrun"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// errOver ends a stream that has told all that there will be.
var errOver = errors.New("nothing follows")

// thing is one object that is followed until it changes no more.
type thing[T any] struct {
	load  func(ctx context.Context, ids []ident.ID) (map[ident.ID]T, error) // behind its read rule
	stamp func(T) string                                                    // another one with each change
	ended func(T) bool
}

// follow tells the object as it is, then with each change, and ends with its last. One
// that the caller may not see, or no longer, is absent.
func (k thing[T]) follow(ctx context.Context, id ident.ID, kind ident.Prefix, argument string) (<-chan T, error) {
	present := func(ctx context.Context) (T, error) {
		found, err := k.load(ctx, []ident.ID{id})
		one, ok := found[id]
		if err == nil && !ok {
			err = absent(kind).On(argument)
		}
		return one, err
	}
	if err := there(ctx, present); err != nil {
		return nil, err
	}
	last := ""
	return follow(ctx, func(ctx context.Context, _ store.Heads) ([]event[T], bool, error) {
		one, err := present(ctx)
		if err != nil || k.stamp(one) == last {
			return nil, false, err
		}
		last = k.stamp(one)
		if k.ended(one) {
			err = errOver
		}
		return []event[T]{{one, last}}, false, err
	})
}

// there asks, apart from the operation, whether there is something to follow.
func there[T any](ctx context.Context, present func(context.Context) (T, error)) error {
	ctx, done := apart(ctx)
	defer done()
	_, err := present(ctx)
	return err
}

// followJob is Subscription.jobProgress.
func followJob(ctx context.Context, text string) (<-chan *model.Job, error) {
	id, err := parseID(ident.Job, text, "jobId")
	if err != nil {
		return nil, err
	}
	return thing[*model.Job]{
		load:  jobsByID,
		stamp: func(j *model.Job) string { return strconv.FormatInt(j.Job.Version, 10) },
		ended: func(j *model.Job) bool {
			return slices.Contains([]dbjob.State{dbjob.StateDONE, dbjob.StateFAILED, dbjob.StateCANCELLED}, j.Job.State)
		},
	}.follow(ctx, id, ident.Job, "jobId")
}

// followTestRun is Subscription.ssoTestRun.
func followTestRun(ctx context.Context, text string) (<-chan *model.SsoTestRun, error) {
	id, err := parseID(ident.TestRun, text, "runId")
	if err != nil {
		return nil, err
	}
	return thing[*model.SsoTestRun]{
		load:  testRunsByID,
		stamp: func(r *model.SsoTestRun) string { return string(r.TestRun.State) },
		ended: func(r *model.SsoTestRun) bool { return r.TestRun.State != testrun.StateSTARTED },
	}.follow(ctx, id, ident.TestRun, "runId")
}
