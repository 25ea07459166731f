package directory_test

import (
	"math/rand/v2"
	"testing"

	"mandate/directory"
	"mandate/store"
)

// accentedNoise is noise whose every letter has an accent and two bytes.
func accentedNoise(letters int) string {
	of := []rune("àáâãäåçèéêëìíîïñòóôõöùúûüýāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżž")
	text := make([]rune, letters)
	for i := range text {
		text[i] = of[rand.IntN(len(of))]
	}
	return string(text)
}

// TestLongNamesWithAccentsFitTheirKeys: their plain letters beside them refuse nothing that
// fits without, neither in a name nor in what sorts by another's.
func TestLongNamesWithAccentsFitTheirKeys(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss, err := h.d.CreatePerson(h.okta(), directory.Profile{UserName: "boss", GivenName: accentedNoise(512), FamilyName: accentedNoise(512)})
		h.no(err)
		_, err = h.d.CreatePerson(h.okta(), directory.Profile{UserName: "report", Manager: boss.ID, DisplayName: accentedNoise(512)})
		h.no(err)
		_, err = h.d.CreateGroup(h.okta(), directory.GroupProfile{DisplayName: accentedNoise(512)}, nil)
		h.no(err)
		for _, letters := range []int{512, 850, 867, 1000, 1150, 1239, 1240, 1300} {
			p, err := h.d.CreatePerson(h.okta(), directory.Profile{UserName: noise(8), Title: accentedNoise(letters)})
			h.no(err)
			if row := h.row(p.ID); row.TitleKey != store.SortKey(row.Title) {
				t.Errorf("a title of %d letters sorts by %q", letters, row.TitleKey)
			}
		}
	})
}
