package fault

// Code is a literal value of the API: what a client switches on.
type Code string

// General codes, the same at every door.
const (
	CodeInternal        Code = "INTERNAL"
	CodeInvalid         Code = "INVALID"
	CodeRequired        Code = "REQUIRED"
	CodeTaken           Code = "TAKEN"
	CodeStale           Code = "STALE"
	CodeForbidden       Code = "FORBIDDEN"
	CodeNotFound        Code = "NOT_FOUND"
	CodeUnauthenticated Code = "UNAUTHENTICATED"
	CodeTooLarge        Code = "TOO_LARGE"
	CodeThrottled       Code = "THROTTLED"
	CodeUnavailable     Code = "UNAVAILABLE"
)

// Refusals about people: domain rules PR, LC, RO and VI.
const (
	CodeUnknownUser        Code = "UNKNOWN_USER"
	CodeEmailTaken         Code = "EMAIL_TAKEN"
	CodeEmailReserved      Code = "EMAIL_RESERVED"
	CodeSelfManager        Code = "SELF_MANAGER"
	CodeSelfGrant          Code = "SELF_GRANT"
	CodeSSOManaged         Code = "SSO_MANAGED"
	CodeManagedByDirectory Code = "MANAGED_BY_DIRECTORY"
	CodeUserInactive       Code = "USER_INACTIVE"
	CodeLastAdministrator  Code = "LAST_ADMINISTRATOR"
	CodeBrokerNotVerified  Code = "BROKER_NOT_VERIFIED"
	CodeCurrencyInUse      Code = "CURRENCY_IN_USE"
)

// Refusals about deals: domain section 20.
const (
	CodeUnknownDeal         Code = "UNKNOWN_DEAL"
	CodeDealExists          Code = "DEAL_EXISTS"
	CodeDealClosed          Code = "DEAL_CLOSED"
	CodeDealAlreadyAssigned Code = "DEAL_ALREADY_ASSIGNED"
	CodeDealNotAssigned     Code = "DEAL_NOT_ASSIGNED"
	CodeDealNotHeld         Code = "DEAL_NOT_HELD"
	CodeNotOnDeal           Code = "NOT_ON_DEAL"
	CodeUserAbsent          Code = "USER_ABSENT"
	CodeAuthorityExceeded   Code = "AUTHORITY_EXCEEDED"
	CodeNotDelegated        Code = "NOT_DELEGATED"
	CodeDelegationInForce   Code = "DELEGATION_IN_FORCE"
)

// Refusals about approvals: domain section 10.
const (
	CodeApprovalNotNeeded    Code = "APPROVAL_NOT_NEEDED"
	CodeApproverNotAvailable Code = "APPROVER_NOT_AVAILABLE"
	CodeRequestPending       Code = "REQUEST_PENDING"
	CodeRequestNotPending    Code = "REQUEST_NOT_PENDING"
	CodeNotTheApprover       Code = "NOT_THE_APPROVER"
)

// Refusals about out of office: domain section 11.
const (
	CodeSelfDelegation   Code = "SELF_DELEGATION"
	CodeDelegateRequired Code = "DELEGATE_REQUIRED"
	CodeDelegateInactive Code = "DELEGATE_INACTIVE"
	CodeInvalidRange     Code = "INVALID_RANGE"
	CodeOOOInPast        Code = "OOO_IN_PAST"
	CodeOOONotSet        Code = "OOO_NOT_SET"
)

// Refusals of administration: roles, dual control, jobs, and what the system does by itself.
const (
	CodeRolePreset       Code = "ROLE_PRESET"
	CodeRoleInUse        Code = "ROLE_IN_USE"
	CodeChangeNotPending Code = "CHANGE_NOT_PENDING"
	CodeSelfConfirm      Code = "SELF_CONFIRM"
	CodeSetBySystem      Code = "SET_BY_SYSTEM"
	CodeDualControl      Code = "DUAL_CONTROL"
	CodeJobEnded         Code = "JOB_ENDED"
	CodeFilesErased      Code = "FILES_ERASED"
	CodeFileHeading      Code = "FILE_HEADING"
)

// Warnings travel beside a change that was accepted; they are never errors.
const (
	WarnManagerInactive Code = "MANAGER_INACTIVE"
	WarnNoDirectManager Code = "NO_DIRECT_MANAGER"
	WarnDelegationCycle Code = "DELEGATION_CYCLE"

	WarnCompanyPhone    Code = "COMPANY_PHONE_MISSING"
	WarnResponsibleGone Code = "RESPONSIBLE_GONE"
	WarnRolesPending    Code = "ROLES_PENDING"
)

// Texts of cases that their code doesn't tell apart.
const (
	TextNoEvent      Code = "INVALID_EVENT"         // a webhook asks for an event that never comes
	TextContactRole  Code = "INVALID_CONTACT_ROLE"  // a role with rights, for a customer's contact
	TextContactHolds Code = "INVALID_CONTACT_HOLDS" // rights, for a role that a contact holds
	TextSignedIn     Code = "FORBIDDEN_SIGNED_IN"   // what a key does for nobody
	TextOfAnother    Code = "DEAL_OF_ANOTHER"       // a deal that is not the one's who gives theirs away
)
