package house_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// rulesOf are the numbered rules of sections 3 to 14, by prefix: how many there are.
func rulesOf() map[string]int {
	return map[string]int{"TM": 5, "RO": 7, "PR": 5, "LC": 9, "VI": 7, "PF": 3, "CA": 5, "AS": 14, "TX": 1, "LL": 10, "AP": 9, "OO": 8, "DC": 8,
		"NO": 3, "HI": 4, "CO": 8}
}

var (
	oneRule   = regexp.MustCompile(`\b[A-Z]{2}-\d+\b`)
	manyRules = regexp.MustCompile(`\b([A-Z]{2})-(\d+) to ([A-Z]{2})-(\d+)`)
)

// TestEveryRuleIsCited: each rule stands by its number where it is implemented, and in a
// test or a timeline.
func TestEveryRuleIsCited(t *testing.T) {
	t.Parallel()
	code, tests := map[string]bool{}, map[string]bool{}
	for _, name := range tracked(t, "*.go", "*.graphqls", timelines+"*.json") {
		if strings.HasPrefix(name, "ent/db/") || strings.HasPrefix(name, "graph/gql/") || strings.HasPrefix(name, "ci/") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		into := code
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".json") {
			into = tests
		}
		cite(string(text), into)
	}
	for prefix, last := range rulesOf() {
		for n := 1; n <= last; n++ {
			if rule := fmt.Sprintf("%s-%d", prefix, n); !code[rule] || !tests[rule] {
				t.Errorf("%s: cited in code %t, in tests %t", rule, code[rule], tests[rule])
			}
		}
	}
}

// tracked lists the files of the project that match patterns.
func tracked(t *testing.T, patterns ...string) []string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "git", append([]string{"ls-files", "--"}, patterns...)...)
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(names))
}

// timelines is where the recorded companies lie that the rules are played against.
const timelines = "assign/desk/scenario/testdata/"

// clausesOf are what the rules say without a number, by section: each with the tests that
// fail when it is broken. A name that begins with s is a timeline.
func clausesOf() map[string]string {
	return map[string]string{
		"1 staff and contacts": "TestContactsHaveNoAuthority", "1 unassigned without an owner": "TestQueues",
		"2 settings": "TestUpdateSettings TestATenantStartsWithItsRoles TestCreateTenantRefusals", "2 currency": "TestTheCurrencyStaysWhileAmountsAreInIt",
		"2 inactivityDays": "TestDealershipPreset", "2 companyPhone": "TestPhoneForInsurers", "2 limitsDualControl": "TestDualControl",
		"2 dualApprovalAbove": "TestDualApproval s104",
		"15 invariants":       "TestInvariants TestEverythingAgreesAfterEveryEvent TestStorm", "15 I-12 replay": "TestReplay", "15 I-13 tenants": "TestTenants TestAnotherCompanysIDsAreAsAbsent",
		"15 I-14 determinism": "TestBenchEqualsRules", "15 I-15 fairness": "TestFairness",
		"16 complexity":                          "TestEventsReadNoMoreOfMoreDeals TestQueriesDoNotGrowWithDeals TestChainOfThousands TestStatementsOfEveryList",
		"17 tenant and versions of every entity": "TestEveryKindHasATenant TestEveryKindNeedsATenant TestVersionsFollowEachOther",
		"17 insert only":                         "TestEveryKindNeedsHistory", "17 tombstone": "TestErasureLeavesNothing TestErasureLeavesHistoryWithoutNames",
		"18 active": "TestDirectoryDeactivatesAndReactivates TestReasonsAddUp", "18 DELETE": "TestDeletedAndCreatedAgain",
		"18 userName": "TestUserNameIsTakenWithoutCase TestLocalAccountByNameOrAddress", "18 which e-mail": "TestCreatePersonKeepsWhatWasSent TestCreatePersonOddities",
		"18 e-mail need not be unique": "TestTwoPeopleWithOneAddress", "18 externalId": "TestUserNameIsTakenWithoutCase",
		"18 two directories": "TestUserNameIsTakenWithoutCase TestConflictsAndAdoption TestAdoptionByConsent",
		"18 manager":         "TestADirectoryNamesItsOwnPeopleAsManagers", "18 groups": "TestAMappedGroupGivesItsRole TestRolesThatADirectorySendsGiveNothing",
		"18 extension, mutability": "TestMandateExtension TestPatchRefuses", "18 sign-in": "TestSignInRefusals TestLastLoginIsExact",
		"18 no authority at sign-in": "TestPeopleMadeAtSignIn TestADefaultRoleOnlyViews",
		"19 dealership users":        "TestCreateRefusals TestRolesWithinTheCeiling", "19 view as PDF": "TestMayThey TestPresetsHoldWhatTheRulesSay",
		"19 30 days": "s064 TestInactivityLock", "19 invitation": "TestContactsAndTheirLogins", "19 one term": "TestLanguagesSayTheSame TestTextsAddressFormally TestTermsOfCustomers",
		"19 capacity": "s007 s008", "19 nobody's parameters": "s014 s016", "19 limits": "s017 s018", "19 language": "s012", "19 absence": "s044",
		"19 end of absence, on": "s047 s044", "19 end of absence, off": "s045 s046", "19 manager after the return": "s056", "19 cut-off": "s059",
		"19 first returns": "s050 s051", "19 delegate at capacity": "s054", "19 delegate's limit": "s055", "19 delegate absent, in a cycle": "s053",
		"19 delegate deleted": "s067", "19 approver": "s039 s040", "19 deactivate under SSO": "s063", "19 deleted user": "s062", "19 financing date": "s025",
		"20 order of refusals": "TestRefusalsComeInTheirOrder", "20 every mutation": "TestEveryMutationRefuses", "20 history actions": "TestDrawn",
	}
}

