package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestKilledServer kills a server in the middle of a job of many deals. Another one goes
// on where the last batch ended: no deal is lost and none is there twice.
func TestKilledServer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		i := newInstallation(t, kind)
		key := i.mandate("api-key", "create", "--tenant", "acme", "--name", "los", "--role", "service-los", "--json")["key"]
		const progress, open = `SELECT progress FROM jobs ORDER BY id DESC LIMIT 1`, `SELECT count(*) FROM jobs WHERE state = 'RUNNING'`
		const each = 2000
		deals := 0
		for broken := false; !broken; { // until a job was caught in the middle
			if deals += each; deals > 5*each {
				t.Fatal("every job was done before the server could be killed")
			}
			server, err := startServer(i.env, i.dir, i.url, "serve")
			if err != nil {
				t.Fatal(err)
			}
			i.submit(key, deals-each, each)
			i.until(progress, 1)
			server.kill()
			broken = i.number(open) == 1
		}
		if done := i.number(progress); done >= each {
			t.Fatalf("the job had done %d of %d when it was killed", done, each)
		}

		// Its replica has been silent for long: as if the time had passed.
		i.number(`UPDATE jobs SET seen_at = '2020-01-01 00:00:00+00:00'`)
		server, err := startServer(i.env, i.dir, i.url, "serve")
		if err != nil {
			t.Fatal(err)
		}
		defer server.kill()
		i.until(`SELECT count(*) FROM jobs WHERE state = 'DONE' AND refused = 0 AND progress = total`, deals/each)
		i.holds(deals)
		if n := i.number(`SELECT count(DISTINCT "row") FROM job_rows WHERE job_id = (SELECT id FROM jobs ORDER BY id DESC LIMIT 1)`); n != each {
			t.Errorf("%d of %d deals are reported on", n, each)
		}
	})
}

// submit asks a server for a job of so many deals.
func (i *installation) submit(key any, from, many int) {
	i.Helper()
	deals := make([]map[string]any, many)
	for n := range deals {
		deals[n] = map[string]any{"reference": fmt.Sprint("R-", from+n), "facilities": []map[string]any{{"category": "MORTGAGE", "amount": "1000.00"}}}
	}
	body, err := json.Marshal(map[string]any{"variables": map[string]any{"in": map[string]any{"deals": deals}},
		"query": `mutation($in: DealsSubmitInput!) { dealsSubmit(input: $in) { job { id } userErrors { code } } }`})
	if err != nil {
		i.Fatal(err)
	}
	r, err := http.NewRequestWithContext(i.Context(), http.MethodPost, i.url+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		i.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", fmt.Sprint("Bearer ", key))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		i.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(text), `"job":{"id":"job_`) {
		i.Fatalf("status %d: %s, %v", answer.StatusCode, text, err)
	}
}
