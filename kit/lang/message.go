package lang

import (
	"fmt"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// message is the words of one key, ready to be filled.
type message struct {
	other  phrase
	plural map[string]phrase // by CLDR category; nil without plural forms
}

// phrase is words cut at the places of their values: words[0] value[0] words[1] ...
type phrase struct {
	words  []string
	values []string
}

func compile(m *i18n.Message) message {
	forms := map[string]phrase{}
	for form, words := range map[string]string{
		"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many,
	} {
		if words != "" {
			forms[form] = cut(words)
		}
	}
	if len(forms) == 0 {
		return message{other: cut(m.Other)}
	}
	return message{other: cut(m.Other), plural: forms}
}

func cut(words string) (p phrase) {
	for {
		before, rest, open := strings.Cut(words, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			p.words = append(p.words, words)
			return p
		}
		p.words = append(p.words, before)
		p.values = append(p.values, name)
		words = after
	}
}

// fill puts the values in. A value that was not given stays visible as {name}.
func (p phrase) fill(w *Words, args []any) string {
	if len(p.values) == 0 {
		return p.words[0]
	}
	var b strings.Builder
	for i, name := range p.values {
		b.WriteString(p.words[i])
		if v, ok := value(args, name); ok {
			b.WriteString(w.write(v))
		} else {
			b.WriteString("{" + name + "}")
		}
	}
	b.WriteString(p.words[len(p.values)])
	return b.String()
}

func value(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if given, ok := args[i].(string); ok && given == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// write is a value as the language writes it.
func (w *Words) write(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return w.Number(float64(v), 0)
	case int64:
		return w.Number(float64(v), 0)
	case float64:
		return w.Number(v, decimals(v))
	case time.Time:
		return w.Date(v)
	case []string:
		return w.Join(v)
	}
	return fmt.Sprint(v)
}
