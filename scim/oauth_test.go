package scim_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mandate/ident"
	"mandate/scim"
	"mandate/store"
	"mandate/store/storetest"
)

// buy asks for a token and gives status and answer.
func (d door) buy(t *testing.T, form url.Values, basic [2]string) (int, map[string]any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "POST", strings.TrimSuffix(d.base, scim.Base)+scim.TokenPath, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if basic[0] != "" {
		r.SetBasicAuth(basic[0], basic[1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var body map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	if answer.Header.Get("Cache-Control") != "no-store" || answer.StatusCode == 401 && !strings.HasPrefix(answer.Header.Get("WWW-Authenticate"), "Basic") {
		t.Errorf("%v", answer.Header)
	}
	return answer.StatusCode, body
}

// A client buys tokens with its secret, by Basic or by form; they end after an hour,
// and at once with the client.
func TestClientCredentials(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			var later atomic.Int64
			d := open(t, storetest.OpenAt(t, storetest.Address(t, kind), func() time.Time { return time.Now().Add(time.Duration(later.Load())) }))
			c, err := d.directory.CreateClient(d.system, d.issued.Directory, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			grant := url.Values{"grant_type": {"client_credentials"}}
			status, first := d.buy(t, grant, [2]string{c.ClientID, c.Secret})
			if status != 200 || first["token_type"] != "Bearer" || first["expires_in"].(float64) < 3590 {
				t.Fatalf("%d %v", status, first)
			}
			form := url.Values{"grant_type": grant["grant_type"], "client_id": {c.ClientID}, "client_secret": {c.Secret}}
			_, second := d.buy(t, form, [2]string{})
			for _, token := range []map[string]any{first, second} {
				d.token = token["access_token"].(string)
				d.must(t, "POST", "/Users", `{"userName": "`+d.token+`"}`)
			}
			later.Store(int64(time.Hour + time.Minute))
			if status, _ := d.send(t, "GET", "/Users", nil, nil); status != 401 {
				t.Errorf("after an hour: %d", status)
			}
			_, third := d.buy(t, grant, [2]string{c.ClientID, c.Secret})
			d.token = third["access_token"].(string)
			d.must(t, "GET", "/Users", nil)
			if err := d.directory.RevokeClient(d.system, c.ID); err != nil {
				t.Fatal(err)
			}
			if status, _ := d.send(t, "GET", "/Users", nil, nil); status != 401 {
				t.Errorf("after the client was revoked: %d", status)
			}
			if status, answer := d.buy(t, grant, [2]string{c.ClientID, c.Secret}); status != 401 || answer["error"] != "invalid_client" {
				t.Errorf("a revoked client: %d %v", status, answer)
			}
		})
	}
}

// What is refused is refused as RFC 6749 says.
func TestClientCredentialsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		c, err := d.directory.CreateClient(d.system, d.issued.Directory, s.Now().Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		if status, answer := d.buy(t, url.Values{"grant_type": {"client_credentials"}}, [2]string{c.ClientID, c.Secret}); status != 200 || answer["expires_in"].(float64) > 60 {
			t.Errorf("a token outlives its client: %v", answer)
		}
		grant := []string{"client_credentials"}
		for name, try := range map[string]struct {
			form   url.Values
			basic  [2]string
			status int
			code   string
		}{
			"no grant":        {url.Values{}, [2]string{c.ClientID, c.Secret}, 400, "invalid_request"},
			"another grant":   {url.Values{"grant_type": {"password"}}, [2]string{c.ClientID, c.Secret}, 400, "unsupported_grant_type"},
			"a grant twice":   {url.Values{"grant_type": {"client_credentials", "client_credentials"}}, [2]string{c.ClientID, c.Secret}, 400, "invalid_request"},
			"named twice":     {url.Values{"grant_type": grant, "client_secret": {c.Secret}}, [2]string{c.ClientID, c.Secret}, 400, "invalid_request"},
			"nobody":          {url.Values{"grant_type": grant}, [2]string{}, 401, "invalid_client"},
			"a wrong secret":  {url.Values{"grant_type": grant}, [2]string{c.ClientID, store.NewCredential("mscs", ident.ID{}).Text}, 401, "invalid_client"},
			"another's id":    {url.Values{"grant_type": grant}, [2]string{"cli_06e4000000000000000000000g", c.Secret}, 401, "invalid_client"},
			"a token instead": {url.Values{"grant_type": grant}, [2]string{c.ClientID, d.token}, 401, "invalid_client"},
		} {
			if status, answer := d.buy(t, try.form, try.basic); status != try.status || answer["error"] != try.code {
				t.Errorf("%s: %d %v", name, status, answer)
			}
		}
		if text := d.log.String(); strings.Contains(text, c.Secret) {
			t.Error("the secret is in the log")
		}
	})
}
