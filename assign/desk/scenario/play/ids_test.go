package play

import (
	"slices"
	"testing"

	"mandate/ident"
)

// TestIDs: ids are in the order of the labels, whatever their length.
func TestIDs(t *testing.T) {
	t.Parallel()
	labels := []string{"zed", "ann", "ann2", "b", "application-1", "application-10", "application-for-a-cottage", "application-for-a-car", "application", "applicatio"}
	byLabel, byID := slices.Clone(labels), slices.Clone(labels)
	slices.Sort(byLabel)
	n := name(ident.ID{15: 7}, byLabel)
	if len(n.id) != len(labels) || len(n.label) != len(labels) {
		t.Fatalf("%d ids, %d labels", len(n.id), len(n.label))
	}
	slices.SortFunc(byID, func(a, b string) int {
		x, y := n.id[a], n.id[b]
		return slices.Compare(x[:], y[:])
	})
	if !slices.Equal(byLabel, byID) {
		t.Errorf("by label %q\nby id    %q", byLabel, byID)
	}
	if id := n.id["ann"]; string(id[5:8]) != "ann" || id[4] != 7 || n.label[id] != "ann" {
		t.Errorf("ann is %s, %q", id, n.label[id])
	}
}
