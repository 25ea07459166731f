package scenario_test

import (
	"strings"
	"testing"

	"mandate/assign/desk/scenario"
)

const small = `{"id": "T1", "title": "t", "company": {"inactivityDays": null}, "start": "2026-09-01T12:00:00Z",
	"users": [{"id": "ann", "limits": {"maxCapacity": null, "loanAmount": "1.00"}}], "deals": [{"id": "d1", "product": null}],
	"events": [EVENTS]}`

func decode(events string) (scenario.File, error) {
	return scenario.Decode([]byte(strings.Replace(small, "EVENTS", events, 1)))
}

func TestDecode(t *testing.T) {
	t.Parallel()
	f, err := decode(`{"at": "2026-09-03T21:00:00-07:00", "type": "approval.request", "id": "r1", "deal": "d1", "approver": ["x", "y"], "expect": null},
		{"at": "2026-09-04T05:00:00Z", "type": "ooo.set", "user": "ann", "startDate": "2026-09-05", "endDate": "2026-09-06", "delegate": null,
		 "expect": {"error": "DELEGATE_REQUIRED", "users": {"ann": {"manager": null}}}}`)
	if err != nil {
		t.Fatal(err)
	}
	ask, leave := f.Events[0], f.Events[1]
	if at := ask.At.String(); at != "2026-09-04 04:00:00 +0000 UTC" || len(ask.Approver) != 2 || ask.Request != "r1" {
		t.Errorf("asked %s %+v", at, ask)
	}
	if listed, ok := leave.Expect.Users["ann"]["manager"]; leave.Delegate != "" || leave.Expect.Error != "DELEGATE_REQUIRED" || !ok || listed != nil {
		t.Errorf("left %+v", leave)
	}
	if l := f.Users[0].Limits; !l.MaxCapacity.Given || l.MaxCapacity.Value != nil || l.LoanAmount.Or("") != "1.00" || l.BridgeSecured.Given {
		t.Errorf("limits %+v", l)
	}
}

// TestRefusals: what the format does not have is refused, with its place.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for events, want := range map[string]string{
		`{"at": "2026-09-02T00:00:00Z", "type": "clock", "when": 1}`:                                                       `events[0]: there is no key "when"`,
		`{"at": "2026-09-02T00:00:00Z", "type": "clock", "user": "ann"}`:                                                   `events[0]: an event clock has no key "user"`,
		`{"at": "2026-09-02T00:00:00Z", "type": "ooo.off", "user": "ann", "startDate": "2026-09-01"}`:                      `events[0]: an event ooo.off has no key "startDate"`,
		`{"at": "2026-09-02T00:00:00Z", "type": "tick"}`:                                                                   `events[0]: there is no event "tick"`,
		`{"at": "2026-09-02T00:00:00Z", "type": "deal.status", "deal": "d1"}`:                                              `events[0]: an event deal.status needs the key "status"`,
		`{"at": "2026-08-02T00:00:00Z", "type": "clock"}`:                                                                  `events[0].at: the clock goes back`,
		`{"at": "2026-09-02T00:00:00Z", "type": "clock", "expect": {"deals": {"d1": {"ownr": "x"}}}}`:                      `events[0].expect.deals.d1: there is no key "ownr"`,
		`{"at": "2026-09-02T00:00:00Z", "type": "clock", "expect": {"deals": {"d1": {"stalled": "x"}}}}`:                   `events[0].expect.deals.d1: stalled: a string can't stand here`,
		`{"at": "2026-09-02T00:00:00Z", "type": "clock", "expect": {"history": [{"action": "A"}, {"what": "A"}]}}`:         `events[0].expect.history[1]: there is no key "what"`,
		`{"at": "2026-09-02T00:00:00Z", "type": "user.update", "user": "ann", "set": {"limits": {"loan": "1"}}}`:           `events[0].set: there is no key "loan"`,
		`{"at": "2026-09-02T00:00:00Z", "type": "deal.create", "deal": {"id": "d2", "owner": "ann"}}`:                      `events[0].deal: a deal that is created is NEW, has no owner, is not held, and its createdAt is the event's at`,
		`{"at": "2026-09-02T00:00:00Z", "type": "deal.create", "deal": {"id": "d2", "createdAt": "2026-09-01T00:00:00Z"}}`: `events[0].deal: a deal that is created is NEW, has no owner, is not held, and its createdAt is the event's at`,
		`{"at": "2026-09-02T00:00:00Z", "type": "user.create", "user": {"id": "u", "inactive": ["ADMIN"]}}`:                `events[0].user: a person who is created has no past and no absence`,
		`{"at": "2026-09-02T00:00:00Z", "type": "user.create", "user": {"id": "u"}}]}{"more": [1`:                          `file: something follows the value`,
	} {
		if _, err := decode(events); err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", events, err, want)
		}
	}
}

func TestRefusedStarts(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		`{"id": "x"}`: "start: an instant is needed",
		`{"start": "2026-09-01T12:00:00Z", "company": {"zone": "Mars/Base"}}`:                                   `company.zone: there is no zone "Mars/Base"`,
		`{"start": "2026-09-01T12:00:00Z", "users": [{"id": "a"}, {"id": "a"}]}`:                                `users: "a" stands for two, or for nothing`,
		`{"start": "2026-09-01T12:00:00Z", "users": [{"id": "a", "manager": "b"}]}`:                             `users[0].manager: there is nobody "b"`,
		`{"start": "2026-09-01T12:00:00Z", "users": [{"id": "a", "ooo": {"startDate": "x", "delegate": "a"}}]}`: `users[0].ooo: "x" is no date`,
		`{"start": "2026-09-01T12:00:00Z", "deals": [{"id": "d", "owner": "b"}]}`:                               `deals[0].owner: there is nobody "b"`,
		`{"start": "2026-09-01T12:00:00Z", "requests": [{"id": "r", "deal": "d"}]}`:                             `requests[0].deal: there is no deal "d"`,
		`{"start": "2026-09-01T12:00:00Z", "users": [{"id": "a", "name": 7}]}`:                                  `users[0]: name: a number can't stand here`,
	} {
		if _, err := scenario.Decode([]byte(file)); err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", file, err, want)
		}
	}
}
