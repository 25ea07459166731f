package forge

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"testing"
	"time"
)

// IdP is a key with a certificate.
type IdP struct {
	Key         crypto.Signer
	Certificate *x509.Certificate
	ASN1        bool // ECDSA signatures as Go writes them, not as XML Signature does
}

// NewIdP makes an RSA key of 2048 bits whose certificate is valid from a year before
// the instant to a year after it.
func NewIdP(tb testing.TB, name string, at time.Time) IdP {
	tb.Helper()
	return NewRSA(tb, name, 2048, at)
}

// NewRSA is NewIdP with a length in bits.
func NewRSA(tb testing.TB, name string, bits int, at time.Time) IdP {
	tb.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		tb.Fatalf("make key: %v", err)
	}
	return certified(tb, name, key, at)
}

// NewEC is NewIdP with a key on a curve.
func NewEC(tb testing.TB, name string, curve elliptic.Curve, at time.Time) IdP {
	tb.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		tb.Fatalf("make key: %v", err)
	}
	return certified(tb, name, key, at)
}

func certified(tb testing.TB, name string, key crypto.Signer, at time.Time) IdP {
	tb.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(at.Unix()), Subject: pkix.Name{CommonName: name},
		NotBefore: at.AddDate(-1, 0, 0), NotAfter: at.AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		tb.Fatalf("make certificate: %v", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		tb.Fatalf("read certificate: %v", err)
	}
	return IdP{Key: key, Certificate: certificate}
}
