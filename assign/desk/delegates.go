package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/lingeringlink"
	"mandate/ident"
)

// freshDelegate is a new row of a deal's delegates.
type freshDelegate struct {
	deal     ident.ID
	step     assign.Step
	position int
}

func (f freshDelegate) row(c *db.Client, id ident.ID) *db.DealDelegateCreate {
	return c.DealDelegate.Create().SetID(id).SetDealID(f.deal).SetUserID(f.step.To).SetPosition(f.position).
		SetBacking(backing(f.step.Lingering))
}

func backing(lingering bool) dealdelegate.Backing {
	if lingering {
		return dealdelegate.BackingLINGERING
	}
	return dealdelegate.BackingABSENCE
}

func (s *sitting) createDelegates(ctx context.Context, fresh []freshDelegate) error {
	for part := range slices.Chunk(fresh, rowsAtOnce) {
		rows := make([]*db.DealDelegateCreate, len(part))
		for i, f := range part {
			rows[i] = f.row(s.tx.Client, s.tx.NewID())
		}
		if err := s.tx.Client.DealDelegate.CreateBulk(rows...).Exec(ctx); err != nil {
			return fmt.Errorf("write delegates: %w", err)
		}
	}
	return nil
}

// writeLinks brings the rows of lingering links to what this operation left of them.
func (s *sitting) writeLinks(ctx context.Context) error {
	for _, deal := range s.delta.Links {
		left := s.links[deal]
		from := make([]ident.ID, len(left))
		for i, l := range left {
			from[i] = l.from
		}
		_, err := s.tx.Client.LingeringLink.Delete().Where(lingeringlink.DealID(deal), lingeringlink.FromIDNotIn(from...)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("forget lingering links: %w", err)
		}
	}
	return nil
}

// dropLinks forgets links of deals: all of a deal, or those that a test names.
func (s *sitting) dropLinks(deal ident.ID, gone func(link) bool) {
	left := slices.DeleteFunc(slices.Clone(s.links[deal]), gone)
	if len(left) < len(s.links[deal]) {
		s.relinked(deal, left)
		s.touched[deal] = true
	}
}

func anyLink(link) bool { return true }
