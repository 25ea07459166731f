package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// nonceMark stands in index.html where the nonce of the page goes.
const nonceMark = "__CSP_NONCE__"

// Console is an http.Handler that serves the application; New makes it.
type Console struct {
	files  fs.FS
	random io.Reader
	index  string            // index.html with nonceMark, empty if not built
	marks  map[string]string // entity tag by file, for files without a hash in their name
}

// New reads index.html and the entity tags once. Randomness makes the nonces.
func New(files fs.FS, random io.Reader) (*Console, error) {
	c := &Console{files: files, random: random, marks: map[string]string{}}
	index, err := fs.ReadFile(files, "index.html")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the console's page: %w", err)
	}
	c.index = string(index)
	err = fs.WalkDir(files, ".", c.mark)
	if err != nil {
		return nil, fmt.Errorf("read the console's files: %w", err)
	}
	return c, nil
}

func (c *Console) mark(name string, entry fs.DirEntry, err error) error {
	if err != nil || entry.IsDir() || immutable(name) {
		return err
	}
	body, err := fs.ReadFile(c.files, name)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	c.marks[name] = `"` + hex.EncodeToString(sum[:12]) + `"`
	return nil
}

// ServeHTTP answers GET and HEAD: a file that exists, the page for every other
// path without an extension (the router in the browser reads it), else 404. A
// missing asset is never answered with the page, nor is what programs look for by a
// name that begins with a point, as below /.well-known/ (RFC 8615).
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || name == "index.html" || path.Ext(name) == "" && !strings.HasPrefix(name, ".") {
		c.servePage(w, r)
		return
	}
	if name == "favicon.ico" {
		name = "mark.svg" // pages without a link to it, such as sign-in, get the mark too
	}
	if strings.HasSuffix(name, ".gz") || !c.exists(name) {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	c.serveFile(w, r, name)
}

func (c *Console) exists(name string) bool {
	info, err := fs.Stat(c.files, name)
	return err == nil && !info.IsDir()
}

func immutable(name string) bool { return strings.HasPrefix(name, "assets/") }

// servePage writes index.html with a nonce of its own; such a page may not be kept.
func (c *Console) servePage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	nonce, err := newNonce(c.random)
	if err != nil {
		http.Error(w, "the console is not available", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Security-Policy", fmt.Sprintf(policy, nonce))
	if c.index == "" {
		http.ServeFileFS(w, r, c.files, "placeholder.html")
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	page := strings.ReplaceAll(c.index, nonceMark, nonce)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(page))
}

// serveFile prefers the twin that was compressed at build time. The time is left
// out: embedded files have none, and the entity tag says more.
func (c *Console) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	h := w.Header()
	h.Set("Content-Type", contentType(name))
	h.Set("Cache-Control", "no-cache")
	if immutable(name) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	tag, served := c.marks[name], name
	if c.exists(name + ".gz") {
		h.Add("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			tag, served = c.marks[name+".gz"], name+".gz"
		}
	}
	if tag != "" {
		h.Set("ETag", tag)
	}
	http.ServeFileFS(w, r, c.files, served)
}
