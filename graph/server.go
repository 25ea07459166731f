package graph

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/directory/attempt"
	"mandate/directory/credential"
	"mandate/directory/customer"
	"mandate/directory/factor"
	"mandate/directory/job"
	"mandate/directory/mail"
	"mandate/directory/webhook"
	"mandate/directory/words"
	"mandate/graph/gql"
	"mandate/ident"
	"mandate/store"
)

// Server is the door. All fields but Documents are needed.
type Server struct {
	Store     *store.Store
	Directory *directory.Directory
	Desk      *desk.Desk
	Customers *customer.Room
	Mail      *mail.Room
	Webhooks  *webhook.Room
	Jobs      *job.Queue

	// Local accounts: passwords, second factors, and how often they may be tried.
	Credentials *credential.Credentials
	Factors     *factor.Factors
	Attempts    attempt.Counters

	// Authenticate says who a request without a service key is: the session of its
	// cookie. Nobody is fault.Unauthenticated.
	Authenticate func(ctx context.Context, r *http.Request) (actor.Actor, error)

	// Block keeps somebody from signing in until an instant, Reissue gives a new temporary
	// credential, and Temporary makes one for somebody new: operations of rooms that cmd
	// joins to this door. Without Temporary a welcome brings no credential.
	Block     func(ctx context.Context, person ident.ID, expected int64, until time.Time) error
	Reissue   func(ctx context.Context, person ident.ID, expected int64) error
	Temporary func(ctx context.Context) (text, hash string, err error)
	// Metadata reads a SAML IdP's metadata, from an address or as text, into a change of
	// a connection; its faults are Invalid.
	Metadata func(ctx context.Context, address, text string) (directory.ConnectionUpdate, error)
	// Refresh reads the known address of a connection's metadata again: what would make
	// another IdP of it waits for a decision. Its faults are Invalid, and Stale for another
	// version than the expected one; zero expects nothing.
	Refresh func(ctx context.Context, connection ident.ID, expected int64) error

	Documents map[string]string // allow-list of the console: SHA-256, hexadecimal -> text
	Log       *slog.Logger
	Now       func() time.Time
	PublicURL string // without a slash at the end
	Demo      bool   // the outbox shows credentials too

	ready sync.Once
	texts texts
	words words.Refusals

	catalogue map[string]map[string]string // of permissions, by language

	schema     priced
	engine     *executor.Executor
	buckets    buckets
	registered *registry // texts of programs
	origins    http.CrossOriginProtection
	failed     error // of the first request: what is embedded is not in order

	streaming sync.Once
	streams   *hub
}

// keptDocuments bounds the parsed documents that are kept.
const keptDocuments = 500

func (s *Server) start() {
	s.texts, s.failed = loadTexts()
	if s.failed == nil {
		s.words, s.failed = words.Load()
	}
	if s.failed == nil {
		s.catalogue, s.failed = loadCatalogue()
	}
	s.schema = pricing(gql.NewExecutableSchema(gql.Config{
		Resolvers:  &resolver{server: s},
		Directives: gql.DirectiveRoot{Can: can, SignedIn: signedIn},
	}))
	if s.failed == nil {
		s.registered, s.failed = newRegistry()
	}
	s.engine = executor.New(s.schema)
	s.engine.SetQueryCache(lru.New[*ast.QueryDocument](keptDocuments))
	s.engine.SetParserTokenLimit(maxTokens)
	s.engine.SetDisableSuggestion(true)
	s.engine.SetErrorPresenter(s.present)
	s.engine.SetRecoverFunc(recovered)
}

// ServeHTTP answers POST /graphql, POST /graphql/events and GET /graphql/schema.graphqls.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.ready.Do(s.start)
	w.Header().Set("Cache-Control", "no-store")
	if s.failed != nil {
		s.refuse(w, r, s.failed)
		return
	}
	serve, method := s.graphql, http.MethodPost
	switch r.URL.Path {
	case "/graphql":
	case eventsRoute:
		serve = s.serveEvents
	case "/graphql/schema.graphqls":
		serve, method = s.serveSchema, http.MethodGet
	default:
		serve, method = s.file(r)
	}
	if serve == nil {
		s.refuse(w, r, &refusal{http.StatusNotFound, absent("")})
		return
	}
	if r.Method != method {
		w.Header().Set("Allow", method)
		s.refuse(w, r, &refusal{http.StatusMethodNotAllowed, invalidRequest("Use " + method + " here.")})
		return
	}
	a, err := s.caller(r, s.requestID(w))
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	serve(w, r.WithContext(actor.With(r.Context(), a)))
}

// requestID is what whoever stands before this door calls the request.
func (s *Server) requestID(w http.ResponseWriter) string {
	const header = "X-Request-Id"
	if w.Header().Get(header) == "" {
		w.Header().Set(header, s.Store.NewID().Text(ident.Request))
	}
	return w.Header().Get(header)
}

func (s *Server) graphql(w http.ResponseWriter, r *http.Request) {
	ctx := graphql.StartOperationTrace(r.Context())
	b, err := readBody(w, r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	run := &reading{store: s.Store}
	defer run.close()
	ctx = withReading(ctx, run)
	op, price, err := s.prepare(ctx, b)
	if err == nil && op.Operation.Operation == ast.Subscription {
		err = invalidRequest("A subscription is followed at " + eventsRoute + ".")
	}
	if err != nil {
		s.refuse(w, r.WithContext(ctx), err)
		return
	}
	respond, ctx := s.engine.DispatchOperation(ctx, op)
	answer := respond(ctx)
	if answer == nil { // the caller has gone
		return
	}
	answer.Extensions = map[string]any{"cost": price}
	write(w, r, http.StatusOK, answer)
}

// prepare bounds, validates and prices an operation; nothing has run yet.
func (s *Server) prepare(ctx context.Context, b body) (*graphql.OperationContext, cost, error) {
	who := sightOf(ctx)
	price := cost{Limit: maxCost, PerSecond: costASecond}
	if _, err := s.buckets.spend(who.ID, parsingCost, s.Now()); err != nil {
		return nil, price, err
	}
	params, m, err := s.document(ctx, b)
	if err != nil {
		return nil, price, err
	}
	if m.introspects && !mayIntrospect(who) {
		return nil, price, forbidden()
	}
	op, errs := s.engine.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		return nil, price, errs
	}
	op.DisableIntrospection = !m.introspects // of the caller, judged above
	if err := permitted(who, op.Operation); err != nil {
		return nil, price, err
	}
	if err := provenFor(who, op.Operation, op.Variables, s.Now()); err != nil {
		return nil, price, err
	}
	price.Requested = s.schema.price(ctx, op.Operation, op.Variables)
	if price.Requested > price.Limit {
		return nil, price, costExceeded(price)
	}
	price.Remaining, err = s.buckets.spend(who.ID, price.Requested, s.Now())
	return op, price, err
}

// write sends an answer in the media type that the caller prefers.
func write(w http.ResponseWriter, r *http.Request, status int, answer any) {
	media := "application/json; charset=utf-8"
	if strings.Contains(r.Header.Get("Accept"), "application/graphql-response+json") {
		media = "application/graphql-response+json; charset=utf-8"
	}
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer)
}
