package graph_test

import (
	"slices"
	"testing"

	"mandate/ident"
)

// TestAccessReviewOfThen: with a permission and an instant of the past the holders of then
// are named, by roles and by groups of then, those too who were deleted since.
func TestAccessReviewOfThen(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		ada, pat, quinn, zoe := o.hire("Ada Lovelace", "administrator"), o.hire("Pat Person", "approver"), o.hire("Quinn Quiet", "underwriter"), o.hire("Zoe Gone", "approver")
		group, _ := o.provisioned("Approvers")
		o.must(o.people.MapGroup(o.ctx, group, 0, []ident.ID{roleOf(o, "approver")}))
		then := instantBetween()
		o.must(o.people.SetRoles(o.ctx, pat, 0, []ident.ID{roleOf(o, "auditor")}))
		o.must(o.people.SetRoles(o.ctx, quinn, 0, []ident.ID{roleOf(o, "approver")}))
		o.must(o.people.MapGroup(o.ctx, group, 0, nil))
		o.must(o.people.Delete(o.ctx, zoe, 0, ""))
		deleted := instantBetween()

		holders := func(at *string, want ...string) {
			t.Helper()
			a := o.ask(as(ada), `query($at: Time) { accessReview(first: 9, permission: "approval.decide", asOf: $at) { totalCount nodes { user { name } permissions } } }`, vars{"at": at}).ok()
			var got []string
			for _, node := range a.list("accessReview.nodes") {
				entry := node.(map[string]any)
				got = append(got, entry["user"].(map[string]any)["name"].(string))
				if !slices.Contains(entry["permissions"].([]any), any("approval.decide")) {
					t.Errorf("%v is named and held no such permission", entry)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("holders: %v, want %v", got, want)
			}
			a.want("accessReview.totalCount", len(want))
		}
		holders(&then, "Pat Person", "Petra Provisioned", "Zoe Gone")
		holders(&deleted, "Quinn Quiet")
		holders(nil, "Quinn Quiet")
	})
}
