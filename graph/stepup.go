package graph

import (
	"slices"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"mandate/directory"
)

// dangerous are the mutations that need a recent proof of who sits in the session, on
// top of the permission: they give access or power to others, weaken how somebody signs
// in, carry data out, or cannot be taken back. The rule says for which inputs. What a
// person changes of their own factors asks by itself.
var dangerous = map[string]func(input map[string]any) bool{
	// who may come in
	"userCreate": always, "userActivate": always, "userUnlock": always, "userUpdate": naming("email", "mfaRequired"),
	"usersImport": writes, "usersBulkUpdate": writes, "userWelcomeResend": always, "userMfaSet": always, "userFactorsReset": always,
	"customerContactCreate": grants("platformAccess"), "customerContactLink": always, "customerContactUpdate": naming("email", "platformAccess", "portfolioIds"),
	"apiKeyCreate": always, "applicationCreate": always, "applicationUpdate": always, "applicationSecretRotate": always,
	// who says who they are
	"directoryCreate": always, "directoryUpdate": always, "directoryAdopt": always, "scimTokenCreate": always, "scimClientCreate": always,
	"ssoConnectionCreate": always, "ssoConnectionUpdate": always, "ssoConnectionEnforce": always, "ssoConnectionDelete": always,
	"ssoMetadataFetch": always, "ssoKeyRollover": always, "domainBind": always, "setupLinkCreate": always, "emailRelease": always,
	// what they may do and decide
	"userRolesSet": always, "groupRoleMapSet": always, "roleCreate": always, "roleUpdate": always, "lendingLimitsSet": always,
	"companySettingsUpdate": always, "pendingChangeConfirm": always,
	// what leaves the house, or is gone for good
	"historyExport": always, "accessReviewExport": always, "usersExport": always, "eventStreamCreate": always,
	"webhookCreate": always, "webhookUpdate": always, "userDelete": always, "userErase": always,
}

func always(map[string]any) bool { return true }

// writes is the rule of what can be tried first: a dry run changes nothing.
func writes(input map[string]any) bool { return input["dryRun"] != true }

// grants is the rule of what gives access only where it says so.
func grants(field string) func(map[string]any) bool {
	return func(input map[string]any) bool { return input[field] == true }
}

// naming is the rule of a change that is dangerous where it says one of these.
func naming(fields ...string) func(map[string]any) bool {
	return func(input map[string]any) bool {
		return slices.ContainsFunc(fields, func(name string) bool { _, said := input[name]; return said })
	}
}

// provenFor refuses an operation with a dangerous root field whose session has no recent
// proof: STEP_UP_REQUIRED, before anything runs. variables are the checked ones.
func provenFor(s sight, op *ast.OperationDefinition, variables map[string]any, now time.Time) error {
	if op.Operation != ast.Mutation {
		return nil
	}
	return eachRootField(op.SelectionSet, func(f *ast.Field) error {
		rule, known := dangerous[f.Name]
		if !known {
			return nil
		}
		if input, _ := f.ArgumentMap(variables)["input"].(map[string]any); !rule(input) {
			return nil
		}
		return directory.SteppedUp(s.Actor, now)
	})
}
