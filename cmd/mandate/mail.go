package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"mandate/notify"
	"mandate/store"
)

// mailEvery is how often a tenant's notices are looked at.
const mailEvery = 5 * time.Second

// smtp is the mail server of the settings; nil: there is none.
func (c *Config) smtp() (*notify.SMTP, error) {
	if c.SMTPURL == "" {
		return nil, nil
	}
	server, err := notify.ParseSMTP(c.SMTPURL, c.public())
	if err != nil {
		return nil, fmt.Errorf("MANDATE_SMTP_URL: %w", err)
	}
	if server.Password == "" {
		server.Password = c.SMTPPassword
	}
	if server.Password == "" && c.SMTPPasswordFile != "" {
		text, err := os.ReadFile(c.SMTPPasswordFile)
		if err != nil {
			return nil, fmt.Errorf("MANDATE_SMTP_PASSWORD_FILE: %w", err)
		}
		server.Password = strings.TrimRight(string(text), "\r\n")
	}
	if (server.User == "") != (server.Password == "") {
		return nil, errors.New("MANDATE_SMTP_URL: user name and password of the mail server go together")
	}
	return server, nil
}

// post is the room that sends mail: by the server of the settings, or to the log.
func (c *Config) post(s *store.Store, log *slog.Logger) (*notify.Post, error) {
	server, err := c.smtp()
	if err != nil {
		return nil, err
	}
	p := notify.Post{Store: s, Sender: notify.Log{Log: log}, PublicURL: c.public(), Keep: c.Mode == "demo" && server == nil, Log: log}
	if server != nil {
		p.Sender = server
	}
	return notify.New(p)
}

const mailCheckTime = 15 * time.Second

func (c *Config) mailFinding(ctx context.Context) finding {
	server, err := c.smtp()
	if err != nil {
		return finding{"mail", "problem", err.Error()}
	}
	if server == nil {
		return finding{"mail", "warning", "no MANDATE_SMTP_URL: mail goes to the log and the outbox, and nobody gets it"}
	}
	ctx, cancel := context.WithTimeout(ctx, mailCheckTime)
	defer cancel()
	if err := server.Check(ctx); err != nil {
		return finding{"mail", "problem", err.Error()}
	}
	return finding{"mail", "ok", "the mail server answers, and mail comes from " + server.From}
}
