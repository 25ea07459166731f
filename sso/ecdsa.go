package sso

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"math/big"

	"github.com/beevik/etree"
)

// XML Signature writes an ECDSA signature as r and s side by side, each as long as the
// field (XML Signature 1.1, 6.4.3; RFC 4051 3.3), where Go and the library below know
// ASN.1 alone. IdPs that are written in Go send ASN.1, so that both are read: the lengths
// tell them apart.

// asASN1 is an ECDSA signature as Go reads it; what is not r and s side by side stays as
// it is.
func asASN1(key *ecdsa.PublicKey, signature []byte) []byte {
	half := (key.Curve.Params().BitSize + 7) / 8
	if len(signature) != 2*half {
		return signature
	}
	out, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:])})
	if err != nil {
		return signature
	}
	return out
}

// readable rewrites the value of a signature for the library. The value is the one part of
// a signature that nothing signs.
func readable(signature *etree.Element, certificate *x509.Certificate) {
	key, ok := certificate.PublicKey.(*ecdsa.PublicKey)
	value := child(signature, nsSignature, "SignatureValue")
	if !ok || value == nil {
		return
	}
	if text := fromBase64(value.Text()); text != nil {
		value.SetText(base64.StdEncoding.EncodeToString(asASN1(key, text)))
	}
}
