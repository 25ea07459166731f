package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/dealdelegate"
	"mandate/ident"
)

// storm is what clients of several processes do to one company at once.
type storm struct {
	people, approvers []ident.ID

	mu       sync.Mutex
	deals    []ident.ID
	requests []ident.ID
}

// TestStorm: parallel submits, pick-ups, moves, steps, absences, approvals and
// deactivations from three processes break no invariant, lose and double no deal, and
// leave every bench equal to a fresh load.
func TestStorm(t *testing.T) {
	all := processes(t, "postgres", 3)
	for _, o := range all {
		o.store.Boundaries = o.desk
	}
	s := &storm{}
	for i := range 8 {
		s.people = append(s.people, all[0].hire(fmt.Sprintf("P%d", i), 4, 1000))
	}
	for i := range 3 {
		s.approvers = append(s.approvers, all[0].approver(fmt.Sprintf("A%d", i), 5000))
	}
	for _, id := range s.people[1:] {
		all[0].manager(id, s.people[0])
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	accepted := make([]map[ident.ID]bool, 9)
	var clients sync.WaitGroup
	for i := range accepted {
		accepted[i] = map[ident.ID]bool{}
		o, r := all[i%len(all)], rand.New(rand.NewPCG(seed, uint64(i)))
		clients.Go(func() {
			for n := range 60 {
				id, err := s.blow(o, r, fmt.Sprintf("s%d-%d", i, n))
				if internal(err) {
					t.Errorf("client %d: %v", i, err)
				}
				if !id.IsZero() {
					accepted[i][id] = true
				}
			}
		})
	}
	clients.Wait()
	for _, o := range all {
		o.agree()
	}
	all[0].checkDeals(accepted)
	all[0].calm()
	all[0].checkReferences()
}

// any is one of a list that grows; the zero id while it is empty.
func (s *storm) any(r *rand.Rand, list *[]ident.ID) ident.ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(*list) == 0 {
		return ident.ID{}
	}
	return (*list)[r.IntN(len(*list))]
}

func (s *storm) add(list *[]ident.ID, id ident.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*list = append(*list, id)
}

// blow does one thing; of a submission it gives the deal.
func (s *storm) blow(o *office, r *rand.Rand, reference string) (ident.ID, error) {
	person, deal := s.any(r, &s.people), s.any(r, &s.deals)
	move := desk.Move{Deal: deal, To: person}
	switch r.IntN(16) {
	case 0, 1, 2, 3:
		id, err := o.desk.Submit(o.ctx, submission(reference, 500+r.IntN(1500)))
		if err == nil {
			s.add(&s.deals, id)
		}
		return id, err
	case 4, 5:
		return ident.ID{}, s.comeOrGo(o, r, person)
	case 6:
		return ident.ID{}, o.desk.PickUp(o.as(person, actor.PipelineUnassigned), move)
	case 7:
		return ident.ID{}, o.desk.Assign(o.ctx, move)
	case 8:
		return ident.ID{}, o.desk.Unassign(o.ctx, move)
	case 9:
		return ident.ID{}, o.desk.Release(o.ctx, move)
	case 10:
		return ident.ID{}, o.directory.Deactivate(o.ctx, person, 0, "")
	case 11:
		return ident.ID{}, o.directory.Activate(o.ctx, person, 0, "")
	case 12, 13:
		return ident.ID{}, s.approve(o, r, deal)
	}
	to := []assign.Status{assign.StatusNew, assign.StatusPending, assign.StatusConditionallyApproved, assign.StatusFunded}[r.IntN(4)]
	return ident.ID{}, o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: deal, To: to})
}

// comeOrGo starts an absence today, ends one, or names somebody else.
func (s *storm) comeOrGo(o *office, r *rand.Rand, person ident.ID) error {
	delegate, today := s.any(r, &s.people), assign.DateOf(time.Now())
	switch r.IntN(4) {
	case 0:
		return o.desk.EndAbsence(o.ctx, person, 0)
	case 1:
		_, err := o.desk.SetDelegate(o.ctx, person, 0, delegate)
		return err
	}
	_, _, err := o.desk.SetAbsence(o.ctx, desk.Leave{User: person, Start: today, End: today.Next().Next(), Delegate: delegate})
	return err
}

