package graph_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"mandate/fault"
	"mandate/ident"
)

// upload sends a file, and gives its id.
func (o *office) upload(w who, body string) (id string, a *answer) {
	o.t.Helper()
	r := httptest.NewRequestWithContext(o.t.Context(), http.MethodPost, "/graphql/files", strings.NewReader(body))
	w(o, r)
	a = o.do(r)
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(a.Raw), `{"id":"`), `"}`), a
}

// TestFilesTakeTheRightOfTheirKind: who sees all jobs reads no history by it, and who has
// lost the right of their own job no file of it.
func TestFilesTakeTheRightOfTheirKind(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		o.store.SealWritten(t.Context())
		o.sealed()
		o.role("operator", []string{"job.manage", "user.manage"}, nil)
		ops, eve := o.hire("Oona Operator", "operator"), o.hire("Eve Exporter", "administrator")
		jobs := map[string]any{}
		for _, field := range []string{"usersExport", "historyExport", "accessReviewExport"} {
			jobs[field] = o.ask(as(eve), fmt.Sprintf(`mutation { %s(input: {}) { job { id } userErrors { code } } }`, field), nil).done(field).at(field + ".job.id")
		}
		o.work()
		see := func(w who, field string, status int) {
			t.Helper()
			path := "/graphql/files/" + jobs[field].(string)
			url := any(path)
			if status != http.StatusOK {
				url = nil
			}
			o.ask(w, `query($id: ID!) { node(id: $id) { ... on Job { state fileUrl } } }`, vars{"id": jobs[field]}).ok().want("node.state", "DONE").want("node.fileUrl", url)
			for _, of := range []string{path, path + "/report"} {
				if rec := o.get(w, of); rec.Code != status {
					t.Errorf("%s: %d, want %d: %.200s", of, rec.Code, status, rec.Body)
				}
			}
		}
		for field, status := range map[string]int{"usersExport": 200, "historyExport": 403, "accessReviewExport": 403} {
			see(as(eve), field, http.StatusOK)
			see(as(ops), field, status)
		}
		o.must(o.people.SetRoles(o.ctx, eve, 0, []ident.ID{roleOf(o, "underwriter")}))
		for field := range jobs {
			see(as(eve), field, http.StatusForbidden)
			if rec := o.get(as(c.uma), "/graphql/files/"+jobs[field].(string)); rec.Code != http.StatusNotFound {
				t.Errorf("a stranger to %s: %d", field, rec.Code)
			}
		}
	})
}

// TestUploadsAreBounded: five files of one actor wait, and nobody uses another's.
func TestUploadsAreBounded(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		const start = `mutation($in: UsersImportInput!) { usersImport(input: $in) { job { id } userErrors { code field } } }`
		line := `{"email":"jo@acme.test","firstName":"Jo","lastName":"Line"}` + "\n"
		var files []string
		for range 5 {
			id, a := o.upload(as(c.ada), line)
			if a.Status != http.StatusCreated {
				t.Fatalf("upload: %d %s", a.Status, a.Raw)
			}
			files = append(files, id)
		}
		if _, a := o.upload(as(c.ada), line); a.Status != http.StatusTooManyRequests {
			t.Errorf("the sixth file: %d %s", a.Status, a.Raw)
		}
		other, a := o.upload(as(c.bob), line)
		if a.Status != http.StatusCreated {
			t.Errorf("somebody else: %d %s", a.Status, a.Raw)
		}
		o.ask(as(c.ada), start, vars{"in": vars{"format": "JSONL", "fileId": other}}).userError("usersImport", "NOT_FOUND")
		o.ask(as(c.ada), start, vars{"in": vars{"format": "JSONL", "fileId": files[2]}}).done("usersImport")
		if _, a := o.upload(as(c.ada), line); a.Status != http.StatusCreated {
			t.Errorf("after one was used: %d %s", a.Status, a.Raw)
		}
		o.ask(as(c.ada), start, vars{"in": vars{"format": "JSONL", "fileId": files[2]}}).ok()
	})
}

// TestBulkOnce: a bulk change that is sent again with its key answers as the first time,
// and undoes nothing that has happened since.
func TestBulkOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		const bulk = `mutation($in: UsersBulkUpdateInput!) { usersBulkUpdate(input: $in) { results { outcome user { name mfaRequired } userErrors { code field } } job { id } userErrors { code field } } }`
		in := vars{"userIds": []string{usr(c.uma), usr(c.bob)}, "change": vars{"mfaRequired": true}, "idempotencyKey": "k"}
		o.ask(as(c.ada), bulk, vars{"in": in}).done("usersBulkUpdate").want("usersBulkUpdate.results.0.outcome", "CHANGED")
		o.ask(as(c.ada), bulk, vars{"in": vars{"userIds": []string{usr(c.uma)}, "change": vars{"mfaRequired": false}}}).done("usersBulkUpdate").want("usersBulkUpdate.results.0.outcome", "CHANGED")
		o.ask(as(c.ada), bulk, vars{"in": in}).done("usersBulkUpdate").want("usersBulkUpdate.results.0.outcome", "CHANGED").
			want("usersBulkUpdate.results.0.user.mfaRequired", false).want("usersBulkUpdate.results.1.user.mfaRequired", true)
		in["change"] = vars{"mfaRequired": false}
		o.ask(as(c.ada), bulk, vars{"in": in}).done("usersBulkUpdate").want("usersBulkUpdate.results.1.outcome", "REFUSED").
			want("usersBulkUpdate.results.1.userErrors.0.code", fault.CodeInvalid)

		many := make([]string, 201)
		for i := range many {
			many[i] = usr(o.hire(fmt.Sprintf("Many %d", i)))
		}
		later := vars{"userIds": many, "change": vars{"mfaRequired": true}, "idempotencyKey": "later"}
		first := o.ask(as(c.ada), bulk, vars{"in": later}).done("usersBulkUpdate").at("usersBulkUpdate.job.id")
		o.ask(as(c.ada), bulk, vars{"in": later}).done("usersBulkUpdate").want("usersBulkUpdate.job.id", first)
		later["change"] = vars{"mfaRequired": false}
		o.ask(as(c.ada), bulk, vars{"in": later}).userError("usersBulkUpdate", "INVALID")
	})
}
