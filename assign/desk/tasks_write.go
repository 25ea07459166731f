package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

func (u *taskUpsert) write(ctx context.Context) error {
	var fresh []*db.TaskCreate
	for i, t := range u.list {
		old, action := u.before(t), "TASK_UPDATED"
		if row := u.present[t.Reference]; row != nil {
			u.ids[i] = row.ID
		} else {
			u.ids[i], action = u.tx.NewID(), "TASK_CREATED"
			fresh = append(fresh, u.create(u.ids[i], t))
		}
		if old == t {
			continue
		}
		u.tx.Record(store.Event{Action: action, TargetKind: ident.Task, Target: u.ids[i], User: t.Assignee, Changes: old.changesTo(t)})
		if old.Reference == "" {
			continue
		}
		if err := u.update(ctx, u.ids[i], t); err != nil {
			return fmt.Errorf("write task %s: %w", u.ids[i], err)
		}
	}
	for part := range slices.Chunk(fresh, rowsAtOnce) {
		if err := u.tx.Client.Task.CreateBulk(part...).Exec(ctx); err != nil {
			return fmt.Errorf("write tasks: %w", err)
		}
	}
	return nil
}

func (u *taskUpsert) create(id ident.ID, t TaskUpsert) *db.TaskCreate {
	row := u.tx.Client.Task.Create().SetID(id).SetReference(t.Reference).SetTitle(t.Title).SetDone(t.Done)
	if !t.Assignee.IsZero() {
		row.SetAssigneeID(t.Assignee)
	}
	if !t.Deal.IsZero() {
		row.SetDealID(t.Deal)
	}
	return row
}

func (u *taskUpsert) update(ctx context.Context, id ident.ID, t TaskUpsert) error {
	row := u.tx.Client.Task.UpdateOneID(id).SetTitle(t.Title).SetDone(t.Done).ClearAssigneeID().ClearDealID().AddVersion(1)
	if !t.Assignee.IsZero() {
		row.SetAssigneeID(t.Assignee)
	}
	if !t.Deal.IsZero() {
		row.SetDealID(t.Deal)
	}
	return row.Exec(ctx)
}

// changesTo tells history what an upsert changes.
func (t TaskUpsert) changesTo(after TaskUpsert) []store.Change {
	return changed(
		store.Change{Field: "reference", Before: t.Reference, After: after.Reference}, store.Change{Field: "title", Before: t.Title, After: after.Title},
		store.Change{Field: "done", Before: t.Done, After: after.Done},
		store.Change{Field: "assignee", Before: textOf(t.Assignee, ident.User), After: textOf(after.Assignee, ident.User)},
		store.Change{Field: "deal", Before: textOf(t.Deal, ident.Deal), After: textOf(after.Deal, ident.Deal)})
}

// textOf is an id as history tells it; empty for none.
func textOf(id ident.ID, prefix ident.Prefix) string {
	if id.IsZero() {
		return ""
	}
	return id.Text(prefix)
}
