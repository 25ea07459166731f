package desk_test

import (
	"context"
	"testing"

	"mandate/assign/desk"
	"mandate/directory"
	"mandate/fault"
	"mandate/store"
)

// TestReassignByKeyOfAnEarlierRelease: such a key kept an id instead of an answer. It is
// told that the deals were moved, and nothing is moved again.
func TestReassignByKeyOfAnEarlierRelease(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 5, 1000), o.hire("bob", 0, 1000)
		id := o.submit("a", 100)
		ctx := directory.WithIdempotencyKey(o.ctx, directory.IdempotencyKey{Mutation: "dealsReassign", Key: "k", Input: []byte("{}")})
		in := desk.Reassignment{From: ann, To: bob}
		_, err := o.desk.Reassign(ctx, in)
		o.must(err)
		o.wantOwner(id, bob)
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.IdempotencyKey.Update().SetResult(ann.String()).Exec(ctx)
		}))
		o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: ann}))
		_, err = o.desk.Reassign(ctx, in)
		o.refused(err, fault.CodeInvalid)
		if f := fault.As(err); f.Kind != fault.Conflict || len(f.Field) != 1 || f.Field[0] != "idempotencyKey" {
			t.Errorf("refused by %v", f)
		}
		o.wantOwner(id, ann)
	})
}
