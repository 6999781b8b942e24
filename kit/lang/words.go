package lang

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/go-playground/locales"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Words is one language: everything a page needs in order to speak it.
// It is safe for use by many at once.
type Words struct {
	code      string
	tag       language.Tag
	messages  map[string]message
	hear      func() error // reads the words, once
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
	marks     locales.Translator
	collators sync.Pool
	small     [100]string // plural forms of the numbers that occur most
}

func newWords(s speaker) *Words {
	w := &Words{code: s.code, tag: language.Make(s.code), messages: map[string]message{}, marks: s.marks()}
	// A bundle of its own per language: go-i18n cannot fall back to another.
	w.bundle = i18n.NewBundle(w.tag)
	w.bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	w.bundle.MustAddMessages(w.tag, &nameOfForm)
	w.localizer = i18n.NewLocalizer(w.bundle, s.code)
	w.collators.New = func() any { return newCollator(w.tag) }
	for n := range w.small {
		w.small[n] = w.askForm(n)
	}
	return w
}

// add takes in one file. go-i18n takes the language from the name of the file,
// so "meeting.toml" is shown to it as "meeting.lt.toml".
func (w *Words) add(bytes []byte, name string) error {
	named := strings.TrimSuffix(name, ".toml") + "." + w.code + ".toml"
	file, err := w.bundle.ParseMessageFileBytes(bytes, named)
	if err != nil {
		return err
	}
	for _, m := range file.Messages {
		w.messages[m.ID] = compile(m)
	}
	return nil
}

// said is every message of the language. A fault in its files stops the
// program: they are part of it, and a test reads them.
func (w *Words) said() map[string]message {
	if err := w.hear(); err != nil {
		panic(err)
	}
	return w.messages
}

// Code is the code of the language: "lt".
func (w *Words) Code() string { return w.code }

// Name is the name of the language in itself: "Lietuvių".
func (w *Words) Name() string { return w.T("lang.name") }

// Has says whether the language has words for the key.
func (w *Words) Has(key string) bool {
	_, ok := w.said()[key]
	return ok
}

// Keys lists the keys of the language in alphabetical order.
func (w *Words) Keys() []string { return slices.Sorted(maps.Keys(w.said())) }

// T gives the words of a key, with values put in by name:
//
//	w.T("club.count", "count", 21)
//
// Numbers and times are written as the language writes them; a year is
// therefore given as text. The value "count" chooses the plural form.
func (w *Words) T(key string, args ...any) string {
	m, ok := w.said()[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if m.plural == nil {
		return m.other.fill(w, args)
	}
	return m.choose(w, args).fill(w, args)
}
