package notify

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestAnSMSGatewayThatFails: each failure is an error that names neither number nor text
// nor token, in bounded time.
func TestAnSMSGatewayThatFails(t *testing.T) {
	t.Parallel()
	const number, text, token = "+14165550123", "Code 481516", "CANARY-token"
	hung := make(chan struct{})
	t.Cleanup(func() { close(hung) })
	for name, answer := range map[string]http.HandlerFunc{
		"refuses":   func(w http.ResponseWriter, _ *http.Request) { http.Error(w, number+" "+text, http.StatusUnauthorized) },
		"is broken": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"redirects": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
		"hangs":     func(http.ResponseWriter, *http.Request) { <-hung },
		"hangs up":  func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(answer)
			t.Cleanup(server.CloseClientConnections)
			client := &http.Client{Timeout: 300 * time.Millisecond, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			err := SMSGateway{URL: server.URL, Token: token, Client: client}.Send(t.Context(), number, text)
			if err == nil {
				t.Fatal("no error")
			}
			for _, secret := range []string{number, "481516", token} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error says %s: %v", secret, err)
				}
			}
		})
	}
}

// TestAnSMSGatewayIsAsked: what it gets, and that every 2xx means taken.
func TestAnSMSGatewayIsAsked(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusOK, http.StatusAccepted, http.StatusNoContent} {
		got := map[string]string{}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			_ = json.Unmarshal(body, &got)
			got["authorization"] = r.Header.Get("Authorization")
			w.WriteHeader(status)
		}))
		t.Cleanup(server.Close)
		g := SMSGateway{URL: server.URL, Token: "t0", From: "Acme", Client: server.Client()}
		if err := g.Send(t.Context(), "+14165550123", "Code 1"); err != nil {
			t.Fatalf("%d: %v", status, err)
		}
		if got["to"] != "+14165550123" || got["from"] != "Acme" || got["text"] != "Code 1" || got["authorization"] != "Bearer t0" {
			t.Errorf("it got %v", got)
		}
	}
	for _, address := range []string{"", "gateway", "ftp://gateway.test", "https://"} {
		if (SMSGateway{URL: address}).Check() == nil {
			t.Errorf("%q is an address", address)
		}
	}
}
