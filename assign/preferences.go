package assign

import (
	"slices"
	"strings"

	"mandate/ident"
)

// Preferences say which deals a person takes. An empty set restricts nothing (PF-1).
type Preferences struct {
	AutoAssign    bool           `json:"autoAssign"` // the person's own switch
	Locations     []string       `json:"locations,omitempty"`
	PropertyTypes []PropertyType `json:"propertyTypes,omitempty"` // one that contains ALL restricts nothing
	Products      []ident.ID     `json:"products,omitempty"`
	Brokers       []ident.ID     `json:"brokers,omitempty"` // stays restricting when a broker loses verification (PF-2)
	Languages     []string       `json:"languages,omitempty"`
}

// PropertyType is what a mortgage is secured on (PF-1).
type PropertyType string

// The values of PropertyType; ALL occurs in preferences only.
const (
	PropertyAll               PropertyType = "ALL"
	PropertyCottage           PropertyType = "COTTAGE"
	PropertyInvestmentCompany PropertyType = "INVESTMENT_COMPANY"
	PropertyMobileModular     PropertyType = "MOBILE_MODULAR"
	PropertyMultiUnit         PropertyType = "MULTI_UNIT"
	PropertyPrimaryResidence  PropertyType = "PRIMARY_RESIDENCE"
	PropertySecondHome        PropertyType = "SECOND_HOME"
)

// Values lists the values for the schema.
func (PropertyType) Values() []string {
	return []string{
		string(PropertyAll), string(PropertyCottage), string(PropertyInvestmentCompany), string(PropertyMobileModular),
		string(PropertyMultiUnit), string(PropertyPrimaryResidence), string(PropertySecondHome),
	}
}

// Specialist is AS-4: at least one set among location, property type, product and
// broker restricts. Language makes nobody a specialist (AS-2).
func (p Preferences) Specialist() bool {
	return len(p.Locations) > 0 || p.restrictsProperty() || len(p.Products) > 0 || len(p.Brokers) > 0
}

func (p Preferences) restrictsProperty() bool {
	return len(p.PropertyTypes) > 0 && !slices.Contains(p.PropertyTypes, PropertyAll)
}

// allows is AS-3: a set that restricts must contain the value, and a missing value is
// in no such set.
func allows[T comparable](set []T, value T) bool {
	var missing T
	return len(set) == 0 || value != missing && slices.Contains(set, value)
}

func (p Preferences) allowsProperty(t PropertyType) bool {
	return !p.restrictsProperty() || allows(p.PropertyTypes, t)
}

// allowsBroker is AS-3 with PF-2: a broker without verification matches nothing.
func (p Preferences) allowsBroker(broker ident.ID, verified bool) bool {
	return len(p.Brokers) == 0 || verified && allows(p.Brokers, broker)
}

// allowsLanguage is AS-2; primary is the deal's primary tag.
func (p Preferences) allowsLanguage(primary string) bool {
	if len(p.Languages) == 0 {
		return true
	}
	return primary != "" && slices.ContainsFunc(p.Languages, func(l string) bool { return primaryTag(l) == primary })
}

// primaryTag is the language of a tag without script and region: fr of fr-CA (RFC 5646).
func primaryTag(tag string) string {
	if isPrimary(tag) {
		return tag
	}
	if end := strings.IndexAny(tag, "-_"); end >= 0 {
		tag = tag[:end]
	}
	return strings.ToLower(tag)
}

// isPrimary reports whether a tag is a language in small letters and nothing else, as nearly
// all are.
func isPrimary(tag string) bool {
	for i := range len(tag) {
		if tag[i] < 'a' || tag[i] > 'z' {
			return false
		}
	}
	return true
}
