package notify

import (
	"context"
	"log/slog"
)

// Log is the Sender of an installation without a mail server: messages stay in the
// outbox, and the log tells of them. What brings a credential is told of without its
// text.
type Log struct{ Log *slog.Logger }

// Send takes every message.
func (l Log) Send(ctx context.Context, messages []Message) []error {
	for _, m := range messages {
		text := m.Text
		if m.Secret {
			text = "(it brings a credential)"
		}
		l.Log.InfoContext(ctx, "mail is not sent: no mail server is set", "mail", m.ID, "to", m.Address, "subject", m.Subject, "text", text)
	}
	return make([]error, len(messages))
}
