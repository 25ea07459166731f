package scim_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"mandate/assign/desk"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// clients is how many directories' workers ask at once, for each processor.
const clients = 4

func BenchmarkCreate(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		var n atomic.Int64
		measured(b, func() {
			d.must(b, "POST", "/Users", fmt.Sprintf(`{"userName": "bench-%[1]d@lender.test", "externalId": "x%[1]d", "active": true,
				"name": {"givenName": "Ada", "familyName": "Moreno"}, "emails": [{"value": "bench-%[1]d@lender.test", "type": "work", "primary": true}]}`, n.Add(1)))
		})
	})
}

func BenchmarkGet(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		path := "/Users/" + d.create(b, "ada@lender.test")
		measured(b, func() { d.must(b, "GET", path, nil) })
	})
}

func BenchmarkFilterByUserName(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		d.create(b, "ada@lender.test")
		measured(b, func() { d.must(b, "GET", "/Users?filter=userName%20eq%20%22ada@lender.test%22", nil) })
	})
}

// BenchmarkPatch changes profiles that are there already.
func BenchmarkPatch(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		people := d.some(b, 256)
		var n atomic.Int64
		measured(b, func() {
			k := n.Add(1)
			d.must(b, "PATCH", people[int(k)%len(people)], patchOf("replace", "title", fmt.Sprintf("%q", fmt.Sprint("Closer ", k))))
		})
	})
}

func BenchmarkPut(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		people := d.some(b, 256)
		var n atomic.Int64
		measured(b, func() {
			k := n.Add(1)
			at := int(k) % len(people)
			d.must(b, "PUT", people[at], fmt.Sprintf(`{"userName": "bench-%d", "active": true, "title": "Closer %d", "name": {"givenName": "Ada"}}`, at, k))
		})
	})
}

// BenchmarkMember adds one member after the other to a group that is there already.
func BenchmarkMember(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		group := "/Groups/" + d.createGroup(b, "All")
		ids := populate(b, d, 20_000)
		var n atomic.Int64
		measured(b, func() {
			k := int(n.Add(1))
			op := []string{"add", "remove"}[k/len(ids)%2]
			d.must(b, "PATCH", group, patchOf(op, "members", members(ids[k%len(ids):k%len(ids)+1])))
		})
	})
}

// BenchmarkActive shuts people out and lets them in again, and the desk settles what
// follows for deals.
func BenchmarkActive(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		d.directory.OnChange = (&desk.Desk{Store: d.directory.Store}).OnChange
		unbraked(b, d)
		people := d.some(b, 256)
		var n atomic.Int64
		measured(b, func() {
			k := int(n.Add(1))
			d.must(b, "PATCH", people[k%len(people)], patchOf("replace", "active", []string{"false", "true"}[k/len(people)%2]))
		})
	})
}

// BenchmarkWriteFloor is what creating a person costs at the least: its four rows in a
// transaction of their own, which nobody judges.
func BenchmarkWriteFloor(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		template, err := ident.Parse(ident.User, find(d.must(b, "POST", "/Users", benchPerson(token(0), "Ada")), "id").(string))
		if err != nil {
			b.Fatal(err)
		}
		var n atomic.Int64
		measured(b, func() {
			k := 2 * int(n.Add(1))
			d.filled(b, func(ctx context.Context, tx *store.Tx) error {
				return copyPeople(ctx, tx, d.directory.Store.Kind(), template, 0, k, k+1)
			})
		})
	})
}

// some makes people over the door and gives their paths.
func (d door) some(b *testing.B, n int) []string {
	b.Helper()
	people := make([]string, n)
	for i := range people {
		people[i] = "/Users/" + d.create(b, fmt.Sprintf("bench-%d", i))
	}
	return people
}

func each(b *testing.B, fn func(b *testing.B, d door)) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			d := open(b, storetest.Open(b, kind))
			unlimited(b, d)
			fn(b, d)
		})
	}
}

func unlimited(b *testing.B, d door) {
	b.Helper()
	if err := setRate(d, 1_000_000); err != nil {
		b.Fatal(err)
	}
}

// unbraked lets any number of people be deactivated.
func unbraked(b *testing.B, d door) {
	b.Helper()
	err := d.directory.Store.Write(d.system, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "DIRECTORY_UPDATED", TargetKind: ident.Directory, Target: d.issued.Directory})
		return tx.Client.Directory.Update().SetBrakePeople(1_000_000).Exec(ctx)
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkThousandMembers adds a thousand people to an empty group in one PATCH.
func BenchmarkThousandMembers(b *testing.B) {
	each(b, func(b *testing.B, d door) {
		members := make([]string, 1000)
		for n := range members {
			members[n] = fmt.Sprintf(`{"value": %q}`, d.create(b, fmt.Sprintf("bench-%d", n)))
		}
		body := patchOf("add", "members", "["+strings.Join(members, ",")+"]")
		b.ResetTimer()
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			group := "/Groups/" + d.createGroup(b, fmt.Sprintf("Group %d", n))
			b.StartTimer()
			d.must(b, "PATCH", group, body)
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/member")
	})
}
