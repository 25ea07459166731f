package sso

import (
	"crypto/x509"
	"time"
)

// MetadataWarning is something in an IdP's metadata that works now and that an
// administrator should know.
type MetadataWarning struct {
	Code string    // one of the Warn codes
	Name string    // whose: the common name of a certificate; may be empty
	At   time.Time // when it ends or ended; zero where time is not the matter
}

// Codes of warnings.
const (
	WarnExpired      = "CERTIFICATE_EXPIRED"       // signatures by this key are refused
	WarnExpiring     = "CERTIFICATE_EXPIRING"      // within 60 days
	WarnNotYet       = "CERTIFICATE_NOT_YET_VALID" // signatures by this key are refused until then
	WarnAllExpired   = "NO_CERTIFICATE_VALID"      // nobody can sign in
	WarnStale        = "METADATA_EXPIRED"          // validUntil is over
	WarnPlainAddress = "ADDRESS_NOT_HTTPS"         // people are sent over plain http
	WarnNoLogout     = "NO_SINGLE_LOGOUT"          // signing out here leaves the session at the IdP
)

// expiringWithin is how long before its end a certificate is mentioned first.
const expiringWithin = 60 * 24 * time.Hour

// Warnings says what an administrator should know of the metadata at an instant.
func (m IdPMetadata) Warnings(now time.Time) []MetadataWarning {
	var out []MetadataWarning
	good := 0
	for _, text := range m.Certificates {
		c, err := certificateOf(text)
		if err != nil {
			continue // ParseMetadata has read it before
		}
		code := certificateState(c, now)
		if code == "" || code == WarnExpiring {
			good++
		}
		if code != "" {
			at := c.NotAfter
			if code == WarnNotYet {
				at = c.NotBefore
			}
			out = append(out, MetadataWarning{Code: code, Name: c.Subject.CommonName, At: at.UTC()})
		}
	}
	if good == 0 {
		out = append(out, MetadataWarning{Code: WarnAllExpired})
	}
	return append(out, m.otherWarnings(now)...)
}

func (m IdPMetadata) otherWarnings(now time.Time) (out []MetadataWarning) {
	if !m.ValidUntil.IsZero() && now.After(m.ValidUntil) {
		out = append(out, MetadataWarning{Code: WarnStale, At: m.ValidUntil})
	}
	for _, address := range []string{m.RedirectURL, m.PostURL, m.LogoutURL, m.LogoutPost} {
		if address != "" && !isHTTPS(address) {
			out = append(out, MetadataWarning{Code: WarnPlainAddress, Name: address})
		}
	}
	if m.LogoutURL == "" && m.LogoutPost == "" {
		out = append(out, MetadataWarning{Code: WarnNoLogout})
	}
	return out
}

func isHTTPS(address string) bool { return len(address) > 8 && address[:8] == "https://" }

func certificateState(c *x509.Certificate, now time.Time) string {
	switch {
	case now.After(c.NotAfter):
		return WarnExpired
	case now.Before(c.NotBefore):
		return WarnNotYet
	case now.Add(expiringWithin).After(c.NotAfter):
		return WarnExpiring
	}
	return ""
}

func certificateOf(text string) (*x509.Certificate, error) {
	list, err := certificatesOf([]string{text})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}
