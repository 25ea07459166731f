package sso

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// signed gives a message with an enveloped signature by RSA-SHA256 after its Issuer,
// as core 5.4 and the schema want it. k may be nil: the message stays as it is.
func (k *serviceKey) signed(message *etree.Element) ([]byte, error) {
	if k != nil {
		context, err := dsig.NewSigningContext(k.private, [][]byte{k.certificate.Raw})
		if err != nil {
			return nil, fmt.Errorf("sign message: %w", err)
		}
		context.IdAttribute = "ID"
		context.Canonicalizer = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
		if err := context.SetSignatureMethod(dsig.RSASHA256SignatureMethod); err != nil {
			return nil, fmt.Errorf("sign message: %w", err)
		}
		signature, err := context.ConstructSignature(message, true)
		if err != nil {
			return nil, fmt.Errorf("sign message: %w", err)
		}
		message.InsertChildAt(1, signature)
	}
	return written(message)
}

func written(message *etree.Element) ([]byte, error) {
	doc := etree.NewDocument()
	doc.SetRoot(message)
	return doc.WriteToBytes()
}

// signedQuery appends algorithm and signature to the octets of a query (bindings
// 3.4.4.1). k may be nil: the query stays as it is.
func (k *serviceKey) signedQuery(octets string) (string, error) {
	if k == nil {
		return octets, nil
	}
	octets += "&SigAlg=" + url.QueryEscape(dsig.RSASHA256SignatureMethod)
	sum := sha256.Sum256([]byte(octets))
	value, err := rsa.SignPKCS1v15(rand.Reader, k.private, crypto.SHA256, sum[:])
	if err != nil {
		return "", fmt.Errorf("sign query: %w", err)
	}
	return octets + "&Signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(value)), nil
}
