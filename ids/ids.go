// Package ids is the older name of package ident.
package ids

import "mandate/ident"

// ID is ident.ID.
type ID = ident.ID

// Prefix is ident.Prefix.
type Prefix = ident.Prefix

// The prefixes of package ident.
const (
	Tenant       = ident.Tenant
	User         = ident.User
	Role         = ident.Role
	Grant        = ident.Grant
	Group        = ident.Group
	Preferences  = ident.Preferences
	Limits       = ident.Limits
	Broker       = ident.Broker
	Product      = ident.Product
	Deal         = ident.Deal
	Facility     = ident.Facility
	Decision     = ident.Decision
	Directory    = ident.Directory
	Token        = ident.Token
	Connection   = ident.Connection
	Domain       = ident.Domain
	Session      = ident.Session
	APIKey       = ident.APIKey
	History      = ident.History
	Notification = ident.Notification
	Request      = ident.Request
	Settings     = ident.Settings
)

// Functions of package ident.
var (
	New          = ident.New
	Floor        = ident.Floor
	Decode       = ident.Decode
	Parse        = ident.Parse
	ErrMalformed = ident.ErrMalformed
)
