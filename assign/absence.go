package assign

import (
	"time"

	"mandate/fault"
	"mandate/ident"
)

// Absence is an out-of-office period that is saved and has not ended: half-open (OO-2).
type Absence struct {
	From, To time.Time
	Delegate ident.ID // zero: lost by a deletion (LC-4)
}

// AbsenceState is where a person's one period stands (section 11).
type AbsenceState string

// The values of AbsenceState.
const (
	AbsenceOff       AbsenceState = "OFF" // none, or over
	AbsenceScheduled AbsenceState = "SCHEDULED"
	AbsenceActive    AbsenceState = "ACTIVE"
)

// Values lists the values for the schema.
func (AbsenceState) Values() []string {
	return []string{string(AbsenceOff), string(AbsenceScheduled), string(AbsenceActive)}
}

// StateAt is where the period stands at an instant (OO-3): it begins at once if its start
// is not in the future, and its end is no part of it.
func (a Absence) StateAt(now time.Time) AbsenceState {
	switch {
	case !now.Before(a.To):
		return AbsenceOff
	case now.Before(a.From):
		return AbsenceScheduled
	}
	return AbsenceActive
}

// CheckAbsence judges a period that is to be saved (OO-8), and gives it: first what
// CheckDelegate refuses; then INVALID_RANGE where the end is before the start or the zone
// has none of the days; then OOO_IN_PAST where it is over already.
func CheckAbsence(user, delegate ident.ID, delegateActive bool, start, end Date, zone *time.Location, now time.Time) (Absence, error) {
	if err := CheckDelegate(user, delegate, delegateActive); err != nil {
		return Absence{}, err
	}
	from, to := Period(start, end, zone)
	a := Absence{From: from, To: to, Delegate: delegate}
	if end.Compare(start) < 0 || !from.Before(to) {
		return Absence{}, fault.New(fault.Invalid, fault.CodeInvalidRange, "The last day is before the first.").On("endDate")
	}
	if a.StateAt(now) == AbsenceOff {
		return Absence{}, fault.New(fault.Invalid, fault.CodeOOOInPast, "These days are over.").On("endDate")
	}
	return a, nil
}

// CheckDelegate judges who is named to stand in (OO-8): DELEGATE_REQUIRED,
// SELF_DELEGATION, and DELEGATE_INACTIVE for somebody inactive, deleted or unknown.
// Somebody who is or will be absent is accepted.
func CheckDelegate(user, delegate ident.ID, active bool) error {
	switch {
	case delegate.IsZero():
		return errDelegate(fault.CodeDelegateRequired, "Somebody has to stand in.")
	case delegate == user:
		return errDelegate(fault.CodeSelfDelegation, "Nobody stands in for themselves.")
	case !active:
		return errDelegate(fault.CodeDelegateInactive, "This person has no active account.")
	}
	return nil
}

func errDelegate(code fault.Code, message string) error {
	return fault.New(fault.Invalid, code, "%s", message).On("delegate")
}

// Cycle reports whether DELEGATION_CYCLE is to be told with a saved absence (OO-8): one
// follows delegates while their saved periods have an instant in common with all before,
// and meets somebody twice. saved gives a person's period, the new one included.
func Cycle(person ident.ID, saved func(ident.ID) (Absence, bool)) bool {
	met := map[ident.ID]bool{}
	var common Absence
	for at := person; !at.IsZero(); {
		if met[at] {
			return true
		}
		a, ok := saved(at)
		if !ok {
			return false
		}
		if len(met) > 0 {
			a = a.within(common)
		}
		if !a.From.Before(a.To) {
			return false
		}
		met[at], common, at = true, a, a.Delegate
	}
	return false
}

// within is the part of a period that it has in common with another.
func (a Absence) within(b Absence) Absence {
	if a.From.Before(b.From) {
		a.From = b.From
	}
	if a.To.After(b.To) {
		a.To = b.To
	}
	return a
}
