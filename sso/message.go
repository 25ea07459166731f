package sso

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"time"
)

// Namespaces and constants of SAML 2.0 core, bindings and profiles.
const (
	nsProtocol  = "urn:oasis:names:tc:SAML:2.0:protocol"
	nsAssertion = "urn:oasis:names:tc:SAML:2.0:assertion"
	nsSignature = "http://www.w3.org/2000/09/xmldsig#"

	statusSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success"
	methodBearer  = "urn:oasis:names:tc:SAML:2.0:cm:bearer"

	formatEmail       = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
	formatTransient   = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
	formatUnspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"

	bindingPost     = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
	bindingRedirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
)

// response is the part of <samlp:Response> that is checked (core 3.2.2). Repeated
// elements are lists, so that a second one is seen instead of winning.
type response struct {
	XMLName      xml.Name    `xml:"urn:oasis:names:tc:SAML:2.0:protocol Response"`
	ID           string      `xml:"ID,attr"`
	Version      string      `xml:"Version,attr"`
	IssueInstant string      `xml:"IssueInstant,attr"`
	Destination  string      `xml:"Destination,attr"`
	InResponseTo string      `xml:"InResponseTo,attr"`
	Issuer       []plainText `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
	Status       []status    `xml:"urn:oasis:names:tc:SAML:2.0:protocol Status"`
}

type status struct {
	Code    []statusCode `xml:"urn:oasis:names:tc:SAML:2.0:protocol StatusCode"`
	Message string       `xml:"urn:oasis:names:tc:SAML:2.0:protocol StatusMessage"`
}

type statusCode struct {
	Value string       `xml:"Value,attr"`
	Inner []statusCode `xml:"urn:oasis:names:tc:SAML:2.0:protocol StatusCode"`
}

// assertion is the part of <saml:Assertion> that is read (core 2.3.3).
type assertion struct {
	XMLName      xml.Name     `xml:"urn:oasis:names:tc:SAML:2.0:assertion Assertion"`
	ID           string       `xml:"ID,attr"`
	Version      string       `xml:"Version,attr"`
	IssueInstant string       `xml:"IssueInstant,attr"`
	Issuer       []plainText  `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
	Subject      []subject    `xml:"urn:oasis:names:tc:SAML:2.0:assertion Subject"`
	Conditions   []conditions `xml:"urn:oasis:names:tc:SAML:2.0:assertion Conditions"`
	Authn        []authn      `xml:"urn:oasis:names:tc:SAML:2.0:assertion AuthnStatement"`
	Attributes   []attribute  `xml:"urn:oasis:names:tc:SAML:2.0:assertion AttributeStatement>Attribute"`
}

type subject struct {
	NameID       []nameID       `xml:"urn:oasis:names:tc:SAML:2.0:assertion NameID"`
	Confirmation []confirmation `xml:"urn:oasis:names:tc:SAML:2.0:assertion SubjectConfirmation"`
}

type nameID struct {
	XMLName         xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:assertion NameID"`
	Format          string   `xml:"Format,attr,omitempty"`
	NameQualifier   string   `xml:"NameQualifier,attr,omitempty"`
	SPNameQualifier string   `xml:"SPNameQualifier,attr,omitempty"`
	plainText
}

// plainText is what an element holds where only characters belong; elements among them
// would shorten it.
type plainText struct {
	Value  string  `xml:",chardata"`
	Nested []inner `xml:",any"`
}

// String is the text, quoted, and that there is more to it where there is: for refusals.
func (p plainText) String() string {
	if len(p.Nested) > 0 {
		return fmt.Sprintf("%q with <%s> in it", p.Value, p.Nested[0].XMLName.Local)
	}
	return strconv.Quote(p.Value)
}

type inner struct{ XMLName xml.Name }

type confirmation struct {
	Method string             `xml:"Method,attr"`
	Data   []confirmationData `xml:"urn:oasis:names:tc:SAML:2.0:assertion SubjectConfirmationData"`
}

type confirmationData struct {
	Recipient    string `xml:"Recipient,attr"`
	NotBefore    string `xml:"NotBefore,attr"`
	NotOnOrAfter string `xml:"NotOnOrAfter,attr"`
	InResponseTo string `xml:"InResponseTo,attr"`
}

type conditions struct {
	NotBefore    string        `xml:"NotBefore,attr"`
	NotOnOrAfter string        `xml:"NotOnOrAfter,attr"`
	Audience     []restriction `xml:"urn:oasis:names:tc:SAML:2.0:assertion AudienceRestriction"`
	OneTimeUse   []struct{}    `xml:"urn:oasis:names:tc:SAML:2.0:assertion OneTimeUse"`
	Proxy        []struct{}    `xml:"urn:oasis:names:tc:SAML:2.0:assertion ProxyRestriction"`
	Unknown      []inner       `xml:",any"`
}

type restriction struct {
	Audience []plainText `xml:"urn:oasis:names:tc:SAML:2.0:assertion Audience"`
}

type authn struct {
	Instant      string   `xml:"AuthnInstant,attr"`
	SessionIndex string   `xml:"SessionIndex,attr"`
	SessionUntil string   `xml:"SessionNotOnOrAfter,attr"`
	Class        []string `xml:"urn:oasis:names:tc:SAML:2.0:assertion AuthnContext>AuthnContextClassRef"`
}

type attribute struct {
	Name         string      `xml:"Name,attr"`
	FriendlyName string      `xml:"FriendlyName,attr"`
	Values       []plainText `xml:"urn:oasis:names:tc:SAML:2.0:assertion AttributeValue"`
}

// instant reads xs:dateTime as core 1.3.3 wants it: UTC. A text without zone is
// taken as UTC, which some IdPs send; an empty one is the zero time.
func instant(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t.UTC(), nil
	}
	t, err := time.Parse("2006-01-02T15:04:05.999999999", text)
	if err != nil {
		return time.Time{}, refuse(badShape, "instant %q", clip(text))
	}
	return t, nil
}
