package graph

import (
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// harmless are the mutations that need no recent proof: daily work on deals and
// customers, what takes access away and can be given back, and what is one's own.
const harmless = `
	outOfOfficeSet outOfOfficeDelegateSet outOfOfficeEnd preferencesUpdate directManagerSet
	approvalRequest approvalReroute approvalDecide
	dealSubmit dealsSubmit dealUpdate dealStatusSet dealAssign dealPickUp dealUnassign dealRelease dealUndelegate dealsReassign
	brokersUpsert productsUpsert tasksUpsert
	customerAccountCreate customerAccountUpdate customerContactRemove portfolioCreate portfolioUpdate
	userDeactivate userSignInBlock sessionRevoke sessionsRevokeAll apiKeyRevoke applicationDelete roleDelete pendingChangeReject
	scimTokenRevoke scimClientRevoke setupLinkRevoke domainAdd domainVerify domainRemove ssoTestStart
	directoryPause directoryResume directoryPreview brakeConfirm brakeReverse provisioningEventReplay eventStreamDelete eventRequeue
	webhookDelete webhookReplay webhookTest mailResend jobCancel
	savedViewSave savedViewDelete notificationsRead noticePreferencesSet profileUpdate
	emailChangeAsk passwordChange totpEnroll totpConfirm totpRemove smsEnroll smsConfirm smsRemove
	passkeyRegisterBegin passkeyRegister passkeyRemove recoveryCodesCreate`

// Whoever adds a mutation says whether it needs a recent proof; a name that is misspelt
// would need none.
func TestEveryMutationIsDangerousOrHarmless(t *testing.T) {
	t.Parallel()
	said := map[string]int{}
	for name := range dangerous {
		said[name]++
	}
	for name := range strings.FieldsSeq(harmless) {
		said[name]++
	}
	for _, f := range schemaOf().Mutation.Fields {
		if n := said[f.Name]; n != 1 {
			t.Errorf("%s is said %d times to be dangerous or harmless", f.Name, n)
		}
		delete(said, f.Name)
	}
	for name := range said {
		t.Errorf("there is no mutation %s", name)
	}
}

func TestWhichInputsNeedAProof(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, document string
		variables      map[string]any
		want           bool
	}{
		{"a name", `mutation { userUpdate(input: {userId: "u", expectedVersion: 1, firstName: "Ada"}) { user { id } } }`, nil, false},
		{"an address", `mutation { userUpdate(input: {userId: "u", expectedVersion: 1, email: "a@b.test"}) { user { id } } }`, nil, true},
		{"an address among variables", `mutation($in: UserUpdateInput!) { userUpdate(input: $in) { user { id } } }`,
			map[string]any{"in": map[string]any{"userId": "u", "expectedVersion": 1, "email": "a@b.test"}}, true},
		{"a factor no longer", `mutation($m: Boolean) { userUpdate(input: {userId: "u", expectedVersion: 1, mfaRequired: $m}) { user { id } } }`,
			map[string]any{"m": false}, true},
		{"under another name", `mutation { x: userErase(input: {userId: "u"}) { userErrors { code } } }`, nil, true},
		{"in a fragment", `mutation { ...f } fragment f on Mutation { userErase(input: {userId: "u"}) { userErrors { code } } }`, nil, true},
		{"inline, behind a harmless one", `mutation { savedViewDelete(input: {savedViewId: "v"}) { userErrors { code } } ... on Mutation { userErase(input: {userId: "u"}) { userErrors { code } } } }`, nil, true},
		{"a dry run", `mutation { usersImport(input: {format: CSV, content: "x", dryRun: true}) { userErrors { code } } }`, nil, false},
		{"a run", `mutation { usersImport(input: {format: CSV, content: "x"}) { userErrors { code } } }`, nil, true},
		{"a contact who may not come in", `mutation { customerContactCreate(input: {accountId: "a", firstName: "A", lastName: "B", email: "a@b.test"}) { userErrors { code } } }`, nil, false},
		{"a contact who may", `mutation { customerContactCreate(input: {accountId: "a", firstName: "A", lastName: "B", email: "a@b.test", platformAccess: true}) { userErrors { code } } }`, nil, true},
		{"a query", `{ viewer { __typename } }`, nil, false},
	} {
		document, errs := gqlparser.LoadQueryWithRules(schemaOf(), c.document, rules.NewDefaultRules())
		if errs != nil {
			t.Fatalf("%s: %v", c.name, errs)
		}
		op := document.Operations[0]
		variables, err := validator.VariableValues(schemaOf(), op, c.variables)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
		for _, s := range []struct {
			actor actor.Actor
			asked bool
		}{
			{actor.Actor{}, false}, // a key has no session to prove anything with
			{actor.Actor{SessionID: ident.ID{1}}, c.want},
			{actor.Actor{SessionID: ident.ID{1}, SteppedUp: now.Add(-10 * time.Minute)}, c.want},
			{actor.Actor{SessionID: ident.ID{1}, SteppedUp: now.Add(-10*time.Minute + time.Second)}, false},
		} {
			err := provenFor(sight{Actor: s.actor}, op, variables, now)
			if got := fault.Is(err, directory.CodeStepUpRequired); got != s.asked || !got && err != nil {
				t.Errorf("%s, proven %s: %v", c.name, s.actor.SteppedUp, err)
			}
		}
	}
}
