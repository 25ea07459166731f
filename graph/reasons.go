package graph

import (
	"context"

	"mandate/assign"
	"mandate/fault"
	"mandate/graph/gql"
)

// Texts that are no codes of the API by themselves: why somebody is no approver.
var approverTexts = map[assign.ApproverReason]fault.Code{
	assign.ApproverInactive:     fault.CodeUserInactive,
	assign.ApproverAbsent:       fault.CodeUserAbsent,
	assign.ApproverNoPermission: "APPROVER_NO_PERMISSION",
	assign.ApproverOverLimit:    "APPROVER_OVER_LIMIT",
	assign.ApproverOnDeal:       "APPROVER_ON_DEAL",
	assign.ApproverRequester:    "APPROVER_REQUESTER",
}

// reasons tells codes in the caller's language.
func (s *Server) reasons(ctx context.Context, codes []fault.Code) []*gql.DecisionReason {
	list := []*gql.DecisionReason{}
	for _, c := range codes {
		list = append(list, &gql.DecisionReason{Code: string(c), Message: s.texts.of(sightOf(ctx).Language, c, nil)})
	}
	return list
}
