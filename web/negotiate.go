package web

import (
	"mime"
	"path"
	"strconv"
	"strings"
)

// The types are written out: the machine's own table (mime.TypeByExtension reads
// it) differs from host to host, and nosniff makes a wrong one fatal.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

func contentType(name string) string {
	if t := types[path.Ext(name)]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// acceptsGzip reads Accept-Encoding (RFC 9110 section 12.5.3); "*" counts, a
// weight of zero refuses.
func acceptsGzip(header string) bool {
	star := false
	for _, part := range strings.Split(header, ",") {
		coding, params, err := mime.ParseMediaType("x/" + strings.TrimSpace(part))
		if err != nil {
			continue
		}
		weight, err := strconv.ParseFloat(params["q"], 64)
		wanted := err != nil || weight > 0
		switch coding {
		case "x/gzip":
			return wanted
		case "x/*":
			star = wanted
		}
	}
	return star
}
