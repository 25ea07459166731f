package actor_test

import (
	"testing"

	"mandate/actor"
	"mandate/ident"
)

func TestPerson(t *testing.T) {
	t.Parallel()
	me, other := ident.ID{1}, ident.ID{2}
	for name, tc := range map[string]struct {
		actor actor.Actor
		want  ident.ID
	}{
		"nobody":            {actor.Actor{}, ident.ID{}},
		"person":            {actor.Actor{Kind: actor.User, ID: me}, me},
		"key":               {actor.Actor{Kind: actor.Service, ID: me}, ident.ID{}},
		"key for a person":  {actor.Actor{Kind: actor.Service, ID: me, OnBehalfOf: other}, other},
		"directory":         {actor.Actor{Kind: actor.Directory, ID: me}, ident.ID{}},
		"system":            {actor.ForSystem(other), ident.ID{}},
		"person for person": {actor.Actor{Kind: actor.User, ID: me, OnBehalfOf: other}, other},
	} {
		if got := tc.actor.Person(); got != tc.want {
			t.Errorf("%s counts as %s, want %s", name, got, tc.want)
		}
	}
}

func TestSelf(t *testing.T) {
	t.Parallel()
	me, other, key := ident.ID{1}, ident.ID{2}, ident.ID{3}
	for name, tc := range map[string]struct {
		actor    actor.Actor
		person   ident.ID
		self     bool
		inPerson bool
	}{
		"nobody":                         {actor.Actor{}, ident.ID{}, false, false},
		"person":                         {actor.Actor{Kind: actor.User, ID: me}, me, true, true},
		"somebody else":                  {actor.Actor{Kind: actor.User, ID: me}, other, false, true},
		"key that nobody answers for":    {actor.Actor{Kind: actor.Service, ID: key}, ident.ID{}, false, false},
		"who answers for the key":        {actor.Actor{Kind: actor.Service, ID: key, Responsible: me}, me, true, false},
		"whom the key acts for":          {actor.Actor{Kind: actor.Service, ID: key, Responsible: me, OnBehalfOf: other}, other, true, false},
		"who answers, acting for others": {actor.Actor{Kind: actor.Service, ID: key, Responsible: me, OnBehalfOf: other}, me, true, false},
		"system":                         {actor.ForSystem(other), me, false, false},
	} {
		if got := tc.actor.Self(tc.person); got != tc.self {
			t.Errorf("%s is oneself: %t", name, got)
		}
		if got := tc.actor.InPerson(); got != tc.inPerson {
			t.Errorf("%s in person: %t", name, got)
		}
	}
}

func TestCan(t *testing.T) {
	t.Parallel()
	for _, p := range actor.All {
		if !actor.ForSystem(ident.ID{1}).Can(p) {
			t.Errorf("the system can't %s", p)
		}
		for _, kind := range []actor.Kind{actor.User, actor.Service, actor.Directory, ""} {
			if (actor.Actor{Kind: kind}).Can(p) {
				t.Errorf("%s without permissions can %s", kind, p)
			}
			if !(actor.Actor{Kind: kind, Permissions: actor.Of(p)}).Can(p) {
				t.Errorf("%s with the permission can't %s", kind, p)
			}
		}
	}
}

func TestContext(t *testing.T) {
	t.Parallel()
	if a, ok := actor.From(t.Context()); ok || !a.Tenant.IsZero() {
		t.Errorf("an empty context has %+v", a)
	}
	ctx := actor.With(actor.With(t.Context(), actor.ForSystem(ident.ID{1})), actor.ForSystem(ident.ID{2}))
	if a, ok := actor.From(ctx); !ok || a.Tenant != (ident.ID{2}) {
		t.Errorf("got %+v, %t", a, ok)
	}
	if id := actor.RequestOf(ctx); id != "" {
		t.Errorf("request %q", id)
	}
	if id := actor.RequestOf(actor.WithRequest(ctx, "r1")); id != "r1" {
		t.Errorf("request %q", id)
	}
}
