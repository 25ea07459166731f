package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"mandate/graph/gql"
)

// told remembers what each mutation was seen to refuse with in some test: mutation and code.
var told sync.Map

// hear notes the codes of an answer under the mutations of its query.
func hear(query string, a *answer) {
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		return
	}
	for _, op := range doc.Operations {
		for _, selected := range op.SelectionSet {
			f, ok := selected.(*ast.Field)
			if !ok || op.Operation != ast.Mutation {
				continue
			}
			for _, e := range a.Errors {
				told.Store(f.Name+" "+fmt.Sprint(e.Extensions["code"]), true)
			}
			errs, _ := a.at(f.Alias + ".userErrors").([]any)
			rows, _ := a.at(f.Alias + ".results").([]any)
			for _, row := range rows {
				if more, listed := row.(map[string]any)["userErrors"].([]any); listed {
					errs = append(errs, more...)
				}
				errs = append(errs, row)
			}
			for _, e := range errs {
				told.Store(f.Name+" "+fmt.Sprint(e.(map[string]any)["code"]), true)
			}
		}
	}
}

// everybodys are mutations of what is the caller's own alone, so that nobody is denied: they
// name nothing that could be another's.
var everybodys = []string{"savedViewSave", "notificationsRead", "noticePreferencesSet", "profileUpdate"}

// versionless are mutations of something with a version that ask for none: why.
var versionless = map[string]string{
	"sessionsRevokeAll": "ends what there is", "userErase": "has no way back, and is asked for with the name typed", "usersBulkUpdate": "names people by a search",
	"webhookReplay": "changes nothing of it", "webhookTest": "changes nothing of it", "setupLinkCreate": "adds to it", "ssoTestStart": "adds to it", "scimTokenCreate": "adds to it", "scimClientCreate": "adds to it",
	"eventStreamCreate": "adds to it", "customerContactCreate": "adds to it", "customerContactLink": "adds to it", "portfolioCreate": "adds to it", "domainAdd": "adds to it", "dealsReassign": "names many",
	"jobCancel": "stops what goes on meanwhile", "provisioningEventReplay": "changes no directory",
	"savedViewSave": "the name is the key", "savedViewDelete": "one's own", "apiKeyRevoke": "ends it, whatever it has become", "domainBind": "sets one thing", "domainVerify": "looks at the name server",
	"domainRemove": "ends it", "emailRelease": "names an address", "usersExport": "reads", "historyExport": "reads", "apiKeyCreate": "adds", "userCreate": "adds", "usersImport": "by key", "tasksUpsert": "by reference",
}

// untold are the proofs that a mutation lacks: that it is denied, refuses what makes no
// sense, and refuses a version that is over. That it is done, neverDone says; that another
// company's things are absent for it, TestEveryMutationRefuses.
func untold() (missing []string) {
	schema := gql.NewExecutableSchema(gql.Config{}).Schema()
	for _, f := range schema.Mutation.Fields {
		codes := map[string]bool{}
		told.Range(func(key, _ any) bool {
			if name, code, _ := strings.Cut(key.(string), " "); name == f.Name {
				codes[code] = true
			}
			return true
		})
		other := func(names ...string) bool {
			for code := range codes {
				if code != "<nil>" && !slices.Contains(names, code) {
					return true
				}
			}
			return false
		}
		denied := codes["FORBIDDEN"] || f.Directives.ForName("can") == nil && (codes["NOT_FOUND"] || codes["UNKNOWN_USER"])
		if !denied && !slices.Contains(everybodys, f.Name) {
			missing = append(missing, f.Name+" is never denied")
		}
		if len(f.Arguments) == 0 {
			continue
		}
		if !other("FORBIDDEN", "STALE", "UNAUTHENTICATED") {
			missing = append(missing, f.Name+" never refuses its input")
		}
		switch versioned := asksVersion(schema, f); {
		case versioned && !codes["STALE"]:
			missing = append(missing, f.Name+" never refuses a version")
		case versioned && versionless[f.Name] != "":
			missing = append(missing, f.Name+" asks for a version now")
		case !versioned && namesOne(schema, f) && versionless[f.Name] == "":
			missing = append(missing, f.Name+" asks for no version")
		}
	}
	return missing
}

func asksVersion(schema *ast.Schema, f *ast.FieldDefinition) bool {
	input := schema.Types[f.Arguments[0].Type.Name()]
	return input.Fields.ForName("expectedVersion") != nil || input.Fields.ForName("expectedDealVersion") != nil
}

// namesOne reports whether a mutation is about one thing that has a version.
func namesOne(schema *ast.Schema, f *ast.FieldDefinition) bool {
	for _, field := range schema.Types[f.Arguments[0].Type.Name()].Fields {
		what, isID := strings.CutSuffix(field.Name, "Id")
		if !isID || field.Type.Elem != nil {
			continue
		}
		for name, def := range schema.Types {
			if (strings.EqualFold(name, what) || strings.EqualFold(strings.TrimPrefix(name, "Sso"), what) || strings.EqualFold(strings.TrimPrefix(name, "Customer"), what)) &&
				def.Kind == ast.Object && def.Fields.ForName("version") != nil {
				return true
			}
		}
	}
	return false
}
