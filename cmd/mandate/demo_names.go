package main

// Names of the demo's people: common given and family names of Canada. No one in
// particular is meant.
var (
	givenNames = []string{"Claire", "Liam", "Amélie", "Noah", "Priya", "Étienne", "Olivia", "Wei", "Sofia", "Mateo", "Fatima", "Lucas",
		"Chloé", "Arjun", "Emma", "Daniel", "Mei", "Gabriel", "Zoé", "Hassan", "Isabelle", "Owen", "Nadia", "Samuel", "Jasmine", "Félix",
		"Hannah", "Dmitri", "Léa", "Kwame", "Alice", "Tariq", "Maude", "Ethan", "Ingrid", "Raphaël", "Grace", "Minh", "Juliette", "Caleb"}
	familyNames = []string{"Tremblay", "Smith", "Gagnon", "Singh", "Roy", "Brown", "Bouchard", "Chen", "Côté", "Martin", "Gauthier", "Patel",
		"Morin", "Wilson", "Lavoie", "Nguyen", "Fortin", "MacDonald", "Pelletier", "Campbell", "Bélanger", "Khan", "Lévesque", "Anderson",
		"Bergeron", "Kaur", "Leblanc", "Fraser", "Paquette", "Okafor", "Girard", "Murray", "Simard", "Ivanov", "Boucher", "Reid", "Caron",
		"Tanaka", "Beaulieu", "O'Neill", "Cloutier"}
)

// province is where deals come from, by weight.
type province struct {
	code   string
	weight int
	french bool
}

var provinces = []province{{"ON", 39, false}, {"QC", 22, true}, {"BC", 14, false}, {"AB", 12, false}, {"MB", 4, false},
	{"SK", 3, false}, {"NS", 3, false}, {"NB", 2, true}, {"NL", 1, false}}

// catalogue of the demo: products with where they are offered, and brokers.
var (
	demoProducts = []struct {
		reference, name string
		locations       []string
	}{
		{"MTG-5F", "Five-year fixed mortgage", nil},
		{"MTG-VAR", "Variable mortgage", nil},
		{"HELOC", "Home equity line", nil},
		{"BRIDGE", "Bridge loan", []string{"ON", "BC", "AB"}},
		{"COTTAGE", "Cottage mortgage", []string{"ON", "QC", "NS"}},
	}
	demoBrokers = []struct {
		reference, name string
		verified        bool
	}{
		{"BRK-01", "Lakeshore Mortgages", true}, {"BRK-02", "Maison Hypothèques", true}, {"BRK-03", "Prairie Lending Group", true},
		{"BRK-04", "Harbour Brokers", true}, {"BRK-05", "Quick Approvals", false},
	}
)
