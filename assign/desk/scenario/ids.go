package scenario

import (
	"encoding/binary"
	"slices"

	"mandate/ident"
)

// labelSet is the labels of one kind: those of the start, and all that events name.
type labelSet struct{ start, events []string }

func (f File) labels() map[string]labelSet {
	var users, deals, requests labelSet
	for _, u := range f.Users {
		users.start = append(users.start, u.ID)
	}
	for _, d := range f.Deals {
		deals.start = append(deals.start, d.ID)
	}
	for _, r := range f.Requests {
		requests.start = append(requests.start, r.ID)
	}
	for _, e := range f.Events {
		users.events = append(users.events, e.User, e.Actor, e.Delegate, e.SetUser.Manager.Or(""))
		users.events = append(users.events, e.Approver...)
		deals.events = append(deals.events, e.Deal)
		requests.events = append(requests.events, e.Request)
	}
	return map[string]labelSet{"users": users, "deals": deals, "requests": requests}
}

func (f File) userLabels() []string { return f.labels()["users"].start }

// labels of one kind and their ids, both ways.
type ids struct {
	of    map[string]ident.ID
	label map[ident.ID]string
}

// name gives every label an id, in the labels' bytewise order.
func name(labels []string) ids {
	labels = slices.Clone(labels)
	slices.Sort(labels)
	labels = slices.DeleteFunc(slices.Compact(labels), func(l string) bool { return l == "" })
	n := ids{map[string]ident.ID{}, map[ident.ID]string{}}
	for len(labels) > 0 {
		group := 1
		for group < len(labels) && head(labels[group]) == head(labels[0]) {
			group++
		}
		n.nameGroup(labels[:group])
		labels = labels[group:]
	}
	return n
}

// headBytes of a label are always in its id; the rest is the label's where all labels
// with that head fit, and else its place among them.
const headBytes = 12

func head(label string) string { return label[:min(len(label), headBytes)] }

func (n ids) nameGroup(labels []string) {
	fits := !slices.ContainsFunc(labels, func(l string) bool { return len(l) > len(ident.ID{}) })
	for i, label := range labels {
		var id ident.ID
		if fits {
			copy(id[:], label)
		} else {
			copy(id[:], head(label))
			binary.BigEndian.PutUint32(id[headBytes:], uint32(i))
		}
		n.of[label], n.label[id] = id, label
	}
}
