package graph

import "testing"

// A mutation that is misspelt here would need no proof.
func TestDangerousMutationsAreThere(t *testing.T) {
	t.Parallel()
	for name := range dangerous {
		if schemaOf().Mutation.Fields.ForName(name) == nil {
			t.Errorf("there is no mutation %s", name)
		}
	}
}
