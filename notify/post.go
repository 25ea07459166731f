package notify

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"mandate/store"
)

// Post turns notices into messages and delivers them. Its methods work on the tenant of
// the actor in the context, and are safe for concurrent use.
type Post struct {
	Store     *store.Store
	Sender    Sender
	PublicURL string // address of the installation, for links
	Keep      bool   // credentials stay readable in the outbox after sending: a demo, where nothing is sent
	Log       *slog.Logger

	composer *composer
}

// New checks the texts and gives p ready for work.
func New(p Post) (*Post, error) {
	c, err := newComposer()
	if err != nil {
		return nil, err
	}
	p.composer, p.PublicURL = c, strings.TrimRight(p.PublicURL, "/")
	return &p, nil
}

// Work does all that is due: makes messages of notices, and offers each message that is
// due to the server once.
func (p *Post) Work(ctx context.Context) error {
	for more := true; more && ctx.Err() == nil; {
		var err error
		if more, err = p.Gather(ctx); err != nil {
			return err
		}
	}
	for more := true; more && ctx.Err() == nil; {
		var err error
		if more, err = p.Deliver(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Message is what a Sender takes.
type Message struct {
	ID       string // of its Message-ID, before the @: the same at each try
	Address  string
	Language string
	Subject  string
	Text     string
	HTML     string
	Secret   bool // it brings a credential: not for logs
	At       time.Time
}

// Sender brings messages to a server. It gives one error a message, nil for those that
// were taken; a Refusal is an error that trying again does not help.
type Sender interface {
	Send(ctx context.Context, messages []Message) []error
}

// Refusal is what a server said that will never take a message.
type Refusal struct{ Reason string }

// Error is the server's word.
func (r Refusal) Error() string { return r.Reason }
