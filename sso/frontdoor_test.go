package sso

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"mandate/directory/application"
	"mandate/ent/db"
	"mandate/ent/db/authorizationrequest"
	"mandate/sso/provider"
)

// frontDoor stands beside the sign-in, as in the product.
func (w *world) frontDoor(t testing.TB, mux *http.ServeMux) {
	t.Helper()
	h := w.handler
	p := &provider.Handler{Applications: application.Applications{Directory: w.directory}, Store: w.store, Log: h.Log, PublicURL: h.PublicURL,
		Client: h.Client, Address: h.Address, Page: h.ShowApplicationRefused,
		Session: func(r *http.Request) (provider.Session, bool) {
			row, ok := h.SignedIn(r)
			return provider.Session{Tenant: row.Tenant, ID: row.ID, User: row.User, Proven: row.SteppedUp}, ok
		}}
	if err := p.Register(mux); err != nil {
		t.Fatal(err)
	}
	mux.HandleFunc("/application", func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, "the application") })
}

// asking is an application of a firm, and how it asks.
type asking struct {
	w        *world
	config   *oauth2.Config
	verifier string
}

func (w *world) application(t testing.TB, f firm) asking {
	t.Helper()
	name, to := "LOS", w.server.URL+"/application"
	made, err := application.Applications{Directory: w.directory}.Create(w.system(t, f), application.Change{Name: &name, RedirectURIs: &[]string{to},
		Scopes: &[]string{"offline_access"}})
	if err != nil {
		t.Fatal(err)
	}
	issuer := w.server.URL + provider.Base
	return asking{w, &oauth2.Config{ClientID: made.ClientID, ClientSecret: made.Secret, RedirectURL: to, Scopes: []string{"openid", "offline_access"},
		Endpoint: oauth2.Endpoint{AuthURL: issuer + "/authorize", TokenURL: issuer + "/oauth/token", AuthStyle: oauth2.AuthStyleInHeader}}, oauth2.GenerateVerifier()}
}

func (a asking) address(more url.Values) string {
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(a.verifier)}
	for name := range more {
		options = append(options, oauth2.SetAuthURLParam(name, more.Get(name)))
	}
	return a.config.AuthCodeURL("s", options...)
}

// authTime redeems a code and gives the auth_time of the ID token; nil: none.
func (a asking) authTime(t testing.TB, code string) any {
	t.Helper()
	ctx := gooidc.ClientContext(t.Context(), a.w.server.Client())
	tokens, err := a.config.Exchange(ctx, code, oauth2.VerifierOption(a.verifier))
	if err != nil {
		t.Fatal(err)
	}
	return authTimeOf(t, a, tokens)
}

func authTimeOf(t testing.TB, a asking, tokens *oauth2.Token) any {
	t.Helper()
	ctx := gooidc.ClientContext(t.Context(), a.w.server.Client())
	issuer := a.w.server.URL + provider.Base
	keys := gooidc.NewRemoteKeySet(ctx, issuer+"/keys")
	config := &gooidc.Config{ClientID: a.config.ClientID, Now: a.w.store.Now}
	token, err := gooidc.NewVerifier(issuer, keys, config).Verify(ctx, tokens.Extra("id_token").(string))
	if err != nil {
		t.Fatal(err)
	}
	claims := map[string]any{}
	if err := token.Claims(&claims); err != nil {
		t.Fatal(err)
	}
	return claims["auth_time"]
}

// firstDoor is the address of the first connection that a company's page offers.
func (p page) firstDoor(t testing.TB) string {
	t.Helper()
	m := doorsOn.FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("no door on %s (%d): %s", p.url, p.status, clip(p.body))
	}
	return html.UnescapeString(m[1])
}

var doorsOn = regexp.MustCompile(`href="(/sso/(?:saml|oidc)/[^"]*)"`)

var freshAsked = map[string]url.Values{"prompt=login": {"prompt": {"login"}}, "select_account": {"prompt": {"select_account"}},
	"max_age=0": {"max_age": {"0"}}, "max_age=60": {"max_age": {"60"}}}

