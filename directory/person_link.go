package directory

import (
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// governedBy joins the link to one directory: whoever has none is not seen.
func governedBy(directory ident.ID) predicate.User {
	return func(s *sql.Selector) {
		link := sql.Table(directorylink.Table).As(directorylink.Table)
		s.Join(link).On(s.C(user.FieldID), link.C(directorylink.FieldUserID))
		s.Where(sql.And(sql.EQ(link.C(directorylink.FieldDirectoryID), directory), sql.IsNull(s.C(user.FieldDeletedAt))))
	}
}

// Columns of the joined link, under names that no column of a person has.
const (
	linkID         = "link_id"
	linkExternalID = "link_external_id"
	linkProfile    = "link_profile"
)

// withLink reads the joined link in the statement that reads the person.
func withLink(s *sql.Selector) {
	link := sql.Table(directorylink.Table)
	s.AppendSelectAs(link.C(directorylink.FieldID), linkID)
	s.AppendSelectAs(link.C(directorylink.FieldExternalID), linkExternalID)
	s.AppendSelectAs(link.C(directorylink.FieldProfile), linkProfile)
}

// linkOf reads what withLink selected.
func linkOf(u *db.User) (*db.DirectoryLink, error) {
	var link db.DirectoryLink
	var external []byte
	for name, into := range map[string]*[]byte{linkExternalID: &external, linkProfile: &link.Profile} {
		value, err := u.Value(name)
		if err != nil {
			return nil, fmt.Errorf("read link of %s: %w", u.ID, err)
		}
		switch v := value.(type) {
		case nil:
		case []byte:
			*into = v
		case string:
			*into = []byte(v)
		default:
			return nil, fmt.Errorf("read link of %s: %s is %T", u.ID, name, value)
		}
	}
	if external != nil {
		text := string(external)
		link.ExternalID = &text
	}
	value, err := u.Value(linkID)
	if err != nil {
		return nil, fmt.Errorf("read link of %s: %w", u.ID, err)
	}
	return &link, link.ID.Scan(value)
}
