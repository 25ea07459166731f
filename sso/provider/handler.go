package provider

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"mandate/actor"
	"mandate/directory/application"
	"mandate/directory/attempt"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Base is the path below which the front door is; issuer is the public address and Base.
const Base = "/oidc"

// Session is who is signed in with a browser.
type Session struct {
	Tenant, ID, User ident.ID
	Proven           *time.Time // when the person last proved who they are; nil: their IdP did not say
}

// Handler is the front door. Set the fields, call Register once.
type Handler struct {
	Applications application.Applications
	Store        *store.Store
	Log          *slog.Logger
	PublicURL    string       // without a slash at the end
	Client       *http.Client // for logouts passed on: guarded
	Address      func(*http.Request) string

	// Page answers somebody's browser where an application can't be given an answer.
	Page func(w http.ResponseWriter, r *http.Request, status int)

	// Session says who is signed in with the browser of a request; false: nobody.
	Session func(r *http.Request) (Session, bool)

	front  front
	pauses pauses
	asked  attempt.Buckets // authorizations that are asked for
	making sync.Mutex      // of the first key
}

// Register puts the front door's routes on mux.
func (h *Handler) Register(mux *http.ServeMux) error {
	h.asked.Each = askedOfOne
	if _, err := io.ReadFull(rand.Reader, h.asked.Seed[:]); err != nil {
		return fmt.Errorf("seed of bounds: %w", err)
	}
	var key [32]byte // nothing is encrypted by it: tokens are opaque texts of the store
	if _, err := io.ReadFull(rand.Reader, key[:]); err != nil {
		return fmt.Errorf("make key: %w", err)
	}
	options := []op.Option{op.WithLogger(h.Log), op.WithCrypto(tokens{}), op.WithCORSOptions(nil)}
	if strings.HasPrefix(h.PublicURL, "http://") {
		options = append(options, op.WithAllowInsecure())
	}
	library, err := op.NewProvider(&op.Config{CryptoKey: key, CodeMethodS256: true, AuthMethodPost: true, AuthMethodPrivateKeyJWT: true,
		GrantTypeRefreshToken: true, DefaultLogoutRedirectURI: h.PublicURL + "/login", BackChannelLogoutSupported: true, BackChannelLogoutSessionSupported: true,
		SupportedScopes: append([]string{oidc.ScopeOpenID}, scopes...)}, &storage{h}, op.StaticIssuer(h.PublicURL+Base), options...)
	if err != nil {
		return fmt.Errorf("front door: %w", err)
	}
	h.front = front{library, h}
	h.routes(mux, http.StripPrefix(Base, op.CreateRouter(h.front)))
	return nil
}

// proceed is where an authorization waits for somebody who is signed in: at once, or
// after the company's sign-in. One that wanted a fresh proof and came back without it
// ends at the application: nobody is sent in circles.
func (h *Handler) proceed(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("id")
	row, err := h.pending(r.Context(), id)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	s, ok := h.Session(r)
	fresh := ok && s.Tenant == row.tenant && row.satisfied(s, h.Store.Now())
	if fresh && row.expects(s) {
		err := h.Applications.Grant(row.ctx, row.row.ID, application.Holder{Session: s.ID, User: s.User, SignedIn: s.Proven})
		if err != nil {
			h.refuse(w, r, err)
			return
		}
		http.Redirect(w, r, Base+"/authorize/callback?id="+url.QueryEscape(id), http.StatusFound)
		return
	}
	if fresh || slices.Contains(row.request.Prompt, oidc.PromptNone) || r.URL.Query().Has(askedAnew) {
		op.AuthRequestError(w, r, row, oidc.ErrLoginRequired(), h.front)
		return
	}
	t, err := h.Store.TenantByID(r.Context(), row.tenant)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	http.Redirect(w, r, row.signIn(t.Slug), http.StatusFound)
}

// held lets a code go only to the browser whose session has granted it.
func (h *Handler) held(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		row, err := h.pending(r.Context(), r.URL.Query().Get("id"))
		if err != nil {
			h.refuse(w, r, err)
			return
		}
		if s, ok := h.Session(r); !ok || row.row.SessionID == nil || *row.row.SessionID != s.ID {
			h.refuse(w, r, application.ErrInvalidGrant())
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	f := fault.As(err)
	status := http.StatusBadRequest
	if f.Kind == fault.Internal || f.Kind == fault.Unavailable {
		status = http.StatusInternalServerError
		h.Log.ErrorContext(r.Context(), "front door", "request", actor.RequestOf(r.Context()), "route", r.Pattern, "error", err)
	}
	h.Page(w, r, status)
}

// in is a context of a tenant in which the front door acts.
func in(ctx context.Context, tenant ident.ID) context.Context {
	a := actor.ForSystem(tenant)
	a.Request = actor.RequestOf(ctx)
	return actor.With(ctx, a)
}
