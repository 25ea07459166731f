package scim

import "strings"

// A PATCH may name what another operation makes in the filter of a path too:
// members[value eq "bulkId:x"].

// filterReferences lists the bulkIds that stand for ids in the filter of a path. What is
// no path refers to nothing; the operation that it belongs to is refused later.
func filterReferences(path string) []string {
	if !strings.Contains(path, bulkPrefix) {
		return nil
	}
	p, err := parsePatchPath(path)
	if err != nil || p.filter == nil {
		return nil
	}
	return termReferences(p.filter, nil)
}

func termReferences(f *filter, found []string) []string {
	for _, arg := range f.args {
		found = termReferences(arg, found)
	}
	name := f.path.sub
	if name == "" {
		name = f.path.name
	}
	text, _ := f.value.(string)
	if id, ok := referenceOf(name, text); ok {
		found = append(found, id)
	}
	return found
}

// replaceInPath puts ids in the place of the references of a path's filter. open says
// that one of them is still being made.
func (b *bulkRun) replaceInPath(path string, open *bool) (string, error) {
	for _, bulkID := range filterReferences(path) {
		made, err := b.idOf(bulkID)
		if err != nil {
			return path, err
		}
		if made == "" {
			*open = true
			continue
		}
		said := `"` + bulkPrefix + bulkID + `"`
		if strings.ContainsAny(bulkID, `"\`) || !strings.Contains(path, said) {
			return path, refuse(invalidPath, "The bulkId %q in the path is spelled with escapes.", short(bulkID))
		}
		path = strings.ReplaceAll(path, said, `"`+made+`"`)
	}
	return path, nil
}
