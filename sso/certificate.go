package sso

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"sync"
)

func certificatePEM(data string) (string, error) {
	der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(data), ""))
	if err != nil {
		return "", badMetadata("A certificate is not base64.").Because(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return "", badMetadata("A certificate cannot be read.").Because(err)
	}
	if err := checkKey(c); err != nil {
		return "", err
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), nil
}

// Bounds of RSA keys, in bits. Shorter ones can be broken (NIST SP 800-131A; RFC 7518
// 3.3); the work of one longer grows with the square, so that a key which fills a
// message would keep a processor busy for many seconds.
const (
	minRSA = 2048
	maxRSA = 8192
)

func checkKey(c *x509.Certificate) error {
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if bits := k.N.BitLen(); bits < minRSA || bits > maxRSA {
			return badMetadata("The key of certificate %q has %d bits; %d to %d are taken.", clip(c.Subject.CommonName), bits, minRSA, maxRSA)
		}
	case *ecdsa.PublicKey:
	default:
		return badMetadata("The key of certificate %q is of a kind that SAML signatures do not use.", c.Subject.CommonName)
	}
	return nil
}

// certificatesLater reads them the first time that somebody needs them: most of what looks
// at a connection does not.
func certificatesLater(texts []string) func() ([]*x509.Certificate, error) {
	return sync.OnceValues(func() ([]*x509.Certificate, error) { return certificatesOf(texts) })
}

// certificatesOf reads the PEM texts that ParseMetadata made.
func certificatesOf(texts []string) ([]*x509.Certificate, error) {
	var out []*x509.Certificate
	for _, text := range texts {
		block, _ := pem.Decode([]byte(text))
		if block == nil {
			return nil, errors.New("certificate is not PEM")
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("parse certificate: %w", err)
		}
		out = append(out, c)
	}
	return out, nil
}
