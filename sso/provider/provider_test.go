package provider_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"mandate/directory"
	"mandate/directory/application"
	"mandate/fault"
	"mandate/ident"
	"mandate/sso/provider"
	"mandate/store"
	"mandate/store/storetest"
)

// house is a front door with one tenant, one person who is signed in, and one application.
type house struct {
	t        *testing.T
	store    *store.Store
	people   *directory.Directory
	apps     application.Applications
	door     *provider.Handler
	base     string
	tenant   ident.ID
	person   ident.ID
	session  ident.ID
	app      application.Made
	callback string
	ahead    atomic.Int64 // how far the store's clock is ahead, in nanoseconds
	proven   sync.Map     // by session: when its person proved who they are, a *time.Time; absent: when it began

	mu      sync.Mutex
	logouts []string // logout tokens that the application got
	deaf    int      // so many times it does not answer
}

func each(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			h := &house{}
			fn(t, h.built(t, storetest.OpenAt(t, storetest.Address(t, kind), h.now)))
		})
	}
}

func (h *house) now() time.Time { return time.Now().Add(time.Duration(h.ahead.Load())) }

func newHouse(t *testing.T, s *store.Store) *house {
	t.Helper()
	return new(house).built(t, s)
}

func (h *house) built(t *testing.T, s *store.Store) *house {
	t.Helper()
	h.t, h.store, h.people = t, s, &directory.Directory{Store: s}
	h.apps = application.Applications{Directory: h.people}
	var err error
	h.tenant, err = h.people.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
	h.no(err)
	role, err := h.people.RoleID(h.system(), "underwriter")
	h.no(err)
	h.person, _, err = h.people.Create(h.system(), directory.NewPerson{Email: "ada@acme.test", FirstName: "Ada", LastName: "Moreno", Roles: []ident.ID{role}})
	h.no(err)
	h.session = h.signIn("first")
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	h.base, h.callback = server.URL, server.URL+"/callback"
	h.door = &provider.Handler{Applications: h.apps, Store: s, Log: slog.New(slog.DiscardHandler), PublicURL: h.base, Client: http.DefaultClient, Session: h.signedIn,
		Address: func(r *http.Request) string { return r.RemoteAddr },
		Page:    func(w http.ResponseWriter, _ *http.Request, status int) { w.WriteHeader(status) }}
	h.no(h.door.Register(mux))
	mux.HandleFunc("POST /logged-out", h.hear)
	mux.HandleFunc("/callback", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "the application") })
	mux.HandleFunc("/login/", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "the sign-in") })
	out, hook, name := []string{h.base + "/bye"}, h.base+"/logged-out", "LOS"
	h.app, err = h.apps.Create(h.system(), application.Change{Name: &name, RedirectURIs: &[]string{h.callback}, LogoutURIs: &out, BackchannelLogoutURI: &hook,
		Scopes: &[]string{"profile", "email", "offline_access", "roles", "authority"}})
	h.no(err)
	return h
}

func (h *house) no(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) system() context.Context { return storetest.System(h.t, h.tenant) }

func (h *house) signIn(hash string) ident.ID {
	h.t.Helper()
	now := h.store.Now()
	out, err := h.people.SignIn(h.system(), directory.SignInInput{Person: h.person, Methods: []string{"pwd"}, TokenHash: hash,
		IdleUntil: now.Add(time.Hour), Expires: now.Add(time.Hour)})
	h.no(err)
	return out.Session
}

// signedIn: the cookie "who" stands for the session.
func (h *house) signedIn(r *http.Request) (provider.Session, bool) {
	c, err := r.Cookie("who")
	if err != nil {
		return provider.Session{}, false
	}
	var id ident.ID
	if id.UnmarshalText([]byte(c.Value)) != nil {
		return provider.Session{}, false
	}
	began := id.Time()
	s := provider.Session{Tenant: h.tenant, ID: id, User: h.person, Proven: &began}
	if at, ok := h.proven.Load(id); ok {
		s.Proven = at.(*time.Time)
	}
	return s, true
}

func (h *house) hear(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.deaf > 0 {
		h.deaf--
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	h.logouts = append(h.logouts, r.FormValue("logout_token"))
}

func (h *house) told() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.logouts
}

