package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"hash/crc32"
	"strings"

	"mandate/ident"
)

// A credential's text is PREFIX_TENANT+SECRET+CHECKSUM in lower-case base 32: who
// finds one in a file sees what it is, a mistyped one is refused without a query,
// and the tenant is known before the database is asked, so that row-level security
// holds from the first statement on. The tenant is no secret; the 32 random bytes
// are. Only the SHA-256 of the whole text is stored.

// CredentialKind is the prefix of a credential's text.
type CredentialKind string

// The kinds of credentials.
const (
	SCIMToken    CredentialKind = "mscim"
	ServiceKey   CredentialKind = "mkey"
	SessionToken CredentialKind = "mses"
	StepToken    CredentialKind = "mstp" // a sign-in under way
	LinkToken    CredentialKind = "mlnk" // an address that works once
	SetupLink    CredentialKind = "mset"
	ClientSecret CredentialKind = "mapps" // of an application at the front door
	AuthCode     CredentialKind = "mcod"  // its authorization codes, access and refresh tokens
	AccessToken  CredentialKind = "macc"
	RefreshToken CredentialKind = "mref"
)

const (
	tenantChars   = 26
	secretChars   = 52
	checksumChars = 7
	hintChars     = 6
)

var credentialText = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// Credential is a new one: Text is shown once, Hash and Hint are stored.
type Credential struct{ Text, Hash, Hint string }

// NewCredential makes one for a tenant.
func NewCredential(kind CredentialKind, tenant ident.ID) Credential {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails (crypto/rand)
	body := strings.TrimPrefix(tenant.Text("t"), "t_") + credentialText.EncodeToString(secret)
	text := string(kind) + "_" + body
	text += checksum(text)
	return Credential{Text: text, Hash: HashCredential(text), Hint: HintOf(kind, text)}
}

// HintOf is what may be shown of a credential's text, to tell it from others; text is one
// that ParseCredential takes.
func HintOf(kind CredentialKind, text string) string {
	start := len(kind) + 1 + tenantChars
	return string(kind) + "_…" + text[start:start+hintChars]
}

// ParseCredential checks form and checksum and gives the tenant it claims and the
// hash to look for there.
func ParseCredential(kind CredentialKind, text string) (tenant ident.ID, hash string, ok bool) {
	body, found := strings.CutPrefix(text, string(kind)+"_")
	if !found || len(body) != tenantChars+secretChars+checksumChars {
		return ident.ID{}, "", false
	}
	cut := len(text) - checksumChars
	tenant, err := ident.Parse("t", "t_"+body[:tenantChars])
	if err != nil || tenant.IsZero() || checksum(text[:cut]) != text[cut:] {
		return ident.ID{}, "", false
	}
	return tenant, HashCredential(text), true
}

// HashCredential is what is stored of a credential: SHA-256, hexadecimal.
func HashCredential(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func checksum(text string) string {
	sum := crc32.ChecksumIEEE([]byte(text))
	return credentialText.EncodeToString([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
}
