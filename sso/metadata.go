package sso

import (
	"encoding/base64"
	"encoding/pem"
	"encoding/xml"
	"errors"
	"time"

	"github.com/crewjam/saml"
)

// Addresses are the addresses of one connection: what an administrator pastes into
// the IdP.
type Addresses struct {
	EntityID string // of this service provider: the address of its metadata
	ACS      string // assertion consumer service
	Logout   string // single logout service
	Metadata string
	Callback string // OpenID Connect redirect_uri
}

// AddressesOf gives the addresses of a connection by its outside id ("conn_…")
// below the public address of the installation, which has no slash at its end.
func AddressesOf(public, connection string) Addresses {
	base := public + "/sso/saml/" + connection
	return Addresses{
		EntityID: base + "/metadata", Metadata: base + "/metadata", ACS: base + "/acs", Logout: base + "/slo",
		Callback: public + "/sso/oidc/" + connection + "/callback",
	}
}

const (
	metadataValid = 48 * time.Hour
	metadataCache = 24 * time.Hour
)

// ownKeys is what a connection's metadata says of its keys.
type ownKeys struct {
	certificates []string // PEM, the one that signs first; empty ones are not there
	signs        bool     // requests are signed
}

// metadata is the service provider's own description (metadata 2.4.4). Each of its
// keys is published for signing and for encryption: during a rollover there are two.
func (a Addresses) metadata(k ownKeys, now time.Time) ([]byte, error) {
	yes := true
	keys, err := k.descriptors()
	if err != nil {
		return nil, err
	}
	d := saml.EntityDescriptor{
		EntityID: a.EntityID, ValidUntil: now.Add(metadataValid).UTC(), CacheDuration: metadataCache,
		SPSSODescriptors: []saml.SPSSODescriptor{{
			AuthnRequestsSigned: &k.signs, WantAssertionsSigned: &yes,
			SSODescriptor: saml.SSODescriptor{
				RoleDescriptor: saml.RoleDescriptor{ProtocolSupportEnumeration: nsProtocol, KeyDescriptors: keys},
				SingleLogoutServices: []saml.Endpoint{
					{Binding: bindingRedirect, Location: a.Logout}, {Binding: bindingPost, Location: a.Logout}},
				NameIDFormats: []saml.NameIDFormat{saml.PersistentNameIDFormat, saml.EmailAddressNameIDFormat, saml.UnspecifiedNameIDFormat},
			},
			AssertionConsumerServices: []saml.IndexedEndpoint{{Binding: bindingPost, Location: a.ACS, Index: 1, IsDefault: &yes}},
		}},
	}
	return xml.MarshalIndent(d, "", "  ")
}

func (k ownKeys) descriptors() ([]saml.KeyDescriptor, error) {
	var out []saml.KeyDescriptor
	for _, text := range k.certificates {
		if text == "" {
			continue
		}
		block, _ := pem.Decode([]byte(text))
		if block == nil {
			return nil, errors.New("certificate of connection is not PEM")
		}
		info := saml.KeyInfo{X509Data: saml.X509Data{X509Certificates: []saml.X509Certificate{
			{Data: base64.StdEncoding.EncodeToString(block.Bytes)}}}}
		out = append(out, saml.KeyDescriptor{Use: "signing", KeyInfo: info},
			saml.KeyDescriptor{Use: "encryption", KeyInfo: info, EncryptionMethods: opens})
	}
	return out, nil
}

// opens are the algorithms that an IdP may encrypt with, the best first.
var opens = []saml.EncryptionMethod{
	{Algorithm: nsEncryption11 + "aes256-gcm"}, {Algorithm: nsEncryption11 + "aes192-gcm"}, {Algorithm: nsEncryption11 + "aes128-gcm"},
	{Algorithm: nsEncryption + "rsa-oaep-mgf1p"}, {Algorithm: nsEncryption11 + "rsa-oaep"},
}
