package sso

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"mandate/directory"
	"mandate/ent/db/connection"
	"mandate/store"
)

// startOIDC sends the browser to the provider: code flow with PKCE (S256), state
// and nonce, all bound to this browser. ?reauthenticate=1 asks that the person proves
// anew who they are (Core 3.1.2.1: prompt, max_age). Who can't leave by the connection as
// it is kept leaves by another that is there by now; the same one is not asked twice.
func (h *Handler) startOIDC(w http.ResponseWriter, r *http.Request) {
	kept, known := h.ways.of(r, connection.KindOIDC)
	if !known {
		h.startByOIDC(w, r, kept, nil)
		return
	}
	if err := h.mayBegin(w, r, kept.company); err != nil {
		h.fail(w, r, err)
		return
	}
	to, err := h.authorizationAddress(w, r, kept)
	if err != nil {
		h.startByOIDC(w, r, kept, err)
		return
	}
	http.Redirect(w, r, to, http.StatusFound)
}

// startByOIDC is startOIDC by a connection that is read for it. tried is the one that was
// kept, with what has come of it; its zero value: none was.
func (h *Handler) startByOIDC(w http.ResponseWriter, r *http.Request, tried way, err error) {
	x, ok := h.activeWay(w, r, connection.KindOIDC)
	if !ok {
		return
	}
	if tried.row == nil {
		err = h.mayBegin(w, r, x.company)
	}
	var to string
	if err == nil || errors.Is(err, directory.ErrOutdated) || tried.row != nil && tried.mark != x.mark {
		to, err = h.authorizationAddress(w, r, x)
	}
	if err != nil {
		h.refused(w, r, x.at(), err)
		return
	}
	http.Redirect(w, r, to, http.StatusFound)
}

func (h *Handler) authorizationAddress(w http.ResponseWriter, r *http.Request, x way) (string, error) {
	d, err := h.providers.of(r.Context(), h.Client, x.row, h.Store.Now)
	if err != nil {
		return "", err
	}
	config, err := h.client(x, d)
	if err != nil {
		return "", err
	}
	state, err := newSecret(h.Random)
	if err != nil {
		return "", err
	}
	switch {
	case r.URL.Query().Has(testParam):
		state = testMark + state
	case asksAnew(r):
		state = idFresh + state
	}
	b, err := h.begin(w, r, x, store.HashCredential(state))
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(b.nonce(state)), oauth2.S256ChallengeOption(b.verifier(state))}
	if strings.HasPrefix(state, idFresh) {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	if hint := r.URL.Query().Get("login_hint"); hint != "" && len(hint) <= maxAddress {
		options = append(options, oauth2.SetAuthURLParam("login_hint", hint))
	}
	return config.AuthCodeURL(state, options...), nil
}

// callback takes the provider's answer.
func (h *Handler) callback(w http.ResponseWriter, r *http.Request) {
	x, waits, ok := h.callbackWay(w, r)
	if !ok {
		return
	}
	answer, err := h.readOIDC(r, x, waits)
	if isTest(r.URL.Query().Get("state")) && (err == nil || answer.InResponseTo != "") {
		h.finishTest(w, r, x, answer, err)
		return
	}
	if err != nil {
		h.refusedAnswer(w, r, x, answer.InResponseTo, err)
		return
	}
	if !h.accept(w, r, x, answer) { // its code is used, so that it cannot be judged anew
		h.refused(w, r, x.at(), refuse(changedConnection, "while the provider was asked"))
	}
}

