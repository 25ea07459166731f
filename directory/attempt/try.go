package attempt

import (
	"net/netip"

	"mandate/ident"
	"mandate/store"
)

// Try is one try at a credential, as the counters know it.
type Try struct {
	limits map[string]limit // by key of the counter
	first  string           // the counter that a success clears
	call   string           // under which a call that is sent again is known; empty: it has no such name
}

// SentAs gives a try at a password the name of the call that makes it. A call that is sent
// again with all that it said, while the first is under way or after it was lost, says nothing
// of the password that the first did not say: the first few times it is the same try and not
// counted. A code has no such name: half a minute later the same one is another guess.
func (t Try) SentAs(name string) Try {
	if name != "" {
		t.call = store.HashCredential("call:" + t.first + name)
	}
	return t
}

// Password is a try at a password. The account need not exist: an unknown name is
// counted like a known one. address is the client's.
func Password(login, address string) Try {
	account, from := "account:"+store.Fold(login), "address:"+Network(address)
	pair := store.HashCredential(account + "\x00" + from)
	return Try{first: pair, limits: map[string]limit{
		pair: limitPair, store.HashCredential(account): limitAccount, store.HashCredential(from): limitAddress}}
}

// SecondFactor is a try at a second factor by somebody who has shown the first.
func SecondFactor(person ident.ID) Try {
	return single("factor:"+person.String(), limitFactor)
}

// Mail is a wish for a message that anybody may utter: a reset of a password, a code
// by SMS. It is never taken back.
func Mail(login, address string) Try {
	account, from := store.HashCredential("mail:"+store.Fold(login)), store.HashCredential("mailing:"+Network(address))
	return Try{first: account, limits: map[string]limit{account: limitMail, from: limitMailing}}
}

func single(key string, l limit) Try {
	sum := store.HashCredential(key)
	return Try{first: sum, limits: map[string]limit{sum: l}}
}

// Network is what counts as one address: an IPv4 address, or an IPv6 /64, which one
// household or host gets whole.
func Network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap().WithZone(""); a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}
