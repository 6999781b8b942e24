package privacy

// Special is what belongs to a special category of Art. 9 GDPR.
//
// Rule privacy.special: what belongs to a special category is kept sealed,
// with a key for each person that is itself sealed with the key of the
// installation; the key lies in a file of its own, not in the database.
type Special struct {
	ID           string `json:"-"`
	Person       string `json:"-"`
	Network      string `json:"-"`
	Organisation string `json:"-"` // id; whose counsellors may read it
	Category     string `json:"category"`
	Text         string `json:"text"`
	sealed       string
}

// SpecialCategories are those of Art. 9 GDPR that a service meets.
var SpecialCategories = []string{"health", "disability", "origin", "union"}
