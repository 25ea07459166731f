package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/task"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TaskUpsert is a to-do as the LOS knows it; the reference is the key.
type TaskUpsert struct {
	Reference, Title string
	Done             bool
	Assignee         ident.ID // zero: nobody
	Deal             ident.ID // zero: about no deal
}

// UpsertTasks makes or changes tasks, at most 500, and gives their ids in the order given.
// A new assignee is a living person (UNKNOWN_USER); one who was deleted since stays.
// Permission is the door's.
func (d *Desk) UpsertTasks(ctx context.Context, list []TaskUpsert) ([]ident.ID, error) {
	if err := checkUpserts("tasks", "title", len(list), func(i int) (string, string) { return list[i].Reference, list[i].Title }); err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(list))
	err := d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		u := taskUpsert{tx: tx, list: list, ids: ids}
		if err := u.load(ctx); err != nil {
			return err
		}
		return onceFor(ctx, tx, func() error {
			if err := u.check(ctx); err != nil {
				return err
			}
			return u.write(ctx)
		}, u.find)
	})
	return ids, err
}

// find gives the tasks that the same call wrote.
func (u *taskUpsert) find() error {
	for i, t := range u.list {
		if row := u.present[t.Reference]; row != nil {
			u.ids[i] = row.ID
		}
	}
	return nil
}

// taskUpsert is one call under way.
type taskUpsert struct {
	tx      *store.Tx
	list    []TaskUpsert
	ids     []ident.ID
	present map[string]*db.Task // by reference
}

func (u *taskUpsert) load(ctx context.Context) error {
	references := make([]string, len(u.list))
	for i, t := range u.list {
		references[i] = t.Reference
	}
	rows, err := u.tx.Client.Task.Query().Where(task.ReferenceIn(references...)).All(ctx)
	if err != nil {
		return fmt.Errorf("load tasks: %w", err)
	}
	u.present = make(map[string]*db.Task, len(rows))
	for _, row := range rows {
		u.present[row.Reference] = row
	}
	return nil
}

// check sees that new assignees and deals are there.
func (u *taskUpsert) check(ctx context.Context) error {
	var people, deals []ident.ID
	for _, t := range u.list {
		people, deals = append(people, t.Assignee), append(deals, t.Deal)
	}
	living, err := u.tx.Client.User.Query().Where(user.IDIn(people...), user.DeletedAtIsNil()).IDs(ctx)
	if err != nil {
		return fmt.Errorf("look for assignees: %w", err)
	}
	there, err := u.tx.Client.Deal.Query().Where(deal.IDIn(deals...)).IDs(ctx)
	if err != nil {
		return fmt.Errorf("look for deals of tasks: %w", err)
	}
	for i, t := range u.list {
		if !t.Assignee.IsZero() && !slices.Contains(living, t.Assignee) && u.before(t).Assignee != t.Assignee {
			return unknownUser().On("tasks", strconv.Itoa(i), "assigneeId")
		}
		if !t.Deal.IsZero() && !slices.Contains(there, t.Deal) {
			return fault.New(fault.NotFound, fault.CodeUnknownDeal, "There is no such deal.").On("tasks", strconv.Itoa(i), "dealId")
		}
	}
	return nil
}

// before is the task as it was, the zero one if it is new.
func (u *taskUpsert) before(t TaskUpsert) TaskUpsert {
	row := u.present[t.Reference]
	if row == nil {
		return TaskUpsert{}
	}
	old := TaskUpsert{Reference: row.Reference, Title: row.Title, Done: row.Done}
	if row.AssigneeID != nil {
		old.Assignee = *row.AssigneeID
	}
	if row.DealID != nil {
		old.Deal = *row.DealID
	}
	return old
}
