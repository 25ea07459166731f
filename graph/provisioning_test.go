package graph_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/brake"
	"mandate/ent/db/directoryconflict"
	"mandate/ent/db/eventdelivery"
	"mandate/ent/db/provisioningevent"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// bridge is a directory that provisions, with its neighbour's.
type bridge struct {
	cast
	dir, foreign directory.IssuedToken
	ctx          context.Context // the directory's
}

func (o *office) bridge() bridge {
	o.t.Helper()
	return o.bridgeOf(o.cast())
}

func (o *office) bridgeOf(c cast) bridge {
	o.t.Helper()
	b := bridge{cast: c}
	var err error
	b.dir, err = o.people.CreateDirectory(o.ctx, "Okta")
	o.must(err)
	b.foreign, err = o.people.CreateDirectory(systemOf(o.t, b.otherTenant), "Theirs")
	o.must(err)
	token, err := o.people.AuthenticateToken(o.t.Context(), b.dir.Text)
	o.must(err)
	b.ctx = withActor(o.t.Context(), token.Actor)
	return b
}

func (b bridge) id() string { return b.dir.Directory.Text(ident.Directory) }

// arrives makes people of the directory.
func (b bridge) arrives(names ...string) (ids []ident.ID) {
	b.t.Helper()
	for _, name := range names {
		p, err := b.people.CreatePerson(b.ctx, directory.Profile{UserName: name + "@acme.test", Active: true, GivenName: name, FamilyName: "Provisioned"})
		b.must(err)
		ids = append(ids, p.ID)
	}
	return ids
}

func (b bridge) leaves(ids ...ident.ID) {
	b.t.Helper()
	for _, id := range ids {
		_, err := b.people.UpdatePerson(b.ctx, id, 0, func(p directory.Profile) (directory.Profile, error) {
			p.Active = false
			return p, nil
		})
		b.must(err)
	}
}

// logs keeps events of the directory.
func (b bridge) logs(events ...directory.ProvisioningEvent) {
	b.t.Helper()
	for i := range events {
		events[i].Directory, events[i].Dialect = b.dir.Directory, "OKTA"
		if events[i].At.IsZero() {
			events[i].At, events[i].ID = b.store.Now(), b.store.NewID() // behind the beginning of every stream, be it in the same millisecond
		} else {
			events[i].ID = b.answeredAt(events[i].At)
		}
	}
	b.must(b.people.LogProvisioning(b.office.ctx, events))
}

// answers counts the ids of answeredAt: two of one millisecond stand in their order.
var answers atomic.Uint32

// answeredAt is an id that tells of an instant.
func (b bridge) answeredAt(at time.Time) ident.ID {
	id, since, n := b.store.NewID(), ident.Floor(at), answers.Add(1)
	copy(id[:6], since[:6])
	id[6], id[7] = 0x70|byte(n>>8)&0xf, byte(n)
	return id
}

