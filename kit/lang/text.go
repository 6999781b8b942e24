package lang

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// Text is one content in several languages, by language code. The empty code
// holds the original where it is in none of the product's languages.
type Text map[string]string

// In returns the text in a language; where it is missing, the original, then
// English, then whatever there is.
func (t Text) In(code string) string {
	for _, c := range []string{code, "", "en"} {
		if t[c] != "" {
			return t[c]
		}
	}
	for _, c := range order {
		if t[c] != "" {
			return t[c]
		}
	}
	return ""
}

// Scan reads the JSON that Value writes.
func (t *Text) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*t = nil
		return nil
	case string:
		return json.Unmarshal([]byte(v), t)
	case []byte:
		return json.Unmarshal(v, t)
	}
	return fmt.Errorf("text from %T", value)
}

// Value writes the text as JSON; keys stand in alphabetical order.
func (t Text) Value() (driver.Value, error) {
	if t == nil {
		return "{}", nil
	}
	b, err := json.Marshal(map[string]string(t))
	return string(b), err
}

// With is the text with what it says in one language, the others as they are.
func (t Text) With(code, text string) Text { return t.Over(Text{code: text}) }

// Over is the text with new texts put over the old ones.
func (t Text) Over(now Text) Text {
	all := maps.Clone(t)
	if all == nil {
		all = Text{}
	}
	maps.Copy(all, now)
	return all
}

// Paragraphs are the paragraphs of what somebody wrote, which an empty line
// parts.
func Paragraphs(text string) (all []string) {
	for one := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if one = strings.TrimSpace(one); one != "" {
			all = append(all, one)
		}
	}
	return all
}
