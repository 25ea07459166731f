package directory

import "mandate/actor"

// preset is one of the roles that every tenant starts with (RO-3, RO-6).
type preset struct {
	name        string
	permissions []actor.Permission
	grants      []string // RO-4
}

// presets gives the roles of RO-6. A customer's contact sees nothing but
// themselves (section 1), so the three customer roles carry no permission.
func presets() []preset {
	underwriter := []actor.Permission{actor.DealView, actor.DealCreate, actor.DealEdit, actor.DealFigures, actor.PipelineUnassigned, actor.ReportProduction}
	manager := []actor.Permission{actor.DealView, actor.DealCreate, actor.DealEdit, actor.DealFinalize, actor.ContractView, actor.ContractEdit,
		actor.ContractFinalize, actor.ReportProduction}
	accounting := []actor.Permission{actor.ContractCompletedView, actor.ReportProduction, actor.RemittanceComplete}
	director := with(with(manager, accounting...), actor.DocumentPDF, actor.UserManage, actor.RoleAssign)
	return []preset{
		{AdministratorRole, administratorPermissions(), []string{"*"}},
		{"underwriter", underwriter, nil},
		{"team-manager", with(underwriter, actor.DealAssign, actor.PipelineAll, actor.AbsenceManage, actor.ReportView), nil},
		{"approver", with(underwriter, actor.ApprovalDecide), nil},
		{"auditor", []actor.Permission{actor.DealView, actor.PipelineAll, actor.ReportView, actor.HistoryView}, nil},
		{"finance-manager", manager, nil},
		{"accounting", accounting, nil},
		{"finance-director", director, []string{"finance-manager", "accounting", "finance-director"}},
		{"service-los", []actor.Permission{actor.DealCreate, actor.DealView, actor.DealEdit, actor.DealFigures, actor.PipelineAll,
			actor.ActOnBehalf, actor.SchemaRead}, nil},
		{"customer-commercial", nil, nil},
		{"customer-operational", nil, nil},
		{"customer-employee", nil, nil},
	}
}

// administratorPermissions are all but deciding approvals and deals, and what
// concerns contracts and remittances (RO-6).
func administratorPermissions() []actor.Permission {
	not := actor.Of(actor.ApprovalDecide, actor.DealFinalize, actor.ContractView, actor.ContractEdit, actor.ContractFinalize,
		actor.ContractCompletedView, actor.RemittanceComplete)
	var list []actor.Permission
	for _, p := range actor.All {
		if !not.Has(p) {
			list = append(list, p)
		}
	}
	return list
}

func with(list []actor.Permission, more ...actor.Permission) []actor.Permission {
	return actor.Of(list...).Union(actor.Of(more...)).List()
}

func (p preset) names() []string {
	list := make([]string, len(p.permissions))
	for i, q := range p.permissions {
		list[i] = string(q)
	}
	return list
}