func TestDirectorySettings(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		theirs := b.foreign.Directory.Text(ident.Directory)
		o.steps("directoryUpdate", "directory { name rate enabled logDays brakePeople brakePercent brakeMinutes version }", []step{
			{name: "success", by: as(b.ada), input: vars{"directoryId": b.id(), "expectedVersion": 1, "name": "Okta 2", "rate": 50, "logDays": 30, "brakePeople": 5, "brakePercent": 50, "brakeMinutes": 60},
				check: map[string]any{"directory.name": "Okta 2", "directory.rate": 50, "directory.logDays": 30, "directory.brakePeople": 5, "directory.brakePercent": 50, "directory.brakeMinutes": 60, "directory.version": 2}},
			{name: "stale", by: as(b.ada), input: vars{"directoryId": b.id(), "expectedVersion": 1, "rate": 60}, code: "STALE", check: map[string]any{"directory.version": 2, "directory.rate": 50}},
			{name: "out of bounds", by: as(b.ada), input: vars{"directoryId": b.id(), "expectedVersion": 2, "logDays": 0}, code: "INVALID", field: "logDays"},
			{name: "null", by: as(b.ada), input: vars{"directoryId": b.id(), "expectedVersion": 2, "rate": nil}, code: "REQUIRED", field: "rate"},
			{name: "no name", by: as(b.ada), input: vars{"directoryId": b.id(), "expectedVersion": 2, "name": ""}, code: "REQUIRED", field: "name"},
			{name: "line break", by: as(b.ada), input: vars{"directoryId": b.id(), "expectedVersion": 2, "name": "a\nb"}, code: "INVALID", field: "name"},
			{name: "other company", by: as(b.ada), input: vars{"directoryId": theirs, "expectedVersion": 1, "rate": 5}, code: "NOT_FOUND", field: "directoryId", check: map[string]any{"directory": nil}},
			{name: "a person", by: as(b.ada), input: vars{"directoryId": usr(b.uma), "expectedVersion": 1}, code: "NOT_FOUND", field: "directoryId"},
			{name: "denied", by: as(b.uma), input: vars{"directoryId": b.id(), "expectedVersion": 2}, top: fault.CodeForbidden},
		})
		for mutation, state := range map[string]string{"directoryPause": "PAUSED", "directoryPreview": "PREVIEW", "directoryResume": "ACTIVE"} {
			query := "mutation($input: DirectoryStateInput!) { " + mutation + "(input: $input) { directory { state version } userErrors { code field message } } }"
			run := func(by who, id string, version any) *answer {
				return o.ask(by, query, vars{"input": vars{"directoryId": id, "expectedVersion": version}})
			}
			version := o.ask(as(b.ada), `query($id: ID!) { directory(id: $id) { version } }`, vars{"id": b.id()}).ok().at("directory.version")
			o.twice(as(b.ada), query, vars{"input": vars{"directoryId": b.id(), "expectedVersion": version}}).want(mutation+".directory.state", state)
			run(as(b.ada), b.id(), 99).userError(mutation, "STALE")
			run(as(b.ada), theirs, 1).userError(mutation, "NOT_FOUND")
			run(as(b.uma), b.id(), 1).refused(403, fault.CodeForbidden)
		}
		o.steps("directoryCreate", "directory { state } warnings { code } token", []step{
			{name: "in preview", by: as(b.ada), input: vars{"name": "First", "preview": true, "idempotencyKey": "k"}, check: map[string]any{"directory.state": "PREVIEW"}},
			{name: "again", by: as(b.ada), input: vars{"name": "First", "preview": true, "idempotencyKey": "k"}, check: map[string]any{"directory.state": "PREVIEW", "token": nil, "warnings.0.code": "SECRET_SHOWN_ONCE"}},
		})
		o.ask(as(b.ada), `query($id: ID!) { directory(id: $id) { id } }`, vars{"id": theirs}).ok().want("directory", nil)
		o.ask(as(b.uma), `query($id: ID!) { directory(id: $id) { id } }`, vars{"id": b.id()}).refused(200, fault.CodeForbidden)
	})
}

func TestScimClients(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		foreign, err := o.people.CreateClient(systemOf(t, b.otherTenant), b.foreign.Directory, time.Time{})
		o.must(err)
		in := vars{"directoryId": b.id(), "idempotencyKey": "once"}
		o.steps("scimClientCreate", "scimClient { id hint revokedAt } secret tokenUrl warnings { code }", []step{
			{name: "success", by: as(b.ada), input: in, check: map[string]any{"tokenUrl": "https://mandate.example/scim/oauth/token", "scimClient.revokedAt": nil}},
			{name: "again", by: as(b.ada), input: in, check: map[string]any{"secret": nil, "warnings.0.code": "SECRET_SHOWN_ONCE"}},
			{name: "in the past", by: as(b.ada), input: vars{"directoryId": b.id(), "expiresAt": "2001-01-01T00:00:00Z"}, code: "INVALID", field: "expiresAt"},
			{name: "other company", by: as(b.ada), input: vars{"directoryId": b.foreign.Directory.Text(ident.Directory)}, code: "NOT_FOUND", field: "directoryId", check: map[string]any{"scimClient": nil, "secret": nil}},
			{name: "second", by: as(b.ada), input: vars{"directoryId": b.id()}},
			{name: "third", by: as(b.ada), input: vars{"directoryId": b.id()}, code: "INVALID"},
			{name: "denied", by: as(b.uma), input: vars{"directoryId": b.id()}, top: fault.CodeForbidden},
		})
		a := o.ask(as(b.ada), `query($id: ID!) { directory(id: $id) { clients { id } } }`, vars{"id": b.id()}).ok()
		first := a.at("directory.clients.1.id")
		o.steps("scimClientRevoke", "scimClient { id revokedAt }", []step{
			{name: "success", by: as(b.ada), input: vars{"clientId": first}, check: map[string]any{"scimClient.id": first}},
			{name: "again", by: as(b.ada), input: vars{"clientId": first}},
			{name: "other company", by: as(b.ada), input: vars{"clientId": foreign.ClientID}, code: "NOT_FOUND", field: "clientId"},
			{name: "denied", by: as(b.uma), input: vars{"clientId": first}, top: fault.CodeForbidden},
		})
		if n := len(o.ask(as(b.ada), `query($id: ID!) { directory(id: $id) { clients { id } } }`, vars{"id": b.id()}).ok().list("directory.clients")); n != 1 {
			t.Errorf("%d clients are left", n)
		}
	})
}

