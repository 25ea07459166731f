package notify

import (
	"slices"

	"mandate/directory/mail"
	"mandate/ident"
)

// kind is how notices of one type are handled.
type kind struct {
	subject ident.Prefix // of what the notice is about
	page    string       // of the console; {id} is the subject's
	alone   bool         // it brings a credential: at once, and never beside others
	urgent  bool         // it does not wait for others
	braked  bool         // false: it goes out while a directory's brake is on, since it is needed to decide
}

// kinds are the types that have a text of their own.
var kinds = map[string]kind{
	"DEAL_ASSIGNED":      {subject: ident.Deal, page: "/deals/{id}", braked: true},
	"DEAL_DELEGATED":     {subject: ident.Deal, page: "/deals/{id}", braked: true},
	"DEAL_RETURNED":      {subject: ident.Deal, page: "/deals/{id}", braked: true},
	"DELEGATION_STALLED": {subject: ident.Deal, page: "/deals/{id}", braked: true},
	"APPROVAL_REQUESTED": {subject: ident.Approval, page: "/approvals/{id}", braked: true},
	"APPROVAL_DECIDED":   {subject: ident.Approval, page: "/approvals/{id}", braked: true},
	"APPROVAL_UNROUTED":  {subject: ident.Approval, page: "/approvals/{id}", braked: true},
	"APPROVAL_VOIDED":    {subject: ident.Approval, page: "/approvals/{id}", braked: true},
	"DELEGATE_SET":       {subject: ident.User, page: "/out-of-office", braked: true},
	"DELEGATE_LOST":      {subject: ident.User, page: "/out-of-office", braked: true},
	"INACTIVITY_WARNING": {page: loginPage, braked: true},
	"JOB_DONE":           {page: "/jobs", braked: true},
	"WEBHOOK_DISABLED":   {page: "/webhooks", braked: true},

	"CERTIFICATE_EXPIRING": {page: "/sign-in", braked: true},
	"METADATA_HELD":        {page: "/sign-in", braked: true},
	"DOMAIN_MOVED":         {page: "/sign-in", braked: true},

	"DIRECTORY_PAUSED":      {page: "/directories", urgent: true},
	"BREAK_GLASS_USED":      {subject: ident.User, page: "/history", urgent: true},
	"SIGN_IN_BLOCKED":       {urgent: true},
	"PASSWORD_CHANGED":      {urgent: true},
	"EMAIL_CHANGED":         {urgent: true},
	"SECOND_FACTOR_CHANGED": {urgent: true},

	"WELCOME":          {page: loginPage, alone: true},
	"INVITATION":       {page: loginPage, alone: true},
	"CREDENTIAL_RESET": {page: loginPage, alone: true},
	"PASSWORD_RESET":   {alone: true},
	"EMAIL_CHANGE":     {alone: true},
	"SIGN_IN_OPTIONS":  {alone: true},
}

// loginPage is where the people of one tenant sign in; {slug} is the tenant's.
const loginPage = "/login/{slug}"

// otherType has the text of types without one of their own.
const otherType = "OTHER"

func kindOf(name string) kind {
	if k, ok := kinds[name]; ok {
		return k
	}
	return kind{page: "/notices", braked: true}
}

// optional reports whether a person may switch the e-mail of this type off.
func optional(name string) bool { return slices.Contains(mail.Optional(), name) }
