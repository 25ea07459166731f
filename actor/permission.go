package actor

import "sort"

// Permission is one right, by the name it has in RO-2.
type Permission string

// The permissions of RO-2, in the order of the catalogue.
const (
	DealView              Permission = "deal.view"
	DealCreate            Permission = "deal.create"
	DealEdit              Permission = "deal.edit"
	DealFigures           Permission = "deal.figures"
	DealFinalize          Permission = "deal.finalize"
	DealAssign            Permission = "deal.assign"
	PipelineAll           Permission = "pipeline.all"
	PipelineUnassigned    Permission = "pipeline.unassigned"
	ApprovalDecide        Permission = "approval.decide"
	LimitsManage          Permission = "limits.manage"
	AbsenceManage         Permission = "absence.manage"
	UserManage            Permission = "user.manage"
	RoleAssign            Permission = "role.assign"
	CompanyManage         Permission = "company.manage"
	DirectoryManage       Permission = "directory.manage"
	ConnectionManage      Permission = "connection.manage"
	APIKeyManage          Permission = "apikey.manage"
	WebhookManage         Permission = "webhook.manage"
	CustomerManage        Permission = "customer.manage"
	JobManage             Permission = "job.manage"
	HistoryView           Permission = "history.view"
	ReportView            Permission = "report.view"
	ReportProduction      Permission = "report.production"
	ActOnBehalf           Permission = "act.onBehalf"
	SchemaRead            Permission = "schema.read"
	ContractView          Permission = "contract.view"
	ContractEdit          Permission = "contract.edit"
	ContractFinalize      Permission = "contract.finalize"
	ContractCompletedView Permission = "contract.completed.view"
	RemittanceComplete    Permission = "remittance.complete"
	DocumentPDF           Permission = "document.pdf"
)

// All lists every permission once, in catalogue order.
var All = []Permission{DealView, DealCreate, DealEdit, DealFigures, DealFinalize, DealAssign, PipelineAll, PipelineUnassigned,
	ApprovalDecide, LimitsManage, AbsenceManage, UserManage, RoleAssign, CompanyManage, DirectoryManage, ConnectionManage,
	APIKeyManage, WebhookManage, CustomerManage, JobManage, HistoryView, ReportView, ReportProduction, ActOnBehalf, SchemaRead,
	ContractView, ContractEdit, ContractFinalize, ContractCompletedView, RemittanceComplete, DocumentPDF}

var position = func() map[Permission]uint {
	m := make(map[Permission]uint, len(All))
	for i, p := range All {
		m[p] = uint(i)
	}
	return m
}()

// Known reports whether the name is a permission of the catalogue.
func Known(p Permission) bool { _, ok := position[p]; return ok }

// Set is a set of permissions; the zero value is empty. Permissions add up (RO-1).
type Set uint64

// Of makes a set; unknown names are left out.
func Of(list ...Permission) Set {
	var s Set
	for _, p := range list {
		if i, ok := position[p]; ok {
			s |= 1 << i
		}
	}
	return s
}

// Has reports whether the permission is in the set.
func (s Set) Has(p Permission) bool {
	i, ok := position[p]
	return ok && s&(1<<i) != 0
}

// Union adds two sets up.
func (s Set) Union(t Set) Set { return s | t }

// Covers reports whether every permission of t is in s.
func (s Set) Covers(t Set) bool { return t&^s == 0 }

// List gives the permissions sorted by name.
func (s Set) List() []Permission {
	var out []Permission
	for i, p := range All {
		if s&(1<<uint(i)) != 0 {
			out = append(out, p)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}