// A secret is shown once: a repeated call has the warning, and no text.
func TestSecretsAreShownOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		query := `mutation($input: ScimTokenCreateInput!) { scimTokenCreate(input: $input) { directoryToken { id } token warnings { code message } userErrors { code } } }`
		in := vars{"input": vars{"directoryId": b.id(), "idempotencyKey": "rotate"}}
		first := o.ask(as(b.ada), query, in).done("scimTokenCreate")
		text, _ := first.at("scimTokenCreate.token").(string)
		if _, err := o.people.AuthenticateToken(t.Context(), text); err != nil {
			t.Fatalf("the token is not good: %v", err)
		}
		again := o.ask(as(b.ada), query, in).done("scimTokenCreate").want("scimTokenCreate.token", nil).want("scimTokenCreate.warnings.0.code", "SECRET_SHOWN_ONCE").
			want("scimTokenCreate.directoryToken.id", first.at("scimTokenCreate.directoryToken.id"))
		if strings.Contains(again.Raw, text) {
			t.Error("the token was shown again")
		}
		german := o.ask(as(b.ada).header("Accept-Language", "de"), query, in).done("scimTokenCreate")
		if said := german.at("scimTokenCreate.warnings.0.message"); said == again.at("scimTokenCreate.warnings.0.message") {
			t.Errorf("in German: %v", said)
		}
	})
}

