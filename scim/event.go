package scim

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/go-jose/go-jose/v4"

	"mandate/directory"
	"mandate/ident"
)

// Security Event Tokens (RFC 8417) in the SCIM profile (RFC 9967). They are notices:
// they name the attributes that changed, and the receiver reads what it may.

const eventURN = "urn:ietf:params:scim:event:prov:"

// eventNames gives the event of an action of history.
var eventNames = map[string]string{
	"USER_CREATED": "create:notice", "USER_UPDATED": "patch:notice", "USER_ADOPTED": "patch:notice", "MANAGER_CLEARED": "patch:notice",
	"USER_ACTIVATED": "activate", "USER_DEACTIVATED": "deactivate", "USER_DELETED": "delete",
	"GROUP_CREATED": "create:notice", "GROUP_UPDATED": "patch:notice", "GROUP_DELETED": "delete",
}

// eventAttributes gives the attribute of a field of history; one that is missing here
// has the name of its field.
var eventAttributes = map[string]string{
	"firstName": "name.givenName", "lastName": "name.familyName", "email": "emails", "phone": "phoneNumbers",
	"manager": enterpriseURN + ":manager", "membersAdded": "members", "membersRemoved": "members", "inactiveReasons": mandateURN + ":inactiveReasons",
	"roles": mandateURN + ":roles", "limits": "", "preferences": "", "directory": "", "attributes": "",
}

// claims are those of one token.
type claims struct {
	Issuer   string         `json:"iss"`
	Audience string         `json:"aud"`
	IssuedAt int64          `json:"iat"`
	ID       string         `json:"jti"`
	Txn      string         `json:"txn,omitempty"` // the request that caused it
	Occurred int64          `json:"toe"`
	Subject  subject        `json:"sub_id"`
	Events   map[string]any `json:"events"`
}

// subject names a resource in the format of RFC 9967.
type subject struct {
	Format string `json:"format"`
	URI    string `json:"uri"`
}

func (h *Handler) claimsOf(s directory.Stream, d directory.Delivery) claims {
	path := "/Users/"
	if d.Kind == ident.Group {
		path = "/Groups/"
	}
	return claims{
		Issuer: h.PublicURL, Audience: s.Audience, IssuedAt: h.Store.Now().Unix(), ID: d.ID.Text(ident.Delivery), Txn: d.Request, Occurred: d.At.Unix(),
		Subject: subject{"scim", path + d.Target.Text(d.Kind)},
		Events:  map[string]any{eventURN + eventNames[d.Action]: payloadOf(d)},
	}
}

func payloadOf(d directory.Delivery) map[string]any {
	var names []string
	for _, field := range d.Fields {
		name, known := eventAttributes[field]
		if !known {
			name = field
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 || eventNames[d.Action] != "create:notice" && eventNames[d.Action] != "patch:notice" {
		return map[string]any{}
	}
	return map[string]any{"attributes": names}
}

// sign makes the token of an event, with the stream's own key (ES256).
func (h *Handler) sign(s directory.Stream, d directory.Delivery) (string, error) {
	key, err := x509.ParsePKCS8PrivateKey(s.Key)
	if err != nil {
		return "", fmt.Errorf("read signing key: %w", err)
	}
	options := (&jose.SignerOptions{}).WithType("secevent+jwt").WithHeader("kid", keyID(s))
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, options)
	if err != nil {
		return "", fmt.Errorf("make signer: %w", err)
	}
	text, err := json.Marshal(h.claimsOf(s, d))
	if err != nil {
		return "", fmt.Errorf("encode claims: %w", err)
	}
	signed, err := signer.Sign(text)
	if err != nil {
		return "", fmt.Errorf("sign event: %w", err)
	}
	return signed.CompactSerialize()
}

func keyID(s directory.Stream) string {
	sum := sha256.Sum256(s.PublicKey)
	return hex.EncodeToString(sum[:8])
}

// keySet is the stream's public key as a JWK Set (RFC 7517).
func keySet(s directory.Stream) (jose.JSONWebKeySet, error) {
	key, err := x509.ParsePKIXPublicKey(s.PublicKey)
	if err != nil {
		return jose.JSONWebKeySet{}, fmt.Errorf("read public key: %w", err)
	}
	return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key, KeyID: keyID(s), Algorithm: string(jose.ES256), Use: "sig"}}}, nil
}

// eventURIs are the events that a stream can carry.
func eventURIs() []string {
	var list []string
	for _, name := range eventNames {
		if uri := eventURN + name; !slices.Contains(list, uri) {
			list = append(list, uri)
		}
	}
	slices.Sort(list)
	return list
}
