package model

import (
	"encoding/json"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

// SsoConnection is one way in over SAML 2.0 or OpenID Connect.
type SsoConnection struct {
	*db.Connection
	Kin *Kin[*SsoConnection]
}

// SsoConnections makes nodes of rows that were loaded together.
func SsoConnections(rows []*db.Connection) []*SsoConnection {
	kin := &Kin[*SsoConnection]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &SsoConnection{Connection: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*SsoConnection) IsNode() {}

// ID is the outside id.
func (c *SsoConnection) ID() string { return c.Connection.ID.Text(ident.Connection) }

// HasClientSecret reports whether a secret is kept; the secret itself is nowhere.
func (c *SsoConnection) HasClientSecret() bool { return len(c.ClientSecretSealed) > 0 }

// SsoDomain is an e-mail domain of a company, proven or on the way.
type SsoDomain struct {
	*db.Domain
	Kin *Kin[*SsoDomain]
}

// SsoDomains makes nodes of rows that were loaded together.
func SsoDomains(rows []*db.Domain) []*SsoDomain {
	kin := &Kin[*SsoDomain]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &SsoDomain{Domain: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*SsoDomain) IsNode() {}

// ID is the outside id.
func (d *SsoDomain) ID() string { return d.Domain.ID.Text(ident.Domain) }

// RecordName is the name of the TXT record that proves the domain.
func (d *SsoDomain) RecordName() string {
	name, _ := directory.DomainRecord(d.Domain)
	return name
}

// RecordValue is what that record says; nil for a domain that the operator gave.
func (d *SsoDomain) RecordValue() *string {
	if d.Challenge == "" {
		return nil
	}
	_, value := directory.DomainRecord(d.Domain)
	return &value
}

// Application is a client of the front door.
type Application struct{ *db.Application }

// Applications makes nodes of rows.
func Applications(rows []*db.Application) []*Application {
	out := make([]*Application, len(rows))
	for i, row := range rows {
		out[i] = &Application{row}
	}
	return out
}

// IsNode marks a node.
func (*Application) IsNode() {}

// ID is the outside id.
func (a *Application) ID() string { return a.Application.ID.Text(ident.Application) }

// SsoTestRun is a test login of a connection.
type SsoTestRun struct {
	*db.TestRun
	Seen directory.TestView
}

// SsoTestRuns makes nodes of rows; what can't be read of a run is not shown.
func SsoTestRuns(rows []*db.TestRun) []*SsoTestRun {
	out := make([]*SsoTestRun, len(rows))
	for i, row := range rows {
		out[i] = &SsoTestRun{TestRun: row}
		if len(row.View) > 0 && json.Unmarshal(row.View, &out[i].Seen) != nil {
			out[i].Seen = directory.TestView{}
		}
	}
	return out
}

// IsNode marks a node.
func (*SsoTestRun) IsNode() {}

// ID is the outside id.
func (r *SsoTestRun) ID() string { return r.TestRun.ID.Text(ident.TestRun) }

// ConnectionID is the outside id of the connection.
func (r *SsoTestRun) ConnectionID() string { return r.TestRun.ConnectionID.Text(ident.Connection) }

// Claims are what the IdP sent, as one JSON object; nil: nothing came yet.
func (r *SsoTestRun) Claims() *string {
	if r.Seen.Claims == nil {
		return nil
	}
	text, err := json.Marshal(r.Seen.Claims)
	if err != nil {
		return nil
	}
	out := string(text)
	return &out
}

// Mapped is what that was taken for.
func (r *SsoTestRun) Mapped() []*directory.TestMapping {
	out := make([]*directory.TestMapping, len(r.Seen.Mapped))
	for i := range r.Seen.Mapped {
		out[i] = &r.Seen.Mapped[i]
	}
	return out
}

// PersonID is the outside id of who would come in; nil: nobody, or somebody new.
func (r *SsoTestRun) PersonID() *string {
	if r.Seen.Person == "" {
		return nil
	}
	return &r.Seen.Person
}

// Makes reports whether the person would be made at the sign-in.
func (r *SsoTestRun) Makes() bool { return r.Seen.Makes }

// SetupLink is a one-time link for the customer's IT; its secret is nowhere.
type SetupLink struct{ *db.OneTimeLink }

// SetupLinks makes nodes of rows.
func SetupLinks(rows []*db.OneTimeLink) []*SetupLink {
	out := make([]*SetupLink, len(rows))
	for i, row := range rows {
		out[i] = &SetupLink{row}
	}
	return out
}

// IsNode marks a node.
func (*SetupLink) IsNode() {}

// ID is the outside id.
func (l *SetupLink) ID() string { return l.OneTimeLink.ID.Text(ident.Link) }
