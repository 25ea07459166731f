// Package ent holds the written schema (ent/schema) and what is generated from
// it: ent/db. Nothing else lives here.
package ent

//go:generate go run -mod=mod entc.go
