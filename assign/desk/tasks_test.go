package desk_test

import (
	"context"
	"fmt"
	"testing"

	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/task"
	"mandate/fault"
	"mandate/ident"
)

// TestTasks are made and changed by reference; who was deleted stays on them (LC-4).
func TestTasks(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 5, 500_000)
		id := o.submit("a", 1000)
		upsert := func(list ...desk.TaskUpsert) []ident.ID {
			t.Helper()
			ids, err := o.desk.UpsertTasks(o.ctx, list)
			o.must(err)
			return ids
		}
		first := desk.TaskUpsert{Reference: "t1", Title: "Call", Assignee: ann, Deal: id}
		ids := upsert(first, desk.TaskUpsert{Reference: "t2", Title: "Write"})
		upsert(first)
		o.wantEnd(ids[0], "TASK_CREATED")
		o.must(o.directory.Delete(o.ctx, ann, 0, ""))
		first.Done = true
		if again := upsert(first); again[0] != ids[0] {
			t.Errorf("the same task is %s, not %s", again[0], ids[0])
		}
		o.wantEnd(ids[0], "TASK_CREATED", "TASK_UPDATED")
		o.wantChanges(ids[0], map[string][2]any{"done": {false, true}})
		upsert(desk.TaskUpsert{Reference: "t1", Title: "Call"})
		o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
			row, err := c.Task.Query().Where(task.Reference("t1")).Only(ctx)
			if err == nil && (row.AssigneeID != nil || row.DealID != nil || row.Done || row.Version != 3) {
				t.Errorf("task %+v", row)
			}
			return err
		}))
		for code, bad := range map[fault.Code]desk.TaskUpsert{
			fault.CodeUnknownUser: {Reference: "t2", Title: "Write", Assignee: ann},
			fault.CodeUnknownDeal: {Reference: "t2", Title: "Write", Deal: ident.ID{1}},
			fault.CodeInvalid:     {Reference: "t2"},
		} {
			_, err := o.desk.UpsertTasks(o.ctx, []desk.TaskUpsert{bad})
			o.refused(err, code)
		}
		_, err := o.desk.UpsertTasks(o.ctx, nil)
		o.refused(err, fault.CodeTooLarge)
	})
}

// TestManyTasks are a few statements.
func TestManyTasks(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		list := make([]desk.TaskUpsert, 500)
		for i := range list {
			list[i] = desk.TaskUpsert{Reference: fmt.Sprint(i), Title: "T"}
		}
		ids, err := o.desk.UpsertTasks(o.ctx, list)
		o.must(err)
		if again, err := o.desk.UpsertTasks(o.ctx, list); err != nil || again[499] != ids[499] {
			t.Errorf("again %v, %v", again[499], err)
		}
	})
}
