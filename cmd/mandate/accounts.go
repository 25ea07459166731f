package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"

	"mandate/directory"
	"mandate/directory/attempt"
	"mandate/directory/credential"
	"mandate/directory/factor"
	"mandate/notify"
	"mandate/sso"
)

// accounts are the rooms of local accounts.
type accounts struct {
	credentials *credential.Credentials
	factors     *factor.Factors
	attempts    attempt.Counters
}

func (c *Config) accounts(people *directory.Directory, log *slog.Logger) (accounts, error) {
	party, err := factor.RelyingParty(c.public())
	if err != nil {
		return accounts{}, fmt.Errorf("passkeys: %w", err)
	}
	send, err := c.smsGateway(log)
	if err != nil {
		return accounts{}, err
	}
	return accounts{
		credentials: &credential.Credentials{Directory: people, Passwords: passwords(), Random: rand.Reader, PublicURL: c.public()},
		factors:     &factor.Factors{Store: people.Store, Random: rand.Reader, WebAuthn: party, Send: send},
		attempts:    attempt.Counters{Store: people.Store},
	}, nil
}

// smsToLog is the setting that writes codes to the log, for trying things out.
const smsToLog = "log"

// smsGateway is what brings codes to mobile numbers: an HTTP gateway, the log where the
// demo runs, or nothing.
func (c *Config) smsGateway(log *slog.Logger) (func(context.Context, string, string) error, error) {
	switch {
	case c.SMSURL == smsToLog, c.SMSURL == "" && c.Mode == "demo":
		return notify.LogSMS{Log: log}.Send, nil
	case c.SMSURL == "":
		return nil, nil
	}
	gateway := notify.SMSGateway{URL: c.SMSURL, Token: c.SMSToken, From: c.SMSFrom, Client: sso.Outbound{Private: c.OutboundPrivate == "allow"}.Client()}
	return gateway.Send, gateway.Check()
}
