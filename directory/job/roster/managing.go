package roster

import (
	"mandate/actor"
	"mandate/directory/job"
	"mandate/fault"
)

// managing refuses jobs of people whose starter has lost user.manage since they asked.
func managing(run *job.Run) error {
	if run.Actor.Can(actor.UserManage) {
		return nil
	}
	return fault.New(fault.Denied, fault.CodeForbidden, "Whoever started this job may not manage people any more.")
}
