package sso

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

// Bounds of how often a provider is asked for its keys. Every token that names a key that
// is not known asks for them, and tokens come from anybody.
const (
	keysAtOnce = 5
	keysEvery  = 10 * time.Second
)

// keySet is the key set of a provider: it learns new keys without a restart, and asks for
// them in measure. ctx holds for as long as the set does.
func keySet(ctx context.Context, client *http.Client, address string, now func() time.Time) oidc.KeySet {
	own := *client
	own.Transport = &paced{next: client.Transport, now: now, left: keysAtOnce}
	return oidc.NewRemoteKeySet(oidc.ClientContext(ctx, &own), address)
}

// paced asks one address a few times at once and then each time that keysEvery has passed;
// in between it gives the last good answer once more.
type paced struct {
	next http.RoundTripper
	now  func() time.Time

	mu   sync.Mutex
	left float64
	at   time.Time
	last *http.Response // its body is kept
	body []byte
}

// RoundTrip asks, or answers itself.
func (p *paced) RoundTrip(r *http.Request) (*http.Response, error) {
	if kept := p.kept(); kept != nil {
		return kept, nil
	}
	answer, err := p.next.RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		return answer, err
	}
	body, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last, p.body = answer, forSigning(body)
	return p.again(), nil
}

// kept is the last good answer, when the provider was asked enough for now.
func (p *paced) kept() *http.Response {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if passed := now.Sub(p.at); !p.at.IsZero() && passed > 0 {
		p.left = min(p.left+float64(passed)/float64(keysEvery), keysAtOnce)
	}
	p.at = now
	if p.left >= 1 || p.last == nil {
		p.left = max(p.left-1, 0)
		return nil
	}
	return p.again()
}

func (p *paced) again() *http.Response {
	answer := *p.last
	answer.Body = io.NopCloser(bytes.NewReader(p.body))
	return &answer
}

// forSigning leaves out of a key set what may sign nothing here: keys for encryption, those
// that are no public keys, and RSA keys that are too short (RFC 7517 4.2, RFC 7518 3.3).
// What is no key set stays as it is, for the library to refuse; so does one with a key
// that is too long.
func forSigning(body []byte) []byte {
	var set jose.JSONWebKeySet
	if json.Unmarshal(body, &set) != nil {
		return body
	}
	set.Keys = slices.DeleteFunc(set.Keys, func(k jose.JSONWebKey) bool {
		if n, ok := k.Key.(*rsa.PublicKey); ok && n.N.BitLen() < minRSA {
			return true
		}
		return !k.IsPublic() || k.Use != "" && k.Use != "sig"
	})
	left, err := json.Marshal(set)
	if err != nil {
		return body
	}
	return left
}
