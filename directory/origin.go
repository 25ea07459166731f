package directory

import (
	"slices"
	"time"

	"mandate/ident"
)

// RoleOrigin is one way by which a person held a role at an instant. What nobody kept is
// zero; nothing is made up for it.
type RoleOrigin struct {
	Role        RoleHeld
	Permissions []string  // those of the role at the instant
	Source      string    // ADMIN or DIRECTORY; empty: not kept
	Group       string    // as it was called at the instant
	By          ident.ID  // who gave the role, or mapped the group; zero: no person, or not kept
	Since       time.Time // zero: not kept
}

// deed is who did something, and when; zero: not kept.
type deed struct {
	by ident.ID
	at time.Time
}

// turn is an entry of history that changed a list of names.
type turn struct {
	deed
	entry         ident.ID
	before, after []string
}

// standing replays whether a name was in a list at an instant, and which deed put it there.
// Names are those that were called so when the entry was written. Where nothing before the
// instant speaks of the list, what it was like when it first changed afterwards is what it
// was like then; who had made it so, and when, nobody kept.
func standing(turns []turn, at time.Time, called func(entry ident.ID) string) (since deed, held bool) {
	for i, t := range turns {
		name := called(t.entry)
		was, is := slices.Contains(t.before, name), slices.Contains(t.after, name)
		if t.at.After(at) {
			return since, held || i == 0 && was
		}
		switch {
		case !is:
			since, held = deed{}, false
		case !was:
			since, held = t.deed, true
		default:
			held = true
		}
	}
	return since, held
}

// joined is when somebody in a mapped group held its role by it: whichever came later, if
// both are kept.
func joined(member, mapping deed) time.Time {
	switch {
	case member.at.IsZero() || mapping.at.IsZero():
		return time.Time{}
	case member.at.After(mapping.at):
		return member.at
	}
	return mapping.at
}
