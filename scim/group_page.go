package scim

import (
	"context"

	"mandate/directory"
)

// maxListedMembers bounds the members that are in memory for one page of groups: what 200
// groups of 50,000 take would be the memory of the whole program.
const maxListedMembers = 20_000

// groupParts renders a page of groups in parts that there is room for, of one group at the
// least. The first is rendered at once, since most pages are no longer, and the others
// when those before have been sent. A page is never cut short for its size: RFC 7644
// section 3.4.2.4 allows it, but a client that goes on by count, and not by itemsPerPage,
// would miss groups without a word.
func (h *Handler) groupParts(ctx context.Context, shown projection, list []directory.Group) ([]part, error) {
	counts, err := h.countsOf(ctx, shown, list)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var parts []part
	for _, size := range sizes(counts) {
		groups := list[:size]
		list = list[size:]
		parts = append(parts, func(ctx context.Context) ([]map[string]any, error) { return h.renderGroups(ctx, shown, groups) })
	}
	first, err := parts[0](ctx)
	parts[0] = rendered(first)
	return parts, err
}

func (h *Handler) countsOf(ctx context.Context, shown projection, list []directory.Group) ([]int, error) {
	counts := make([]int, len(list))
	if !shown.wants("members") || len(list) < 2 {
		return counts, nil
	}
	found, err := h.Directory.MemberCounts(ctx, groupIDs(list))
	for i, g := range list {
		counts[i] = found[g.ID]
	}
	return counts, err
}

// sizes parts a list of groups by their numbers of members.
func sizes(counts []int) (list []int) {
	size, sum := 0, 0
	for _, n := range counts {
		if sum += n; size > 0 && sum > maxListedMembers {
			list = append(list, size)
			size, sum = 0, n
		}
		size++
	}
	return append(list, size)
}
