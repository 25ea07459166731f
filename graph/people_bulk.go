package graph

import (
	"context"

	"mandate/directory"
	"mandate/directory/job/roster"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// bulkUpdate changes up to mostInline people in line; more become a job.
func (r *mutationResolver) bulkUpdate(ctx context.Context, input gql.UsersBulkUpdateInput) (*gql.UsersBulkUpdatePayload, error) {
	payload := &gql.UsersBulkUpdatePayload{Results: []*gql.UserBulkResult{}, UserErrors: []*gql.UserError{}}
	change, err := r.bulkChange(ctx, input)
	var people []ident.ID
	if err == nil {
		people, err = r.bulkPeople(ctx, input)
	}
	if err == nil {
		payload.Count = len(people)
		if len(people) > mostInline {
			err = r.bulkLater(ctx, input, people, change, payload)
		} else {
			err = r.bulkNow(ctx, input, people, change, payload)
		}
	}
	errs, err := r.server.userErrors(ctx, err, renamed)
	if len(errs) > 0 {
		payload.Results, payload.UserErrors = []*gql.UserBulkResult{}, errs
	}
	return payload, err
}

// mostBulk bounds the people of one bulk change.
const mostBulk = 100_000

// bulkPeople are those named, or all whom the list would show, by id.
func (r *mutationResolver) bulkPeople(ctx context.Context, input gql.UsersBulkUpdateInput) ([]ident.ID, error) {
	if texts, set := input.UserIds.ValueOK(); set && texts != nil {
		if input.Where.IsSet() || input.Search.IsSet() {
			return nil, fault.New(fault.Invalid, fault.CodeInvalid, "Name people, or say which a list shows; not both.").On("userIds")
		}
		ids, err := parseMany(ident.User, texts, mostBulk, "userIds")
		return collect(ids, func(id ident.ID) *ident.ID { return &id }), err
	}
	search, _ := input.Search.ValueOK()
	where, _ := input.Where.ValueOK()
	if search == nil && where == nil {
		return nil, fault.New(fault.Invalid, fault.CodeRequired, "Name people, or say which a list shows.").On("userIds")
	}
	filter, err := usersAsked{search, where, nil}.filter()
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	return c.User.Query().Where(sightOf(ctx).users(), filter).Order(user.ByID()).Limit(mostBulk).IDs(ctx)
}

func (r *mutationResolver) bulkNow(ctx context.Context, input gql.UsersBulkUpdateInput, people []ident.ID, change roster.Change, into *gql.UsersBulkUpdatePayload) error {
	if _, err := keyed(ctx, input.IdempotencyKey); err != nil {
		return err
	}
	afresh(ctx)
	stopped := false
	for i, id := range people {
		one := &gql.UserBulkResult{Outcome: "NOT_TRIED", UserErrors: []*gql.UserError{}}
		into.Results = append(into.Results, one)
		if stopped {
			continue
		}
		once, err := keyedAt(ctx, input.IdempotencyKey, i, []any{id, change, input.DryRun})
		if err != nil {
			return err
		}
		done, err := r.server.Directory.Revise(once, id, change.Revision(input.DryRun))
		if one.UserErrors, err = r.server.userErrors(ctx, err, renamed); err != nil {
			return err
		}
		one.Outcome = outcomeOf(done, len(one.UserErrors) > 0)
		stopped = len(one.UserErrors) > 0 && input.ErrorPolicy == gql.BulkErrorPolicyStop
	}
	afresh(ctx)
	found, err := usersByID(ctx, people)
	for i, id := range people {
		into.Results[i].User = found[id]
	}
	return err
}

func outcomeOf(done directory.Revised, refused bool) string {
	switch {
	case refused:
		return "REFUSED"
	case done.Waits:
		return "WAITS"
	case done.Changed:
		return "CHANGED"
	}
	return "UNCHANGED"
}

func (r *mutationResolver) bulkLater(ctx context.Context, input gql.UsersBulkUpdateInput, people []ident.ID, change roster.Change, into *gql.UsersBulkUpdatePayload) error {
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return err
	}
	afresh(ctx)
	id, err := roster.StartBulk(once, r.server.Jobs, roster.Bulk{People: people, Change: change, Stop: input.ErrorPolicy == gql.BulkErrorPolicyStop}, input.DryRun)
	if err != nil {
		return err
	}
	into.Job, err = present(ctx, id, jobsByID)
	return err
}