// browser is one that is signed in with a session; zero: nobody.
func (h *house) browser(session ident.ID) *http.Client {
	jar, _ := cookiejar.New(nil)
	if !session.IsZero() {
		u, _ := url.Parse(h.base)
		jar.SetCookies(u, []*http.Cookie{{Name: "who", Value: session.String(), Path: "/"}})
	}
	return &http.Client{Jar: jar}
}

func (h *house) config() *oauth2.Config {
	h.t.Helper()
	p, err := gooidc.NewProvider(h.t.Context(), h.base+"/oidc")
	h.no(err)
	return &oauth2.Config{ClientID: h.app.ClientID, ClientSecret: h.app.Secret, Endpoint: p.Endpoint(), RedirectURL: h.callback,
		Scopes: []string{"openid", "profile", "email", "offline_access", "roles", "authority"}}
}

// open opens an authorization and gives where the browser lands.
func (h *house) open(c *http.Client, address string) (*url.URL, string) {
	h.t.Helper()
	answer, err := c.Get(address)
	h.no(err)
	defer func() { _ = answer.Body.Close() }()
	body, _ := io.ReadAll(answer.Body)
	return answer.Request.URL, string(body)
}

// enter runs the whole flow and gives the tokens.
func (h *house) enter(verifier string) *oauth2.Token {
	h.t.Helper()
	config := h.config()
	at, body := h.open(h.browser(h.session), config.AuthCodeURL("st", gooidc.Nonce("nn"), oauth2.S256ChallengeOption(verifier)))
	if at.Path != "/callback" || at.Query().Get("state") != "st" || at.Query().Get("code") == "" {
		h.t.Fatalf("landed on %s: %s", at, body)
	}
	tokens, err := config.Exchange(h.t.Context(), at.Query().Get("code"), oauth2.VerifierOption(verifier))
	h.no(err)
	return tokens
}

func (h *house) introspect(token string) map[string]any {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.base+"/oidc/oauth/introspect", strings.NewReader(url.Values{"token": {token}}.Encode()))
	h.no(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(h.app.ClientID, h.app.Secret)
	answer, err := http.DefaultClient.Do(r)
	h.no(err)
	defer func() { _ = answer.Body.Close() }()
	out := map[string]any{}
	h.no(json.NewDecoder(answer.Body).Decode(&out))
	return out
}

func (h *house) userinfo(token string) int {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.base+"/oidc/userinfo", nil)
	h.no(err)
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(r)
	h.no(err)
	_ = answer.Body.Close()
	return answer.StatusCode
}

func TestARelyingPartySignsIn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		tokens := h.enter(oauth2.GenerateVerifier())
		p, err := gooidc.NewProvider(t.Context(), h.base+"/oidc")
		h.no(err)
		id, err := p.Verifier(&gooidc.Config{ClientID: h.app.ClientID}).Verify(t.Context(), tokens.Extra("id_token").(string))
		h.no(err)
		var claims struct{ Nonce, Name, Email, Sid string }
		h.no(id.Claims(&claims))
		if id.Subject != h.person.Text(ident.User) || claims.Nonce != "nn" || claims.Name != "Ada Moreno" || claims.Email != "ada@acme.test" || claims.Sid != h.session.Text(ident.Session) {
			t.Errorf("claims %+v of %s", claims, id.Subject)
		}
		h.no(id.VerifyAccessToken(tokens.AccessToken))
		info, err := p.UserInfo(t.Context(), oauth2.StaticTokenSource(tokens))
		h.no(err)
		var live struct {
			Roles, Permissions []string
			Authority          map[string]any
		}
		h.no(info.Claims(&live))
		if info.Subject != id.Subject || len(live.Roles) != 1 || live.Roles[0] != "underwriter" || len(live.Permissions) == 0 || live.Authority["limits"] == nil {
			t.Errorf("live %+v", live)
		}
		answer := h.introspect(tokens.AccessToken)
		if answer["active"] != true || answer["sub"] != id.Subject || answer["client_id"] != h.app.ClientID {
			t.Errorf("introspection %v", answer)
		}
		if life := time.Until(tokens.Expiry); life > 5*time.Minute || life < 4*time.Minute {
			t.Errorf("the access token lives %s", life)
		}
	})
}

