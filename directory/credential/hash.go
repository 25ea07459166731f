package credential

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost of one hash: 19 MiB, two passes, one lane (OWASP's first choice for Argon2id).
const (
	argonMemory = 19 << 10 // KiB
	argonTime   = 2
	argonLanes  = 1
	saltLen     = 16
	hashLen     = 32
)

// Passwords hashes and checks local passwords with Argon2id (RFC 9106). Slots bounds
// how many run at once, and so the memory: 19 MiB each.
type Passwords struct {
	Slots chan struct{}
}

// Hash makes the PHC string of a new password, with a salt from random.
func (p Passwords) Hash(ctx context.Context, password string, random io.Reader) (string, error) {
	salt := make([]byte, saltLen)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("read salt: %w", err)
	}
	cost := phc{memory: argonMemory, time: argonTime, lanes: argonLanes, salt: salt}
	sum, err := p.sum(ctx, password, cost, hashLen)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, cost.memory, cost.time, cost.lanes,
		b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

// nobody is a hash that no password has: its work is done for people who are
// unknown or have no password, so that the time tells nothing.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// Matches reports whether the password has this hash. An empty hash costs the same
// work and never matches. The error says that the hash is unreadable, or that ctx
// ended while waiting for a slot.
func (p Passwords) Matches(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = nobody
	}
	want, err := parsePHC(hash)
	if err != nil {
		return false, err
	}
	sum, err := p.sum(ctx, password, want, uint32(len(want.sum)))
	if err != nil {
		return false, err
	}
	return known && subtle.ConstantTimeCompare(sum, want.sum) == 1, nil
}

func (p Passwords) sum(ctx context.Context, password string, c phc, length uint32) ([]byte, error) {
	select {
	case p.Slots <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a free hasher: %w", ctx.Err())
	}
	defer func() { <-p.Slots }()

	return argon2.IDKey([]byte(normal(password)), c.salt, c.time, c.memory, c.lanes, length), nil
}

// phc is a parsed Argon2id string.
type phc struct {
	memory, time uint32
	lanes        uint8
	salt, sum    []byte
}

func parsePHC(s string) (phc, error) {
	var c phc
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, errors.New("password hash is not Argon2id of the present version")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.lanes); err != nil {
		return c, fmt.Errorf("read password hash: %w", err)
	}
	var err error
	if c.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return c, fmt.Errorf("read password salt: %w", err)
	}
	if c.sum, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil {
		return c, fmt.Errorf("read password sum: %w", err)
	}
	if c.memory > 1<<20 || c.time == 0 || c.time > 100 || c.lanes == 0 || len(c.salt) < 8 || len(c.sum) < 16 {
		return c, errors.New("password hash is out of bounds")
	}
	return c, nil
}
