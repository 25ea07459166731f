package graph

import (
	"mandate/actor"
	"mandate/ent/db/predicate"
)

// Everything of provisioning: those who manage directories.
func (s sight) provisioning() predicate.ProvisioningEvent {
	return visible(s.staff(actor.DirectoryManage))
}
func (s sight) clients() predicate.ProvisioningClient { return visible(s.staff(actor.DirectoryManage)) }
func (s sight) brakes() predicate.Brake               { return visible(s.staff(actor.DirectoryManage)) }
func (s sight) conflicts() predicate.DirectoryConflict {
	return visible(s.staff(actor.DirectoryManage))
}
func (s sight) streams() predicate.EventStream       { return visible(s.staff(actor.DirectoryManage)) }
func (s sight) deliveries() predicate.EventDelivery  { return visible(s.staff(actor.DirectoryManage)) }
func (s sight) tallies() predicate.ProvisioningTally { return visible(s.staff(actor.DirectoryManage)) }
