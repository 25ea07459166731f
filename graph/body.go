package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"

	"mandate/fault"
)

// body is a request of GraphQL over HTTP, with the two ways to name a document of
// the allow-list: documentId, or the extension that Apollo clients send.
type body struct {
	Query         string         `json:"query"`
	DocumentID    string         `json:"documentId"`
	OperationName string         `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    struct {
		PersistedQuery *persisted `json:"persistedQuery"`
	} `json:"extensions"`

	byKey bool // and not by a session
}

// readBody takes one JSON object of at most maxBody bytes, in UTF-8 (RFC 8259 section 8.1):
// in another encoding names would be kept with what stands for a broken letter.
func readBody(w http.ResponseWriter, r *http.Request) (body, error) {
	b := body{byKey: r.Header.Get("Authorization") != ""}
	if !isJSON(r.Header.Get("Content-Type")) {
		return b, &refusal{http.StatusUnsupportedMediaType, invalidRequest("Send the request as application/json, in UTF-8.")}
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return b, &refusal{http.StatusRequestEntityTooLarge, fault.New(fault.TooLarge, fault.CodeTooLarge, "A request has at most %d bytes.", maxBody)}
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err != nil || !utf8.Valid(raw) || d.Decode(&b) != nil {
		return b, invalidRequest("The body is not the JSON of a GraphQL request, in UTF-8.")
	}
	if _, err := d.Token(); err != io.EOF {
		return b, invalidRequest("The body holds more than one JSON value.")
	}
	return b, nil
}

// isJSON takes JSON in its one encoding; media types have a charset only by habit.
func isJSON(contentType string) bool {
	media, parameters, err := mime.ParseMediaType(contentType)
	charset := parameters["charset"]
	return err == nil && media == "application/json" && (charset == "" || strings.EqualFold(strings.ReplaceAll(charset, "-", ""), "utf8"))
}

func invalidRequest(text string) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, "%s", text)
}

// refusal is a fault with the HTTP status that says it.
type refusal struct {
	status int
	fault  *fault.Fault
}

func (r *refusal) Error() string { return r.fault.Error() }
func (r *refusal) Unwrap() error { return r.fault }

// document is what a request wants to run. A text that is on the allow-list was
// measured when it was built; others are measured here.
func (s *Server) document(ctx context.Context, b body) (params *graphql.RawParams, m measure, err error) {
	text, known, err := s.text(ctx, b)
	if err != nil {
		return nil, m, err
	}
	if !known {
		if m, err = survey(text); err != nil {
			return nil, m, err
		}
	}
	if m.operations > 1 && b.OperationName == "" {
		return nil, m, fault.New(fault.Invalid, fault.CodeRequired, "The document has several operations; say which by operationName.").On("operationName")
	}
	if holdsNUL(b.Variables) {
		return nil, m, unstorable().On("variables")
	}
	return &graphql.RawParams{Query: text, OperationName: b.OperationName, Variables: b.Variables}, m, nil
}

// text finds the document. A session that brings text and hash is taken by its text: it has
// the allow-list, which is built in.
func (s *Server) text(ctx context.Context, b body) (text string, known bool, err error) {
	hash, p := b.DocumentID, b.Extensions.PersistedQuery
	if hash == "" && p != nil {
		hash = p.Hash
	}
	if text, known = s.Documents[hash]; known && hash != "" {
		return text, true, nil
	}
	if p != nil && p.Hash != "" && b.DocumentID == "" && b.byKey {
		text, err = s.persistedText(ctx, *p, b.Query)
		return text, false, err
	}
	if b.Query != "" {
		return b.Query, false, nil
	}
	if hash == "" {
		return "", false, fault.New(fault.Invalid, fault.CodeRequired, "Send a query, or the hash of a document.").On("query")
	}
	return "", false, fault.New(fault.NotFound, codeDocumentUnknown, "There is no document with this hash.")
}
