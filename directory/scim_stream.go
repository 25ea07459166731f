package directory

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"net/url"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/eventdelivery"
	"mandate/ent/db/eventstream"
	"mandate/ident"
	"mandate/store"
)

// NewStream describes who is to be told of what a directory's people and groups go
// through, as Security Event Tokens (RFC 8417).
type NewStream struct {
	Directory     ident.ID
	Endpoint      string // where tokens are pushed to (RFC 8935), https; empty: they are polled (RFC 8936)
	Authorization string // the header of a push; empty: none
	Audience      string // aud of the tokens
}

// CreateStream makes a stream with a signing key of its own. It begins with what
// happens from now on.
func (d *Directory) CreateStream(ctx context.Context, n NewStream) (ident.ID, error) {
	if err := n.check(); err != nil {
		return ident.ID{}, err
	}
	private, public, err := newSigningKey()
	if err != nil {
		return ident.ID{}, err
	}
	var id ident.ID
	err = d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = Once(ctx, tx, func() (ident.ID, error) { return n.insert(ctx, tx, private, public) })
		return err
	})
	return id, err
}

func (n NewStream) check() error {
	if n.Audience == "" {
		return required("audience")
	}
	if n.Endpoint == "" {
		return nil
	}
	u, err := url.Parse(n.Endpoint)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return invalid("The endpoint is an address of the web.").On("endpoint")
	}
	return nil
}

func newSigningKey() (private, public []byte, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make signing key: %w", err)
	}
	if private, err = x509.MarshalPKCS8PrivateKey(key); err != nil {
		return nil, nil, fmt.Errorf("encode signing key: %w", err)
	}
	if public, err = x509.MarshalPKIXPublicKey(&key.PublicKey); err != nil {
		return nil, nil, fmt.Errorf("encode signing key: %w", err)
	}
	return private, public, nil
}

func (n NewStream) insert(ctx context.Context, tx *store.Tx, private, public []byte) (ident.ID, error) {
	id := tx.NewID()
	there, err := tx.Client.Directory.Query().Where(directory.ID(n.Directory)).Exist(ctx)
	if err != nil {
		return id, fmt.Errorf("load directory: %w", err)
	}
	if !there {
		return id, unknown("directory")
	}
	sealed, err := tx.Secrets().Seal(streamKeyName(id), private)
	if err != nil {
		return id, fmt.Errorf("seal signing key: %w", err)
	}
	mark, err := LastSeal(ctx, tx.Client)
	if err != nil {
		return id, err
	}
	row := tx.Client.EventStream.Create().SetID(id).SetDirectoryID(n.Directory).SetMethod(eventstream.MethodPOLL).SetAudience(n.Audience).
		SetEndpoint(n.Endpoint).SetKeySealed(sealed).SetPublicKey(public).SetMark(mark)
	if n.Endpoint != "" {
		row.SetMethod(eventstream.MethodPUSH)
	}
	if n.Authorization != "" {
		header, err := tx.Secrets().Seal(streamHeaderName(id), []byte(n.Authorization))
		if err != nil {
			return id, fmt.Errorf("seal authorization: %w", err)
		}
		row.SetAuthorizationSealed(header)
	}
	if err := row.Exec(ctx); err != nil {
		return id, fmt.Errorf("insert stream: %w", err)
	}
	tx.Record(store.Event{Action: "EVENT_STREAM_CREATED", TargetKind: ident.Directory, Target: n.Directory,
		Changes: []store.Change{{Field: "stream", After: id.Text(ident.Stream)}, {Field: "endpoint", After: n.Endpoint}}})
	return id, nil
}

func streamKeyName(id ident.ID) string    { return "event_stream:" + id.String() + ":key" }
func streamHeaderName(id ident.ID) string { return "event_stream:" + id.String() + ":authorization" }

// DeleteStream ends a stream with everything that waits in it.
func (d *Directory) DeleteStream(ctx context.Context, id ident.ID) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return deleteStream(ctx, tx, id) })
	})
}

func deleteStream(ctx context.Context, tx *store.Tx, id ident.ID) error {
	row, err := tx.Client.EventStream.Query().Where(eventstream.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return unknown("stream")
	}
	if err != nil {
		return fmt.Errorf("load stream: %w", err)
	}
	if _, err := tx.Client.EventDelivery.Delete().Where(eventdelivery.StreamID(id)).Exec(ctx); err != nil {
		return fmt.Errorf("delete deliveries: %w", err)
	}
	if _, err := tx.Client.EventStream.Delete().Where(eventstream.ID(id)).Exec(ctx); err != nil {
		return fmt.Errorf("delete stream: %w", err)
	}
	tx.Record(store.Event{Action: "EVENT_STREAM_DELETED", TargetKind: ident.Directory, Target: row.DirectoryID,
		Changes: []store.Change{{Field: "stream", Before: id.Text(ident.Stream)}}})
	return nil
}