// approve asks for an approval in the name of whoever acts, or gives one.
func (s *storm) approve(o *office, r *rand.Rand, deal ident.ID) error {
	approver := s.any(r, &s.approvers)
	if request := s.any(r, &s.requests); r.IntN(2) == 0 && !request.IsZero() {
		return o.desk.DecideApproval(o.as(approver), desk.ApprovalDecision{Request: request, Approve: r.IntN(3) > 0})
	}
	if deal.IsZero() {
		return nil
	}
	row := o.deal(deal)
	if row.ActingID == nil {
		return nil
	}
	id, err := o.desk.RequestApproval(o.as(*row.ActingID), desk.ApprovalAsk{Deal: deal, Approvers: []ident.ID{approver}})
	if err == nil {
		s.add(&s.requests, id)
	}
	return err
}

// calm checks the invariants on what is stored.
func (o *office) calm() {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.Deal.Query().WithFacilities().WithActing(func(q *db.UserQuery) {
			q.WithAbsences(func(q *db.AbsenceQuery) { q.Where(absence.StateEQ(absence.StateACTIVE)) })
		}).WithDelegates(func(q *db.DealDelegateQuery) { q.Order(dealdelegate.ByPosition()) }).
			WithRequests(func(q *db.ApprovalRequestQuery) {
				q.Where(approvalrequest.StateIn(approvalrequest.StatePENDING, approvalrequest.StateUNROUTED)).WithPlaces()
			}).All(ctx)
		if err != nil {
			return err
		}
		var waiting []*db.Deal
		consuming := 0
		for _, row := range rows {
			o.calmDeal(row)
			if row.Open && row.OwnerID == nil && !row.Held {
				waiting = append(waiting, row)
			}
			if row.OwnerID != nil && assign.Status(row.Status).Consumes(assign.ReleaseAtConditionalApproval) {
				consuming++
			}
		}
		return o.calmAll(ctx, c, waiting, consuming)
	}))
}

func (o *office) calmAll(ctx context.Context, c *db.Client, waiting []*db.Deal, consuming int) error {
	loads, err := o.desk.Loads(ctx, c, nil)
	if err != nil {
		return err
	}
	for _, n := range loads {
		consuming -= n
	}
	if consuming != 0 {
		o.t.Errorf("I-1: %d more deals use capacity than loads say", consuming)
	}
	told, err := o.desk.Explanations(ctx, c, waiting)
	for _, e := range told {
		if len(e.Order) > 0 {
			o.t.Errorf("I-10: a deal waits though %s could have it", e.Order[0].Candidate)
		}
	}
	return err
}

func (o *office) calmDeal(row *db.Deal) {
	var on []ident.ID
	if row.OwnerID != nil {
		on = append(on, *row.OwnerID)
	}
	for _, d := range row.Edges.Delegates {
		if slices.Contains(on, d.UserID) {
			o.t.Errorf("I-2: %s is twice on deal %s", d.UserID, row.Reference)
		}
		on = append(on, d.UserID)
	}
	acting := row.Edges.Acting
	switch {
	case !row.Open || row.OwnerID == nil:
		if len(row.Edges.Delegates) > 0 || acting != nil || row.Stalled {
			o.t.Errorf("I-3: deal %s is closed or without owner, and %v are on it", row.Reference, on)
		}
		return
	case acting == nil || acting.ID != on[len(on)-1]:
		o.t.Errorf("deal %s: %v are on it, %v acts", row.Reference, on, row.ActingID)
		return
	}
	available := acting.Active && len(acting.Edges.Absences) == 0
	if row.Stalled == available || !available && len(on) > 1 {
		o.t.Errorf("I-4, DC-5: deal %s: %v on it, acting is available %t, stalled %t", row.Reference, on, available, row.Stalled)
	}
	o.calmRequests(row, on)
}

func (o *office) calmRequests(row *db.Deal, on []ident.ID) {
	if len(row.Edges.Requests) > 1 {
		o.t.Errorf("AP-2: deal %s has %d open requests", row.Reference, len(row.Edges.Requests))
	}
	for _, r := range row.Edges.Requests {
		for _, p := range r.Edges.Places {
			if p.State == approvalplace.StatePENDING && slices.Contains(on, p.ApproverID) {
				o.t.Errorf("I-6: %s is on deal %s and is to approve it", p.ApproverID, row.Reference)
			}
		}
	}
}
