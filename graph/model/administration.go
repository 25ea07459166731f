package model

import (
	"mandate/ent/db"
	"mandate/ident"
)

// SavedView is a list as somebody likes to see it.
type SavedView struct {
	*db.SavedView
	Mine bool // of the caller
}

// IsNode marks a node.
func (*SavedView) IsNode() {}

// ID is the outside id.
func (v *SavedView) ID() string { return v.SavedView.ID.Text(ident.View) }

// ApiKey lets a program in; its text is nowhere. GraphQL spells it so.
//
//nolint:revive // named as its type in the schema, to which it is bound
type ApiKey struct {
	*db.APIKey
	Kin *Kin[*ApiKey]
}

// ApiKeys makes nodes of rows that were loaded together.
//
//nolint:revive // as its type
func ApiKeys(rows []*db.APIKey) []*ApiKey {
	kin := &Kin[*ApiKey]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &ApiKey{APIKey: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*ApiKey) IsNode() {}

// ID is the outside id.
func (k *ApiKey) ID() string { return k.APIKey.ID.Text(ident.APIKey) }

// The pages of administration.
type (
	ApiKeyConnection = Connection[*ApiKey] //nolint:revive // as its type
	ApiKeyEdge       = Edge[*ApiKey]       //nolint:revive // as its type
)
