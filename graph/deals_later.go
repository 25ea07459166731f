package graph

import (
	"context"
	"strconv"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/directory/job"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// Deals of one call: what a request's size allows.
const (
	mostSubmitted  = 5000
	submittedBatch = 200 // under one lock of the company
)

// submittedDeals is what a DEALS_SUBMIT job was asked.
type submittedDeals struct {
	Deals []desk.Submission `json:"deals"`
	Stop  bool              `json:"stop"` // the first refusal ends it
}

// submitLater puts the deals into the queue (section 1, point 10: more than mostInline).
func (r *mutationResolver) submitLater(ctx context.Context, input gql.DealsSubmitInput) (*gql.DealsSubmitPayload, error) {
	id, err := r.startSubmit(ctx, input)
	errs, err := r.server.userErrors(ctx, err, nil)
	payload := &gql.DealsSubmitPayload{Results: []*gql.DealSubmitted{}, UserErrors: errs}
	if err == nil && len(errs) == 0 {
		payload.Job, err = present(ctx, id, jobsByID)
	}
	return payload, err
}

func (r *mutationResolver) startSubmit(ctx context.Context, input gql.DealsSubmitInput) (ident.ID, error) {
	asked := submittedDeals{Stop: input.ErrorPolicy == gql.BulkErrorPolicyStop}
	for _, d := range input.Deals {
		asked.Deals = append(asked.Deals, submission(*d))
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return ident.ID{}, err
	}
	afresh(ctx)
	return r.server.Jobs.Start(once, job.New{Kind: job.DealsSubmit, Input: asked, DryRun: input.DryRun, Total: len(asked.Deals)})
}

// SubmitDeals is the job.Work of DEALS_SUBMIT. The cursor is the number of deals done; a
// deal that was taken in before a crash is found there by its reference.
func (s *Server) SubmitDeals(ctx context.Context, run *job.Run) error {
	var in submittedDeals
	if err := run.Asked(&in); err != nil {
		return err
	}
	if who := sightOf(ctx); !who.staff(actor.DealCreate) {
		return forbidden()
	}
	done, _ := strconv.Atoi(run.Cursor) // empty at the beginning
	for done < len(in.Deals) {
		part := in.Deals[done:min(done+submittedBatch, len(in.Deals))]
		stopped, err := s.submitPart(ctx, run, part, done, in.Stop)
		if err != nil {
			return err
		}
		if done += len(part); stopped {
			done = len(in.Deals)
		}
		if err := run.Save(ctx, strconv.Itoa(done)); err != nil {
			return err
		}
	}
	return nil
}

// submitPart takes deals in under one lock and reports on each that was tried; stopped:
// nothing behind them is to be done.
func (s *Server) submitPart(ctx context.Context, run *job.Run, part []desk.Submission, before int, stop bool) (stopped bool, err error) {
	results := make([]desk.ImportResult, len(part))
	var deals []desk.ImportedDeal
	var places []int
	for i, d := range part {
		if err := plainSubmission(d); err != nil {
			if results[i] = (desk.ImportResult{Outcome: desk.ImportRefused, Fault: fault.As(err)}); stop {
				break
			}
			continue
		}
		deals, places = append(deals, desk.ImportedDeal{Submission: d}), append(places, i)
	}
	taken, err := s.Desk.Import(ctx, deals, desk.ImportOptions{DryRun: run.DryRun, Stop: stop, Submitted: true})
	if err != nil {
		return false, err
	}
	for i, r := range taken {
		results[places[i]] = r
	}
	return reportSubmitted(run, results, before, stop), nil
}

// reportSubmitted stops at the first refusal if that is what was asked.
func reportSubmitted(run *job.Run, results []desk.ImportResult, before int, stop bool) bool {
	for i, r := range results {
		row := job.Row{Number: before + i + 1, Target: r.Deal, Prefix: ident.Deal, Outcome: submittedOutcomes[r.Outcome]}
		if r.Fault != nil {
			row.Err = r.Fault
		}
		run.Report(row)
		if stop && r.Outcome == desk.ImportRefused {
			return true
		}
	}
	return false
}

var submittedOutcomes = map[desk.ImportOutcome]string{desk.ImportCreated: job.Created, desk.ImportPresent: job.Unchanged, desk.ImportRefused: job.Refused}
