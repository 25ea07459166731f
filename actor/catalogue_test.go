package actor_test

import (
	"slices"
	"testing"

	"mandate/actor"
)

// TestTheCatalogueIsTheRules: the permissions of RO-2, each once and no other. Their names
// are what other systems ask for (RO-7), so that none may change.
func TestTheCatalogueIsTheRules(t *testing.T) {
	t.Parallel()
	want := []actor.Permission{"deal.view", "deal.edit", "deal.finalize", "deal.assign", "pipeline.all", "pipeline.unassigned", "approval.decide",
		"report.production", "contract.completed.view", "remittance.complete", "document.pdf", "user.manage", "role.assign", "company.manage",
		"history.view", "deal.create", "deal.figures", "limits.manage", "absence.manage", "directory.manage", "connection.manage", "apikey.manage",
		"webhook.manage", "customer.manage", "job.manage", "report.view", "act.onBehalf", "schema.read", "contract.view", "contract.edit", "contract.finalize"}
	got := slices.Clone(actor.All)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the catalogue is %v, want %v", got, want)
	}
	for _, p := range want {
		if !actor.Known(p) || actor.Known(p+"x") || !actor.Of(p).Has(p) || len(actor.Of(p, p).List()) != 1 {
			t.Errorf("%s is not known as itself", p)
		}
	}
}
