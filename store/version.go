package store

import (
	"context"
	"fmt"

	"mandate/ent/db/assignmentstate"
	"mandate/ident"
)

// The past is kept beside the present (HI-3): one row a version, valid from the
// instant of its change to the instant of the next, with the position of both.

type authorityVersion struct {
	user  ident.ID
	state []byte
	fresh bool
}

// DealState is a deal as a version keeps it.
type DealState struct {
	Deal, Owner ident.ID // Owner zero: none
	Acting      ident.ID // zero: none
	Status      string
	State       []byte // JSON, of package assign/desk
	Fresh       bool   // there is no version before
}

type settingsVersion struct {
	number int64
	state  []byte
}

// KeepAuthority says what a person may do from now on; fresh: there is no version
// before. The last of several in one transaction counts.
func (tx *Tx) KeepAuthority(user ident.ID, state []byte, fresh bool) {
	if at, kept := tx.authorityAt.of(user, len(tx.authority)); kept {
		tx.authority[at].state = state
		return
	}
	tx.authority = append(tx.authority, authorityVersion{user, state, fresh})
}

// KeepDeal says how a deal stands from now on.
func (tx *Tx) KeepDeal(d DealState) {
	if at, kept := tx.dealAt.of(d.Deal, len(tx.deals)); kept {
		d.Fresh = d.Fresh || tx.deals[at].Fresh
		tx.deals[at] = d
		return
	}
	tx.deals = append(tx.deals, d)
}

// places are those of the versions that a transaction keeps, by whose they are.
type places map[ident.ID]int

// of finds a place; somebody new has the one given.
func (p *places) of(id ident.ID, next int) (place int, kept bool) {
	if place, kept = (*p)[id]; kept {
		return place, true
	}
	if *p == nil {
		*p = places{}
	}
	(*p)[id] = next
	return next, false
}

// KeepSettings says what the company's settings are from now on.
func (tx *Tx) KeepSettings(number int64, state []byte) {
	tx.settings = []settingsVersion{{number, state}}
}

func flushVersions(ctx context.Context, all []*Tx) error {
	if err := positions(ctx, all); err != nil {
		return fmt.Errorf("read position: %w", err)
	}
	if err := flushAuthority(ctx, all); err != nil {
		return fmt.Errorf("keep versions of people: %w", err)
	}
	for _, tx := range all {
		if err := tx.flushSettings(in(ctx, tx)); err != nil {
			return fmt.Errorf("keep versions of settings: %w", err)
		}
	}
	if err := flushDeals(ctx, all); err != nil {
		return fmt.Errorf("keep versions of deals: %w", err)
	}
	return nil
}

// positions gives transactions that hold no position of their own, and have versions
// to write, the present one.
func positions(ctx context.Context, all []*Tx) error {
	present := int64(-1)
	for _, tx := range all {
		if tx.Position > 0 || len(tx.authority)+len(tx.deals)+len(tx.settings) == 0 {
			continue
		}
		if present < 0 {
			p, err := tx.Client.AssignmentState.Query().Select(assignmentstate.FieldPosition).Int(in(ctx, tx))
			if err != nil {
				return err
			}
			present = int64(p)
		}
		tx.Position = present
	}
	return nil
}
