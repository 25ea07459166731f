package model

import "context"

// Edge is a row on a page with its place in the list.
type Edge[T any] struct {
	Node   T
	Cursor string
}

// PageInfo says where a page begins and ends.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// Connection is a page of a list.
type Connection[T any] struct {
	Edges    []*Edge[T]
	Nodes    []T
	PageInfo *PageInfo
	Count    func(ctx context.Context) (int, error)
}

// TotalCount counts the whole list; it runs only when it is asked for.
func (c *Connection[T]) TotalCount(ctx context.Context) (int, error) { return c.Count(ctx) }

// The pages of the schema.
type (
	UserConnection              = Connection[*User]
	UserEdge                    = Edge[*User]
	RoleConnection              = Connection[*Role]
	RoleEdge                    = Edge[*Role]
	GroupConnection             = Connection[*Group]
	GroupEdge                   = Edge[*Group]
	DealConnection              = Connection[*Deal]
	DealEdge                    = Edge[*Deal]
	BrokerConnection            = Connection[*Broker]
	BrokerEdge                  = Edge[*Broker]
	ProductConnection           = Connection[*Product]
	ProductEdge                 = Edge[*Product]
	SsoConnectionConnection     = Connection[*SsoConnection]
	SsoConnectionEdge           = Edge[*SsoConnection]
	SsoDomainConnection         = Connection[*SsoDomain]
	SsoDomainEdge               = Edge[*SsoDomain]
	ApplicationConnection       = Connection[*Application]
	ApplicationEdge             = Edge[*Application]
	DirectoryConnection         = Connection[*Directory]
	DirectoryEdge               = Edge[*Directory]
	SessionConnection           = Connection[*Session]
	SessionEdge                 = Edge[*Session]
	HistoryConnection           = Connection[*HistoryEntry]
	HistoryEdge                 = Edge[*HistoryEntry]
	NotificationConnection      = Connection[*Notification]
	NotificationEdge            = Edge[*Notification]
	ApprovalConnection          = Connection[*ApprovalRequest]
	ApprovalEdge                = Edge[*ApprovalRequest]
	ApproverConnection          = Connection[*Approver]
	ApproverEdge                = Edge[*Approver]
	OutOfOfficeConnection       = Connection[*OutOfOffice]
	OutOfOfficeEdge             = Edge[*OutOfOffice]
	ProvisioningEventConnection = Connection[*ProvisioningEvent]
	ProvisioningEventEdge       = Edge[*ProvisioningEvent]
	DirectoryConflictConnection = Connection[*DirectoryConflict]
	DirectoryConflictEdge       = Edge[*DirectoryConflict]
	EventDeliveryConnection     = Connection[*EventDelivery]
	EventDeliveryEdge           = Edge[*EventDelivery]
	AuthorityRowConnection      = Connection[*AuthorityRow]
	AuthorityRowEdge            = Edge[*AuthorityRow]
)
