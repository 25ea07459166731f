package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

//go:embed src/gql/persisted-documents.json
var documents []byte

// Dist is the built console, as `make console` left it.
func Dist() (fs.FS, error) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("open the embedded console: %w", err)
	}
	return files, nil
}

// Documents gives the text of every GraphQL operation that the console sends,
// by the lower-case hexadecimal SHA-256 of that text.
func Documents() (map[string]string, error) {
	texts := map[string]string{}
	if err := json.Unmarshal(documents, &texts); err != nil {
		return nil, fmt.Errorf("read the console's documents: %w", err)
	}
	return texts, nil
}
