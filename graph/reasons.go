package graph

import (
	"context"

	"mandate/assign"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
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

// Texts of codes that speak to the person whom they are about, for others who ask about them.
var othersTexts = map[fault.Code]fault.Code{
	fault.CodeForbidden:         "OTHERS_FORBIDDEN",
	fault.CodeAuthorityExceeded: "OTHERS_AUTHORITY_EXCEEDED",
}

// reasons tells codes about a person in the caller's language.
func (s *Server) reasons(ctx context.Context, person ident.ID, codes []fault.Code) []*gql.DecisionReason {
	list, asks := []*gql.DecisionReason{}, sightOf(ctx)
	for _, c := range codes {
		text := c
		if other, told := othersTexts[c]; told && !asks.self(person) {
			text = other
		}
		list = append(list, &gql.DecisionReason{Code: string(c), Message: s.texts.of(asks.Language, text, nil)})
	}
	return list
}
