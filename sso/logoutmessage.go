package sso

import (
	"encoding/xml"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// logoutHead is what both messages of the Single Logout profile begin with (core
// 3.2.1, 3.2.2).
type logoutHead struct {
	ID           string      `xml:"ID,attr"`
	Version      string      `xml:"Version,attr"`
	IssueInstant string      `xml:"IssueInstant,attr"`
	Destination  string      `xml:"Destination,attr"`
	Issuer       []plainText `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
}

// logoutRequest is the part of <samlp:LogoutRequest> that is read (core 3.7.1).
type logoutRequest struct {
	XMLName xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:protocol LogoutRequest"`
	logoutHead
	NotOnOrAfter string   `xml:"NotOnOrAfter,attr"`
	NameID       []nameID `xml:"urn:oasis:names:tc:SAML:2.0:assertion NameID"`
	Index        []string `xml:"urn:oasis:names:tc:SAML:2.0:protocol SessionIndex"`
}

// logoutResponse is the part of <samlp:LogoutResponse> that is read (core 3.7.2).
type logoutResponse struct {
	XMLName xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:protocol LogoutResponse"`
	logoutHead
	InResponseTo string   `xml:"InResponseTo,attr"`
	Status       []status `xml:"urn:oasis:names:tc:SAML:2.0:protocol Status"`
}

// readLogout verifies a message of single logout and unmarshals it from what was
// verified: the query's signature covers the whole of a message that came by redirect,
// the enveloped one the element of a message that came by a form.
func (c SAML) readLogout(m inbound, tag string, into any, now time.Time) error {
	if m.query != nil {
		if err := m.query.verify(c.Certificates, now); err != nil {
			return err
		}
	}
	if err := scanTokens(m.doc, maxElements); err != nil {
		return err
	}
	root, err := treeOf(m.doc)
	if err != nil {
		return err
	}
	if root.Tag != tag || root.NamespaceURI() != nsProtocol {
		return refuse(badShape, "root is not a SAML 2.0 %s", tag)
	}
	if err := (places{root: root}).check(root); err != nil {
		return err
	}
	if m.query == nil {
		if child(root, nsSignature, "Signature") == nil {
			return refuse(unsigned, "%s", tag)
		}
		if root, err = verified(root, c.Certificates, now); err != nil {
			return err
		}
	}
	if err := decode(root, into); err != nil {
		return err
	}
	return roundTrip(m.doc)
}

func (c SAML) checkLogout(h logoutHead, now time.Time) error {
	switch {
	case h.Version != "2.0" || h.ID == "":
		return refuse(badShape, "version %q, ID %q", h.Version, h.ID)
	case len(h.Issuer) != 1 || !c.isTheirs(h.Issuer[0]):
		return refuse(wrongIssuer, "%v", h.Issuer)
	case h.Destination != c.Logout:
		return refuse(wrongDest, "%q", h.Destination)
	}
	return checkIssued(h.IssueInstant, now)
}

// check holds a LogoutRequest to core 3.7.1 and profiles 4.4.4.1.
func (m logoutRequest) check(c SAML, now time.Time) error {
	if err := c.checkLogout(m.logoutHead, now); err != nil {
		return err
	}
	if len(m.NameID) != 1 || len(m.NameID[0].Nested) > 0 {
		return refuse(noSubject, "not one NameID")
	}
	if err := checkSubject(strings.TrimSpace(m.NameID[0].Value)); err != nil {
		return err
	}
	until, err := instant(m.NotOnOrAfter)
	if err != nil {
		return err
	}
	if !until.IsZero() && !now.Before(until.Add(clockSkew)) {
		return refuse(expired, "not on or after %s", m.NotOnOrAfter)
	}
	return nil
}

// check holds a LogoutResponse to core 3.7.2. A partial logout is one too: the sessions
// that other parties keep are not ours.
func (m logoutResponse) check(c SAML, now time.Time) error {
	if err := c.checkLogout(m.logoutHead, now); err != nil {
		return err
	}
	if !strings.HasPrefix(m.InResponseTo, idLogout) {
		return refuse(unknownRequest, "%q", m.InResponseTo)
	}
	return checkStatus(m.Status)
}

const (
	statusRequester = "urn:oasis:names:tc:SAML:2.0:status:Requester"
	statusNobody    = "urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal"
	reasonUser      = "urn:oasis:names:tc:SAML:2.0:logout:user"
)

// logoutLife is how long our own LogoutRequest is good.
const logoutLife = 5 * time.Minute

// logoutQuestion asks the IdP to end its session of a person: nameID is the element
// as the IdP sent it, index its SessionIndex or empty.
func logoutQuestion(a Addresses, id, destination, nameID, index string, now time.Time) (*etree.Element, error) {
	el := logoutElement("LogoutRequest", a, id, destination, now)
	el.CreateAttr("NotOnOrAfter", now.UTC().Add(logoutLife).Format(time.RFC3339))
	el.CreateAttr("Reason", reasonUser)
	subject, err := treeOf([]byte(nameID))
	if err != nil {
		return nil, err
	}
	el.AddChild(subject)
	if index != "" {
		el.CreateElement("samlp:SessionIndex").SetText(index)
	}
	return el, nil
}

// logoutReply answers an IdP's LogoutRequest; known says whether its subject is anybody.
func logoutReply(a Addresses, id, destination, request string, known bool, now time.Time) *etree.Element {
	el := logoutElement("LogoutResponse", a, id, destination, now)
	el.CreateAttr("InResponseTo", request)
	code := el.CreateElement("samlp:Status").CreateElement("samlp:StatusCode")
	if known {
		code.CreateAttr("Value", statusSuccess)
		return el
	}
	code.CreateAttr("Value", statusRequester)
	code.CreateElement("samlp:StatusCode").CreateAttr("Value", statusNobody)
	return el
}

func logoutElement(tag string, a Addresses, id, destination string, now time.Time) *etree.Element {
	el := etree.NewElement("samlp:" + tag)
	el.CreateAttr("xmlns:samlp", nsProtocol)
	el.CreateAttr("xmlns:saml", nsAssertion)
	el.CreateAttr("ID", id)
	el.CreateAttr("Version", "2.0")
	el.CreateAttr("IssueInstant", now.UTC().Format(time.RFC3339))
	el.CreateAttr("Destination", destination)
	el.CreateElement("saml:Issuer").SetText(a.EntityID)
	return el
}
