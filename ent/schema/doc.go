// Package schema describes what is stored: fields, edges and indexes of every
// entity of domain section 17, and nothing else. There are no hooks and no
// policy here; the floor (package store) narrows every query to the tenant.
//
// Code in ent/db is generated from here by `make generate`; the SQL in
// store/migrations is made from here too.
package schema
