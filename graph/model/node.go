package model

import "mandate/ident"

// Node is anything with an id of its own.
type Node interface{ IsNode() }

// textOf is an optional id outside.
func textOf(p ident.Prefix, id *ident.ID) *string {
	if id == nil || id.IsZero() {
		return nil
	}
	text := id.Text(p)
	return &text
}

// orNull is a text, or null when it is missing.
func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
