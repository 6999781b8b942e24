package lang

import (
	"strconv"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// nameOfForm lets go-i18n tell which plural form a number takes: its rules are
// not open to others, but the form it chooses from this message is.
var nameOfForm = i18n.Message{
	ID: "lang plural form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other",
}

// choose gives the words for the number in the value "count". A form that the
// language does not have for this key is "other".
func (m message) choose(w *Words, args []any) phrase {
	count, _ := value(args, "count")
	if t, ok := m.plural[w.Form(count)]; ok {
		return t
	}
	return m.other
}

// Form is the plural category of a number in this language: "one", "few",
// "many" or "other". A number in text keeps its decimals: "1.5", "1.0".
func (w *Words) Form(count any) string {
	switch n := count.(type) {
	case int:
		if 0 <= n && n < len(w.small) {
			return w.small[n]
		}
		return w.askForm(n)
	case int64:
		return w.Form(int(n))
	case float64:
		return w.askForm(strconv.FormatFloat(n, 'f', -1, 64))
	}
	return w.askForm(count)
}

func (w *Words) askForm(count any) string {
	form, err := w.localizer.Localize(&i18n.LocalizeConfig{
		MessageID: nameOfForm.ID, PluralCount: count, TemplateParser: template.IdentityParser{},
	})
	if err != nil {
		return "other"
	}
	return form
}
