package graph

import (
	"context"

	"mandate/assign/desk"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

const mostApprovers = 2 // AP-9

func (r *mutationResolver) askApproval(ctx context.Context, input gql.ApprovalRequestInput) (*gql.ApprovalPayload, error) {
	deal, err := parseID(ident.Deal, input.DealID, "dealId")
	var request ident.ID
	if err == nil {
		err = mustSee(ctx, deal)
	}
	if err == nil {
		request, err = r.requestApproval(ctx, deal, input)
	}
	return r.approvalShown(ctx, request, deal, err)
}

func (r *mutationResolver) requestApproval(ctx context.Context, deal ident.ID, input gql.ApprovalRequestInput) (ident.ID, error) {
	approvers, err := approversGiven(input.ApproverIds)
	if err != nil {
		return ident.ID{}, err
	}
	why, err := comment(input.Comment)
	if err != nil {
		return ident.ID{}, err
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return ident.ID{}, err
	}
	afresh(ctx)
	return r.server.Desk.RequestApproval(once, desk.ApprovalAsk{Deal: deal, Expected: maybeSeen(input.ExpectedVersion), Approvers: approvers, Comment: why})
}

func (r *mutationResolver) rerouteApproval(ctx context.Context, input gql.ApprovalRerouteInput) (*gql.ApprovalPayload, error) {
	return r.onRequest(ctx, input.RequestID, func(ctx context.Context, id ident.ID) error {
		approvers, err := approversGiven(input.ApproverIds)
		if err != nil {
			return err
		}
		why, err := comment(input.Comment)
		if err != nil {
			return err
		}
		once, err := keyed(ctx, input.IdempotencyKey)
		if err != nil {
			return err
		}
		return r.server.Desk.RerouteApproval(once, desk.Reroute{Request: id, Expected: seen(input.ExpectedVersion), Approvers: approvers, Comment: why})
	})
}

func (r *mutationResolver) decideApproval(ctx context.Context, input gql.ApprovalDecideInput) (*gql.ApprovalPayload, error) {
	return r.onRequest(ctx, input.RequestID, func(ctx context.Context, id ident.ID) error {
		why, err := comment(input.Comment)
		if err != nil {
			return err
		}
		once, err := keyed(ctx, input.IdempotencyKey)
		if err != nil {
			return err
		}
		return r.server.Desk.DecideApproval(once, desk.ApprovalDecision{Request: id, Expected: seen(input.ExpectedDealVersion),
			Approve: input.Verdict == gql.ApprovalVerdictApprove, Comment: why})
	})
}

// onRequest runs a change of one request that the caller may see.
func (r *mutationResolver) onRequest(ctx context.Context, text string, run func(context.Context, ident.ID) error) (*gql.ApprovalPayload, error) {
	id, err := parseID(ident.Approval, text, "requestId")
	var deal ident.ID
	if err == nil {
		var seen *model.ApprovalRequest
		if seen, err = one(ctx, ident.Approval, text, requestsByID); err == nil && seen == nil {
			err = absent(ident.Approval).On("requestId")
		} else if err == nil {
			deal = seen.DealID
			afresh(ctx)
			err = run(ctx, id)
		}
	}
	return r.approvalShown(ctx, id, deal, err)
}

// approvalShown loads request and deal as they are now.
func (r *mutationResolver) approvalShown(ctx context.Context, request, deal ident.ID, err error) (*gql.ApprovalPayload, error) {
	errs, err := r.server.userErrors(ctx, err, map[string]string{"approvers": "approverIds"})
	if err != nil {
		return nil, err
	}
	shown := &gql.ApprovalPayload{UserErrors: errs}
	if shown.Deal, err = present(ctx, deal, dealsByID); err != nil || request.IsZero() {
		return shown, err
	}
	found, err := requestsByID(ctx, []ident.ID{request})
	shown.ApprovalRequest = found[request]
	return shown, err
}

func approversGiven(texts []string) ([]ident.ID, error) {
	if len(texts) == 0 {
		return nil, fault.New(fault.Invalid, fault.CodeRequired, "Say whom to ask.").On("approverIds")
	}
	if len(texts) > mostApprovers {
		return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "A request names at most %d approvers.", mostApprovers).On("approverIds")
	}
	return parseIDs(ident.User, texts, "approverIds")
}
