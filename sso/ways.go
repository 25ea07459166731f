package sso

import (
	"net/http"
	"sync"

	"mandate/ent/db/connection"
	"mandate/ident"
)

// ways keeps connections as they were read last: each step of a sign-in begins with one, and
// they hardly ever change. Nothing is decided by what is kept alone. Whatever is done with it
// is done by a statement that sees, at that moment, that the connection and its company are
// still what they were (directory.ConnectionMark), and whoever would be refused with it is
// judged by one that is read for them. So a change by another replica counts at once, as if
// nothing were kept. Its zero value is ready.
type ways struct {
	mu    sync.RWMutex
	known map[ident.ID]way
}

// waysMost bounds how many are kept; then it begins anew.
const waysMost = 1000

// of is the connection that the path of a request names, as it was read last.
func (k *ways) of(r *http.Request, kind connection.Kind) (way, bool) {
	id, err := ident.Parse(ident.Connection, r.PathValue("connection"))
	if err != nil {
		return way{}, false
	}
	k.mu.RLock()
	defer k.mu.RUnlock()
	x, ok := k.known[id]
	return x, ok && x.row.Kind == kind
}

// keep remembers a connection that was read, and forgets one that is not to be kept.
func (k *ways) keep(id ident.ID, x way, err error) {
	x, lasts := x.lasting()
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil || !lasts {
		delete(k.known, id)
		return
	}
	if _, known := k.known[id]; k.known == nil || !known && len(k.known) >= waysMost {
		k.known = map[ident.ID]way{}
	}
	k.known[id] = x
}

// lasting is a connection as it is kept: with its certificates ready, and without the
// metadata that they came from, which are long and which no sign-in looks at. Not kept is
// what people can't sign in by as it is.
func (x way) lasting() (way, bool) {
	if x.mark == "" || x.row == nil || x.row.State != connection.StateACTIVE {
		return x, false
	}
	if x.row.Kind == connection.KindSAML && len(x.row.Certificates) == 0 {
		return x, false // whose metadata are still to be read
	}
	certificates, err := certificatesOf(x.row.Certificates)
	row := *x.row
	row.Metadata, row.PendingMetadata = "", ""
	x.kept, x.row, x.certificates = true, &row, certificates
	return x, err == nil
}
