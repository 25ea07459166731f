package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
)

// SMSGateway sends text messages through an HTTP service: a POST of
// {"to": "+14165550123", "from": "…", "text": "…"} to URL with the token as a bearer.
// Every answer of 200 to 299 means that the message was taken. Services that speak
// otherwise are put behind a few lines that translate.
type SMSGateway struct {
	URL    string
	Token  string // may be empty
	From   string // sender that the service shows; may be empty
	Client *http.Client
}

// Check refuses an address that is none.
func (g SMSGateway) Check() error {
	u, err := url.Parse(g.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return errors.New("MANDATE_SMS_URL is not an http or https address")
	}
	return nil
}

// Send sends one message; number is E.164. Errors name neither number nor text.
func (g SMSGateway) Send(ctx context.Context, number, text string) error {
	body, err := json.Marshal(struct {
		To   string `json:"to"`
		From string `json:"from,omitempty"`
		Text string `json:"text"`
	}{number, g.From, text})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.URL, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask the SMS gateway: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	if g.Token != "" {
		r.Header.Set("Authorization", "Bearer "+g.Token)
	}
	answer, err := g.Client.Do(r)
	if err != nil {
		return fmt.Errorf("ask the SMS gateway: %w", err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, smsAnswer))
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("the SMS gateway answered %d", answer.StatusCode)
	}
	return nil
}

// smsAnswer bounds what is read of an answer.
const smsAnswer = 64 << 10

// LogSMS writes messages to the log instead of sending them: for trying things out, since
// who reads the log reads the codes.
type LogSMS struct{ Log *slog.Logger }

// Send writes the message.
func (l LogSMS) Send(ctx context.Context, number, text string) error {
	l.Log.WarnContext(ctx, "SMS not sent, but logged", "to", number, "text", text)
	return nil
}
