package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure it is; doors choose their status from it.
type Kind uint8

// The kinds. Internal is the zero value, so that a forgotten kind never leaks.
const (
	Internal        Kind = iota
	Invalid              // the input is malformed or breaks a rule
	Unauthenticated      // nobody is signed in, or the credential is not good
	Denied               // signed in, but not allowed
	NotFound             // absent, or of another tenant: the answer is the same
	Conflict             // collides with what is there (taken, already assigned)
	Stale                // the expected version is not the present one
	TooLarge             // a bound on size, depth or count is exceeded
	Throttled            // come again later
	Unavailable          // a part the answer needs is not there now
)

// Fault is the one error type that carries meaning to a caller.
type Fault struct {
	Kind    Kind
	Code    Code           // what clients switch on
	Message string         // English, safe to show; doors translate by Code
	Field   []string       // path of the input field, outermost first; nil if none
	Params  map[string]any // values that the translated message names
	Cause   error          // for the log only
}

// Error is for the log: code, message and cause. Doors show Message alone.
func (f *Fault) Error() string {
	if f.Cause != nil {
		return fmt.Sprintf("%s: %s: %v", f.Code, f.Message, f.Cause)
	}
	return fmt.Sprintf("%s: %s", f.Code, f.Message)
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// New makes a fault of a kind with a code and a safe English message.
func New(kind Kind, code Code, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Code: code, Message: fmt.Sprintf(format, args...)}
}

// On returns a copy that names the input field it concerns.
func (f *Fault) On(field ...string) *Fault {
	c := *f
	c.Field = field
	return &c
}

// With returns a copy that carries a value for the translated message.
func (f *Fault) With(name string, value any) *Fault {
	c := *f
	c.Params = make(map[string]any, len(f.Params)+1)
	for k, v := range f.Params {
		c.Params[k] = v
	}
	c.Params[name] = value
	return &c
}

// Worded returns a copy whose translated message is another text than that of its code: one
// that knows the case.
func (f *Fault) Worded(text Code) *Fault { return f.With(wording, text) }

// wording is the parameter that names the text.
const wording = "text"

// Wording is the text that says the fault.
func (f *Fault) Wording() Code {
	if text, special := f.Params[wording].(Code); special {
		return text
	}
	return f.Code
}

// Because returns a copy with a cause for the log.
func (f *Fault) Because(cause error) *Fault {
	c := *f
	c.Cause = cause
	return &c
}

// As finds the fault in err's chain. An error without one becomes an internal
// fault that hides it.
func As(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return &Fault{Kind: Internal, Code: CodeInternal, Message: "Something went wrong on our side.", Cause: err}
}

// Is reports whether err is a fault with this code.
func Is(err error, code Code) bool {
	var f *Fault
	return errors.As(err, &f) && f.Code == code
}
