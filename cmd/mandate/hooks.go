package main

import (
	"log/slog"
	"time"

	"mandate/directory"
	"mandate/directory/webhook"
	"mandate/notify"
	"mandate/sso"
)

// hooksEvery is how often history is looked at for subscribers.
const hooksEvery = 2 * time.Second

// hooks is the room that delivers webhooks, by the client that also calls IdPs: no
// redirects, and no private peers unless the operator allows them.
func (c *Config) hooks(people *directory.Directory, log *slog.Logger) *notify.Hooks {
	private := c.OutboundPrivate == "allow"
	return &notify.Hooks{Room: &webhook.Room{Directory: people, PlainHTTP: private}, Client: sso.Outbound{Private: private}.Client(),
		Now: time.Now, Log: log}
}
