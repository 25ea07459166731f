package provider

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"mandate/actor"
	"mandate/fault"
)

// Bounds of what a request without a session makes us keep, in bytes.
const (
	longestState = 2048
	longestNonce = 512
)

// What an authorization may ask for (OpenID Connect Core 3.1.2.1).
var (
	prompts       = []string{oidc.PromptNone, oidc.PromptLogin, oidc.PromptSelectAccount, oidc.PromptConsent}
	challengeForm = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`) // RFC 7636 4.2: SHA-256 in base64url
	secondsForm   = regexp.MustCompile(`^[0-9]{1,9}$`)
)

// judged answers an authorization that can't be granted whatever is stored, at the
// application where that is known, and leaves the rest to next. Where the redirect URI is
// not one of the application's, letter by letter (RFC 9700 2.1), nobody else is asked: the
// library compares what it means, and would lead its own refusals there.
func (h *Handler) judged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ParseForm() != nil {
			http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
			return
		}
		r.Form = given(r.Form)
		uri := r.Form.Get("redirect_uri")
		c, _, err := (&storage{h}).client(r.Context(), r.Form.Get("client_id"))
		switch {
		case broken(err):
			h.refuse(w, r, err)
			return
		case err != nil || !c.redirectsTo(uri):
			h.objected(r, oidc.ErrInvalidRequestRedirectURI().WithDescription("unknown client or redirect_uri"))
			http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
			return
		}
		problem := objection(r.Form)
		if problem == nil {
			next.ServeHTTP(w, r)
			return
		}
		h.objected(r, problem)
		op.AuthRequestError(w, r, &oidc.AuthRequest{RedirectURI: uri, State: r.Form.Get("state"), ResponseType: oidc.ResponseTypeCode}, problem, h.front)
	})
}

// given leaves out parameters without a value, which count as not sent (RFC 6749 3.1).
func given(form url.Values) url.Values {
	out := make(url.Values, len(form))
	for name, values := range form {
		if len(values) > 1 || values[0] != "" {
			out[name] = values
		}
	}
	return out
}

// objected notes a refusal under the reference of its request. What the request says is
// not repeated but for the client that it names.
func (h *Handler) objected(r *http.Request, problem *oidc.Error) {
	client := r.Form.Get("client_id")
	h.Log.InfoContext(r.Context(), "authorization refused", "request", actor.RequestOf(r.Context()), "client", client[:min(len(client), longestClientID)],
		"error", string(problem.ErrorType), "description", problem.Description)
}

// longestClientID bounds what is logged of a client_id, in bytes.
const longestClientID = 100

// broken reports whether an answer fails for a reason of this installation, and not by
// what was asked.
func broken(err error) bool {
	f := new(fault.Fault)
	return errors.As(err, &f) && (f.Kind == fault.Internal || f.Kind == fault.Unavailable)
}

// objection says why the parameters of an authorization can't be granted, or nil. What
// is not known is ignored (RFC 6749 3.1); what would ask for something that is not done
// here, and must not be overlooked, is refused by its own code.
func objection(form url.Values) *oidc.Error {
	for name, values := range form {
		if len(values) > 1 {
			return invalid(printed(name) + " is there more than once")
		}
	}
	switch {
	case form.Has("request"):
		return oidc.ErrRequestNotSupported()
	case form.Has("request_uri"):
		return &oidc.Error{ErrorType: "request_uri_not_supported"}
	case form.Has("registration"):
		return &oidc.Error{ErrorType: "registration_not_supported"}
	case form.Get("response_type") == "":
		return invalid("response_type is missing")
	case form.Get("response_type") != string(oidc.ResponseTypeCode):
		return &oidc.Error{ErrorType: "unsupported_response_type", Description: "the response_type is code"}
	case form.Get("response_mode") != "" && form.Get("response_mode") != string(oidc.ResponseModeQuery): // the library's form leaves iss out, and runs a script
		return &oidc.Error{ErrorType: "unsupported_response_mode", Description: "the response_mode is query"}
	case form.Get("code_challenge_method") != string(oidc.CodeChallengeMethodS256) || !challengeForm.MatchString(form.Get("code_challenge")):
		return invalid("code_challenge with the method S256 is needed")
	case len(form.Get("state")) > longestState || len(form.Get("nonce")) > longestNonce:
		return invalid("state or nonce is too long")
	case form.Has("max_age") && !secondsForm.MatchString(form.Get("max_age")):
		return invalid("max_age is a number of seconds")
	}
	return promptObjection(strings.Fields(form.Get("prompt")))
}

// promptObjection refuses what has no meaning here: to overlook it would let somebody in
// without what the application asked for.
func promptObjection(asked []string) *oidc.Error {
	for _, p := range asked {
		if !slices.Contains(prompts, p) {
			return invalid("unknown prompt")
		}
	}
	if len(asked) > 1 && slices.Contains(asked, oidc.PromptNone) {
		return invalid("the prompt none stands alone")
	}
	return nil
}

func invalid(why string) *oidc.Error { return oidc.ErrInvalidRequest().WithDescription("%s", why) }

// printed is a parameter's name as an error may repeat it (RFC 6749 4.1.2.1).
func printed(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, name[:min(len(name), 40)])
}
