package directory

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// A SAML connection has a key of its own as service provider: it signs requests and
// opens encrypted assertions. It is replaced without a gap in four steps:
//
//	begin    a next key is made; metadata publishes both, assertions for either open
//	         (the IdP's administrator takes the new certificate over)
//	switch   the next key signs; the former one is still published and still opens
//	retire   the former key goes
//
// Where the next key has the later certificate, the rollover has begun; where it has
// the earlier one, it is the former key after the switch.

// CodeKeyRollover: the step does not fit where the rollover stands.
const CodeKeyRollover fault.Code = "KEY_ROLLOVER"

// Life and length of a service provider's key.
const (
	serviceKeyBits  = 3072 // NIST SP 800-57: good beyond 2030
	serviceKeyYears = 3
)

// EnsureServiceKey gives a SAML connection its key if it has none yet.
func (d *Directory) EnsureServiceKey(ctx context.Context, id ident.ID) error {
	made, err := d.newServiceKey(id)
	if err != nil {
		return err
	}
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return alterConnectionIn(ctx, tx, id, 0, "CONNECTION_KEY_MADE", func(secrets *store.Secrets, row *db.Connection) error {
			if row.Kind != connection.KindSAML || len(row.SpKeySealed) > 0 {
				return nil
			}
			return made.into(secrets, spKeyName(id), &row.SpKeySealed, &row.SpCertificate)
		})
	})
}

// BeginKeyRollover makes the next key of a SAML connection. CONFLICT while one is there.
func (d *Directory) BeginKeyRollover(ctx context.Context, id ident.ID, expected int64) error {
	made, err := d.newServiceKey(id)
	if err != nil {
		return err
	}
	return d.alterConnection(ctx, id, expected, "CONNECTION_KEY_ANNOUNCED", func(secrets *store.Secrets, row *db.Connection) error {
		switch {
		case row.Kind != connection.KindSAML:
			return invalid("Only a SAML connection has a key of its own.").On("connectionId")
		case len(row.SpKeySealed) == 0:
			return made.into(secrets, spKeyName(id), &row.SpKeySealed, &row.SpCertificate)
		case len(row.SpNextKeySealed) > 0:
			return fault.New(fault.Conflict, CodeKeyRollover, "A change of keys is under way; end it first.")
		}
		return made.into(secrets, spNextKeyName(id), &row.SpNextKeySealed, &row.SpNextCertificate)
	})
}

// SwitchServiceKey makes the next key the one that signs; the former one still opens.
func (d *Directory) SwitchServiceKey(ctx context.Context, id ident.ID, expected int64) error {
	return d.alterConnection(ctx, id, expected, "CONNECTION_KEY_SWITCHED", func(secrets *store.Secrets, row *db.Connection) error {
		if len(row.SpNextKeySealed) == 0 {
			return noRollover()
		}
		present, err := secrets.Open(spKeyName(id), row.SpKeySealed)
		if err != nil {
			return fmt.Errorf("open key: %w", err)
		}
		next, err := secrets.Open(spNextKeyName(id), row.SpNextKeySealed)
		if err != nil {
			return fmt.Errorf("open next key: %w", err)
		}
		was, is := serviceKey{present, row.SpCertificate}, serviceKey{next, row.SpNextCertificate}
		if err := was.into(secrets, spNextKeyName(id), &row.SpNextKeySealed, &row.SpNextCertificate); err != nil {
			return err
		}
		return is.into(secrets, spKeyName(id), &row.SpKeySealed, &row.SpCertificate)
	})
}

// RetireServiceKey forgets the key that does not sign: the former one after a switch,
// the next one to call a rollover off.
func (d *Directory) RetireServiceKey(ctx context.Context, id ident.ID, expected int64) error {
	return d.alterConnection(ctx, id, expected, "CONNECTION_KEY_RETIRED", func(_ *store.Secrets, row *db.Connection) error {
		if len(row.SpNextKeySealed) == 0 {
			return noRollover()
		}
		row.SpNextKeySealed, row.SpNextCertificate = nil, ""
		return nil
	})
}

func noRollover() *fault.Fault {
	return fault.New(fault.Conflict, CodeKeyRollover, "No change of keys is under way.")
}

// serviceKey is a key of a service provider with its certificate.
type serviceKey struct {
	key         []byte // PKCS #8
	certificate string // PEM
}

func (k serviceKey) into(secrets *store.Secrets, name string, sealed *[]byte, certificate *string) error {
	out, err := secrets.Seal(name, k.key)
	if err != nil {
		return fmt.Errorf("seal key: %w", err)
	}
	*sealed, *certificate = out, k.certificate
	return nil
}

// newServiceKey makes a key with a certificate that it signs itself: SAML trusts the key,
// not who signed it.
func (d *Directory) newServiceKey(id ident.ID) (serviceKey, error) {
	key, err := rsa.GenerateKey(rand.Reader, serviceKeyBits)
	if err != nil {
		return serviceKey{}, fmt.Errorf("make key: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return serviceKey{}, fmt.Errorf("make serial number: %w", err)
	}
	now := d.Store.Now()
	template := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: "Mandate " + id.Text(ident.Connection)},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(serviceKeyYears, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return serviceKey{}, fmt.Errorf("make certificate: %w", err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return serviceKey{}, fmt.Errorf("write key: %w", err)
	}
	return serviceKey{key: private, certificate: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))}, nil
}
