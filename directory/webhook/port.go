package webhook

import (
	"net/url"
	"strconv"
)

// listens tells whether somebody can be reached at the port of an address: 1 to 65,535, or
// that of its scheme where it names none. Go's parser asks for digits only.
func listens(u *url.URL) bool {
	if u.Port() == "" {
		return true
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && n > 0
}
