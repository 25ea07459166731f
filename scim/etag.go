package scim

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"mandate/fault"
)

// A resource's version is a counter, shown as a weak entity tag (RFC 7644 section 3.14).

func etag(version int64) string { return `W/"` + strconv.FormatInt(version, 10) + `"` }

// tags reads a list of entity tags; any is the "*". What is no version of a
// resource, such as W/"0", is nobody's and left out.
func tags(header string) (versions []int64, any bool) {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" {
			return nil, true
		}
		text := strings.Trim(strings.TrimPrefix(tag, "W/"), `"`)
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n > 0 {
			versions = append(versions, n)
		}
	}
	return versions, false
}

// expected is the version that If-Match asks for; 0 without one. Of several the
// present one counts, which current gives. A change whose If-None-Match names the
// present version is refused as well (RFC 9110 section 13.1.2).
func expected(r *http.Request, current func() (int64, error)) (int64, error) {
	if r.Header.Get("If-None-Match") != "" {
		version, err := current()
		if err == nil && unchanged(r, version) {
			err = fault.New(fault.Stale, fault.CodeStale, "The resource is in the version that If-None-Match excludes.")
		}
		if err != nil {
			return 0, err
		}
	}
	header := r.Header.Get("If-Match")
	if header == "" {
		return 0, nil
	}
	versions, any := tags(header)
	switch {
	case any:
		return 0, nil
	case len(versions) == 1:
		return versions[0], nil
	}
	version, err := current()
	if err == nil && !slices.Contains(versions, version) {
		err = fault.New(fault.Stale, fault.CodeStale, "The resource has changed: its version is %s.", etag(version))
	}
	return version, err
}

// unchanged reports whether If-None-Match names the present version.
func unchanged(r *http.Request, version int64) bool {
	header := r.Header.Get("If-None-Match")
	if header == "" {
		return false
	}
	versions, any := tags(header)
	return any || slices.Contains(versions, version)
}
