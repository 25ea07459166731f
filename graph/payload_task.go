package graph

import (
	"context"

	"mandate/assign/desk"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

func (r *mutationResolver) upsertTasks(ctx context.Context, input gql.TasksUpsertInput) (*gql.TasksUpsertPayload, error) {
	ids, err := r.putTasks(ctx, input)
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.TasksUpsertPayload{Tasks: []*model.Task{}, UserErrors: errs}, err
	}
	afresh(ctx)
	found, err := tasksByID(ctx, ids)
	return &gql.TasksUpsertPayload{Tasks: inOrder(ids, found), UserErrors: errs}, err
}

func (r *mutationResolver) putTasks(ctx context.Context, input gql.TasksUpsertInput) ([]ident.ID, error) {
	list := make([]desk.TaskUpsert, len(input.Tasks))
	for i, t := range input.Tasks {
		var err error
		if list[i], err = taskUpsert(i, t); err != nil {
			return nil, err
		}
	}
	if err := mustSeeDeals(ctx, list); err != nil {
		return nil, err
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	return r.server.Desk.UpsertTasks(once, list)
}

func taskUpsert(i int, t *gql.TaskInput) (u desk.TaskUpsert, err error) {
	if err := allPlain(given{"reference", t.Reference}, given{"title", t.Title}); err != nil {
		return u, itemFault(err, "tasks", i)
	}
	u = desk.TaskUpsert{Reference: t.Reference, Title: t.Title, Done: t.Done}
	if u.Assignee, err = optionalID(ident.User, t.AssigneeID, "assigneeId"); err != nil {
		return u, itemFault(err, "tasks", i)
	}
	if u.Deal, err = optionalID(ident.Deal, t.DealID, "dealId"); err != nil {
		return u, itemFault(err, "tasks", i)
	}
	return u, nil
}

// mustSeeDeals refuses tasks on deals that the caller does not see.
func mustSeeDeals(ctx context.Context, list []desk.TaskUpsert) error {
	found, err := dealsByID(ctx, collect(list, func(t desk.TaskUpsert) *ident.ID { return &t.Deal }))
	if err != nil {
		return err
	}
	for i, t := range list {
		if !t.Deal.IsZero() && found[t.Deal] == nil {
			return itemFault(absent(ident.Deal).On("dealId"), "tasks", i)
		}
	}
	return nil
}
