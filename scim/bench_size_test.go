package scim_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/store/storetest"
)

// sizes are those of the directories that requests are compared between.
var sizes = []int{10_000, 100_000}

// BenchmarkSize makes the same requests of a small and of a large directory: what finds
// one person costs the same in both. The floor is one bare statement by the key.
func BenchmarkSize(b *testing.B) {
	for _, kind := range storetest.Kinds {
		for _, size := range sizes {
			b.Run(fmt.Sprintf("%s/%d", kind, size), func(b *testing.B) {
				address := storetest.Address(b, kind)
				d := open(b, storetest.OpenAt(b, address, time.Now))
				unlimited(b, d)
				ids := populate(b, d, size)
				analyzed(b, address)
				b.Run("floor", func(b *testing.B) { floorOfGet(b, d, size) })
				for _, read := range reads(ids) {
					b.Run(read.name, func(b *testing.B) {
						var n atomic.Int64
						measured(b, func() { d.must(b, "GET", read.path(int(n.Add(1))), nil) })
					})
				}
				b.Run("scan", func(b *testing.B) { scanAll(b, d, size) })
				b.Run("member", func(b *testing.B) { joinOne(b, d, ids) })
			})
		}
	}
}

type read struct {
	name string
	path func(n int) string
}

// reads go all over the directory.
func reads(ids []string) []read {
	size := len(ids)
	anywhere := func(n, of int) int { return n * 7919 % of }
	return []read{
		{"get", func(n int) string { return "/Users/" + ids[anywhere(n, size)] }},
		{"userName", func(n int) string { return filtered(`userName eq "person-%d@lender.test"`, anywhere(n, size)) }},
		{"externalId", func(n int) string { return filtered(`externalId eq "x%d"`, anywhere(n, size)) }},
		{"page", func(n int) string { return fmt.Sprintf("/Users?count=100&startIndex=%d", 1+anywhere(n, size)) }},
		{"page sorted", func(n int) string {
			return fmt.Sprintf("/Users?count=100&sortBy=name.familyName&startIndex=%d", 1+anywhere(n, size))
		}},
		{"page filtered", func(n int) string {
			return fmt.Sprintf("/Users?count=100&startIndex=%d&filter=%s", 1+anywhere(n, size/2), url.QueryEscape(`name.givenName eq "Ada"`))
		}},
	}
}

func filtered(format string, n int) string {
	return "/Users?filter=" + url.QueryEscape(fmt.Sprintf(format, n))
}

// floorOfGet reads one row by its key, and nothing else.
func floorOfGet(b *testing.B, d door, size int) {
	var n atomic.Int64
	measured(b, func() {
		err := d.directory.Store.Glance(d.system, func(ctx context.Context, c *db.Client) error {
			rows, err := c.QueryContext(ctx, "SELECT user_name, version FROM users WHERE id = $1", copied(int(n.Add(1))*7919%size))
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var name string
				var version int64
				if err := rows.Scan(&name, &version); err != nil {
					return err
				}
			}
			return rows.Err()
		})
		if err != nil {
			b.Error(err)
		}
	})
}

// scanAll reads the whole directory, page by page.
func scanAll(b *testing.B, d door, size int) {
	for b.Loop() {
		for start := 1; start <= size; start += 100 {
			d.must(b, "GET", fmt.Sprintf("/Users?count=100&startIndex=%d", start), nil)
		}
	}
	b.ReportMetric(float64(size)*float64(b.N)/b.Elapsed().Seconds(), "users/s")
}

// joinOne adds one member to an empty group, and to one that half the directory is in.
func joinOne(b *testing.B, d door, ids []string) {
	for name, people := range map[string]int{"empty": 0, "half": len(ids) / 2} {
		group := groupOf(b, d, name, people)
		b.Run(name, func(b *testing.B) {
			one := members(ids[len(ids)-1:])
			for b.Loop() {
				d.must(b, "PATCH", group, patchOf("add", "members", one))
				b.StopTimer()
				d.must(b, "PATCH", group, patchOf("remove", "members", one))
				b.StartTimer()
			}
		})
	}
}

func members(ids []string) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = fmt.Sprintf(`{"value": %q}`, id)
	}
	return "[" + strings.Join(list, ",") + "]"
}
