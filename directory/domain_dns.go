package directory

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"mandate/fault"
)

// LookUpTXT gives the TXT records of a name; a name without any has none, and a
// resolver that does not answer is fault.Unavailable.
type LookUpTXT func(ctx context.Context, name string) ([]string, error)

const lookUpTime = 5 * time.Second

// Resolver asks the resolver of the machine, or the one at server (host:port, or a host
// on port 53) where it is not empty.
func Resolver(server string) LookUpTXT {
	r := &net.Resolver{PreferGo: true}
	if server != "" {
		if _, _, err := net.SplitHostPort(server); err != nil {
			server = net.JoinHostPort(server, "53")
		}
		r.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{Timeout: lookUpTime}).DialContext(ctx, network, server)
		}
	}
	return func(ctx context.Context, name string) ([]string, error) {
		ctx, cancel := context.WithTimeout(ctx, lookUpTime)
		defer cancel()
		list, err := r.LookupTXT(ctx, name+".") // a whole name: no search list of this machine
		if none := new(net.DNSError); errors.As(err, &none) && none.IsNotFound {
			return nil, nil
		}
		if err != nil {
			return nil, fault.New(fault.Unavailable, fault.CodeUnavailable, "The name server does not answer. Try again in a moment.").
				Because(fmt.Errorf("look up TXT of %s: %w", name, err))
		}
		return list, nil
	}
}
