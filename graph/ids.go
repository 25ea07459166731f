package graph

import (
	"mandate/fault"
	"mandate/ident"
)

// parseID reads an outside id of one type. A malformed one, and one of another
// type, is answered like one that nobody has.
func parseID(p ident.Prefix, text string, field ...string) (ident.ID, error) {
	id, err := ident.Parse(p, text)
	if err != nil || id.IsZero() { // which stands for nobody where one may be left out
		return ident.ID{}, absent(p).On(field...)
	}
	return id, nil
}

func parseIDs(p ident.Prefix, texts []string, field ...string) ([]ident.ID, error) {
	return parseMany(p, texts, mostRows, field...)
}

func parseMany(p ident.Prefix, texts []string, most int, field ...string) ([]ident.ID, error) {
	if len(texts) > most {
		return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "At most %d ids at once.", most).On(field...)
	}
	ids := make([]ident.ID, len(texts))
	for i, text := range texts {
		var err error
		if ids[i], err = parseID(p, text, field...); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// absent is the answer to an id that is not there, or not for the caller.
func absent(p ident.Prefix) *fault.Fault {
	switch p {
	case ident.User:
		return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.")
	case ident.Deal:
		return fault.New(fault.NotFound, fault.CodeUnknownDeal, "There is no such deal.")
	}
	return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such record.")
}

// aboutField gives a fault that names no input field the one it is about.
func aboutField(err error, field ...string) error {
	if f := fault.As(err); f.Kind != fault.Internal && len(f.Field) == 0 {
		return f.On(field...)
	}
	return err
}
