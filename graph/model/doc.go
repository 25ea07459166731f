// Package model is what a reader of the API sees of a row: its outside id, its
// nullable values, its money as decimal text.
//
// A node embeds the row of ent/db; fields that match are bound as they are, and
// the methods here stand for the others. Nodes do no input or output: what needs
// another row is a resolver of package graph, which loads it for all Kin of the
// node at once.
package model
