package scim

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"mandate/fault"
)

// References by bulkId: "bulkId:x" stands for the id of what the operation x makes
// (RFC 7644 section 3.7.2). They are read where an id can stand: as a value or $ref,
// as a manager, in the path, and in the filter of a PATCH's path (bulk_path.go).

const bulkPrefix = "bulkId:"

// references lists the bulkIds that an operation names, each once.
func references(op bulkOperation) []string {
	found := map[string]bool{}
	if id, ok := pathReference(op.path); ok {
		found[id] = true
	}
	eachReference(op.data, "", func(id string) { found[id] = true })
	return slices.Sorted(maps.Keys(found))
}

func pathReference(path string) (id string, ok bool) {
	_, last, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return strings.CutPrefix(last, bulkPrefix)
}

func eachReference(value any, key string, do func(id string)) {
	switch v := value.(type) {
	case map[string]any:
		for k, entry := range v {
			eachReference(entry, k, do)
		}
	case []any:
		for _, entry := range v {
			eachReference(entry, key, do)
		}
	case string:
		if id, ok := referenceOf(key, v); ok {
			do(id)
		}
		if strings.EqualFold(key, "path") {
			for _, id := range filterReferences(v) {
				do(id)
			}
		}
	}
}

// referenceOf reads a text that stands under a key where ids stand.
func referenceOf(key, text string) (id string, ok bool) {
	name := strings.ToLower(key[strings.LastIndexAny(key, ".:")+1:])
	switch name {
	case "value", "$ref", "manager", "members":
		return strings.CutPrefix(text, bulkPrefix)
	}
	return "", false
}

func (b *bulkRun) resolvePath(path string) (string, error) {
	id, ok := pathReference(path)
	if !ok {
		return path, nil
	}
	made, err := b.idOf(id)
	if err == nil && made == "" {
		err = circular()
	}
	return strings.TrimSuffix(path, bulkPrefix+id) + made, err
}

// resolve gives the data of an operation with ids for its references. open says
// that some were left out, because what they name is still being made.
func (b *bulkRun) resolve(op bulkOperation) (data any, open bool, err error) {
	data, _, err = b.replace(op.data, "", &open)
	self := slices.Contains(references(op), op.bulkID) && op.bulkID != ""
	if err == nil && open && (op.method != http.MethodPost || self) {
		err = circular()
	}
	if op.data == nil {
		return nil, open, err
	}
	return data, open, err
}

// replace copies a value; keep is false for what was left out.
func (b *bulkRun) replace(value any, key string, open *bool) (out any, keep bool, err error) {
	switch v := value.(type) {
	case map[string]any:
		return b.replaceObject(v, open)
	case []any:
		list := make([]any, 0, len(v))
		for _, entry := range v {
			one, keep, err := b.replace(entry, key, open)
			if err != nil {
				return nil, false, err
			}
			if keep {
				list = append(list, one)
			}
		}
		return list, true, nil
	case string:
		if strings.EqualFold(key, "path") {
			path, err := b.replaceInPath(v, open)
			return path, true, err
		}
		id, ok := referenceOf(key, v)
		if !ok {
			return v, true, nil
		}
		made, err := b.idOf(id)
		*open = *open || err == nil && made == ""
		return made, made != "", err
	}
	return value, true, nil
}

func (b *bulkRun) replaceObject(object map[string]any, open *bool) (any, bool, error) {
	out := make(map[string]any, len(object))
	whole := true
	for key, entry := range object {
		one, keep, err := b.replace(entry, key, open)
		if err != nil {
			return nil, false, err
		}
		if keep {
			out[key] = one
			continue
		}
		whole = whole && !strings.EqualFold(key, "value")
	}
	return out, whole, nil // a value without its id is none
}

// idOf gives the id that a bulkId stands for; empty while it is being made.
func (b *bulkRun) idOf(bulkID string) (string, error) {
	if id, ok := b.made[bulkID]; ok {
		return id, nil
	}
	at, known := b.byID[bulkID]
	switch {
	case !known:
		return "", refuse(invalidValue, "No operation of the request has the bulkId %q.", short(bulkID))
	case b.state[at] == bulkRunning:
		return "", nil
	}
	return "", fault.New(fault.Conflict, codeCircular, "What the bulkId %q names was not made.", short(bulkID))
}

func circular() error {
	return fault.New(fault.Conflict, codeCircular, "The operation refers to what refers back to it.")
}
