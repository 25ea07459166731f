package assign

// prefix is who is left after the checks of AS-1 as far as the property type, and how many
// after each. Those depend on nothing that a deal's arrival changes, and the values are
// few: the same office is seldom asked a second question between two changes of people
// about a language, location and property type that it has not answered.
type prefix struct {
	people                       set
	asked                        asked
	language, location, property int
	version                      int
}

type prefixKey struct {
	language, location string
	property           PropertyType
}

// maxPrefixes bounds the memory that they take.
const maxPrefixes = 1024

// prefix gives the one for a deal.
func (b *Bench) prefix(d *Deal, s *Settings) *prefix {
	key := prefixKey{d.language(s), d.Location, d.PropertyType}
	p := b.prefixes[key]
	if p != nil && p.version == b.version {
		return p
	}
	if p == nil {
		if len(b.prefixes) == maxPrefixes {
			clear(b.prefixes)
		}
		p = &prefix{people: make(set, len(b.able))}
		b.prefixes[key] = p
	}
	p.version, p.asked = b.version, asked{}
	p.language = p.people.both(b.able, b.languages.accepting(key.language, &p.asked))
	p.location = p.people.keep(b.locations.accepting(key.location, &p.asked))
	p.property = p.people.keep(b.properties.accepting(key.property, &p.asked))
	return p
}
