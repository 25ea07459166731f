package scim

import (
	"context"

	"mandate/directory"
	"mandate/ident"
)

// maxListedMembers bounds the members that one page of groups shows: what 200 groups of
// 50,000 take would be the memory of the whole program.
const maxListedMembers = 20_000

// fitting shortens a page of groups to those whose members there is room for, and to one
// at the least: a server may give less than was asked for (RFC 7644 section 3.4.2.4), and
// the client goes on behind what it got.
func (h *Handler) fitting(ctx context.Context, shown projection, list []directory.Group) ([]directory.Group, error) {
	if !shown.wants("members") || len(list) < 2 {
		return list, nil
	}
	ids := make([]ident.ID, len(list))
	for i, g := range list {
		ids[i] = g.ID
	}
	counts, err := h.Directory.MemberCounts(ctx, ids)
	if err != nil {
		return nil, err
	}
	sum := 0
	for i, g := range list {
		if sum += counts[g.ID]; i > 0 && sum > maxListedMembers {
			return list[:i], nil
		}
	}
	return list, nil
}
