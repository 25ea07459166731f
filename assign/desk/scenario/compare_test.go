package scenario_test

import (
	"slices"
	"testing"

	"mandate/assign/desk/scenario"
)

// TestCompare: every kind of difference is found, and named by its key.
func TestCompare(t *testing.T) {
	t.Parallel()
	ann := "ann"
	got := scenario.State{
		Error: "FORBIDDEN", Warnings: []string{"B", "A"},
		Deals:         map[string]scenario.DealState{"d1": {Owner: &ann, Delegates: []string{}, Explain: map[string]string{"ann": "CHOSEN", "bob": "OVER_LIMIT"}}},
		Users:         map[string]scenario.UserState{"ann": {Load: 2}},
		Requests:      map[string]scenario.RequestState{"r1": {State: "PENDING", Approver: scenario.Names{"max"}}},
		Unassigned:    []string{"d2", "d1"},
		Notifications: []scenario.Notice{{To: "ann", Type: "DEAL_ASSIGNED", Deal: "d1"}, {To: "bob", Type: "WELCOME"}},
		History:       []scenario.Entry{{Action: "A", Target: "d1", At: "2026-09-01T00:00:00Z"}, {Action: "B"}},
	}
	for expect, want := range map[string][]string{
		`{"error": "FORBIDDEN", "warnings": ["A", "B"]}`: nil,
		`{"warnings": ["A", "B"]}`:                       {`error: want null, got "FORBIDDEN"`},
		`{"error": "FORBIDDEN"}`:                         {`warnings: want null, got ["B","A"]`},
		expecting(`"deals": {"d1": {"owner": "ann", "acting": null, "delegates": []}}`):                                        nil,
		expecting(`"deals": {"d1": {"owner": null}}`):                                                                          {`deals.d1.owner: want null, got "ann"`},
		expecting(`"deals": {"d1": {"explain": {"ann": "CHOSEN"}}}`):                                                           nil,
		expecting(`"deals": {"d1": {"explain": {}}}`):                                                                          {`deals.d1.explain: want {}, got {"ann":"CHOSEN","bob":"OVER_LIMIT"}`},
		expecting(`"deals": {"d9": {"owner": "ann"}}`):                                                                         {`deals.d9: want {"owner":"ann"}, got null`},
		expecting(`"users": {"ann": {"load": 1}}`):                                                                             {`users.ann.load: want 1, got 2`},
		expecting(`"requests": {"r1": {"approver": "max", "state": "APPROVED"}}`):                                              {`requests.r1.state: want "APPROVED", got "PENDING"`},
		expecting(`"unassigned": ["d1", "d2"]`):                                                                                {`unassigned: want ["d1","d2"], got ["d2","d1"]`},
		expecting(`"notifications": [{"to": "bob", "type": "WELCOME"}, {"to": "ann", "type": "DEAL_ASSIGNED", "deal": "d1"}]`): nil,
		expecting(`"notifications": [{"to": "bob", "type": "WELCOME"}]`):                                                       {`notifications: want null, got {"to":"ann","type":"DEAL_ASSIGNED","deal":"d1"}`},
		expecting(`"history": [{"action": "A", "at": "2026-08-31T20:00:00-04:00"}, {"action": "B"}]`):                          nil,
		expecting(`"history": [{"action": "B"}, {"action": "B"}]`):                                                             {`history[0].action: want "B", got "A"`},
		expecting(`"history": [{"action": "A"}]`):                                                                              {`history[1]: want null, got {"action":"B"}`},
	} {
		f, err := decode(`{"at": "2026-09-02T00:00:00Z", "type": "clock", "expect": ` + expect + `}`)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, d := range scenario.Compare(f.Events[0].Expect, got) {
			found = append(found, d.String())
		}
		if !slices.Equal(found, want) {
			t.Errorf("%s\n got %q\nwant %q", expect, found, want)
		}
	}
}

func expecting(keys string) string {
	return `{"error": "FORBIDDEN", "warnings": ["A", "B"], ` + keys + `}`
}
