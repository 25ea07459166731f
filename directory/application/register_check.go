package application

import (
	"crypto/rsa"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"mandate/ent/db"
	"mandate/ent/db/application"
)

const mostAddresses = 20

// scopes are what an application may ask for beside openid.
var scopes = []string{"profile", "email", "offline_access", "roles", "authority"}

func check(row *db.Application) error {
	for field, list := range map[string][]string{"redirectUris": row.RedirectUris, "postLogoutRedirectUris": row.PostLogoutRedirectUris} {
		if len(list) > mostAddresses {
			return invalid("At most 20 addresses.", field)
		}
		for _, address := range list {
			if !goodAddress(address) {
				return invalid("An address is https without a fragment, or http on loopback.", field)
			}
		}
	}
	if row.BackchannelLogoutURI != "" && !goodAddress(row.BackchannelLogoutURI) {
		return invalid("An address is https without a fragment, or http on loopback.", "backchannelLogoutUri")
	}
	for _, s := range row.Scopes {
		if !slices.Contains(scopes, s) {
			return invalid("The scopes are profile, email, offline_access, roles and authority.", "scopes")
		}
	}
	if row.AuthMethod == application.AuthMethodPRIVATE_KEY_JWT && !goodKeys(row.Jwks) {
		return invalid("The application's public keys are needed as a JSON Web Key Set.", "jwks")
	}
	return nil
}

const longestAddress = 2000

func goodAddress(text string) bool {
	u, err := url.Parse(text)
	if err != nil || len(text) > longestAddress || u.Host == "" || u.User != nil || u.Fragment != "" || strings.ContainsAny(text, "*\\# \t\r\n") {
		return false
	}
	host := u.Hostname()
	return u.Scheme == "https" || u.Scheme == "http" && (host == "127.0.0.1" || host == "::1" || host == "localhost")
}

func goodKeys(text string) bool {
	var set jose.JSONWebKeySet
	if json.Unmarshal([]byte(text), &set) != nil || len(set.Keys) == 0 {
		return false
	}
	return !slices.ContainsFunc(set.Keys, func(k jose.JSONWebKey) bool { return !k.IsPublic() || !k.Valid() || !goodSize(k.Key) })
}

// goodSize refuses RSA keys that can be broken (RFC 7518 3.3); the library, those whose
// size alone would keep a processor busy.
func goodSize(key any) bool {
	k, ok := key.(*rsa.PublicKey)
	return !ok || k.N.BitLen() >= 2048
}
