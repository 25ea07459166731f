package sso

import (
	"errors"
	"net"
	"net/netip"
)

var errNotPublic = errors.New("not a public address")

// unreached is what may be told of a host that was not reached. What failed is shown to
// administrators of a company, who chose the host: of the network that the server stands in
// they learn nothing, neither which names it knows, nor where these lead, nor whom it asks.
type unreached struct {
	text  string
	cause error
}

// Error is the text for everybody.
func (u *unreached) Error() string { return u.text }

// Unwrap is what happened, for decisions and never to be shown.
func (u *unreached) Unwrap() error { return u.cause }

// discreet hides what a failed look-up says. A name that nobody knows and one that leads to a
// private peer are told alike: the difference would tell what there is inside.
func discreet(host string, err error) error {
	var lookup *net.DNSError
	failed := errors.As(err, &lookup)
	switch _, number := netip.ParseAddr(host); {
	case errors.Is(err, errNotPublic) && number == nil:
		return &unreached{host + " is " + errNotPublic.Error(), err}
	case errors.Is(err, errNotPublic), failed && lookup.IsNotFound:
		return &unreached{host + " is unknown, or " + errNotPublic.Error(), err}
	case failed:
		return &unreached{host + " could not be looked up just now", err}
	}
	return err
}