// TestAnApplicationGetsAFreshProofOfAProvider: what the provider remembers of somebody is
// no answer to an application that asks who sits there now, even where the browser keeps
// from the provider that it was to ask.
func TestAnApplicationGetsAFreshProofOfAProvider(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, _, _ := forgedWorld(t, w)
		a := w.application(t, f)
		hours := time.Now().Add(-3 * time.Hour).Unix()
		for name, more := range freshAsked {
			op.bend(bends{claims: map[string]any{"auth_time": hours}})
			b := w.browser(t)
			p := b.get(a.address(nil))
			if p = b.get(p.firstDoor(t)); p.body != "the application" || a.authTime(t, p.url.Query().Get("code")) != float64(hours) {
				t.Fatalf("%s: an ordinary sign-in: %s", name, p.url)
			}
			for _, stripped := range []bool{true, false} {
				p = b.get(a.address(more))
				door := p.firstDoor(t)
				if !strings.Contains(door, anewParam+"=1") {
					t.Fatalf("%s: the provider is not asked anew: %s", name, door)
				}
				if stripped {
					door = strings.Replace(door, anewParam+"=1", "x=1", 1)
				}
				if p = b.get(door); p.body != "the application" || p.url.Query().Get("error") != "login_required" || p.url.Query().Has("code") {
					t.Errorf("%s, stripped %v, of three hours ago: %d %s", name, stripped, p.status, p.url)
				}
			}
			op.bend(bends{})
			p = b.get(b.get(a.address(more)).firstDoor(t))
			if p.url.Query().Get("error") != "login_required" {
				t.Errorf("%s: a provider that names no moment: %d %s", name, p.status, p.url)
			}
			now := time.Now().Unix()
			op.bend(bends{claims: map[string]any{"auth_time": now}})
			p = b.get(b.get(a.address(more)).firstDoor(t))
			if got := a.authTime(t, p.url.Query().Get("code")); got != float64(now) {
				t.Errorf("%s: auth_time %v, want %d: %s", name, got, now, p.url)
			}
		}
	})
}

// TestAnApplicationIsToldNoMomentThatNobodyNamed: a sign-in is no proof, and its time is not
// passed off as one, at the refresh neither.
func TestAnApplicationIsToldNoMomentThatNobodyNamed(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, _, _ := forgedWorld(t, w)
		a, b := w.application(t, f), w.browser(t)
		p := b.get(b.get(a.address(nil)).firstDoor(t))
		ctx := gooidc.ClientContext(t.Context(), w.server.Client())
		tokens, err := a.config.Exchange(ctx, p.url.Query().Get("code"), oauth2.VerifierOption(a.verifier))
		if err != nil {
			t.Fatalf("%s: %v", p.url, err)
		}
		if got := authTimeOf(t, a, tokens); got != nil {
			t.Errorf("auth_time %v", got)
		}
		next, err := a.config.TokenSource(ctx, &oauth2.Token{RefreshToken: tokens.RefreshToken}).Token()
		if err != nil {
			t.Fatal(err)
		}
		if got := authTimeOf(t, a, next); got != nil {
			t.Errorf("auth_time %v after a refresh", got)
		}
	})
}

// TestAnApplicationGetsAFreshProofOfASAMLIdP: ForceAuthn is asked, and AuthnInstant is what
// counts.
func TestAnApplicationGetsAFreshProofOfASAMLIdP(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		a := d.application(t, d.firm)
		hours := forged{Text: replaced(`AuthnInstant="2026-03-03T12:00:00Z"`, `AuthnInstant="2026-03-03T08:00:00Z"`)}
		for name, more := range freshAsked {
			b, p := d.enter(t, hours)
			d.wantIn(t, b, p)
			// answered goes from the application to the IdP and back with its answer.
			answered := func(answer forged, strip bool) *url.URL {
				p := b.get(a.address(more))
				for p.header.Get("Location") != "" {
					p = b.get(p.header.Get("Location"))
				}
				door := p.firstDoor(t)
				if strip {
					door = strings.Replace(door, anewParam+"=1", "x=1", 1)
				}
				id, sent := requestOf(t, b.get(door))
				if strings.Contains(sent.Get("text"), `ForceAuthn="true"`) == strip {
					t.Fatalf("%s: request = %s", name, sent.Get("text"))
				}
				p = d.post(b, d.forge(t, answer, id))
				for strings.HasPrefix(p.header.Get("Location"), "/oidc/") {
					p = b.get(p.header.Get("Location"))
				}
				to, err := url.Parse(p.header.Get("Location"))
				if err != nil || to.Path != "/application" {
					t.Fatalf("%s: %d to %q %s", name, p.status, p.header.Get("Location"), clip(p.body))
				}
				return to
			}
			for _, strip := range []bool{true, false} {
				if to := answered(hours, strip); to.Query().Get("error") != "login_required" || to.Query().Has("code") {
					t.Errorf("%s, stripped %v, of four hours ago: %s", name, strip, to)
				}
			}
			to := answered(forged{}, false)
			if got := d.grantedAt(t); !to.Query().Has("code") || got == nil || !got.Equal(noon) {
				t.Errorf("%s: proven at %v, want %s: %s", name, got, noon, to)
			}
		}
	})
}

// grantedAt is the moment of proof of the latest authorization.
func (d *samlDoor) grantedAt(t *testing.T) *time.Time {
	t.Helper()
	var at *time.Time
	err := d.store.Read(d.system(t, d.firm), func(ctx context.Context, c *db.Client) error {
		row, err := c.AuthorizationRequest.Query().Order(db.Desc(authorizationrequest.FieldID)).First(ctx)
		if err == nil {
			at = row.SignedInAt
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return at
}
