package desk

import (
	"mandate/assign"
	"mandate/ident"
)

// foresee tells what would become of deals: those for the pool are swept on a copy of the
// bench, together with the deals that wait already.
func (s *sitting) foresee(files []file, to ident.ID) []Reassigned {
	list := make([]Reassigned, len(files))
	place := map[ident.ID]int{}
	for i, f := range files {
		list[i] = Reassigned{Deal: f.ID, To: to}
		place[f.ID] = i
	}
	if !to.IsZero() {
		return list
	}
	bench := assign.NewBench(s.bench.Candidates())
	var waiting assign.Waiting
	for _, d := range s.waiting.All() {
		waiting.Put(d)
	}
	for _, f := range files {
		if s.consumes(f) {
			bench.AddLoad(f.acting(), -1)
			if c, ok := bench.Candidate(f.Owner); ok && c.Absent {
				bench.SetOwned(f.Owner, c.Owned-1)
			}
		}
		f.Owner, f.Held = ident.ID{}, false
		waiting.Put(f.Deal)
	}
	for d := range waiting.Sweep(bench, assign.Reach{Everything: true}, s.settings) {
		chosen, _ := bench.Choose(&d, &s.settings)
		bench.Assign(chosen, &d, &s.settings, s.tx.Now)
		waiting.Remove(d.ID)
		if i, moved := place[d.ID]; moved {
			list[i].To = chosen
		}
	}
	return list
}
