package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// toReassign loads the deals that move, and says of the others why they stay.
func (s *sitting) toReassign(ctx context.Context, in Reassignment) (files []file, refused []Reassigned, err error) {
	if in.Deals == nil {
		files, err = s.filesWhere(ctx, deal.OwnerID(in.From))
		return files, nil, err
	}
	found := map[ident.ID]bool{}
	for part := range slices.Chunk(in.Deals, rowsAtOnce) {
		rows, err := dealRows(s.tx.Client).Where(deal.IDIn(part...)).Order(deal.ByID()).All(ctx)
		if err != nil {
			return nil, nil, fmt.Errorf("load deals to move: %w", err)
		}
		for _, row := range rows {
			f, err := s.fileOf(row)
			if err != nil {
				return nil, nil, err
			}
			found[f.ID] = true
			if code := f.stays(in.From); code != "" {
				refused = append(refused, Reassigned{Deal: f.ID, Refused: code, Another: code == fault.CodeDealNotAssigned && !f.Owner.IsZero()})
				continue
			}
			files = append(files, f)
		}
	}
	for _, id := range in.Deals {
		if !found[id] {
			found[id] = true
			refused = append(refused, Reassigned{Deal: id, Refused: fault.CodeUnknownDeal})
		}
	}
	return files, refused, nil
}

// stays says why a deal does not move with those of its owner.
func (f *file) stays(owner ident.ID) fault.Code {
	switch {
	case !f.Status.Open():
		return fault.CodeDealClosed
	case f.Owner != owner:
		return fault.CodeDealNotAssigned
	}
	return ""
}

func (s *sitting) moveAll(ctx context.Context, files []file, in Reassignment) ([]Reassigned, error) {
	if len(files) == 0 {
		return nil, nil
	}
	s.changes = true
	if in.To.IsZero() {
		if err := s.release(ctx, files, store.Event{Comment: in.Comment}, false); err != nil {
			return nil, err
		}
	} else {
		for _, f := range files {
			if err := s.hand(ctx, f, in.To, assignmentdecision.ModeMANUAL, in.Comment); err != nil {
				return nil, err
			}
		}
	}
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(files))
	for i, f := range files {
		ids[i] = f.ID
	}
	return s.owners(ctx, ids)
}

// owners tells who has deals now.
func (s *sitting) owners(ctx context.Context, deals []ident.ID) ([]Reassigned, error) {
	list := make([]Reassigned, 0, len(deals))
	for part := range slices.Chunk(deals, rowsAtOnce) {
		rows, err := s.tx.Client.Deal.Query().Where(deal.IDIn(part...)).Select(deal.FieldID, deal.FieldOwnerID).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("load owners: %w", err)
		}
		for _, row := range rows {
			one := Reassigned{Deal: row.ID}
			if row.OwnerID != nil {
				one.To = *row.OwnerID
			}
			list = append(list, one)
		}
	}
	return list, nil
}
