package store

import (
	"context"
	"net"
	"time"
)

// cancelPatience is how long a server may take to obey a cancel request.
const cancelPatience = 3 * time.Second

// postgresWire is the network connection under a database connection. lib/pq
// keeps it to itself, and waits without end for a server that went silent, or
// that got the cancel request before the statement.
type postgresWire struct {
	dialer    net.Dialer
	conn      net.Conn
	connected bool // what is dialled from here on carries cancel requests
}

func newPostgresWire() *postgresWire {
	alive := net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}
	return &postgresWire{dialer: net.Dialer{KeepAliveConfig: alive}}
}

// DialContext is what lib/pq connects with.
func (w *postgresWire) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := w.dialer.DialContext(ctx, network, address)
	if err == nil && !w.connected {
		w.conn = conn
	}
	return conn, err
}

// Dial is DialContext without a context.
func (w *postgresWire) Dial(network, address string) (net.Conn, error) {
	return w.DialContext(context.Background(), network, address)
}

// DialTimeout is DialContext with a limit.
func (w *postgresWire) DialTimeout(network, address string, limit time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	return w.DialContext(ctx, network, address)
}

// guard ends the wait for the server soon after the context has ended. Call
// release once, when the server has answered.
func (w *postgresWire) guard(ctx context.Context) (release func()) {
	limited := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		_ = w.conn.SetDeadline(time.Now().Add(cancelPatience))
		close(limited)
	})
	return func() {
		if !stop() {
			<-limited
			_ = w.conn.SetDeadline(time.Time{})
		}
	}
}
