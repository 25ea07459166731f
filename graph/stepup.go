package graph

import (
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"mandate/directory"
)

// dangerous are the mutations that need a recent proof of who sits in the session, on
// top of the permission: they give access to others, or take data away. What a person
// changes of their own factors asks by itself.
var dangerous = map[string]bool{
	"apiKeyCreate": true, "userRolesSet": true, "groupRoleMapSet": true, "roleCreate": true, "roleUpdate": true,
	"directoryCreate": true, "scimTokenCreate": true, "ssoConnectionEnforce": true, "ssoConnectionUpdate": true, "ssoConnectionCreate": true, "setupLinkCreate": true, "applicationCreate": true,
	"historyExport": true, "accessReviewExport": true, "userErase": true, "userFactorsReset": true,
}

// provenFor refuses an operation with a dangerous root field whose session has no recent
// proof: STEP_UP_REQUIRED, before anything runs.
func provenFor(s sight, op *ast.OperationDefinition, now time.Time) error {
	if op.Operation != ast.Mutation {
		return nil
	}
	return eachRootField(op.SelectionSet, func(f *ast.Field) error {
		if !dangerous[f.Name] {
			return nil
		}
		return directory.SteppedUp(s.Actor, now)
	})
}
