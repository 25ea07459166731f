// Package ident is the product's one table of identifiers.
//
// Inside, an identifier is a UUIDv7: 16 bytes, ordered by time (uuid on
// PostgreSQL, BLOB on SQLite). Outside it is a type prefix and 26 characters of
// lower-case base 32 whose byte order is the id's order: "usr_06e4…". SCIM `id`
// is the same text. The package is a leaf.
package ident

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// ID is 16 bytes; a UUIDv7 unless a scenario chose it. The zero ID is "none".
type ID [16]byte

// Prefix names the type of thing that an outside id belongs to.
type Prefix string

// The prefixes, one per type of node.
const (
	Tenant           Prefix = "ten"
	User             Prefix = "usr"
	Role             Prefix = "rol"
	Grant            Prefix = "grt"
	Group            Prefix = "grp"
	Preferences      Prefix = "prf"
	Limits           Prefix = "lim"
	Broker           Prefix = "brk"
	Product          Prefix = "prd"
	Deal             Prefix = "deal"
	Facility         Prefix = "fac"
	Decision         Prefix = "dec"
	Directory        Prefix = "dir"
	Token            Prefix = "tok"
	Connection       Prefix = "conn"
	Domain           Prefix = "dom"
	Session          Prefix = "ses"
	APIKey           Prefix = "key"
	History          Prefix = "hst"
	Notification     Prefix = "ntf"
	Request          Prefix = "req"
	Settings         Prefix = "set"
	Absence          Prefix = "ooo"
	Approval         Prefix = "apr"
	Task             Prefix = "tsk"
	Provisioning     Prefix = "prov"
	Client           Prefix = "cli"
	Brake            Prefix = "brake"
	Stream           Prefix = "str"
	Delivery         Prefix = "evt"
	Conflict         Prefix = "cfl"
	Passkey          Prefix = "pky"
	Totp             Prefix = "otp"
	RecoveryCode     Prefix = "rcv"
	Challenge        Prefix = "chl"
	Link             Prefix = "lnk"
	TestRun          Prefix = "run"
	Application      Prefix = "app"
	Authorization    Prefix = "auth"
	AccessToken      Prefix = "act"
	RefreshToken     Prefix = "rft"
	SigningKey       Prefix = "sgk"
	Mail             Prefix = "mail"
	NoticePreference Prefix = "npr"
	Webhook          Prefix = "whk"
	WebhookDelivery  Prefix = "wdl"
	Job              Prefix = "job"
	JobRow           Prefix = "row"
	View             Prefix = "view"
	Account          Prefix = "acc"
	Portfolio        Prefix = "pfl"
	Contact          Prefix = "ctc"
	PendingChange    Prefix = "chg"
	Reservation      Prefix = "rsv"
)

// Prefixes lists every prefix once, for tests and for the node look-up.
var Prefixes = []Prefix{Tenant, User, Role, Grant, Group, Preferences, Limits, Broker, Product, Deal, Facility, Decision,
	Directory, Token, Connection, Domain, Session, APIKey, History, Notification, Request, Settings,
	Absence, Approval, Task, Provisioning, Client, Brake, Stream, Delivery, Conflict,
	Passkey, Totp, RecoveryCode, Challenge, Link, TestRun, Application, Authorization, AccessToken, RefreshToken, SigningKey, Mail, NoticePreference, Webhook, WebhookDelivery, Job, JobRow, View, Account, Portfolio, Contact, PendingChange, Reservation}

var text = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

const textLen = 26

// ErrMalformed is what Parse and Decode say of a text that is no id.
var ErrMalformed = errors.New("malformed id")

