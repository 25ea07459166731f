package graph_test

import "testing"

// TestOddValuesOfThoseWhoMayLittle: to whom nearly everything is denied, odd values are
// nobody's fault either, in the other two languages. Each writes into places of their own,
// so that both together take no longer than a fraction of the whole.
func TestOddValuesOfThoseWhoMayLittle(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		odd := o.oddities(c)
		auditor := o.hire("Aude Auditor", "auditor")
		const every = 5
		for i, l := range odd.leaves {
			switch i % every {
			case 0:
				odd.as, odd.english = as(c.uma).header("Accept-Language", "fr"), false
			case 1:
				odd.as, odd.english = as(auditor).header("Accept-Language", "en"), true
			default:
				continue
			}
			odd.try(t, l, oddOf(odd.schema, l.of).Example(i))
		}
	})
}
