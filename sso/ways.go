package sso

import (
	"net/http"
	"slices"
	"sync"

	"mandate/ent/db"
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

// lasting is a connection as it is kept: without the metadata that its certificates came
// from, which are long and which no sign-in looks at. Not kept is what people can't sign in
// by as it is, and what is large.
func (x way) lasting() (way, bool) {
	if x.mark == "" || x.row == nil || x.row.State != connection.StateACTIVE {
		return x, false
	}
	if x.row.Kind == connection.KindSAML && len(x.row.Certificates) == 0 {
		return x, false // whose metadata are still to be read
	}
	row := *x.row
	row.Metadata, row.PendingMetadata = "", ""
	x.kept, x.row = true, &row
	return x, len(row.Certificates) <= keptCertificates && weightOf(x.row) <= keptWeight
}

// What is kept of one connection is bounded, so that all of them together take tens of
// megabytes, certificates included once they are read: an identity provider signs with one
// key or two, which weigh 2 kB each. One of more is read for each request, as if nothing were
// kept.
const (
	keptCertificates = 8
	keptWeight       = 24 << 10
)

// weightOf is how many bytes the texts of a connection have.
func weightOf(row *db.Connection) int {
	n := len(row.SpKeySealed) + len(row.SpNextKeySealed) + len(row.ClientSecretSealed)
	texts := []string{row.Name, row.IdpEntityID, row.SSORedirectURL, row.SSOPostURL, row.SloRedirectURL, row.SloPostURL,
		row.MetadataURL, row.MetadataError, row.PendingReason, row.SpCertificate, row.SpNextCertificate,
		row.Issuer, row.ClientID, row.TokenAuthMethod}
	for _, text := range slices.Concat(texts, row.Certificates, row.Scopes) {
		n += len(text)
	}
	for field, name := range row.Mapping {
		n += len(field) + len(name)
	}
	return n
}