func TestProvisioningEvents(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		pia := b.arrives("pia")[0]
		hour := o.store.Now().Truncate(time.Hour)
		b.logs(
			directory.ProvisioningEvent{Method: "GET", Path: "/Users", Outcome: directory.OutcomeRead, Status: 200, At: hour.Add(-2 * time.Hour)},
			directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeCreated, Status: 201, Subject: "Pia@acme.test", ResourceKind: "User", Resource: pia,
				Bent: []string{"a text for a boolean"}, Dropped: []string{"password"}, Changed: []string{"userName"}, Took: 3 * time.Millisecond, At: hour.Add(-time.Hour)},
			directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeRefused, Status: 409, ScimType: "uniqueness", Subject: "twice@acme.test", Detail: "taken", Body: []byte(`{}`), At: hour},
			directory.ProvisioningEvent{Method: "DELETE", Path: "/Users/x", Outcome: directory.OutcomeFailed, Status: 503, At: hour},
		)
		query := `query($d: ID, $w: ProvisioningEventWhere) { provisioningEvents(first: 9, directoryId: $d, where: $w) { totalCount nodes { id at requestId directory { name } method path dialect resourceKind resourceId
			user { name } group { id } subject outcome status scimType detail bent dropped changed microseconds replayable replayOf changes { action } } } }`
		list := func(where vars) *answer { return o.ask(as(b.ada), query, vars{"d": b.id(), "w": where}).ok() }
		a := list(nil).want("provisioningEvents.totalCount", 4).want("provisioningEvents.nodes.2.user.name", "pia Provisioned").want("provisioningEvents.nodes.2.resourceId", usr(pia)).
			want("provisioningEvents.nodes.2.bent.0", "a text for a boolean").want("provisioningEvents.nodes.2.microseconds", 3000).want("provisioningEvents.nodes.2.directory.name", "Okta").
			want("provisioningEvents.nodes.0.replayable", true).want("provisioningEvents.nodes.1.replayable", true).want("provisioningEvents.nodes.2.replayable", false).want("provisioningEvents.nodes.3.user", nil)
		for want, where := range map[string]vars{
			"REFUSED":                     {"outcomes": []string{"REFUSED"}},
			"FAILED":                      {"methods": []string{"DELETE"}},
			"REFUSED CREATED":             {"methods": []string{"POST"}},
			"CREATED":                     {"text": "PIA@"},
			"CREATED ":                    {"userId": usr(pia)},
			"":                            {"groupId": pia.Text(ident.Group)},
			"REFUSED  ":                   {"cause": "uniqueness"},
			"FAILED ":                     {"cause": "503"},
			"FAILED REFUSED CREATED":      {"from": hour.Add(-90 * time.Minute)},
			"CREATED READ":                {"to": hour},
			"FAILED REFUSED CREATED READ": {},
		} {
			if got := list(where).names("provisioningEvents.nodes", "outcome"); got != strings.TrimSpace(want) {
				t.Errorf("%v: %q, want %q", where, got, want)
			}
		}
		o.ask(as(b.ada), query, vars{"d": usr(b.ada)}).refused(200, fault.CodeNotFound)
		o.ask(as(b.ada), query, vars{"w": vars{"userId": "nonsense"}}).refused(200, fault.CodeUnknownUser)
		o.ask(as(b.uma), query, nil).refused(200, fault.CodeForbidden)
		o.ask(asIn(b.otherTenant, b.other), query, vars{"d": b.id()}).ok().want("provisioningEvents.totalCount", 0)
		o.ask(asIn(b.otherTenant, b.other), `query($id: ID!) { node(id: $id) { id } }`, vars{"id": a.at("provisioningEvents.nodes.0.id")}).ok().want("node", nil)
		b.timeline(hour)
		o.ask(as(b.ada), `{ directories(first: 5) { nodes { health { requests failures failureShare quarantine causes { cause requests } lastRequestAt lastChangeAt tokenAgeDays tokenExpiresAt } } } }`, nil).ok().
			want("directories.nodes.0.health.requests", 4).want("directories.nodes.0.health.failures", 2).want("directories.nodes.0.health.quarantine", "NEAR").
			want("directories.nodes.0.health.causes.0.cause", "503").want("directories.nodes.0.health.lastChangeAt", hour.Add(-time.Hour).Format(time.RFC3339)).
			want("directories.nodes.0.health.lastRequestAt", hour.Format(time.RFC3339)).want("directories.nodes.0.health.tokenExpiresAt", nil)
	})
}

func (b bridge) timeline(hour time.Time) {
	b.t.Helper()
	query := `query($r: TimeRange!, $b: TimeBucket!, $d: ID) { provisioningTimeline(range: $r, bucket: $b, directoryId: $d) { at total read created refused failed } }`
	span := vars{"from": hour.Add(-2 * time.Hour), "to": hour.Add(time.Hour)}
	a := b.ask(as(b.ada), query, vars{"r": span, "b": "HOUR", "d": b.id()}).ok()
	if got := a.names("provisioningTimeline", "total"); got != "1 1 2" {
		b.t.Errorf("by the hour: %s", got)
	}
	a.want("provisioningTimeline.2.refused", 1).want("provisioningTimeline.2.failed", 1).want("provisioningTimeline.0.read", 1).want("provisioningTimeline.1.at", hour.Add(-time.Hour).Format(time.RFC3339))
	days := b.ask(as(b.ada), query, vars{"r": vars{"from": hour.AddDate(0, 0, -3), "to": hour.Add(time.Hour)}, "b": "DAY"}).ok()
	sum := 0.0
	for _, d := range days.list("provisioningTimeline") {
		sum += d.(map[string]any)["total"].(float64)
	}
	if sum != 4 {
		b.t.Errorf("by the day: %v", days.Raw)
	}
	b.ask(as(b.ada), query, vars{"r": vars{"from": hour, "to": hour}, "b": "HOUR"}).refused(200, fault.CodeInvalidRange)
	b.ask(as(b.ada), query, vars{"r": vars{"from": hour.AddDate(-1, 0, 0), "to": hour}, "b": "HOUR"}).refused(200, fault.CodeTooLarge)
	b.ask(as(b.uma), query, vars{"r": span, "b": "HOUR"}).refused(200, fault.CodeForbidden)
	other := b.ask(asIn(b.otherTenant, b.other), query, vars{"r": span, "b": "HOUR", "d": b.id()}).ok()
	other.want("provisioningTimeline.2.total", 0)
}

