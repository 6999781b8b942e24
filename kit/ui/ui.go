// Package ui is what every page has in common: the frame around it and the
// parts it is made of, as templates with small Go structs.
//
// A program loads its pages once and asks for them in a language:
//
//	pages, err := ui.Load(ui.Folder{Name: "club", Files: files})
//	err = pages.In(words).Write(w, frame, "club/list", view)
//
// Inside a page, {{show .Rounds}} draws a part, {{T "club.title"}} says words,
// {{number .Points 1}} {{date .Day}} write values as the language writes them.
// Markup follows GOV.UK Frontend; scripts only add to what works without them.
package ui

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"

	"pesnet/kit/lang"
)

// Policy is the Content-Security-Policy under which every page works: nothing
// inline, nothing from third parties.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

//go:embed part/*.html
var own embed.FS

// Folder is a folder of page templates. The file list.html of the folder named
// "club" becomes the page "club/list"; what a file defines keeps its own name.
type Folder struct {
	Name  string
	Files fs.FS
}

// Pages holds the templates of a program.
type Pages struct {
	parsed *template.Template // never executed, so that it can be cloned
	mu     sync.Mutex
	sets   map[string]*Set // by language
}

// Load parses the parts and the pages. It is done once, when a program starts.
func Load(folders ...Folder) (*Pages, error) {
	parsed := template.New("").Funcs(funcs(nil, nil))
	parts, err := fs.Sub(own, "part")
	if err != nil {
		return nil, err
	}
	for _, folder := range append([]Folder{{"ui", parts}}, folders...) {
		if err := parse(parsed, folder); err != nil {
			return nil, err
		}
	}
	return &Pages{parsed: parsed, sets: map[string]*Set{}}, nil
}

func parse(into *template.Template, folder Folder) error {
	return fs.WalkDir(folder.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		text, err := fs.ReadFile(folder.Files, name)
		if err != nil {
			return err
		}
		page := folder.Name + "/" + strings.TrimSuffix(path.Base(name), ".html")
		if _, err := into.New(page).Parse(string(text)); err != nil {
			return fmt.Errorf("read the page %s: %w", page, err)
		}
		return nil
	})
}

// In returns the pages in a language. The first call for a language copies the
// templates, later ones find them ready.
func (p *Pages) In(words *lang.Words) *Set {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s, ok := p.sets[words.Code()]; ok {
		return s
	}
	s := &Set{words: words, t: template.Must(p.parsed.Clone())}
	s.t.Funcs(funcs(words, s))
	p.sets[words.Code()] = s
	return s
}

// Set is the pages in one language. It is safe for use by many at once.
type Set struct {
	words *lang.Words
	t     *template.Template
}

// Write writes a whole page: the frame and inside it the named template. It
// writes nothing if the page fails half-way.
func (s *Set) Write(w io.Writer, f Frame, page string, data any) error {
	f.words = s.words
	b := take()
	defer give(b)
	for _, step := range []struct {
		name string
		data any
	}{{"ui/head", f}, {page, data}, {"ui/foot", f}} {
		if err := s.t.ExecuteTemplate(b, step.name, step.data); err != nil {
			return fmt.Errorf("write the page %s: %w", page, err)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WritePiece writes a template without the frame, for a request that replaces
// a piece of a page.
func (s *Set) WritePiece(w io.Writer, name string, data any) error {
	b := take()
	defer give(b)
	if err := s.t.ExecuteTemplate(b, name, data); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Has says whether there is a template of that name.
func (s *Set) Has(name string) bool { return s.t.Lookup(name) != nil }

// Part is anything of this package that can be shown.
type Part interface {
	part() string // the name of its template
}

// show draws a part, several, or nothing for nil.
func (s *Set) show(parts ...any) (template.HTML, error) {
	b := take()
	defer give(b)
	for _, p := range parts {
		if err := s.draw(b, p); err != nil {
			return "", err
		}
	}
	return template.HTML(b.String()), nil // #nosec G203 -- the templates have escaped it
}

func (s *Set) draw(b *bytes.Buffer, p any) error {
	switch p := p.(type) {
	case nil:
		return nil
	case Part:
		return s.t.ExecuteTemplate(b, p.part(), p)
	case []Part:
		for _, one := range p {
			if err := s.draw(b, one); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("show: %T is not a part", p)
}

// funcs are the functions a page may call. They are bound to a language when
// the templates are copied for it.
func funcs(w *lang.Words, s *Set) template.FuncMap {
	if w == nil {
		w, s = &lang.Words{}, &Set{}
	}
	return template.FuncMap{
		"T":        w.T,
		"lang":     w.Code,
		"number":   w.Number,
		"date":     w.Date,
		"short":    w.Short,
		"datetime": w.DateTime,
		"month":    w.Month,
		"period":   w.Period,
		"join":     w.Join,
		"iso":      func(t time.Time) string { return t.Format(time.DateOnly) },
		"show":     s.show,
		"tag":      func(kind, text string) Tag { return Tag{Kind: kind, Text: text} },
		"link":     func(text, href string) Link { return Link{Text: text, Href: href} },
	}
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func take() *bytes.Buffer {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

// give keeps a buffer for the next page, unless a huge page has stretched it.
func give(b *bytes.Buffer) {
	if b.Cap() < 1<<20 {
		buffers.Put(b)
	}
}
