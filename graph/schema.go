package graph

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed schema/*.graphqls
var schemaFiles embed.FS

// serveSchema gives the schema as text to those who may introspect it.
func (s *Server) serveSchema(w http.ResponseWriter, r *http.Request) {
	if !mayIntrospect(sightOf(r.Context())) {
		s.refuse(w, r, forbidden())
		return
	}
	text, err := Schema()
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write(text)
}

// Schema is the schema as it is written, file after file.
func Schema() ([]byte, error) {
	names, err := fs.Glob(schemaFiles, "schema/*.graphqls")
	if err != nil {
		return nil, err
	}
	var text []byte
	for _, name := range names {
		part, err := schemaFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		text = append(append(text, part...), '\n')
	}
	return text, nil
}