// TestEveryClauseHasItsTest: what clausesOf names is there.
func TestEveryClauseHasItsTest(t *testing.T) {
	t.Parallel()
	there := map[string]bool{}
	for _, name := range tracked(t, "*_test.go") {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range aTest.FindAllStringSubmatch(string(text), -1) {
			there[m[1]] = true
		}
	}
	for _, name := range tracked(t, timelines+"*.json") {
		there[strings.SplitN(filepath.Base(name), "-", 2)[0]] = true
	}
	said := map[string]bool{}
	for clause, tests := range clausesOf() {
		section, _, _ := strings.Cut(clause, " ")
		said[section] = true
		for _, name := range strings.Fields(tests) {
			if !there[name] {
				t.Errorf("%s: there is no %s", clause, name)
			}
		}
	}
	for _, section := range []string{"1", "2", "15", "16", "17", "18", "19", "20"} {
		if !said[section] {
			t.Errorf("section %s has no test", section)
		}
	}
}

var aTest = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)

// TestTermsOfCustomers: one term for one idea (CO-7, section 19), as the console shows it.
func TestTermsOfCustomers(t *testing.T) {
	t.Parallel()
	for lang, terms := range map[string][]string{
		"de": {"Kommerzieller Kontakt", "Operativer Kontakt", "Mitarbeiter", "Mitarbeiter hinzufügen", "Neuen Mitarbeiter erstellen", "Bestehenden Mitarbeiter auswählen",
			"Fallakte", "Portfolio", "Plattformzugang"},
		"fr": {"Contact commercial", "Contact opérationnel", "Employé", "Ajouter un employé", "Créer un employé", "Choisir un employé existant", "dossier", "Portefeuille",
			"Accès à la plateforme"},
		"en": {"Commercial contact", "Operational contact", "Employee", "Add employee", "Create new employee", "Select existing employee", "case file", "Portfolio", "Platform access"},
	} {
		text, err := os.ReadFile(filepath.Join(root, "web/src/texts", lang, "customers.json"))
		if err != nil {
			t.Fatal(err)
		}
		low := strings.ToLower(string(text))
		for _, term := range terms {
			if !strings.Contains(low, strings.ToLower(term)) {
				t.Errorf("%s does not say %q", lang, term)
			}
		}
		if lang == "de" && (strings.Contains(low, "betrieblich") || strings.Contains(low, "\"ausgewählt\"")) {
			t.Error("German has a second term for operational, or for a button that selects")
		}
	}
}

// cite notes the rules that a text names, those between two of a range too.
func cite(text string, into map[string]bool) {
	for _, rule := range oneRule.FindAllString(text, -1) {
		into[rule] = true
	}
	for _, m := range manyRules.FindAllStringSubmatch(text, -1) {
		var from, to int
		if _, err := fmt.Sscan(m[2], &from); err != nil || m[1] != m[3] {
			continue
		}
		if _, err := fmt.Sscan(m[4], &to); err != nil {
			continue
		}
		for n := from; n <= to; n++ {
			into[fmt.Sprintf("%s-%d", m[1], n)] = true
		}
	}
}
