package graph

import (
	"mandate/actor"
	"mandate/directory/job"
	"mandate/graph/model"
)

// mayRead reports whether somebody may take the files of a job that they see: it takes
// the permission that starting its kind takes, of the starter as of whoever sees it by
// job.manage. A kind that is missing here has files for nobody.
func mayRead(who sight, j *model.Job) bool {
	switch j.Job.Kind {
	case job.UsersImport, job.UsersExport, job.UsersBulkUpdate:
		return who.staff(actor.UserManage)
	case job.HistoryExport:
		return who.staff(actor.HistoryView)
	case job.AccessReviewExport:
		return who.staff(actor.ReportView)
	case job.DealsSubmit:
		return who.staff(actor.DealCreate)
	}
	return false
}