func TestReplayThroughGraphQL(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		sent := 0
		o.people.Replay = func(_ context.Context, r directory.ReplayRequest) (int, error) {
			sent++
			if string(r.Body) != `{"userName":"x"}` {
				t.Errorf("body: %s", r.Body)
			}
			return 201, nil
		}
		b.logs(directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeRefused, Status: 409, Body: []byte(`{"userName":"x"}`)},
			directory.ProvisioningEvent{Method: "GET", Path: "/Users", Outcome: directory.OutcomeRead, Status: 200})
		a := o.ask(as(b.ada), `{ provisioningEvents(first: 2) { nodes { id } } }`, nil).ok()
		read, refused := a.at("provisioningEvents.nodes.0.id"), a.at("provisioningEvents.nodes.1.id")
		theirs := o.store.NewID().Text(ident.Provisioning)
		o.steps("provisioningEventReplay", "status provisioningEvent { id }", []step{
			{name: "success", by: as(b.ada), input: vars{"eventId": refused, "idempotencyKey": "k"}, check: map[string]any{"status": 201, "provisioningEvent.id": refused}},
			{name: "again", by: as(b.ada), input: vars{"eventId": refused, "idempotencyKey": "k"}, check: map[string]any{"status": nil}},
			{name: "nothing to replay", by: as(b.ada), input: vars{"eventId": read}, code: "INVALID"},
			{name: "nobody's", by: as(b.ada), input: vars{"eventId": theirs}, code: "NOT_FOUND", field: "eventId"},
			{name: "other company", by: asIn(b.otherTenant, b.other), input: vars{"eventId": refused}, code: "NOT_FOUND", field: "eventId", check: map[string]any{"provisioningEvent": nil}},
			{name: "denied", by: as(b.uma), input: vars{"eventId": refused}, top: fault.CodeForbidden},
		})
		if sent != 1 {
			t.Errorf("sent %d times", sent)
		}
	})
}

func TestBrakes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		o.ask(as(b.ada), `mutation($i: DirectoryUpdateInput!) { directoryUpdate(input: $i) { userErrors { code } } }`,
			vars{"i": vars{"directoryId": b.id(), "expectedVersion": 1, "brakePeople": 1, "brakePercent": 0}}).done("directoryUpdate")
		people := b.arrives("pia", "pim", "pal", "pet")
		b.leaves(people[0], people[1])
		shown := `query($id: ID!) { directory(id: $id) { openBrake { id version state at peopleCount heldCount people { name } decidedBy { name } directory { id } } } }`
		a := o.ask(as(b.ada), shown, vars{"id": b.id()}).ok().want("directory.openBrake.state", "OPEN").want("directory.openBrake.peopleCount", 2).
			want("directory.openBrake.heldCount", 1).want("directory.openBrake.people.0.name", "pia Provisioned").want("directory.openBrake.directory.id", b.id())
		id := a.at("directory.openBrake.id")
		decide := func(mutation string, list []step) {
			t.Helper()
			query := "mutation($input: BrakeDecideInput!) { " + mutation + "(input: $input) { brake { state decidedBy { name } heldCount } userErrors { code field message } } }"
			for _, s := range list {
				ask := o.ask
				if s.top == "" && s.code == "" {
					ask = o.twice
				}
				got := ask(s.by, query, vars{"input": s.input})
				switch {
				case s.top != "":
					got.refused(403, s.top)
				case s.code != "":
					got.userError(mutation, s.code)
				default:
					got.done(mutation)
				}
				for path, want := range s.check {
					got.want(mutation+"."+path, want)
				}
			}
		}
		decide("brakeConfirm", []step{
			{name: "stale", by: as(b.ada), input: vars{"brakeId": id, "expectedVersion": 9}, code: "STALE", check: map[string]any{"brake.state": "OPEN"}},
			{name: "other company", by: asIn(b.otherTenant, b.other), input: vars{"brakeId": id, "expectedVersion": 1}, code: "NOT_FOUND", field: "brakeId", check: map[string]any{"brake": nil}},
			{name: "denied", by: as(b.uma), input: vars{"brakeId": id, "expectedVersion": 1}, top: fault.CodeForbidden},
			{name: "success", by: as(b.ada), input: vars{"brakeId": id, "expectedVersion": 1}, check: map[string]any{"brake.state": "CONFIRMED", "brake.decidedBy.name": "Ada Lovelace", "brake.heldCount": 0}},
			{name: "decided", by: as(b.ada), input: vars{"brakeId": id, "expectedVersion": 2}, code: "INVALID"},
		})
		o.ask(as(b.ada), shown, vars{"id": b.id()}).ok().want("directory.openBrake", nil)
		b.leaves(people[2], people[3])
		next := o.ask(as(b.ada), shown, vars{"id": b.id()}).ok().at("directory.openBrake.id")
		decide("brakeReverse", []step{
			{name: "other company", by: asIn(b.otherTenant, b.other), input: vars{"brakeId": next, "expectedVersion": 1}, code: "NOT_FOUND", field: "brakeId"},
			{name: "stale", by: as(b.ada), input: vars{"brakeId": next, "expectedVersion": 2}, code: "STALE"},
			{name: "denied", by: as(b.uma), input: vars{"brakeId": next, "expectedVersion": 1}, top: fault.CodeForbidden},
			{name: "success", by: as(b.ada), input: vars{"brakeId": next, "expectedVersion": 1}, check: map[string]any{"brake.state": "REVERSED"}},
		})
		o.ask(as(b.ada), `query($id: ID!) { user(id: $id) { active } }`, vars{"id": usr(people[3])}).ok().want("user.active", true)
	})
}

