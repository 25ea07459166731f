package sso

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// redirectURL carries a message by HTTP-Redirect (bindings 3.4.4.1) as the field
// SAMLRequest or SAMLResponse; k signs the query, nil leaves it unsigned. relay is
// left out where it is empty.
func redirectURL(destination, field string, message []byte, relay string, k *serviceKey) (string, error) {
	u, err := url.Parse(destination)
	if err != nil {
		return "", err
	}
	octets := field + "=" + url.QueryEscape(base64.StdEncoding.EncodeToString(stored(message)))
	if relay != "" {
		octets += "&RelayState=" + url.QueryEscape(relay)
	}
	if octets, err = k.signedQuery(octets); err != nil {
		return "", err
	}
	if u.RawQuery != "" {
		octets = u.RawQuery + "&" + octets
	}
	u.RawQuery, u.Fragment = octets, ""
	return u.String(), nil
}

// storedMost is what one stored block holds, in bytes.
const storedMost = 1<<16 - 1

// stored is a message as DEFLATE wants it, uncompressed (RFC 1951 3.2.4): our messages
// are short, and one compressor takes more memory than a thousand of them.
func stored(message []byte) []byte {
	var out []byte
	for {
		block := message[:min(len(message), storedMost)]
		message = message[len(block):]
		last := byte(0)
		if len(message) == 0 {
			last = 1
		}
		n := uint16(len(block))
		out = append(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(append(out, last), n), ^n), block...)
		if last == 1 {
			return out
		}
	}
}

// redirected is a message that came by HTTP-Redirect, as it stands in the query: the
// signature is over the octets that the sender wrote, not over what they mean.
type redirected struct {
	field, relay string // SAMLRequest or SAMLResponse; RelayState
	doc          []byte
	octets       string
	algorithm    string
	signature    string
}

// readRedirect reads a query. Every field that counts may be there once.
func readRedirect(query string) (redirected, error) {
	raw := map[string]string{}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if _, twice := raw[name]; twice {
			return redirected{}, refuse(badShape, "%q twice in the query", name)
		}
		raw[name] = value
	}
	var m redirected
	for _, field := range []string{"SAMLRequest", "SAMLResponse"} {
		if _, ok := raw[field]; !ok {
			continue
		}
		if m.field != "" {
			return redirected{}, refuse(badShape, "request and response in one query")
		}
		m.field = field
	}
	if m.field == "" {
		return redirected{}, refuse(badShape, "no message in the query")
	}
	return m, m.fill(raw)
}

func (m *redirected) fill(raw map[string]string) error {
	m.octets = m.field + "=" + raw[m.field]
	if _, ok := raw["RelayState"]; ok {
		m.octets += "&RelayState=" + raw["RelayState"]
	}
	m.octets += "&SigAlg=" + raw["SigAlg"]
	var encoding, message string
	for _, f := range []struct {
		name string
		into *string
	}{{m.field, &message}, {"RelayState", &m.relay}, {"SigAlg", &m.algorithm}, {"Signature", &m.signature}, {"SAMLEncoding", &encoding}} {
		text, err := url.QueryUnescape(raw[f.name])
		if err != nil {
			return refuse(badShape, "%s: %v", f.name, err)
		}
		*f.into = text
	}
	if encoding != "" && encoding != "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE" {
		return refuse(badShape, "encoding %q", encoding)
	}
	var err error
	m.doc, err = inflated(message)
	return err
}

// maxInflated bounds what a message in a query may become, in bytes.
const maxInflated = 64 << 10

// inflated undoes DEFLATE with a bound: a short query can say a very long text.
func inflated(text string) ([]byte, error) {
	packed, err := base64.StdEncoding.Strict().DecodeString(strings.NewReplacer("\r", "", "\n", "").Replace(text))
	if err != nil {
		return nil, refuse(notBase64, "%v", err)
	}
	doc, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxInflated+1))
	if err != nil {
		return nil, refuse(badShape, "deflate: %v", err)
	}
	if len(doc) > maxInflated {
		return nil, refuse(tooLarge, "inflates to more than %d bytes", maxInflated)
	}
	return doc, nil
}

// verify checks the signature of a query against each certificate that is good now.
func (m redirected) verify(certificates []*x509.Certificate, now time.Time) error {
	if m.signature == "" {
		return refuse(unsigned, "query without Signature")
	}
	method, ok := queryMethods[m.algorithm]
	if !ok {
		return refuse(weakAlgorithm, "SigAlg %q", m.algorithm)
	}
	signature, err := base64.StdEncoding.DecodeString(m.signature)
	if err != nil {
		return refuse(badSignature, "signature of the query: %v", err)
	}
	current, err := goodNow(certificates, now)
	if err != nil {
		return err
	}
	digest := method.hash.New()
	_, _ = digest.Write([]byte(m.octets))
	sum := digest.Sum(nil)
	for _, c := range current {
		if method.fits(c.PublicKey, sum, signature) {
			return nil
		}
	}
	return refuse(badSignature, "query by none of %d keys", len(current))
}

type queryMethod struct {
	hash crypto.Hash
	fits func(key any, sum, signature []byte) bool
}

// queryMethods are the methods that may sign a query: those of signatureMethods.
var queryMethods = map[string]queryMethod{
	signatureMethods[0]: rsaMethod(crypto.SHA256), signatureMethods[1]: rsaMethod(crypto.SHA384), signatureMethods[2]: rsaMethod(crypto.SHA512),
	signatureMethods[3]: ecdsaMethod(crypto.SHA256), signatureMethods[4]: ecdsaMethod(crypto.SHA384), signatureMethods[5]: ecdsaMethod(crypto.SHA512),
}

func rsaMethod(hash crypto.Hash) queryMethod {
	return queryMethod{hash, func(key any, sum, signature []byte) bool {
		k, ok := key.(*rsa.PublicKey)
		return ok && rsa.VerifyPKCS1v15(k, hash, sum, signature) == nil
	}}
}

func ecdsaMethod(hash crypto.Hash) queryMethod {
	return queryMethod{hash, func(key any, sum, signature []byte) bool {
		k, ok := key.(*ecdsa.PublicKey)
		return ok && ecdsa.VerifyASN1(k, sum, asASN1(k, signature))
	}}
}

// treeOf reads a message that scanXML has let pass.
func treeOf(doc []byte) (*etree.Element, error) {
	tree := etree.NewDocument()
	if err := tree.ReadFromBytes(doc); err != nil {
		return nil, refuse(badXML, "%v", err)
	}
	return tree.Root(), nil
}