func (h *Handler) readOIDC(r *http.Request, x way, waits pending) (Answer, error) {
	if waits.err != nil {
		return Answer{}, waits.err
	}
	query, b := r.URL.Query(), bindingOf(r)
	state := query.Get("state")
	mine := Answer{InResponseTo: store.HashCredential(state)}
	d, err := h.providers.of(r.Context(), h.Client, x.row, h.Store.Now)
	if err != nil {
		return mine, err
	}
	if err := checkAuthorization(query, d); err != nil {
		return mine, err
	}
	answer, err := h.exchange(r.Context(), x, d, query.Get("code"), b.verifier(state), b.nonce(state))
	answer.InResponseTo = mine.InResponseTo
	if err == nil && strings.HasPrefix(state, idFresh) {
		err = checkProven(answer.Proven, waits.began, h.Store.Now())
	}
	return answer, err
}

// checkAuthorization judges the answer before its code is used (RFC 6749 4.1.2, RFC 9207).
func checkAuthorization(query url.Values, d discovered) error {
	for _, name := range []string{"state", "code", "iss", "error"} {
		if len(query[name]) > 1 {
			return refuse(badShape, "%s %d times", name, len(query[name]))
		}
	}
	iss, present := query.Get("iss"), query.Has("iss")
	if present && iss != d.issuer || !present && d.sendsIss {
		return refuse(wrongIssuer, "iss %q", iss)
	}
	if code := query.Get("error"); code != "" {
		return refuse(providerError, "%s: %s", code, query.Get("error_description"))
	}
	if query.Get("code") == "" {
		return refuse(noCode, "")
	}
	return nil
}

// exchange turns the code into a verified identity.
func (h *Handler) exchange(ctx context.Context, x way, d discovered, code, verifier, nonce string) (Answer, error) {
	ctx = oidc.ClientContext(ctx, h.Client)
	tokens, err := h.redeem(ctx, x, d, code, verifier)
	if err != nil {
		return Answer{}, err
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok {
		return Answer{}, refuse(badToken, "the token endpoint sent no ID token")
	}
	c := OIDC{Issuer: d.issuer, ClientID: x.row.ClientID, Keys: d.keys, Mapping: x.row.Mapping}
	token, err := c.Verify(ctx, raw, nonce, tokens.AccessToken, h.Store.Now())
	if err != nil {
		return Answer{Shown: unverified(raw)}, err
	}
	proven := token.proven()
	if c.Identity(token).Email == "" && d.provider.UserInfoEndpoint() != "" {
		if token, err = withUserinfo(ctx, d, token, tokens); err != nil {
			return Answer{}, err
		}
	}
	who, from := c.identify(token)
	return Answer{Identity: who, From: from, IDToken: raw, Shown: token.claims, Proven: proven}, nil
}

// redeem shows the code to the token endpoint, with the proof that it was asked for
// by this browser (RFC 7636) and by this client.
func (h *Handler) redeem(ctx context.Context, x way, d discovered, code, verifier string) (*oauth2.Token, error) {
	config, err := h.client(x, d)
	if err != nil {
		return nil, err
	}
	options, err := h.asClient(x, config)
	if err != nil {
		return nil, err
	}
	tokens, err := config.Exchange(ctx, code, append(options, oauth2.VerifierOption(verifier))...)
	if err != nil {
		return nil, exchangeRefusal(err)
	}
	return tokens, nil
}

// withUserinfo asks the userinfo endpoint, where providers keep what they leave out
// of the ID token.
func withUserinfo(ctx context.Context, d discovered, token Token, tokens *oauth2.Token) (Token, error) {
	info, err := d.provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return Token{}, refuse(providerAbsent, "userinfo: %v", err)
	}
	claims := map[string]any{}
	if err := info.Claims(&claims); err != nil {
		return Token{}, refuse(badToken, "userinfo: %v", err)
	}
	return token.Merge(info.Subject, claims)
}

// exchangeRefusal tells a code that the provider refuses from a provider that does
// not answer. What the provider sent is not repeated but for its error code.
func exchangeRefusal(err error) error {
	if answer := new(oauth2.RetrieveError); errors.As(err, &answer) {
		return refuse(badCode, "%s", answer.ErrorCode)
	}
	return refuse(providerAbsent, "token endpoint: %v", err)
}
