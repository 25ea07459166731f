package assign

// prefix is who is left after the checks of AS-1 as far as the property type, and how many
// after each. Those depend on nothing that a deal's arrival changes, and the values are
// few: the same office is seldom asked a second question between two changes of people
// about a language, location and property type that it has not answered.
type prefix struct {
	key                          prefixKey
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
	slot := &b.lately[key.slot()]
	if *slot == nil || (*slot).key != key {
		*slot = b.knownPrefix(key)
	}
	p := *slot
	if p.version == b.version {
		return p
	}
	p.version, p.asked = b.version, asked{}
	p.language = p.people.both(b.able, b.languages.accepting(key.language, &p.asked))
	p.location = p.people.keep(b.locations.accepting(key.location, &p.asked))
	p.property = p.people.keep(b.properties.accepting(key.property, &p.asked))
	return p
}

// knownPrefix gives the one of a key, however old: nobody's version is below zero.
func (b *Bench) knownPrefix(key prefixKey) *prefix {
	p := b.prefixes[key]
	if p == nil {
		if len(b.prefixes) == maxPrefixes {
			clear(b.prefixes)
		}
		p = &prefix{key: key, people: make(set, len(b.able)), version: -1}
		b.prefixes[key] = p
	}
	return p
}

// latelySlots is how many prefixes are found without a look into the map of all.
const latelySlots = 256

// slot is where a prefix stands that was asked for lately. Length and ends of its values
// tell prefixes apart nearly always, and are read sooner than the whole.
func (k *prefixKey) slot() uint {
	return (ends(k.language)*59 + ends(k.location)*7 + ends(string(k.property))) % latelySlots
}

func ends(value string) uint {
	n := len(value)
	if n == 0 {
		return 0
	}
	return uint(n)<<4 + uint(value[0])*3 + uint(value[n-1])
}
