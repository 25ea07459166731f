package directory

import "mandate/fault"

// maxKey bounds, in bytes, the texts that people and groups are found and sorted
// by, as sent and as folded. PostgreSQL's indexes hold rows of at most 2,704
// bytes, and the key of a shown name may be a first and a last name.
const maxKey = 1024

// fitKeys refuses a profile with a text that its key column can't hold.
func (p Profile) fitKeys() error {
	for _, t := range []struct{ field, text string }{
		{"userName", p.UserName}, {"externalId", p.ExternalID}, {"firstName", p.GivenName}, {"lastName", p.FamilyName},
		{"displayName", p.DisplayName},
	} {
		if err := fitKey(t.field, t.text); err != nil {
			return err
		}
	}
	for _, e := range p.Emails {
		if err := fitKey("emails", e.Value); err != nil {
			return err
		}
	}
	return nil
}

func fitKey(field, text string) error {
	if len(text) <= maxKey && len(Fold(text)) <= maxKey {
		return nil
	}
	return fault.New(fault.Invalid, fault.CodeInvalid, "A value of %s is longer than %d bytes.", field, maxKey).On(field)
}
