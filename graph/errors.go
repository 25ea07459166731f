package graph

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"mandate/actor"
	"mandate/fault"
	"mandate/graph/gql"
)

// Codes of this door alone, in extensions.code.
const (
	codeCostExceeded    fault.Code = "COST_EXCEEDED"     // more than one request may cost
	codeDocumentUnknown fault.Code = "DOCUMENT_UNKNOWN"  // no document of the allow-list has this hash
	codeDocumentRefused fault.Code = "DOCUMENT_REFUSED"  // too deep, too many fields or aliases
	codeRolesNotKept    fault.Code = "ROLES_NOT_KEPT"    // a version of a person from before roles were kept
	warnSecretShown     fault.Code = "SECRET_SHOWN_ONCE" // a repeated call made nothing new, and has no secret to show
)

// userErrors turns the refusal of an operation into what a payload says. What the
// caller can do nothing about comes back as err, for the top of the answer.
// renamed gives the names of input fields that operations call otherwise.
func (s *Server) userErrors(ctx context.Context, refusal error, renamed map[string]string) (list []*gql.UserError, err error) {
	if refusal == nil {
		return []*gql.UserError{}, nil
	}
	f := fault.As(refusal)
	code := gql.UserErrorCode(f.Code)
	switch {
	case f.Kind == fault.Internal, f.Kind == fault.Unauthenticated, f.Kind == fault.Throttled, f.Kind == fault.Unavailable:
		return nil, refusal
	case !code.IsValid():
		code = byKind[f.Kind]
	}
	field := f.Field
	if target := targets[f.Code]; len(field) == 0 && target != "" {
		field = []string{target}
	}
	if len(field) > 0 && renamed[field[0]] != "" {
		field = append([]string{renamed[field[0]]}, field[1:]...)
	}
	return []*gql.UserError{{Code: code, Field: field, Message: s.texts.say(sightOf(ctx).Language, f)}}, nil
}

// targets are the input fields that name what an operation did not find, so that an
// absent id is answered as a malformed one is.
var targets = map[fault.Code]string{fault.CodeUnknownUser: "userId", fault.CodeUnknownDeal: "dealId"}

// byKind is what clients switch on where a code is not one of theirs.
var byKind = map[fault.Kind]gql.UserErrorCode{
	fault.Invalid: gql.UserErrorCodeInvalid, fault.Denied: gql.UserErrorCodeForbidden, fault.NotFound: gql.UserErrorCodeNotFound,
	fault.Conflict: gql.UserErrorCodeTaken, fault.Stale: gql.UserErrorCodeStale, fault.TooLarge: gql.UserErrorCodeTooLarge,
}

// warnings are what is worth knowing of a change that was accepted.
func (s *Server) warnings(ctx context.Context, codes []fault.Code) []*gql.Warning {
	list := []*gql.Warning{}
	for _, c := range codes {
		list = append(list, &gql.Warning{Code: string(c), Message: s.texts.of(sightOf(ctx).Language, c, nil)})
	}
	return list
}

// present makes a top-level error. What the GraphQL library says of a document is
// kept, since it speaks of nothing but the document; anything that is not a fault
// is ours, and told by a reference number alone.
func (s *Server) present(ctx context.Context, err error) *gqlerror.Error {
	var g *gqlerror.Error
	if errors.As(err, &g) && g.Err == nil && ofDocument(g) {
		return s.presentVariable(ctx, g)
	}
	shown := gqlerror.WrapPath(graphql.GetPath(ctx), err)
	if g != nil {
		shown.Path, shown.Locations = g.Path, g.Locations
	}
	a, _ := actor.From(ctx)
	f := s.explained(ctx, err)
	shown.Extensions = map[string]any{"code": string(f.Code)}
	field := f.Field
	if len(field) == 0 {
		field = argumentOf(ctx, shown.Path)
	}
	if len(field) > 0 {
		shown.Extensions["field"] = field
	}
	if reference := f.Params["reference"]; reference != nil {
		shown.Extensions["reference"] = reference
	}
	shown.Message, shown.Err = s.texts.say(a.Language, f), nil
	return shown
}

// ofDocument reports whether the library refused the document or its variables.
func ofDocument(g *gqlerror.Error) bool {
	code := g.Extensions["code"]
	return code == errcode.ParseFailed || code == errcode.ValidationFailed
}

// explained is the fault to show. An unknown error is ours, unless the database is
// gone: then it is nobody's, and passes.
func (s *Server) explained(ctx context.Context, err error) *fault.Fault {
	f := fault.As(err)
	if f.Kind != fault.Internal {
		return f
	}
	if gone := s.Store.Ping(ctx); gone != nil {
		return fault.New(fault.Unavailable, fault.CodeUnavailable, "").Because(err)
	}
	a, _ := actor.From(ctx)
	reference := newReference()
	s.Log.ErrorContext(ctx, "graphql", "reference", reference, "request", a.Request, "path", graphql.GetPath(ctx).String(), "error", err)
	return f.With("reference", reference)
}

func newReference() string {
	var b [5]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// recovered makes an error of a panic, so that one bad field doesn't end the process.
func recovered(_ context.Context, cause any) error {
	return fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
}
