package forge

import (
	"crypto"
	"crypto/ecdsa"
	"encoding/asn1"
	"io"
	"math/big"
)

// signer signs as XML Signature wants it.
func (f IdP) signer() crypto.Signer {
	if key, ok := f.Key.(*ecdsa.PrivateKey); ok && !f.ASN1 {
		return sideBySide{key}
	}
	return f.Key
}

// sideBySide writes r and s one after the other, each as long as the field (XML Signature
// 1.1, 6.4.3).
type sideBySide struct{ *ecdsa.PrivateKey }

func (k sideBySide) Sign(chance io.Reader, digest []byte, options crypto.SignerOpts) ([]byte, error) {
	der, err := k.PrivateKey.Sign(chance, digest, options)
	if err != nil {
		return nil, err
	}
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &pair); err != nil {
		return nil, err
	}
	half := (k.Curve.Params().BitSize + 7) / 8
	out := make([]byte, 2*half)
	pair.R.FillBytes(out[:half])
	pair.S.FillBytes(out[half:])
	return out, nil
}
