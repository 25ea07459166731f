package play

import (
	"encoding/binary"
	"slices"

	"mandate/ident"
)

// names are the labels of one kind and their ids, both ways.
type names struct {
	id    map[string]ident.ID
	label map[ident.ID]string
}

// A label's id is the tenant's mark, so that the same label of two tenants is two ids,
// and then the label's bytes.
const (
	markBytes  = 5
	labelBytes = len(ident.ID{}) - markBytes
	headBytes  = labelBytes - 4
)

// name gives every label an id, in the labels' bytewise order, in which they come.
func name(tenant ident.ID, labels []string) names {
	n := names{map[string]ident.ID{}, map[ident.ID]string{}}
	mark := tenant[len(tenant)-markBytes:]
	for len(labels) > 0 {
		group := 1
		for group < len(labels) && head(labels[group]) == head(labels[0]) {
			group++
		}
		n.nameGroup(mark, labels[:group])
		labels = labels[group:]
	}
	return n
}

// head is what of a label is always in its id; the rest is the label's where all labels
// with that head fit, and else its place among them.
func head(label string) string { return label[:min(len(label), headBytes)] }

func (n names) nameGroup(mark []byte, labels []string) {
	fits := !slices.ContainsFunc(labels, func(l string) bool { return len(l) > labelBytes })
	for i, label := range labels {
		var id ident.ID
		copy(id[:], mark)
		if fits {
			copy(id[markBytes:], label)
		} else {
			copy(id[markBytes:], head(label))
			binary.BigEndian.PutUint32(id[markBytes+headBytes:], uint32(i))
		}
		n.id[label], n.label[id] = id, label
	}
}
