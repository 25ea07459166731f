package sso

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"net/url"
	"time"

	"github.com/beevik/etree"
	"github.com/crewjam/saml"
)

// authnRequest is the question to the IdP (core 3.4.1). It asks for no NameID
// format: IdPs answer with what the administrator set there, and refuse what they
// do not know.
func authnRequest(c Addresses, id, destination string, now time.Time) ([]byte, error) {
	request := saml.AuthnRequest{
		ID: id, Version: "2.0", IssueInstant: now.UTC().Truncate(time.Millisecond), Destination: destination,
		Issuer:                      &saml.Issuer{Value: c.EntityID},
		AssertionConsumerServiceURL: c.ACS,
		ProtocolBinding:             bindingPost,
	}
	doc := etree.NewDocument()
	doc.SetRoot(request.Element())
	return doc.WriteToBytes()
}

// redirectURL carries the request by HTTP-Redirect (bindings 3.4.4.1).
func redirectURL(destination string, request []byte) (string, error) {
	u, err := url.Parse(destination)
	if err != nil {
		return "", err
	}
	var deflated bytes.Buffer
	w, err := flate.NewWriter(&deflated, flate.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(request); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	query := u.Query()
	query.Set("SAMLRequest", base64.StdEncoding.EncodeToString(deflated.Bytes()))
	u.RawQuery = query.Encode()
	return u.String(), nil
}
