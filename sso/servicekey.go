package sso

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"mandate/ent/db"
)

// serviceKey is this service provider's own key of a connection: it signs what leaves
// and opens what comes encrypted.
type serviceKey struct {
	private     *rsa.PrivateKey
	certificate *x509.Certificate
}

// signingKey is the key that signs for a connection; nil where it has none yet.
func (h *Handler) signingKey(c *db.Connection) (*serviceKey, error) {
	raw, err := h.Directory.SPKey(c)
	if err != nil || raw == nil {
		return nil, err
	}
	return readServiceKey(raw, c.SpCertificate)
}

// openingKeys are the keys that open encrypted assertions of a connection: during a
// rollover there are two.
func (h *Handler) openingKeys(c *db.Connection) ([]*rsa.PrivateKey, error) {
	var out []*rsa.PrivateKey
	for _, open := range []func(*db.Connection) ([]byte, error){h.Directory.SPKey, h.Directory.SPNextKey} {
		raw, err := open(c)
		if err != nil {
			return nil, fmt.Errorf("open key of connection: %w", err)
		}
		if raw == nil {
			continue
		}
		private, err := readPrivate(raw)
		if err != nil {
			return nil, err
		}
		out = append(out, private)
	}
	return out, nil
}

func readServiceKey(raw []byte, certificate string) (*serviceKey, error) {
	private, err := readPrivate(raw)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode([]byte(certificate))
	if block == nil {
		return nil, errors.New("certificate of connection is not PEM")
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read certificate of connection: %w", err)
	}
	return &serviceKey{private: private, certificate: c}, nil
}

func readPrivate(raw []byte) (*rsa.PrivateKey, error) {
	key, err := x509.ParsePKCS8PrivateKey(raw)
	if err != nil {
		return nil, fmt.Errorf("read key of connection: %w", err)
	}
	private, ok := key.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("key of connection is not RSA")
	}
	return private, nil
}
