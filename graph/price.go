package graph

import (
	"context"
	"encoding/json"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// priced gives every field of the schema its price: one, and what is selected below
// it as often as it may occur. A new list is as dear as a full page until rowsOf
// knows better, so that no list is ever cheap by forgetting.
type priced struct {
	graphql.ExecutableSchema
	free map[string]struct{}
}

func pricing(schema graphql.ExecutableSchema) priced {
	return priced{schema, freeFields(schema.Schema())}
}

// Complexity is what gqlgen asks for one field whose selection costs child.
func (p priced) Complexity(_ context.Context, typeName, field string, child int, args map[string]any) (int, bool) {
	return 1 + p.rows(typeName, field, args)*child + beside(typeName, field, args), true
}

// mostAway is how many periods are looked at beside a page of out of office of the past.
const mostAway = 200

// beside is what a field reads however few rows of it are asked for. Periods of the past are
// told by the history of everybody whose period was not over then, unless it is one person's.
func beside(typeName, field string, args map[string]any) int {
	if typeName == "Query" && field == "outOfOffice" && args["asOf"] != nil && args["userId"] == nil {
		return mostAway
	}
	return 0
}

// price is that of an operation.
func (p priced) price(ctx context.Context, op *ast.OperationDefinition, variables map[string]any) int {
	return complexity.Calculate(ctx, p, op, variables, complexity.WithIgnoreFields(p.free))
}

// freeFields take no work beside the field that they come with: the name of a type is known
// before anything is read, an ability is one judgement of what has been loaded for all
// rows, and money is one value.
func freeFields(schema *ast.Schema) map[string]struct{} {
	free := map[string]struct{}{}
	for _, part := range []string{"Ability.allowed", "Ability.code", "Ability.reason", "Money.currency"} {
		free[part] = struct{}{}
	}
	for name := range schema.Types {
		free[name+".__typename"] = struct{}{}
	}
	return free
}

// rowsOf says how many objects a list without a page size holds, as far as a price
// needs to know. Dear is what takes work beside rows.
var rowsOf = map[string]int{
	"Approver.comparisons":             3,
	"ApprovalRequest.places":           2, // AP-9
	"ApprovalRequest.viewerCan":        2,
	"AssignmentExplanation.counts":     14, // reasons
	"AssignmentExplanation.ranking":    20, // AS-14
	"AuthorityCheck.comparisons":       5,
	"AuthorityCheck.reasons":           5,
	"BrokersUpsertPayload.brokers":     50,
	"Deal.breaches":                    5,
	"Deal.comparisons":                 5,
	"Deal.delegates":                   3,
	"Deal.explanation":                 3, // no list, but people are judged for it
	"Deal.facilities":                  10,
	"Deal.requests":                    5,
	"Deal.tasks":                       10,
	"Deal.viewerCan":                   10,
	"Deal.visibleTo":                   mostRows,
	"Query.orgTree":                    mostOrgPeople,
	"DealsReassignPayload.results":     200,
	"DealsSubmitPayload.results":       200,
	"Decision.reasons":                 5,
	"DelegationChain.steps":            10,
	"DirectoryCreatePayload.warnings":  1,
	"Directory.tokens":                 10,
	"Directory.clients":                2,
	"Directory.eventStreams":           5,
	"DirectoryHealth.causes":           10,
	"ProvisioningEvent.changes":        5,
	"Brake.people":                     100,
	"Query.provisioningTimeline":       mostBuckets,
	"ScimClientCreatePayload.warnings": 1,
	"SetupLinkPayload.warnings":        1,
	"ApplicationPayload.warnings":      1,
	"Group.roles":                      5,
	"HistoryEntry.changes":             10,
	"CandidateExplanation.breaches":    5,
	"Preferences.brokers":              20,
	"Preferences.products":             20,
	"ProductsUpsertPayload.products":   50,
	"Query.permissions":                20,
	"Query.queueLoad":                  200,
	"OutOfOfficePayload.warnings":      2,
	"QueueLoad.standsInFor":            5,
	"ScimTokenCreatePayload.warnings":  1,
	"TasksUpsertPayload.tasks":         50,
	"WhatIfResult.approvers":           200,
	"WhatIfResult.deals":               200,
	"WhatIfResult.loads":               200,
	"User.directReports":               100,
	"User.roles":                       5,
	"User.viewerCan":                   15,
	"UserCreatePayload.warnings":       2,
	"UserPayload.warnings":             2,

	"CustomerAccount.portfolios":           10,
	"CustomerContact.portfolios":           5,
	"NoticePreferencesPayload.preferences": 10,
	"Query.contactRecipients":              100,
	"Query.noticePreferences":              10,
	"WebhookPayload.warnings":              1,

	"AccessReviewEntry.grants":       5,
	"ApiKey.roles":                   2,
	"ApiKey.warnings":                1,
	"ApiKeyCreatePayload.warnings":   1,
	"CompanySettings.warnings":       1,
	"Directory.viewerCan":            2,
	"Group.viewerCan":                2,
	"Job.viewerCan":                  1,
	"PendingChange.changes":          5,
	"PendingChange.viewerCan":        2,
	"PermissionGroup.entries":        5,
	"ProductionReport.rows":          1000,
	"Query.savedViews":               200,
	"Role.viewerCan":                 3,
	"User.pendingChanges":            2,
	"User.warnings":                  2,
	"UsersBulkUpdatePayload.results": 200,

	"SignInMethods.passkeys": 10,
	"User.linkedIdentities":  2,
	"SsoTestRun.mapped":      20,

	"SsoConnection.certificates":      3,
	"SsoPendingMetadata.certificates": 3,
	"SsoConnection.mapping":           10,
	"SsoConnection.wizard":            10,
	"SsoConnection.domains":           5,
	"SsoConnection.testRuns":          10,
	"SsoConnection.setupLinks":        10,
}

func (p priced) rows(typeName, field string, args map[string]any) int {
	if n, ok := rowsOf[typeName+"."+field]; ok {
		return n
	}
	def := p.Schema().Types[typeName].Fields.ForName(field)
	switch {
	case def == nil: // __typename
		return 1
	case def.Arguments.ForName("first") != nil:
		return pageSize(args)
	case field == "ids" || def.Arguments.ForName("ids") != nil:
		ids, _ := args["ids"].([]any)
		return min(len(ids), mostRows)
	case def.Type.Elem == nil, field == "userErrors", isPage(p.Schema().Types[typeName]):
		return 1
	}
	return mostRows
}

// isPage: the rows of a page are counted where the page is asked for.
func isPage(def *ast.Definition) bool {
	return def != nil && def.Fields.ForName("pageInfo") != nil
}

// pageSize is what the caller asks for; a size beyond the bound is refused by the
// list itself, with a better word than price.
func pageSize(args map[string]any) int {
	for _, name := range []string{"first", "last"} {
		var n int64
		switch v := args[name].(type) {
		case nil:
			continue
		case int64:
			n = v
		case int:
			n = int64(v)
		case float64:
			n = int64(v)
		case json.Number:
			n, _ = v.Int64()
		}
		return int(max(1, min(n, mostRows)))
	}
	return mostRows
}
