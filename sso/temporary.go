package sso

import (
	"encoding/base32"
	"fmt"
	"io"
)

// temporaryLen is the randomness of a temporary password, in bytes.
const temporaryLen = 15

// legible is base 32 without letters that look like digits (Crockford).
const legible = "0123456789abcdefghjkmnpqrstvwxyz"

// NewTemporaryPassword makes a password that is used once: four groups of six
// letters and digits that can be read aloud, 120 bits.
func NewTemporaryPassword(random io.Reader) (string, error) {
	b := make([]byte, temporaryLen)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make temporary password: %w", err)
	}
	t := base32.NewEncoding(legible).EncodeToString(b)
	return t[:6] + "-" + t[6:12] + "-" + t[12:18] + "-" + t[18:], nil
}
