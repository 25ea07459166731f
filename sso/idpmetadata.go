package sso

import (
	"encoding/xml"
	"net/url"
	"strings"
	"time"

	"github.com/crewjam/saml"

	"mandate/directory"
	"mandate/fault"
)

// IdPMetadata is what a SAML connection takes from the metadata of its IdP.
type IdPMetadata struct {
	EntityID     string
	RedirectURL  string    // SingleSignOnService by HTTP-Redirect; may be empty
	PostURL      string    // SingleSignOnService by HTTP-POST; may be empty
	LogoutURL    string    // SingleLogoutService by HTTP-Redirect; may be empty
	LogoutPost   string    // SingleLogoutService by HTTP-POST; may be empty
	WantsSigned  bool      // the IdP takes signed requests alone
	Certificates []string  // signing certificates, PEM
	ValidUntil   time.Time // the IdP's own bound of this text; zero: none
}

// Update is the metadata as a change of a connection.
func (m IdPMetadata) Update() directory.ConnectionUpdate {
	u := directory.ConnectionUpdate{IdPEntityID: &m.EntityID, SSORedirectURL: &m.RedirectURL, SSOPostURL: &m.PostURL,
		SLORedirectURL: &m.LogoutURL, SLOPostURL: &m.LogoutPost, Certificates: &m.Certificates}
	if m.WantsSigned {
		u.SignRequests = &m.WantsSigned
	}
	return u
}

// MaxMetadata bounds the metadata of an IdP, in bytes.
const MaxMetadata = 1 << 20

// ParseMetadata reads the metadata text of one IdP (metadata 2.4.3). Its faults are
// Invalid, in words that an administrator can act on.
func ParseMetadata(text []byte) (IdPMetadata, error) {
	if len(text) > MaxMetadata {
		return IdPMetadata{}, fault.New(fault.TooLarge, fault.CodeTooLarge, "The metadata is larger than %d bytes.", MaxMetadata)
	}
	doc, err := scannedMetadata(text)
	if err != nil {
		return IdPMetadata{}, badMetadata("The text is not well-formed XML metadata.").Because(err)
	}
	entity, err := soleIdP(doc)
	if err != nil {
		return IdPMetadata{}, err
	}
	out := IdPMetadata{EntityID: strings.TrimSpace(entity.EntityID), ValidUntil: entity.ValidUntil.UTC()}
	if out.EntityID == "" {
		return IdPMetadata{}, badMetadata("The metadata has no entityID.")
	}
	for _, role := range entity.IDPSSODescriptors {
		if err := out.add(role); err != nil {
			return IdPMetadata{}, err
		}
	}
	if out.RedirectURL == "" && out.PostURL == "" {
		return IdPMetadata{}, badMetadata("The metadata names no single sign-on address by HTTP-Redirect or HTTP-POST.")
	}
	if len(out.Certificates) == 0 {
		return IdPMetadata{}, badMetadata("The metadata holds no signing certificate.")
	}
	return out, nil
}

// scannedMetadata is a text without comments, which people annotate metadata with, that
// scanXML has let pass. It is what is read, and not the text itself: what looks like a
// comment to one reader may be none to another.
func scannedMetadata(text []byte) ([]byte, error) {
	doc, err := withoutComments(text)
	if err != nil {
		return nil, err
	}
	return doc, scanXML(doc, maxMetadata)
}

func withoutComments(text []byte) ([]byte, error) {
	var out []byte
	rest := string(text)
	for {
		start := strings.Index(rest, "<!--")
		if start < 0 {
			return append(out, rest...), nil
		}
		end := strings.Index(rest[start+4:], "-->")
		if end < 0 {
			return nil, refuse(badXML, "comment without end")
		}
		out = append(out, rest[:start]...)
		rest = rest[start+4+end+3:]
	}
}

// soleIdP finds the one entity that is an IdP, at the top or in a federation's list.
func soleIdP(text []byte) (saml.EntityDescriptor, error) {
	list := []saml.EntityDescriptor{{}}
	var many saml.EntitiesDescriptor
	if err := xml.Unmarshal(text, &many); err == nil {
		list = many.EntityDescriptors
	} else if err := xml.Unmarshal(text, &list[0]); err != nil {
		return saml.EntityDescriptor{}, badMetadata("The text is not SAML 2.0 metadata.").Because(err)
	}
	var found []saml.EntityDescriptor
	for _, e := range list {
		if len(e.IDPSSODescriptors) > 0 {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		return saml.EntityDescriptor{}, badMetadata("The metadata must describe exactly one identity provider; it describes %d.", len(found))
	}
	return found[0], nil
}

func (m *IdPMetadata) add(role saml.IDPSSODescriptor) error {
	if err := addresses(role.SingleSignOnServices, &m.RedirectURL, &m.PostURL); err != nil {
		return err
	}
	if err := addresses(role.SingleLogoutServices, &m.LogoutURL, &m.LogoutPost); err != nil {
		return err
	}
	m.WantsSigned = m.WantsSigned || role.WantAuthnRequestsSigned != nil && *role.WantAuthnRequestsSigned
	for _, k := range role.KeyDescriptors {
		if k.Use != "" && k.Use != "signing" {
			continue
		}
		for _, c := range k.KeyInfo.X509Data.X509Certificates {
			text, err := certificatePEM(c.Data)
			if err != nil {
				return err
			}
			m.Certificates = append(m.Certificates, text)
		}
	}
	return nil
}

// addresses finds the addresses of a service by its two bindings.
func addresses(list []saml.Endpoint, redirect, post *string) error {
	for _, s := range list {
		into := post
		switch s.Binding {
		case bindingRedirect:
			into = redirect
		case bindingPost:
		default:
			continue
		}
		if err := checkWebAddress(s.Location); err != nil {
			return err
		}
		*into = s.Location
	}
	return nil
}

func checkWebAddress(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return badMetadata("%q is not a web address.", clip(text))
	}
	return nil
}

func badMetadata(format string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, format, args...).On("metadata")
}
