package notify

// Addresses that messages link to: pages of the console, where {id} is the subject's, and
// the sign-in page of one tenant, where {slug} is the tenant's.
const (
	dealPage        = "/deals/{id}"
	approvalPage    = "/approvals/{id}"
	absencePage     = "/out-of-office"
	jobsPage        = "/jobs"
	webhooksPage    = "/webhooks"
	changesPage     = "/changes"
	connectionsPage = "/connections"
	directoriesPage = "/directories"
	historyPage     = "/history"
	noticesPage     = "/notices"
	loginPage       = "/login/{slug}"
)