func TestRefreshTokensRotate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		first, config := h.enter(oauth2.GenerateVerifier()), h.config()
		renew := func(refresh string) (*oauth2.Token, error) {
			return config.TokenSource(t.Context(), &oauth2.Token{RefreshToken: refresh}).Token()
		}
		second, err := renew(first.RefreshToken)
		h.no(err)
		if second.RefreshToken == first.RefreshToken || second.AccessToken == first.AccessToken || h.userinfo(second.AccessToken) != http.StatusOK {
			t.Error("nothing new")
		}
		if _, err := renew(first.RefreshToken); err == nil || !strings.Contains(err.Error(), "invalid_grant") {
			t.Errorf("used twice: %v", err)
		}
		if _, err := renew(second.RefreshToken); err == nil {
			t.Error("the family lives")
		}
		if h.userinfo(second.AccessToken) == http.StatusOK {
			t.Error("an access token of the family lives")
		}
	})
}

func TestTokensDieAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		for name, end := range map[string]func(*oauth2.Token) error{
			"revoked": func(k *oauth2.Token) error {
				form := url.Values{"token": {k.RefreshToken}, "client_id": {h.app.ClientID}, "client_secret": {h.app.Secret}}
				answer, err := http.PostForm(h.base+"/oidc/revoke", form)
				if err == nil {
					_ = answer.Body.Close()
				}
				return err
			},
			"session ended": func(*oauth2.Token) error { return h.people.EndSession(h.system(), h.session, "LOGOUT") },
		} {
			h.session = h.signIn(name)
			tokens := h.enter(oauth2.GenerateVerifier())
			if h.userinfo(tokens.AccessToken) != http.StatusOK {
				t.Fatalf("%s: not good before", name)
			}
			h.no(end(tokens))
			if h.userinfo(tokens.AccessToken) == http.StatusOK || h.introspect(tokens.AccessToken)["active"] != false {
				t.Errorf("%s: the access token lives", name)
			}
			if _, err := h.config().TokenSource(t.Context(), &oauth2.Token{RefreshToken: tokens.RefreshToken}).Token(); err == nil {
				t.Errorf("%s: the refresh token lives", name)
			}
		}
	})
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		config, verifier := h.config(), oauth2.GenerateVerifier()
		good := oauth2.S256ChallengeOption(verifier)
		in := h.browser(h.session)
		if at, _ := h.open(in, config.AuthCodeURL("s")); at.Query().Get("error") != "invalid_request" {
			t.Errorf("without PKCE: %s", at)
		}
		if at, _ := h.open(in, config.AuthCodeURL("s", oauth2.SetAuthURLParam("code_challenge", verifier), oauth2.SetAuthURLParam("code_challenge_method", "plain"))); at.Query().Get("error") != "invalid_request" {
			t.Errorf("PKCE plain: %s", at)
		}
		for _, wrong := range []string{h.callback + "/", h.callback + "?x=1", "https://evil.test/callback", strings.ToUpper(h.callback)} {
			if at, body := h.open(in, config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("redirect_uri", wrong))); at.Path != "/oidc/authorize" || body == "the application" {
				t.Errorf("redirect to %s: %s", wrong, at)
			}
		}
		if at, _ := h.open(in, config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("response_type", "token"))); at.Query().Get("code") != "" {
			t.Errorf("implicit: %s", at)
		}
		if at, _ := h.open(h.browser(ident.ID{}), config.AuthCodeURL("s", good)); !strings.HasPrefix(at.Path, "/login/acme") {
			t.Errorf("nobody signed in: %s", at)
		}
		if at, _ := h.open(h.browser(ident.ID{}), config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("prompt", "none"))); at.Query().Get("error") != "login_required" {
			t.Errorf("prompt=none: %s", at)
		}
		at, _ := h.open(in, config.AuthCodeURL("s", good))
		code := at.Query().Get("code")
		if _, err := config.Exchange(t.Context(), code, oauth2.VerifierOption(oauth2.GenerateVerifier())); err == nil {
			t.Error("another verifier")
		}
		other := *config
		other.ClientSecret = "wrong"
		if _, err := other.Exchange(t.Context(), code, oauth2.VerifierOption(verifier)); err == nil {
			t.Error("a wrong secret")
		}
		tokens, err := config.Exchange(t.Context(), code, oauth2.VerifierOption(verifier))
		h.no(err)
		if _, err := config.Exchange(t.Context(), code, oauth2.VerifierOption(verifier)); err == nil {
			t.Error("a code twice")
		}
		if h.userinfo(tokens.AccessToken) == http.StatusOK {
			t.Error("a code that comes twice leaves its tokens alive")
		}
		if h.userinfo("macc_nonsense") == http.StatusOK {
			t.Error("nonsense is a token")
		}
	})
}

