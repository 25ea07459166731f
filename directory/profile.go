package directory

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"

	"mandate/fault"
	"mandate/ident"
)

// Profile is what a directory says of a person (RFC 7643 section 4.1), as it was
// sent: names may be empty, and nothing in it but userName is a reason for a
// refusal (PR-1).
type Profile struct {
	UserName, ExternalID  string
	Active                bool
	GivenName, FamilyName string
	DisplayName, Title    string
	Manager               ident.ID        // zero: none that the directory knows of
	Emails                []Email         // in the order sent
	Phone                 string          // the number to take; it counts only if it normalises to E.164, and comes back normalised
	Locale                string          // as sent; comes back as en, de, fr or empty
	Attributes            json.RawMessage // one object: what the other fields do not hold, at most 64 KiB, returned unchanged

	// What follows from Attributes and is only written, never read back: the folded
	// copy that lists filter and sort by, and the employeeNumber, folded.
	Keys           json.RawMessage
	EmployeeNumber string
}

// Email is one of a person's addresses (RFC 7643 section 4.1.2).
type Email struct {
	Value   string `json:"value,omitempty"`
	Type    string `json:"type,omitempty"`
	Display string `json:"display,omitempty"`
	Primary bool   `json:"primary,omitempty"`
}

const maxAttributes = 64 << 10

// Equal reports whether two profiles say the same.
func (p Profile) Equal(q Profile) bool {
	return p.flat() == q.flat() && slices.Equal(p.Emails, q.Emails) && sameJSON(p.Attributes, q.Attributes)
}

// flat is the comparable part of a profile.
func (p Profile) flat() flatProfile {
	return flatProfile{p.UserName, p.ExternalID, p.Active, p.GivenName, p.FamilyName, p.DisplayName, p.Title, p.Manager, p.Phone, p.Locale}
}

type flatProfile struct {
	userName, externalID          string
	active                        bool
	given, family, display, title string
	manager                       ident.ID
	phone, locale                 string
}

func sameJSON(a, b json.RawMessage) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	if bytes.Equal(a, b) {
		return true
	}
	var x, y any
	return decodeExact(a, &x) == nil && decodeExact(b, &y) == nil && reflect.DeepEqual(x, y)
}

func decodeExact(text []byte, into *any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}

// normal checks what must hold and brings phone and locale into the form stored.
func (p Profile) normal() (Profile, error) {
	if p.UserName == "" {
		return p, required("userName")
	}
	if len(p.Attributes) > maxAttributes {
		return p, fault.New(fault.TooLarge, fault.CodeTooLarge, "A person's further attributes hold at most 64 KiB.")
	}
	if err := p.fitKeys(); err != nil {
		return p, err
	}
	p.Phone, p.Locale = normalPhone(p.Phone), shownLanguage(p.Locale)
	if len(p.Emails) == 0 {
		p.Emails = nil
	}
	return p, nil
}

// address is where mail goes (section 18): the primary address, else the userName
// if it is one, else nowhere.
func (p Profile) address() string {
	for _, e := range p.Emails {
		if e.Primary {
			return e.Value
		}
	}
	if isAddress(p.UserName) {
		return p.UserName
	}
	return ""
}

// sent is what a link keeps of a profile beside the columns of the person: which
// of the fields that Mandate can set too came from the directory, and what nobody maps.
type sent struct {
	Manager    bool            `json:"manager,omitempty"`
	Phone      bool            `json:"phone,omitempty"`
	Locale     bool            `json:"locale,omitempty"`
	Emails     []Email         `json:"emails,omitempty"` // as sent; user_emails has them for filters
	Attributes json.RawMessage `json:"attributes,omitempty"`
}

func sentOf(p Profile) sent {
	return sent{Manager: !p.Manager.IsZero(), Phone: p.Phone != "", Locale: p.Locale != "", Emails: p.Emails, Attributes: p.Attributes}
}

// encode keeps texts as they are: the standard's escapes of HTML would come back.
func (s sent) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return nil, invalid("The further attributes are not one JSON object.").Because(err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

func decodeSent(stored []byte) (sent, error) {
	var s sent
	if len(stored) == 0 {
		return s, nil
	}
	err := json.Unmarshal(stored, &s)
	return s, err
}
