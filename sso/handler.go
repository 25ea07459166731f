package sso

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"unicode/utf8"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/attempt"
	"mandate/directory/credential"
	"mandate/directory/factor"
	"mandate/directory/words"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Handler is the sign-in door. Set the exported fields, call Register once, share it.
type Handler struct {
	Store     *store.Store
	Directory *directory.Directory
	Log       *slog.Logger
	PublicURL string                     // scheme and host that browsers use, without a slash at the end
	Client    *http.Client               // for calls to IdPs: Outbound.Client
	Address   func(*http.Request) string // of the client, behind proxies that are trusted
	Random    io.Reader                  // crypto/rand

	// Local accounts.
	Credentials *credential.Credentials
	Factors     *factor.Factors
	Attempts    attempt.Counters

	pages     *pages
	words     words.Refusals
	providers providers
	homes     homes
	ways      ways
	heavy     *heavy
	floods    attempt.Buckets // refusals for history
	seeks     attempt.Buckets // who asks where they sign in
	seeking   chan struct{}

	beginnings attempt.Buckets // of sign-ins
}

// Register puts the door's routes on mux: /login, /sso/, /logout and /session.
func (h *Handler) Register(mux *http.ServeMux) error {
	var err error
	if h.pages, err = loadPages(); err != nil {
		return err
	}
	h.heavy, h.seeking = newHeavy(), make(chan struct{}, seekers)
	h.floods.Each, h.floods.All = refusalsOfOne, refusalsOfAll
	h.seeks.Each, h.seeks.All = refusalsOfOne, refusalsOfAll
	h.beginnings.Each = beginningsOfOne
	for _, b := range []*attempt.Buckets{&h.floods, &h.seeks, &h.beginnings} {
		if _, err := io.ReadFull(h.Random, b.Seed[:]); err != nil {
			return fmt.Errorf("seed of bounds: %w", err)
		}
	}
	if h.words, err = words.Load(); err != nil {
		return err
	}
	protection := http.NewCrossOriginProtection()
	if err := protection.AddTrustedOrigin(originOf(h.PublicURL)); err != nil {
		return fmt.Errorf("public address: %w", err)
	}
	protection.SetDenyHandler(http.HandlerFunc(h.foreign))
	own := func(route string, fn http.HandlerFunc) { mux.Handle(route, h.overTLS(protection.Handler(h.guard(fn)))) }
	own("GET /login", h.showStart)
	own("POST /login", h.findCompany)
	own("GET /login/{tenant}", h.showCompany)
	own("POST /login/{tenant}", h.enterByPassword)
	h.accountRoutes(mux, own)
	own("POST /logout", h.logout)
	own("GET /session", h.showSession)
	own("GET /sso/saml/{connection}/metadata", h.showMetadata)
	own("GET /sso/saml/{connection}/start", h.startSAML)
	own("GET /sso/oidc/{connection}/start", h.startOIDC)
	own("GET /sso/oidc/{connection}/callback", h.callback)
	own("GET /sso/oidc/{connection}/jwks", h.showKeys)
	own("GET /sso/setup/{link}", h.showSetup)
	own("POST /sso/setup/{link}", h.finishSetup)
	mux.Handle("POST /sso/oidc/{connection}/backchannel-logout", h.guard(h.backchannelLogout)) // from a provider, never from a browser
	// The answer of a SAML IdP is a cross-site POST by design; the request that it
	// must belong to, and the browser's binding cookie, stand in for the origin.
	mux.Handle("POST /sso/saml/{connection}/acs", h.guard(h.unlessFull(h.acs)))
	// So are the messages of single logout: their signature stands in for it.
	mux.Handle("GET /sso/saml/{connection}/slo", h.guard(h.slo))
	mux.Handle("POST /sso/saml/{connection}/slo", h.guard(h.unlessFull(h.slo)))
	mux.HandleFunc("GET /sso/asset/{name}", asset)
	for _, rest := range []string{"/sso/", "/login/"} {
		mux.Handle(rest, h.guard(h.absent))
	}
	const read, both = "GET, HEAD", "GET, HEAD, POST"
	for path, allow := range map[string]string{"/login": both, "/login/{tenant}": both,
		"/logout": http.MethodPost, "/session": read, "/sso/saml/{connection}/acs": http.MethodPost, "/sso/saml/{connection}/slo": both} {
		mux.Handle(path, h.guard(h.otherMethod(allow)))
	}
	return nil
}

// guard names the request, sets the headers, bounds the body and keeps the process
// alive when something panics.
func (h *Handler) guard(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request := actor.RequestOf(r.Context())
		if request == "" {
			request = h.Store.NewID().Text(ident.Request)
			r = r.WithContext(actor.WithRequest(r.Context(), request))
		}
		w.Header().Set("X-Request-Id", request)
		secure(w.Header())
		r.Body = http.MaxBytesReader(w, r.Body, maxMessage)
		defer func() {
			if crash := recover(); crash != nil {
				h.fail(w, r, fmt.Errorf("panic: %v", crash))
			}
		}()
		if !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0) {
			h.absent(w, r) // no name here holds what databases refuse
			return
		}
		next(w, r)
	})
}

// unlessFull turns large messages away while too many of them wait.
func (h *Handler) unlessFull(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if h.heavy.full(r.ContentLength) {
			h.fail(w, r, tooBusy())
			return
		}
		next(w, r)
	}
}

// inTenant puts the system as the actor of a tenant into the context: nobody is
// known yet, and what happens is history of that tenant.
func inTenant(ctx context.Context, tenant ident.ID) context.Context {
	a := actor.ForSystem(tenant)
	a.Request = actor.RequestOf(ctx)
	return actor.With(ctx, a)
}

// overTLS refuses what a page without TLS sends, where browsers come by TLS: whoever sits on
// the line has written that page, under our own name. The other protection takes it for ours.
func (h *Handler) overTLS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(h.PublicURL, "https://") && strings.HasPrefix(r.Header.Get("Origin"), "http://") {
			h.foreign(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// foreign answers a form that another site sent.
func (h *Handler) foreign(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	h.show(w, r, http.StatusForbidden, "plain", view{Title: "foreign.title", Body: "foreign.lead", Back: "/login"}, "")
}

func (h *Handler) absent(w http.ResponseWriter, r *http.Request) {
	h.show(w, r, http.StatusNotFound, "plain", view{Title: "absent.title", Body: "absent.lead", Back: "/login"}, "")
}

// otherMethod answers a method that an address does not take.
func (h *Handler) otherMethod(allow string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", allow)
		h.show(w, r, http.StatusMethodNotAllowed, "plain", view{Title: "absent.title", Body: "absent.lead", Back: "/login"}, "")
	}
}

// show writes a page; company is the language to take when the browser asks for none.
func (h *Handler) show(w http.ResponseWriter, r *http.Request, status int, name string, v view, company string) {
	v.Languages = languagesFor(r)
	body, err := h.pages.render(name, v, h.pages.tag(r, company))
	if err != nil {
		h.Log.ErrorContext(r.Context(), "page not rendered", "request", actor.RequestOf(r.Context()), "error", err)
		http.Error(w, string(fault.CodeInternal), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Security-Policy", policyFor(v))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	h.keepLanguage(w, r)
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
