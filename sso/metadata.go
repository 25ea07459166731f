package sso

import (
	"encoding/xml"
	"time"

	"github.com/crewjam/saml"
)

// Addresses are the addresses of one connection: what an administrator pastes into
// the IdP.
type Addresses struct {
	EntityID string // of this service provider: the address of its metadata
	ACS      string // assertion consumer service
	Metadata string
	Callback string // OpenID Connect redirect_uri
}

// AddressesOf gives the addresses of a connection by its outside id ("conn_…")
// below the public address of the installation, which has no slash at its end.
func AddressesOf(public, connection string) Addresses {
	base := public + "/sso/saml/" + connection
	return Addresses{
		EntityID: base + "/metadata", Metadata: base + "/metadata", ACS: base + "/acs",
		Callback: public + "/sso/oidc/" + connection + "/callback",
	}
}

const (
	metadataValid = 48 * time.Hour
	metadataCache = 24 * time.Hour
)

// metadata is the service provider's own description (metadata 2.4.4).
func (a Addresses) metadata(now time.Time) ([]byte, error) {
	signed := true
	d := saml.EntityDescriptor{
		EntityID: a.EntityID, ValidUntil: now.Add(metadataValid).UTC(), CacheDuration: metadataCache,
		SPSSODescriptors: []saml.SPSSODescriptor{{
			WantAssertionsSigned: &signed,
			SSODescriptor: saml.SSODescriptor{
				RoleDescriptor: saml.RoleDescriptor{ProtocolSupportEnumeration: nsProtocol},
				NameIDFormats:  []saml.NameIDFormat{saml.PersistentNameIDFormat, saml.EmailAddressNameIDFormat, saml.UnspecifiedNameIDFormat},
			},
			AssertionConsumerServices: []saml.IndexedEndpoint{{Binding: bindingPost, Location: a.ACS, Index: 1, IsDefault: &signed}},
		}},
	}
	return xml.MarshalIndent(d, "", "  ")
}
