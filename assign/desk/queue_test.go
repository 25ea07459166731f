package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ident"
)

// TestQueues is CA-1 and CA-5 as a list: fullest first, absent people with what they own.
func TestQueues(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, cat, off := o.hire("ann", 4, 1), o.hire("bob", 2, 1), o.hire("cat", 9, 1), o.hire("off", 1, 1)
		for i, stand := range [][]ident.ID{{ann, bob}, {ann, bob}, {bob}, {cat}} {
			id := o.submit(string(rune('a'+i)), 10)
			o.stand(id, stand[0], stand[1:]...)
		}
		o.away(ann, bob, time.Now().Add(time.Hour))
		o.must(o.directory.Deactivate(o.ctx, off, 0, ""))
		want := []desk.Queue{
			{User: bob, Load: 3, Owned: 1, MaxCapacity: assign.MaximumOf(2)},
			{User: cat, Load: 1, Owned: 1, MaxCapacity: assign.MaximumOf(9)},
			{User: ann, Owned: 2, MaxCapacity: assign.MaximumOf(4), Absent: true},
		}
		o.read(func(ctx context.Context, c *db.Client) error {
			got, err := o.desk.Queues(ctx, c, 10)
			if !slices.Equal(got, want) {
				t.Errorf("queues %+v, want %+v", got, want)
			}
			if first, _ := o.desk.Queues(ctx, c, 1); len(first) != 1 || first[0].User != bob {
				t.Errorf("the fullest: %+v", first)
			}
			loads, _ := o.desk.Loads(ctx, c, []ident.ID{ann, bob})
			if loads[ann] != 0 || loads[bob] != 3 {
				t.Errorf("loads %v", loads)
			}
			return err
		})
	})
}