// New makes a UUIDv7 (RFC 9562 section 5.7) for an instant, with 12 bits of
// sub-millisecond order, from a source of randomness. It cannot fail: a source
// that gives no bytes is a broken machine, and crypto/rand ends the process then.
func New(now time.Time, random io.Reader) ID {
	var id ID
	if _, err := io.ReadFull(random, id[8:]); err != nil {
		_, _ = io.ReadFull(rand.Reader, id[8:])
	}
	binary.BigEndian.PutUint64(id[:8], uint64(now.UnixMilli())<<16)
	sub := uint16(now.Nanosecond() % 1e6 * 4096 / 1e6)
	id[6] = 0x70 | byte(sub>>8)
	id[7] = byte(sub)
	id[8] = id[8]&0x3f | 0x80
	return id
}

// IsZero reports whether the id is "none".
func (id ID) IsZero() bool { return id == ID{} }

// Time gives the instant of a UUIDv7, in whole milliseconds.
func (id ID) Time() time.Time {
	var b [8]byte
	copy(b[2:], id[:6])
	return time.UnixMilli(int64(binary.BigEndian.Uint64(b[:]))).UTC()
}

// Floor is the smallest UUIDv7 of an instant: every id made later is greater.
func Floor(at time.Time) ID {
	var id ID
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16)
	return id
}

// String is the id as a UUID with hyphens: logs, PostgreSQL.
func (id ID) String() string {
	var b [36]byte
	hex.Encode(b[:8], id[:4])
	hex.Encode(b[9:13], id[4:6])
	hex.Encode(b[14:18], id[6:8])
	hex.Encode(b[19:23], id[8:10])
	hex.Encode(b[24:], id[10:])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}

// Text is the outside form: prefix, underscore, 26 characters.
func (id ID) Text(p Prefix) string {
	return string(p) + "_" + text.EncodeToString(id[:])
}

// Decode reads an outside id and says of which type it is.
func Decode(s string) (Prefix, ID, error) {
	at := strings.LastIndexByte(s, '_')
	if at < 0 || len(s)-at-1 != textLen {
		return "", ID{}, ErrMalformed
	}
	var id ID
	if _, err := text.Decode(id[:], []byte(s[at+1:])); err != nil || text.EncodeToString(id[:]) != s[at+1:] {
		return "", ID{}, ErrMalformed
	}
	return Prefix(s[:at]), id, nil
}

// Parse reads an outside id of one type; another type's id is malformed.
func Parse(p Prefix, s string) (ID, error) {
	got, id, err := Decode(s)
	if err != nil || got != p {
		return ID{}, ErrMalformed
	}
	return id, nil
}

// Value is the id for the database driver: its UUID text. The SQLite driver
// wrapper of the floor stores the 16 bytes instead.
func (id ID) Value() (driver.Value, error) { return id.String(), nil }

// Scan reads 16 bytes or a UUID text.
func (id *ID) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*id = ID{}
		return nil
	case []byte:
		if len(v) == 16 {
			copy(id[:], v)
			return nil
		}
		return parseUUID(id, v)
	case string:
		return parseUUID(id, v)
	}
	return fmt.Errorf("scan id from %T", src)
}

// parseUUID reads 32 hexadecimal digits, wherever dashes are between them. It takes no
// memory, because it reads each id of each row that comes from a database.
func parseUUID[T string | []byte](id *ID, text T) error {
	var digits [2 * len(id)]byte
	n := 0
	for i := range len(text) {
		if text[i] == '-' {
			continue
		}
		if n == len(digits) {
			return ErrMalformed
		}
		digits[n] = text[i]
		n++
	}
	var read ID
	if _, err := hex.Decode(read[:], digits[:n]); err != nil || n < len(digits) {
		return ErrMalformed
	}
	*id = read
	return nil
}

// MarshalText is the UUID form, so that an id inside JSON reads as one.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the UUID form.
func (id *ID) UnmarshalText(b []byte) error { return parseUUID(id, b) }

// Next is the smallest id greater than this one.
func (id ID) Next() ID {
	for i := len(id) - 1; i >= 0; i-- {
		id[i]++
		if id[i] != 0 {
			break
		}
	}
	return id
}
