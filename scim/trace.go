package scim

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// trace gathers what the log of the directory says of one request while it is
// answered. A nil trace gathers nothing.
type trace struct {
	event  directory.ProvisioningEvent
	tenant ident.ID
	body   map[string]any // of a change; what it says of a password is gone
	before string         // dialect seen last
	inPart bool           // its operations have events of their own
}

type traceKey struct{}

func traceOf(ctx context.Context) *trace {
	t, _ := ctx.Value(traceKey{}).(*trace)
	return t
}

// begin starts the trace of a request of the directory that asks.
func begin(ctx context.Context, r *http.Request, a directory.TokenActor, at time.Time) (context.Context, *trace) {
	t := &trace{tenant: a.Tenant, before: a.Dialect}
	t.event = directory.ProvisioningEvent{
		Directory: a.ID, At: at, Request: a.Request, Method: r.Method, Path: loggedPath(r), Dialect: dialectOf(r), Outcome: directory.OutcomeRead,
	}
	return context.WithValue(ctx, traceKey{}, t), t
}

// loggedPath is the path without its query, but for a filter without its values.
func loggedPath(r *http.Request) string {
	path := strings.TrimPrefix(r.URL.Path, Base)
	text := r.URL.Query().Get("filter")
	if text == "" {
		return short(path)
	}
	f, err := parseFilter(text)
	if err != nil {
		return short(path) + "?filter=…"
	}
	return short(path) + "?filter=" + short(redacted(f))
}

// redacted writes a filter with a question mark for each value.
func redacted(f *filter) string {
	parts := make([]string, len(f.args))
	for i, arg := range f.args {
		parts[i] = redacted(arg)
	}
	switch f.op {
	case "and", "or":
		return "(" + strings.Join(parts, " "+f.op+" ") + ")"
	case "not":
		return "not " + parts[0]
	case "has":
		return f.path.String() + "[" + parts[0] + "]"
	case "pr":
		return f.path.String() + " pr"
	}
	return f.path.String() + " " + f.op + " ?"
}

// sent keeps the body of a change, and what normalisation will bend and drop in it.
func (t *trace) sent(m *model, body map[string]any) {
	if t == nil {
		return
	}
	t.body = body
	seen := observe(m, body)
	t.event.Bent, t.event.Dropped = seen.bent, seen.dropped
	if t.event.Dialect == "" {
		t.event.Dialect = seen.dialect()
	}
}

// kept keeps the body of a Bulk request, whose operations are looked at one by one.
func (t *trace) kept(body map[string]any) {
	if t != nil {
		t.body = body
	}
}

// made says what a request was about and how it ended; names are the attributes
// that changed.
func (t *trace) made(outcome, kind string, id ident.ID, subject string, names []string) {
	if t == nil {
		return
	}
	t.event.Outcome, t.event.ResourceKind, t.event.Resource, t.event.Subject, t.event.Changed = outcome, kind, id, subject, names
}

// parts says that the operations of a request have events of their own, and it has none.
func (t *trace) parts() { t.inPart = true }

// about says what a request that may be refused is about.
func (t *trace) about(kind string, id ident.ID, subject string) {
	if t != nil {
		t.event.ResourceKind, t.event.Resource, t.event.Subject = kind, id, subject
	}
}

func (t *trace) dropped(what string) {
	if t != nil && !slices.Contains(t.event.Dropped, what) {
		t.event.Dropped = append(t.event.Dropped, what)
	}
}

// refused says why a request failed.
func (t *trace) refused(f *fault.Fault, status int, told problem) {
	if t == nil {
		return
	}
	t.event.ScimType, t.event.Detail = told.ScimType, told.Detail
	switch {
	case f.Code == directory.CodePreview:
		t.event.Outcome = directory.OutcomePreviewed
	case status == http.StatusTooManyRequests || status >= http.StatusInternalServerError:
		t.event.Outcome = directory.OutcomeFailed
	default:
		t.event.Outcome = directory.OutcomeRefused
	}
}

// maxLoggedBody bounds what is kept of a change for its replay.
const maxLoggedBody = 256 << 10

// end completes the event.
func (t *trace) end(status int, now time.Time) directory.ProvisioningEvent {
	e := t.event
	e.Status, e.Took = status, max(0, now.Sub(e.At))
	undone := e.Outcome == directory.OutcomeRefused || e.Outcome == directory.OutcomeFailed || e.Outcome == directory.OutcomePreviewed
	if undone && t.body != nil && replayable(e.Method) {
		if text, err := json.Marshal(withoutPassword(t.body)); err == nil && len(text) <= maxLoggedBody {
			e.Body = text
		}
	}
	return e
}

func replayable(method string) bool {
	return method == http.MethodPost || method == http.MethodPut || method == http.MethodPatch
}

// withoutPassword copies a body without what it says of passwords, in whatever case
// and whether as an attribute or as the path of an operation.
func withoutPassword(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		path, _, _ := member(v, "path")
		text, _ := path.(string)
		secret := namesPassword(text)
		for key, entry := range v {
			if namesPassword(key) || secret && strings.EqualFold(key, "value") {
				continue
			}
			out[key] = withoutPassword(entry)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, entry := range v {
			out[i] = withoutPassword(entry)
		}
		return out
	}
	return value
}

func namesPassword(path string) bool {
	return strings.EqualFold(path[strings.LastIndexByte(path, ':')+1:], "password")
}

// dialectOf reads the sender from what it calls itself.
func dialectOf(r *http.Request) string {
	agent := strings.ToLower(r.Header.Get("User-Agent"))
	for _, known := range []struct{ part, name string }{
		{"okta", "OKTA"}, {"onelogin", "ONELOGIN"}, {"jumpcloud", "JUMPCLOUD"}, {"google", "GOOGLE"}, {"pingone", "PING"}, {"ping", "PING"},
		{"authentik", "AUTHENTIK"}, {"azure", "ENTRA"}, {"entra", "ENTRA"}, {"microsoft", "ENTRA"},
	} {
		if strings.Contains(agent, known.part) {
			return known.name
		}
	}
	return ""
}

func actorOf(ctx context.Context) actor.Actor {
	a, _ := actor.From(ctx)
	return a
}
