package scenario

import (
	"slices"
	"testing"
)

// TestIDs: ids are in the order of the labels, whatever their length.
func TestIDs(t *testing.T) {
	t.Parallel()
	labels := []string{"", "zed", "ann", "ann2", "b", "application-1", "application-10", "application-for-a-cottage", "application-for-a-car", "application", "applicatio"}
	n := name(labels)
	if len(n.of) != len(labels)-1 || len(n.label) != len(labels)-1 {
		t.Fatalf("%d ids, %d labels", len(n.of), len(n.label))
	}
	byLabel, byID := slices.Clone(labels[1:]), slices.Clone(labels[1:])
	slices.Sort(byLabel)
	slices.SortFunc(byID, func(a, b string) int {
		x, y := n.of[a], n.of[b]
		return slices.Compare(x[:], y[:])
	})
	if !slices.Equal(byLabel, byID) {
		t.Errorf("by label %q\nby id    %q", byLabel, byID)
	}
	if id := n.of["ann"]; string(id[:3]) != "ann" || n.label[id] != "ann" {
		t.Errorf("ann is %s, %q", id, n.label[id])
	}
}
