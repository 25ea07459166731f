package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/task"
	"mandate/ent/db/user"
	"mandate/graph/model"
	"mandate/ident"
)

func assigneeID(t *model.Task) *ident.ID { return t.Task.AssigneeID }
func taskDeal(t *model.Task) *ident.ID   { return t.Task.DealID }

// tasksOf loads the first tasks of deals.
func tasksOf(ctx context.Context, deals []*model.Deal) (map[ident.ID][]*model.Task, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	among := func(s *sql.Selector) { s.Where(sql.EQ(s.C(task.FieldTenantID), sightOf(ctx).Tenant)) }
	byID := order{prefix: ident.Task}
	rows, err := c.Task.Query().Where(sightOf(ctx).tasks(),
		firstOfEach(task.FieldDealID, collect(deals, dealID), byID, mostRows, among), byID.shape(window{})).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load tasks: %w", err)
	}
	tasks := map[ident.ID][]*model.Task{}
	for _, t := range model.Tasks(rows) {
		tasks[*t.Task.DealID] = append(tasks[*t.Task.DealID], t)
	}
	return tasks, nil
}

// assigneeNames are the names of the people who do tasks, deleted ones masked.
func assigneeNames(ctx context.Context, tasks []*model.Task) (map[ident.ID]string, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.User.Query().Where(user.IDIn(collect(tasks, assigneeID)...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load assignees: %w", err)
	}
	return called(rows, nil, func(u *db.User) ident.ID { return u.ID }, func(u *db.User) string {
		if u.DeletedAt != nil {
			return unknownName
		}
		return directory.ShownName(u)
	})
}

func assigneeName(ctx context.Context, t *model.Task) (string, error) {
	if t.Task.AssigneeID == nil {
		return "", nil
	}
	return shared(ctx, t.Kin, "assignee name", *t.Task.AssigneeID, assigneeNames)
}