func TestConflictsAndAdoption(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		uma := o.person(b.uma)
		_, err := o.people.CreatePerson(b.ctx, directory.Profile{UserName: uma.UserName, ExternalID: "00u1", Active: true})
		if fault.As(err).Kind != fault.Conflict {
			t.Fatalf("%v", err)
		}
		list := `query($d: ID) { directoryConflicts(first: 5, directoryId: $d) { totalCount nodes { id userName externalId attempts seenAt user { id version name } directory { id } } } }`
		a := o.ask(as(b.ada), list, vars{"d": b.id()}).ok().want("directoryConflicts.totalCount", 1).want("directoryConflicts.nodes.0.user.name", "Uma Underwood").
			want("directoryConflicts.nodes.0.externalId", "00u1").want("directoryConflicts.nodes.0.directory.id", b.id())
		o.ask(as(b.uma), list, nil).refused(200, fault.CodeForbidden)
		o.ask(asIn(b.otherTenant, b.other), list, nil).ok().want("directoryConflicts.totalCount", 0)
		version := a.at("directoryConflicts.nodes.0.user.version")
		theirs := b.foreign.Directory.Text(ident.Directory)
		o.steps("directoryAdopt", "user { source }", []step{
			{name: "stale", by: as(b.ada), input: vars{"directoryId": b.id(), "userId": usr(b.uma), "expectedVersion": 99}, code: "STALE", check: map[string]any{"user.source": "LOCAL"}},
			{name: "to another company's", by: as(b.ada), input: vars{"directoryId": theirs, "userId": usr(b.uma), "expectedVersion": version}, code: "NOT_FOUND", field: "directoryId"},
			{name: "somebody of another company", by: as(b.ada), input: vars{"directoryId": b.id(), "userId": usr(b.other), "expectedVersion": 1}, code: "UNKNOWN_USER", field: "userId"},
			{name: "denied", by: as(b.uma), input: vars{"directoryId": b.id(), "userId": usr(b.uma), "expectedVersion": version}, top: fault.CodeForbidden},
			{name: "success", by: as(b.ada), input: vars{"directoryId": b.id(), "userId": usr(b.uma), "expectedVersion": version}, check: map[string]any{"user.source": "DIRECTORY"}},
		})
		o.ask(as(b.ada), list, nil).ok().want("directoryConflicts.totalCount", 0)
	})
}

