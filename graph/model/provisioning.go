package model

import (
	"mandate/ent/db"
	"mandate/ident"
)

// ProvisioningEvent is one request of a directory.
type ProvisioningEvent struct {
	*db.ProvisioningEvent
	Kin *Kin[*ProvisioningEvent]
}

// ProvisioningEvents makes nodes of rows that were loaded together.
func ProvisioningEvents(rows []*db.ProvisioningEvent) []*ProvisioningEvent {
	kin := &Kin[*ProvisioningEvent]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &ProvisioningEvent{ProvisioningEvent: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*ProvisioningEvent) IsNode() {}

// ID is the outside id.
func (n *ProvisioningEvent) ID() string { return n.ProvisioningEvent.ID.Text(ident.Provisioning) }

// ResourceID is the outside id of the person or group that it is about.
func (n *ProvisioningEvent) ResourceID() *string {
	prefix, known := resourcePrefixes[n.ResourceKind]
	if !known {
		return nil
	}
	return textOf(prefix, n.ProvisioningEvent.ResourceID)
}

var resourcePrefixes = map[string]ident.Prefix{"User": ident.User, "Group": ident.Group}

// ReplayOf is the outside id of the event that it makes once more.
func (n *ProvisioningEvent) ReplayOf() *string {
	return textOf(ident.Provisioning, n.ProvisioningEvent.ReplayOf)
}

// Person is whom it is about; nil: nobody.
func (n *ProvisioningEvent) Person() *ident.ID { return n.resource("User") }

// InGroup is the group that it is about; nil: none.
func (n *ProvisioningEvent) InGroup() *ident.ID { return n.resource("Group") }

func (n *ProvisioningEvent) resource(kind string) *ident.ID {
	if n.ResourceKind != kind {
		return nil
	}
	return n.ProvisioningEvent.ResourceID
}

// ScimClient is an OAuth client of a directory; its secret is nowhere.
type ScimClient struct{ *db.ProvisioningClient }

// IsNode marks a node.
func (*ScimClient) IsNode() {}

// ID is the outside id, which is the client_id.
func (c *ScimClient) ID() string { return c.ProvisioningClient.ID.Text(ident.Client) }
