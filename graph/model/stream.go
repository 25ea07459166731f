package model

import (
	"mandate/ent/db"
	"mandate/ent/db/eventdelivery"
	"mandate/ident"
)

// EventStream is who is told of what a directory does.
type EventStream struct {
	*db.EventStream
	Kin *Kin[*EventStream]
}

// Streams makes nodes of rows that were loaded together.
func Streams(rows []*db.EventStream) []*EventStream {
	kin := &Kin[*EventStream]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &EventStream{EventStream: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*EventStream) IsNode() {}

// ID is the outside id.
func (n *EventStream) ID() string { return n.EventStream.ID.Text(ident.Stream) }

// EventDelivery is an event that its receiver does not have.
type EventDelivery struct {
	*db.EventDelivery
	Kin *Kin[*EventDelivery]
}

// Deliveries makes nodes of rows that were loaded together.
func Deliveries(rows []*db.EventDelivery) []*EventDelivery {
	kin := &Kin[*EventDelivery]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &EventDelivery{EventDelivery: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*EventDelivery) IsNode() {}

// ID is the outside id, which is the token's jti.
func (n *EventDelivery) ID() string { return n.EventDelivery.ID.Text(ident.Delivery) }

// Dead reports that it was given up.
func (n *EventDelivery) Dead() bool { return n.State == eventdelivery.StateDEAD }
