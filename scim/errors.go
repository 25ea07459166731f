package scim

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"

	"mandate/fault"
)

// The scimType values of RFC 7644 table 9, carried as fault codes.
const (
	invalidFilter fault.Code = "invalidFilter"
	invalidPath   fault.Code = "invalidPath"
	invalidSyntax fault.Code = "invalidSyntax"
	invalidValue  fault.Code = "invalidValue"
	mutability    fault.Code = "mutability"
	noTarget      fault.Code = "noTarget"
	uniqueness    fault.Code = "uniqueness"
)

// The scimType values of RFC 9865 table 1.
const (
	invalidCursor fault.Code = "invalidCursor"
	expiredCursor fault.Code = "expiredCursor"
	invalidCount  fault.Code = "invalidCount"
)

// Codes of HTTP that RFC 7644 gives no scimType.
const (
	codeMediaType   fault.Code = "MEDIA_TYPE"
	codeMethod      fault.Code = "METHOD"
	codeUnsupported fault.Code = "UNSUPPORTED"
	codeCircular    fault.Code = "CIRCULAR"
	codeSlow        fault.Code = "SLOW"
	codeOverload    fault.Code = "OVERLOAD"
)

const errorURN = "urn:ietf:params:scim:api:messages:2.0:Error"

// refuse makes the fault of a request that RFC 7644 answers with 400 and this scimType.
func refuse(scimType fault.Code, format string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, scimType, format, args...)
}

// problem is the error body of RFC 7644 section 3.12.
type problem struct {
	Schemas  []string `json:"schemas"`
	Status   string   `json:"status"`
	ScimType string   `json:"scimType,omitempty"`
	Detail   string   `json:"detail"`
}

func problemOf(f *fault.Fault) (int, problem) {
	status := statusOf(f)
	return status, problem{
		Schemas:  []string{errorURN},
		Status:   strconv.Itoa(status),
		ScimType: scimTypeOf(f, status),
		Detail:   f.Message,
	}
}

// statusOf chooses the HTTP status. A missing database must never look like a
// missing person or a bad token: Entra would put its job in quarantine.
func statusOf(f *fault.Fault) int {
	switch f.Code {
	case codeMediaType:
		return http.StatusUnsupportedMediaType
	case codeMethod:
		return http.StatusMethodNotAllowed
	case codeUnsupported:
		return http.StatusNotImplemented
	case codeSlow:
		return http.StatusRequestTimeout
	}
	switch f.Kind {
	case fault.Invalid:
		return http.StatusBadRequest
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Denied:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Stale:
		return http.StatusPreconditionFailed
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Throttled:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// scimTypeOf gives the detail error keyword; codes of the house that say that an
// input value is not acceptable become invalidValue.
func scimTypeOf(f *fault.Fault, status int) string {
	switch f.Code {
	case invalidFilter, invalidPath, invalidSyntax, invalidValue, mutability, noTarget, uniqueness, invalidCursor, expiredCursor, invalidCount:
		return string(f.Code)
	case fault.CodeTaken, fault.CodeEmailTaken, fault.CodeEmailReserved:
		return string(uniqueness)
	}
	if status == http.StatusBadRequest {
		return string(invalidValue)
	}
	return ""
}

// fail answers with the error body. The cause of what is our fault goes to the
// log with the request's id, which the caller is told.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, request string, err error) {
	f := fault.As(err)
	away := r.Context().Err() != nil
	if away && f.Code != codeSlow {
		// Whoever only closed the sending side still reads, and no answer would be an empty 200.
		f = fault.New(fault.Unavailable, fault.CodeUnavailable, "The connection was closed before the answer was ready.")
	}
	status, body := problemOf(f)
	traceOf(r.Context()).refused(f, status, body)
	switch status {
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Bearer realm="scim"`)
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", retryAfter(f))
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", fmt.Sprint(f.Params["wait"]))
	}
	if ours := status == http.StatusInternalServerError || status == http.StatusServiceUnavailable && f.Code == fault.CodeUnavailable; ours && !away {
		h.Log.LogAttrs(r.Context(), slog.LevelError, "scim request not answered", slog.String("request", request),
			slog.String("method", r.Method), slog.Int("status", status), slog.Any("error", err))
		body.Detail += " Reference: " + request + "."
	}
	if sent, ok := w.(*statusWriter); ok && sent.begun {
		sent.status = status // an answer that broke off: the directory's log says why, its receiver got no end
		return
	}
	write(w, status, body)
}

// retryAfter is when to come again, in whole seconds.
func retryAfter(f *fault.Fault) string {
	if wait, ok := f.Params["wait"].(int); ok {
		return strconv.Itoa(wait)
	}
	return "5"
}

// write sends a SCIM body.
func write(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/scim+json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
