package notify

import (
	"slices"

	"mandate/directory/mail"
	"mandate/ident"
)

// kind is how notices of one type are handled.
type kind struct {
	subject ident.Prefix // of what the notice is about
	page    string       // see pages
	alone   bool         // it brings a credential: at once, and never beside others
	urgent  bool         // it does not wait for others
	braked  bool         // it waits while a directory's brake is on; false: it is needed to decide, or promised for a time
}

// kinds are the types that have a text of their own.
var kinds = map[string]kind{
	"DEAL_ASSIGNED":      {subject: ident.Deal, page: dealPage, braked: true},
	"DEAL_DELEGATED":     {subject: ident.Deal, page: dealPage, braked: true},
	"DEAL_RETURNED":      {subject: ident.Deal, page: dealPage, braked: true},
	"DELEGATION_STALLED": {subject: ident.Deal, page: dealPage, braked: true},
	"APPROVAL_REQUESTED": {subject: ident.Approval, page: approvalPage, braked: true},
	"APPROVAL_DECIDED":   {subject: ident.Approval, page: approvalPage, braked: true},
	"APPROVAL_UNROUTED":  {subject: ident.Approval, page: approvalPage, braked: true},
	"APPROVAL_VOIDED":    {subject: ident.Approval, page: approvalPage, braked: true},
	"DELEGATE_SET":       {subject: ident.User, page: absencePage, braked: true},
	"DELEGATE_LOST":      {subject: ident.User, page: absencePage, braked: true},
	"INACTIVITY_WARNING": {page: loginPage},
	"JOB_DONE":           {page: jobsPage, braked: true},
	"WEBHOOK_DISABLED":   {page: webhooksPage, braked: true},

	"WEBHOOK_EVENT_UNREAD": {page: webhooksPage, braked: true},

	"CHANGE_REQUESTED": {page: changesPage, braked: true},
	"CHANGE_CONFIRMED": {page: changesPage, braked: true},
	"CHANGE_REJECTED":  {page: changesPage, braked: true},
	"CHANGE_VOID":      {page: changesPage, braked: true},

	"CERTIFICATE_EXPIRING": {page: connectionsPage},
	"METADATA_HELD":        {page: connectionsPage},
	"DOMAIN_VERIFIED":      {page: connectionsPage},
	"DOMAIN_RECORD_GONE":   {page: connectionsPage},
	"DOMAIN_MOVED":         {page: connectionsPage},

	"DIRECTORY_PAUSED":      {page: directoriesPage, urgent: true},
	"BREAK_GLASS_USED":      {subject: ident.User, page: historyPage, urgent: true},
	"SIGN_IN_BLOCKED":       {urgent: true},
	"PASSWORD_CHANGED":      {urgent: true},
	"EMAIL_CHANGED":         {urgent: true},
	"SECOND_FACTOR_CHANGED": {urgent: true},

	"WELCOME":          {page: loginPage, alone: true},
	"INVITATION":       {page: loginPage, alone: true},
	"CREDENTIAL_RESET": {page: loginPage, alone: true},
	"PASSWORD_RESET":   {alone: true},
	"EMAIL_CHANGE":     {alone: true},
	"SIGN_IN_OPTIONS":  {page: loginPage, urgent: true},
}

// otherType has the text of types without one of their own.
const otherType = "OTHER"

func kindOf(name string) kind {
	if k, ok := kinds[name]; ok {
		return k
	}
	return kind{page: noticesPage, braked: true}
}

// optional reports whether a person may switch the e-mail of this type off.
func optional(name string) bool { return slices.Contains(mail.Optional(), name) }
