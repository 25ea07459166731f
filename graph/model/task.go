package model

import (
	"mandate/ent/db"
	"mandate/ident"
)

// Task is a to-do that the LOS keeps.
type Task struct {
	*db.Task
	Kin *Kin[*Task]
}

// Tasks makes nodes of rows that were loaded together.
func Tasks(rows []*db.Task) []*Task {
	kin := &Kin[*Task]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Task{Task: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Task) IsNode() {}

// ID is the outside id.
func (t *Task) ID() string { return t.Task.ID.Text(ident.Task) }
