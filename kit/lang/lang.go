// Package lang speaks the languages of a program: words with named values and
// plural forms, numbers, dates, names of periods, lists and alphabetical order.
//
// Words live in files: one folder per language, one TOML file per area, one
// line per key. The first part of a key is the name of its file:
//
//	"club.title" = "Members on {date}"
//	"club.count" = {one = "{count} member", other = "{count} members"}
//
// go-i18n reads the files and knows the plural rules of CLDR; the marks of
// numbers and dates come from go-playground/locales. A language never borrows
// words from another: what is missing shows as ⟦key⟧ and a test finds it.
package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"golang.org/x/text/language"
)

// Languages is every language of a program.
type Languages struct {
	all     []*Words
	byCode  map[string]*Words
	matcher language.Matcher
}

// Open finds every folder of files that is named like a language. The words
// of a language are read when it first speaks: a program starts at once, and
// a command speaks one language only. Load reads them all and tells faults.
func Open(files fs.FS) (*Languages, error) {
	l := &Languages{byCode: map[string]*Words{}}
	for _, s := range speakers {
		if _, err := fs.Stat(files, s.code); err == nil {
			w := newWords(s)
			w.hear = sync.OnceValue(func() error { return w.read(files) })
			l.all = append(l.all, w)
			l.byCode[s.code] = w
		}
	}
	if len(l.all) == 0 {
		return nil, fmt.Errorf("no folder of words is named like a language that the kit speaks")
	}
	l.matcher = language.NewMatcher(tags(l.all))
	return l, nil
}

// Load opens every folder of files that is named like a language and reads
// its words. Their order is that in which the kit lists its languages.
func Load(files fs.FS) (*Languages, error) {
	l, err := Open(files)
	if err != nil {
		return nil, err
	}
	return l, l.Read()
}

// Read takes in the words of all languages side by side.
func (l *Languages) Read() error {
	faults := make([]error, len(l.all))
	var done sync.WaitGroup
	for i, w := range l.all {
		done.Go(func() { faults[i] = w.hear() })
	}
	done.Wait()
	return errors.Join(faults...)
}

func (w *Words) read(files fs.FS) error {
	names, err := fs.Glob(files, path.Join(w.code, "*.toml"))
	if err != nil {
		return err
	}
	for _, name := range names {
		bytes, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if err := w.add(bytes, path.Base(name)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func tags(all []*Words) []language.Tag {
	tags := make([]language.Tag, len(all))
	for i, w := range all {
		tags[i] = w.tag
	}
	return tags
}

// Codes lists the languages: "lt", "ro", "en" ...
func (l *Languages) Codes() []string {
	codes := make([]string, len(l.all))
	for i, w := range l.all {
		codes[i] = w.code
	}
	return codes
}

// In gives the words of a language, or nil when it is not spoken here.
func (l *Languages) In(code string) *Words { return l.byCode[code] }

// Prefer chooses the language for a reader whose browser sends this
// Accept-Language header: English when nothing fits, else the first language.
func (l *Languages) Prefer(accept string) *Words {
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err == nil && len(wanted) > 0 {
		if _, i, sure := l.matcher.Match(wanted...); sure > language.No {
			return l.all[i]
		}
	}
	if en := l.byCode["en"]; en != nil {
		return en
	}
	return l.all[0]
}

// All gives every language, for pages that offer the choice.
func (l *Languages) All() []*Words { return slices.Clone(l.all) }
