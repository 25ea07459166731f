package model

import (
	"time"

	"mandate/ent/db"
	"mandate/ident"
)

// ReservedEmail is a reservation, with what is left of who had the address: nil once the
// person has been erased.
type ReservedEmail struct {
	Reservation *db.EmailReservation
	Email, Name *string
}

// ID is the outside id.
func (r *ReservedEmail) ID() string { return r.Reservation.ID.Text(ident.Reservation) }

// UserID is the outside id of who had the address.
func (r *ReservedEmail) UserID() string { return r.Reservation.UserID.Text(ident.User) }

// ReservedAt is when the address was reserved first.
func (r *ReservedEmail) ReservedAt() time.Time { return r.Reservation.CreatedAt }

// The pages of reserved addresses.
type (
	ReservedEmailConnection = Connection[*ReservedEmail]
	ReservedEmailEdge       = Edge[*ReservedEmail]
)
