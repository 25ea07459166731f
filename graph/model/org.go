package model

// OrgNode is a person in the tree of direct managers.
type OrgNode struct {
	User        *User
	Depth       int
	ManagerID   *string // outside id; nil for a root
	ReportCount int
}

// The pages of a branch.
type (
	OrgNodeConnection = Connection[*OrgNode]
	OrgNodeEdge       = Edge[*OrgNode]
)