func TestEventStreams(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.bridge()
		theirs, err := o.people.CreateStream(systemOf(t, b.otherTenant), directory.NewStream{Directory: b.foreign.Directory, Audience: "x"})
		o.must(err)
		foreign := theirs.Text(ident.Stream)
		o.steps("eventStreamCreate", "eventStream { id method endpoint audience pollUrl keysUrl queuedCount deadCount lastError directory { name } }", []step{
			{name: "poll", by: as(b.ada), input: vars{"directoryId": b.id(), "audience": "https://los.test", "idempotencyKey": "k"}, check: map[string]any{"eventStream.method": "POLL", "eventStream.deadCount": 0}},
			{name: "again", by: as(b.ada), input: vars{"directoryId": b.id(), "audience": "https://los.test", "idempotencyKey": "k"}, check: map[string]any{"eventStream.method": "POLL"}},
			{name: "push", by: as(b.ada), input: vars{"directoryId": b.id(), "audience": "los", "endpoint": "https://los.test/events", "authorization": "Bearer s3cret"},
				check: map[string]any{"eventStream.method": "PUSH", "eventStream.pollUrl": nil, "eventStream.endpoint": "https://los.test/events"}},
			{name: "no audience", by: as(b.ada), input: vars{"directoryId": b.id(), "audience": ""}, code: "REQUIRED", field: "audience"},
			{name: "no address", by: as(b.ada), input: vars{"directoryId": b.id(), "audience": "los", "endpoint": "ftp://x"}, code: "INVALID", field: "endpoint"},
			{name: "header of two lines", by: as(b.ada), input: vars{"directoryId": b.id(), "audience": "los", "authorization": "a\r\nb: c"}, code: "INVALID", field: "authorization"},
			{name: "other company", by: as(b.ada), input: vars{"directoryId": b.foreign.Directory.Text(ident.Directory), "audience": "los"}, code: "NOT_FOUND", field: "directoryId"},
			{name: "denied", by: as(b.uma), input: vars{"directoryId": b.id(), "audience": "los"}, top: fault.CodeForbidden},
		})
		a := o.ask(as(b.ada), `query($id: ID!) { directory(id: $id) { eventStreams { id pollUrl } } }`, vars{"id": b.id()}).ok()
		if len(a.list("directory.eventStreams")) != 2 || !strings.HasPrefix(fmt.Sprint(a.at("directory.eventStreams.0.pollUrl")), "https://mandate.example/scim/events/str_") || strings.Contains(a.Raw, "s3cret") {
			t.Errorf("%s", a.Raw)
		}
		stream := a.at("directory.eventStreams.0.id").(string)
		dead := b.deadEvent(stream)
		o.ask(as(b.uma), `{ deadEvents(first: 5) { totalCount } }`, nil).refused(200, fault.CodeForbidden)
		o.ask(asIn(b.otherTenant, b.other), `query($s: ID) { deadEvents(first: 5, streamId: $s) { totalCount } }`, vars{"s": stream}).ok().want("deadEvents.totalCount", 0)
		o.ask(as(b.ada), `query($s: ID) { deadEvents(first: 5, streamId: $s) { totalCount nodes { id attempts error dead entry { action } stream { id deadCount lastError } } } }`, vars{"s": stream}).ok().
			want("deadEvents.totalCount", 1).want("deadEvents.nodes.0.entry.action", "USER_CREATED").want("deadEvents.nodes.0.stream.deadCount", 1).want("deadEvents.nodes.0.stream.lastError", "410 Gone")
		o.steps("eventRequeue", "eventDelivery { dead attempts }", []step{
			{name: "other company", by: asIn(b.otherTenant, b.other), input: vars{"eventId": dead}, code: "NOT_FOUND", field: "eventId"},
			{name: "denied", by: as(b.uma), input: vars{"eventId": dead}, top: fault.CodeForbidden},
			{name: "success", by: as(b.ada), input: vars{"eventId": dead}, check: map[string]any{"eventDelivery.dead": false, "eventDelivery.attempts": 0}},
			{name: "not dead", by: as(b.ada), input: vars{"eventId": dead}, code: "NOT_FOUND", field: "eventId"},
		})
		o.steps("eventStreamDelete", "deletedId", []step{
			{name: "other company", by: as(b.ada), input: vars{"streamId": foreign}, code: "NOT_FOUND", field: "streamId", check: map[string]any{"deletedId": nil}},
			{name: "denied", by: as(b.uma), input: vars{"streamId": stream}, top: fault.CodeForbidden},
			{name: "success", by: as(b.ada), input: vars{"streamId": stream}, check: map[string]any{"deletedId": stream}},
			{name: "gone", by: as(b.ada), input: vars{"streamId": stream}, code: "NOT_FOUND", field: "streamId"},
		})
	})
}