func TestLogoutsArePassedOn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		tokens := h.enter(oauth2.GenerateVerifier())
		h.no(h.door.PassOn(h.system()))
		if len(h.told()) != 0 {
			t.Fatal("told of a session that lives")
		}
		leave := url.Values{"id_token_hint": {tokens.Extra("id_token").(string)}, "post_logout_redirect_uri": {h.base + "/bye"}, "state": {"x"}}
		c := h.browser(h.session)
		c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		answer, err := c.Get(h.base + "/oidc/end_session?" + leave.Encode())
		h.no(err)
		_ = answer.Body.Close()
		if to := answer.Header.Get("Location"); to != h.base+"/bye?state=x" {
			t.Errorf("led to %q", to)
		}
		if h.userinfo(tokens.AccessToken) == http.StatusOK {
			t.Error("the session lives")
		}
		h.deaf = 1
		for range 3 {
			h.no(h.door.PassOn(h.system()))
		}
		if len(h.told()) != 0 {
			t.Fatal("who does not answer is asked again at once")
		}
		h.ahead.Store(int64(11 * time.Second))
		for range 3 {
			h.no(h.door.PassOn(h.system()))
		}
		if len(h.told()) != 1 {
			t.Fatalf("told %d times", len(h.told()))
		}
		p, err := gooidc.NewProvider(t.Context(), h.base+"/oidc")
		h.no(err)
		token, err := p.Verifier(&gooidc.Config{ClientID: h.app.ClientID}).Verify(t.Context(), h.told()[0])
		h.no(err)
		var claims struct {
			Sid    string
			Events map[string]any
		}
		h.no(token.Claims(&claims))
		if claims.Sid != h.session.Text(ident.Session) || len(claims.Events) != 1 {
			t.Errorf("logout token %+v", claims)
		}
	})
}

func TestKeysArePublishedBeforeTheySign(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			address := storetest.Address(t, kind)
			h := newHouse(t, storetest.OpenAt(t, address, time.Now))
			first, err := h.apps.SigningKey(t.Context())
			h.no(err)
			h.no(h.apps.RotateKeys(h.system()))
			if list, err := h.apps.Keys(t.Context()); err != nil || len(list) != 1 {
				t.Fatalf("%d keys, %v", len(list), err)
			}
			later := func() time.Time { return time.Now().Add(84 * 24 * time.Hour) }
			soon := application.Applications{Directory: &directory.Directory{Store: storetest.OpenAt(t, address, later)}}
			h.no(soon.RotateKeys(h.system()))
			h.no(soon.RotateKeys(h.system()))
			list, err := soon.Keys(t.Context())
			if err != nil || len(list) != 2 {
				t.Fatalf("%d keys, %v", len(list), err)
			}
			if k, err := soon.SigningKey(t.Context()); err != nil || k.ID != first.ID {
				t.Errorf("the next key signs already: %v", err)
			}
		})
	}
}

func TestClientIDsCarryTheTenant(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		if tenant, id, ok := application.ParseClientID(h.app.ClientID); !ok || tenant != h.tenant || id != h.app.ID {
			t.Errorf("%s is of %s", h.app.ClientID, tenant)
		}
		for _, text := range []string{"", "mapp_", "mapp_x", h.app.ClientID + "0", strings.ToUpper(h.app.ClientID)} {
			if _, _, ok := application.ParseClientID(text); ok {
				t.Errorf("%q is a client_id", text)
			}
		}
		other, err := h.people.CreateTenant(t.Context(), directory.NewTenant{Slug: "other", Name: "Other"})
		h.no(err)
		_, err = h.apps.RotateSecret(storetest.System(t, other), h.app.ID, 0)
		if fault.As(err).Kind != fault.NotFound {
			t.Errorf("another company's application: %v", err)
		}
	})
}
