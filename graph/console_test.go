package graph

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// TestConsoleFits: every document of the console is valid, within the bounds, and
// costs less than half of what one operation may with the largest page there is.
func TestConsoleFits(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../web/src/gql/persisted-documents.json")
	if err != nil {
		t.Fatal(err)
	}
	var documents map[string]string
	if err := json.Unmarshal(raw, &documents); err != nil || len(documents) == 0 {
		t.Fatalf("%d documents: %v", len(documents), err)
	}
	s := pricing(newSchema())
	for _, text := range documents {
		if m, err := survey(text); err != nil || m.introspects {
			t.Errorf("%.60s: %v", text, err)
		}
		doc, errs := gqlparser.LoadQueryWithRules(s.Schema(), text, rules.NewDefaultRules())
		if len(errs) > 0 {
			t.Errorf("%.60s: %v", text, errs)
			continue
		}
		for _, op := range doc.Operations {
			price := s.price(t.Context(), op, map[string]any{"first": int64(mostRows)})
			t.Logf("%s costs %d", op.Name, price)
			if price > maxCost/2 {
				t.Errorf("%s costs %d", op.Name, price)
			}
		}
	}
}
