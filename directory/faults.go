package directory

import "mandate/fault"

func unknownUser() *fault.Fault {
	return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.")
}

// unknown is refused on the field that names a thing by its id.
func unknown(what string) *fault.Fault {
	return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such %s.", what).On(what + "Id")
}

func stale() *fault.Fault {
	return fault.New(fault.Stale, fault.CodeStale, "Somebody else changed this in the meantime. Look at the present state and try again.")
}

func invalid(format string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, format, args...)
}

func required(field string) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeRequired, "This may not be empty.").On(field)
}

func lastAdministrator() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeLastAdministrator, "This is the last active administrator; make another one first.")
}

func selfGrant() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeSelfGrant, "Nobody may change their own roles or limits.")
}

func dualControl() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeDualControl,
		"Dual control is on: nobody does this alone. Ask whoever runs this installation to switch it off for the while.")
}

// OnlySignedIn refuses a key what only the person does who is signed in.
func OnlySignedIn() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeForbidden, "Only somebody who is signed in to the console does this for themselves; no key does it for them.").
		Worded(fault.TextSignedIn)
}

func ssoManaged() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeSSOManaged, "The directory decides who is active here; change it there.")
}

// expect compares a version that the caller has seen with the present one.
func expect(expected, present int64) error {
	if expected != 0 && expected != present {
		return stale().With("version", present)
	}
	return nil
}

func invalidManager() *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeUnknownUser, "The manager is nobody that is known here.").On("manager")
}

func selfManager() *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeSelfManager, "Nobody is their own manager.").On("manager")
}
