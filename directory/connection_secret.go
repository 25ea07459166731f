package directory

import (
	"fmt"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

func (c ConnectionUpdate) seal(secrets *store.Secrets, row *db.Connection) error {
	if c.SPKey == nil && len(row.SpKeySealed) == 0 {
		c.SPKey = c.spareKey
	}
	for _, s := range []struct {
		plain []byte
		name  string
		into  *[]byte
	}{{c.ClientSecret, clientSecretName(row.ID), &row.ClientSecretSealed}, {c.SPKey, spKeyName(row.ID), &row.SpKeySealed}} {
		if s.plain == nil {
			continue
		}
		sealed, err := secrets.Seal(s.name, s.plain)
		if err != nil {
			return fmt.Errorf("seal secret: %w", err)
		}
		*s.into = sealed
	}
	return nil
}

func clientSecretName(id ident.ID) string { return "connection:" + id.String() + ":client_secret" }

func spKeyName(id ident.ID) string { return "connection:" + id.String() + ":sp_key" }

func spNextKeyName(id ident.ID) string { return "connection:" + id.String() + ":sp_next_key" }

// ClientSecret opens the client secret of a connection; nil where it has none.
func (d *Directory) ClientSecret(c *db.Connection) ([]byte, error) {
	return d.open(clientSecretName(c.ID), c.ClientSecretSealed)
}

// SPKey opens this service provider's key of a connection, PKCS #8; nil where it has none.
func (d *Directory) SPKey(c *db.Connection) ([]byte, error) {
	return d.open(spKeyName(c.ID), c.SpKeySealed)
}

// SPNextKey opens the other key of a rollover, as SPKey does the present one.
func (d *Directory) SPNextKey(c *db.Connection) ([]byte, error) {
	return d.open(spNextKeyName(c.ID), c.SpNextKeySealed)
}

func (d *Directory) open(name string, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	return d.Store.Secrets.Open(name, sealed)
}
