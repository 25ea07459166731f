package desk

import (
	"context"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// ChainState says why a walk goes on at a person or ends there (DC-1).
type ChainState string

// The values of ChainState. Only ABSENT leads on, where the absence names a delegate.
const (
	ChainAvailable ChainState = "AVAILABLE"
	ChainAbsent    ChainState = "ABSENT"
	ChainInactive  ChainState = "INACTIVE"
	ChainDeleted   ChainState = "DELETED"
	ChainCycle     ChainState = "CYCLE" // met before on this walk
)

// Values lists the values for the schema.
func (ChainState) Values() []string {
	return []string{string(ChainAvailable), string(ChainAbsent), string(ChainInactive), string(ChainDeleted), string(ChainCycle)}
}

// ChainStep is one person whom the walk meets.
type ChainStep struct {
	User     ident.ID
	State    ChainState
	Until    time.Time // of ABSENT: the end of the absence; zero: not known
	Delegate ident.ID  // of ABSENT: who follows; zero: nobody
}

// ChainPicture is the walk of DC-1 from a person, as for a new deal of theirs.
type ChainPicture struct {
	Steps  []ChainStep // the first is the person
	Acting ident.ID    // who would act; zero: nobody is available
}

// ChainAt draws a person's chain at an instant, zero being now; of an instant to come by
// the periods that are saved. UNKNOWN_USER where there was no such person.
func (d *Desk) ChainAt(ctx context.Context, c *db.Client, person ident.ID, at time.Time) (*ChainPicture, error) {
	a, err := d.attendanceAt(ctx, c, at, person)
	if err != nil {
		return nil, err
	}
	if !a.there(person) {
		return nil, unknownUser()
	}
	picture := &ChainPicture{Steps: a.walk(person)}
	picture.Acting, _ = assign.ActsFor(person, a.presence())
	return picture, nil
}

func (a *attendance) walk(person ident.ID) (steps []ChainStep) {
	met := map[ident.ID]bool{}
	for at := person; !at.IsZero(); {
		step := a.stepAt(at, met)
		steps = append(steps, step)
		met[at], at = true, step.Delegate
	}
	return steps
}

func (a *attendance) stepAt(at ident.ID, met map[ident.ID]bool) ChainStep {
	away, isAway := a.away[at]
	switch {
	case met[at]:
		return ChainStep{User: at, State: ChainCycle}
	case !a.there(at):
		return ChainStep{User: at, State: ChainDeleted}
	case isAway:
		return ChainStep{User: at, State: ChainAbsent, Until: away.until, Delegate: away.delegate}
	case !a.active[at]:
		return ChainStep{User: at, State: ChainInactive}
	}
	return ChainStep{User: at, State: ChainAvailable}
}
