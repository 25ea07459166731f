package assign

import "slices"

// queues keeps people by the length of their queue, shortest first. Only lengths that
// somebody has are kept; with m deals those are at most about √(2m).
type queues struct {
	lengths []int
	people  []set
	sizes   []int
	spare   []set // empty sets for reuse
	words   int
}

func (q *queues) join(i, length int) {
	at, found := slices.BinarySearch(q.lengths, length)
	if !found {
		q.lengths = slices.Insert(q.lengths, at, length)
		q.people = slices.Insert(q.people, at, q.fresh())
		q.sizes = slices.Insert(q.sizes, at, 0)
	}
	q.people[at].add(i)
	q.sizes[at]++
}

func (q *queues) leave(i, length int) {
	at, _ := slices.BinarySearch(q.lengths, length)
	q.people[at].drop(i)
	if q.sizes[at]--; q.sizes[at] > 0 {
		return
	}
	q.spare = append(q.spare, q.people[at])
	q.lengths = slices.Delete(q.lengths, at, at+1)
	q.people = slices.Delete(q.people, at, at+1)
	q.sizes = slices.Delete(q.sizes, at, at+1)
}

func (q *queues) fresh() set {
	if n := len(q.spare); n > 0 {
		s := q.spare[n-1]
		q.spare = q.spare[:n-1]
		return s
	}
	return make(set, q.words)
}
