package scim

import (
	"encoding/json"
	"mime"
	"net/http"
	"net/url"

	"mandate/fault"
)

// TokenPath is where clients buy tokens; cmd mounts the Handler there as well.
const TokenPath = "/scim/oauth/token"

const maxTokenBody = 8 << 10

// tokenAnswer is RFC 6749 section 5.1.
type tokenAnswer struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int64  `json:"expires_in"` // seconds
}

// tokenProblem is RFC 6749 section 5.2.
type tokenProblem struct {
	Error       string `json:"error"`
	Description string `json:"error_description,omitempty"`
}

// token answers POST /scim/oauth/token: client credentials (RFC 6749 section 4.4),
// the client named by HTTP Basic or in the body, not by both.
func (h *Handler) token(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Pragma", "no-cache")
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		answerToken(w, http.StatusMethodNotAllowed, tokenProblem{"invalid_request", "A token is asked for by POST."})
		return
	}
	form, ok := tokenForm(w, r)
	id, secret, named := clientOf(r, form)
	switch {
	case !ok:
		answerToken(w, http.StatusBadRequest, tokenProblem{"invalid_request", "The body must be a form of at most 8 KiB that names nothing twice."})
		return
	case form.Get("grant_type") == "":
		answerToken(w, http.StatusBadRequest, tokenProblem{"invalid_request", "The parameter grant_type is missing."})
		return
	case form.Get("grant_type") != "client_credentials":
		answerToken(w, http.StatusBadRequest, tokenProblem{"unsupported_grant_type", "Only client_credentials is supported."})
		return
	case !named:
		answerToken(w, http.StatusBadRequest, tokenProblem{"invalid_request", "The client is named in two ways."})
		return
	}
	h.sell(w, r, id, secret)
}

func (h *Handler) sell(w http.ResponseWriter, r *http.Request, id, secret string) {
	bought, err := h.Directory.BuyToken(r.Context(), id, secret)
	if err == nil {
		answerToken(w, http.StatusOK, tokenAnswer{bought.Text, "Bearer", int64(bought.Expires.Sub(h.Store.Now()).Seconds())})
		return
	}
	if fault.As(err).Kind == fault.Unauthenticated {
		w.Header().Set("WWW-Authenticate", `Basic realm="scim"`)
		answerToken(w, http.StatusUnauthorized, tokenProblem{Error: "invalid_client"})
		return
	}
	h.Log.ErrorContext(r.Context(), "token not sold", "error", err)
	w.Header().Set("Retry-After", "5")
	answerToken(w, http.StatusServiceUnavailable, tokenProblem{Error: "temporarily_unavailable"})
}

func tokenForm(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, false
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxTokenBody)
	if r.ParseForm() != nil {
		return nil, false
	}
	for _, values := range r.PostForm {
		if len(values) > 1 {
			return nil, false
		}
	}
	return r.PostForm, true
}

// clientOf reads client and secret; ok is false when both places name one. In HTTP
// Basic they are form-encoded (RFC 6749 section 2.3.1).
func clientOf(r *http.Request, form url.Values) (id, secret string, ok bool) {
	id, secret, basic := r.BasicAuth()
	if !basic {
		return form.Get("client_id"), form.Get("client_secret"), true
	}
	if form.Has("client_secret") || form.Has("client_id") && form.Get("client_id") != id {
		return "", "", false
	}
	if plain, err := url.QueryUnescape(id); err == nil {
		id = plain
	}
	if plain, err := url.QueryUnescape(secret); err == nil {
		secret = plain
	}
	return id, secret, true
}

func answerToken(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