// deadEvent lets a stream's receiver refuse the news of a person for good.
func (b bridge) deadEvent(stream string) string {
	b.t.Helper()
	id, err := ident.Parse(ident.Stream, stream)
	b.must(err)
	return b.deadEventOf(id, "nora")
}

func (b bridge) deadEventOf(id ident.ID, name string) string {
	b.t.Helper()
	b.arrives(name)
	list := b.queued(id)
	b.must(b.people.FailEvent(b.office.ctx, id, list[0].ID, "410 Gone", time.Time{}))
	b.must(b.store.Write(b.office.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeEventDelivery)
		_, err := tx.Client.EventDelivery.Delete().Where(eventdelivery.StateEQ(eventdelivery.StateQUEUED)).Exec(ctx)
		return err
	}))
	return list[0].ID.Text(ident.Delivery)
}

// queued seals history and queues it. What was written beside another transaction is
// sealed a little later.
func (b bridge) queued(stream ident.ID) []directory.Delivery {
	b.t.Helper()
	for range 200 {
		b.store.SealWritten(b.t.Context())
		_, err := b.people.QueueEvents(b.office.ctx)
		b.must(err)
		list, _, err := b.people.Deliveries(b.office.ctx, stream, 5)
		b.must(err)
		if len(list) > 0 {
			return list
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.t.Fatal("nothing is queued")
	return nil
}

// everything gives a directory a client, a log, a conflict, a mass deactivation, and a
// stream with an event that was given up; it gives their outside ids.
func (b bridge) everything(mark string) map[string]string {
	b.t.Helper()
	b.ctx = withActor(b.t.Context(), actor.Actor{Kind: actor.Directory, Tenant: b.tenant, ID: b.dir.Directory, Name: "test", Language: "en"})
	client, err := b.people.CreateClient(b.office.ctx, b.dir.Directory, time.Time{})
	b.must(err)
	stream, err := b.people.CreateStream(b.office.ctx, directory.NewStream{Directory: b.dir.Directory, Audience: "los" + mark})
	b.must(err)
	dead := b.deadEventOf(stream, "zora"+mark)
	people := b.arrives("zim"+mark, "zal"+mark)
	few, none := 0, 0
	b.must(b.people.UpdateDirectory(b.office.ctx, b.dir.Directory, 0, directory.DirectoryUpdate{BrakePeople: &few, BrakePercent: &none}))
	b.leaves(people...)
	taken := b.person(b.hire("Zoe"+mark+" Conflict", "underwriter"))
	_, err = b.people.CreatePerson(b.ctx, directory.Profile{UserName: taken.UserName, Active: true})
	if err == nil {
		b.t.Fatal("there is no conflict")
	}
	b.logs(directory.ProvisioningEvent{Method: "POST", Path: "/Users", Outcome: directory.OutcomeRefused, Status: 409, ScimType: "uniqueness", Subject: mark, ResourceKind: "User", Resource: people[0], Request: "req" + mark})
	ids := map[string]string{"client": client.ClientID, "stream": stream.Text(ident.Stream), "delivery": dead}
	b.must(b.store.Read(b.office.ctx, func(ctx context.Context, c *db.Client) error {
		ids["brake"] = c.Brake.Query().Where(brake.DirectoryID(b.dir.Directory)).OnlyIDX(ctx).Text(ident.Brake)
		ids["conflict"] = c.DirectoryConflict.Query().Where(directoryconflict.DirectoryID(b.dir.Directory)).OnlyIDX(ctx).Text(ident.Conflict)
		ids["event"] = c.ProvisioningEvent.Query().Where(provisioningevent.DirectoryID(b.dir.Directory)).OnlyIDX(ctx).Text(ident.Provisioning)
		return nil
	}))
	return ids
}
