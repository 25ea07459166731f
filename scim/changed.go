package scim

import (
	"slices"

	"mandate/directory"
)

// What the log says of a change that was made.

// changedUser compares what a directory said of a person before with what it says
// now.
func (t *trace) changedUser(before directory.Profile, now directory.Person) {
	if t == nil {
		return
	}
	was, _ := fromProfile(before)
	is, _ := fromProfile(now.Profile)
	names := differing(userModel(), was, is)
	outcome := directory.OutcomeChanged
	if !now.Changed {
		outcome, names = directory.OutcomeUnchanged, nil
	}
	t.made(outcome, "User", now.ID, now.UserName, names)
}

func (t *trace) changedGroup(outcome string, before directory.GroupProfile, now directory.Group, members bool) {
	if t == nil {
		return
	}
	was, _ := fromGroup(before)
	is, _ := fromGroup(now.GroupProfile)
	names := differing(groupModel(), was, is)
	if members && outcome != directory.OutcomeUnchanged {
		names = append(names, "members")
		slices.Sort(names)
	}
	t.made(outcome, "Group", now.ID, now.DisplayName, names)
}

// phone says that the number sent did not become the person's (PR-1, PR-3).
func (t *trace) phone(sent directory.Profile, made directory.Person) {
	if t != nil && sent.Phone != "" && made.Phone == "" && slices.Contains(t.event.Changed, "phoneNumbers") {
		t.dropped(droppedPhone)
	}
}
