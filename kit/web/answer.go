package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

//go:embed page
var own embed.FS

func (v View) answer(s *Site, a *answering) error {
	html, err := s.page(a, v)
	if err != nil {
		return err
	}
	status := v.Status
	if status == 0 {
		status = http.StatusOK
	}
	h := a.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", a.r.Words.Code())
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Server-Timing", fmt.Sprintf("app;dur=%.1f", float64(time.Since(a.began).Microseconds())/1000))
	a.send(s, status, html)
	return nil
}

func (g Go) answer(s *Site, a *answering) error {
	to := g.To
	if g.Said != "" {
		u, err := url.Parse(to)
		if err != nil {
			return err
		}
		to = Query(u, "said", g.Said)
	}
	a.w.Header().Set("Location", to)
	a.send(s, http.StatusSeeOther, nil)
	return nil
}

func (f File) answer(s *Site, a *answering) error {
	var b bytes.Buffer
	h := a.w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Cache-Control", "private, no-cache")
	if f.Name != "" {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	}
	// What is small is sent whole, so that a defect can still be said; what is
	// large streams.
	out := &spill{b: &b, start: func() io.Writer {
		a.sent = true
		s.Metrics.count(a.pattern, http.StatusOK, time.Since(a.began))
		return a.w
	}}
	if err := f.Write(out); err != nil {
		if !a.sent {
			h.Del("Content-Disposition")
		}
		return err
	}
	if !a.sent {
		a.send(s, http.StatusOK, b.Bytes())
	}
	return nil
}

// spill keeps what is written until it is too much to keep.
type spill struct {
	b     *bytes.Buffer
	start func() io.Writer
	to    io.Writer
}

func (s *spill) Write(p []byte) (int, error) {
	if s.to == nil && s.b.Len()+len(p) <= 1<<20 {
		return s.b.Write(p)
	}
	if s.to == nil {
		s.to = s.start()
		if _, err := s.to.Write(s.b.Bytes()); err != nil {
			return 0, err
		}
		s.b.Reset()
	}
	return s.to.Write(p)
}

var zippers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, 5)
	return z
}}

// send writes the answer, compressed where the browser takes that.
func (a *answering) send(s *Site, status int, body []byte) {
	a.sent = true
	s.Metrics.count(a.pattern, status, time.Since(a.began))
	h := a.w.Header()
	h.Add("Vary", "Accept-Encoding, Cookie")
	if len(body) > 1024 && strings.Contains(a.r.Header.Get("Accept-Encoding"), "gzip") {
		var b bytes.Buffer
		z := zippers.Get().(*gzip.Writer)
		z.Reset(&b)
		z.Write(body)
		z.Close()
		zippers.Put(z)
		body = b.Bytes()
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	a.w.WriteHeader(status)
	if a.r.Method != http.MethodHead {
		a.w.Write(body)
	}
}

// status is the whole mapping from refusals to HTTP.
var status = map[fault.Kind]int{
	fault.Defect:    http.StatusInternalServerError,
	fault.Invalid:   http.StatusUnprocessableEntity,
	fault.Forbidden: http.StatusForbidden,
	fault.Missing:   http.StatusNotFound,
	fault.Conflict:  http.StatusConflict,
	fault.Unknown:   http.StatusUnauthorized,
	fault.TooLarge:  http.StatusRequestEntityTooLarge,
}

// heading is the title of the page that a refusal gets.
var heading = map[fault.Kind]string{
	fault.Defect:    "web.defect.title",
	fault.Invalid:   "web.error.title",
	fault.Forbidden: "web.forbidden.title",
	fault.Missing:   "web.not-found.title",
	fault.Conflict:  "web.conflict.title",
	fault.Unknown:   "web.forbidden.title",
	fault.TooLarge:  "web.error.title",
}

// refusal is a refusal on its way to be shown.
type refusal struct {
	f         *fault.Fault
	reference string
}

func (s *Site) refusal(f *fault.Fault, reference string) refusal { return refusal{f, reference} }

func (r refusal) answer(s *Site, a *answering) error {
	title := a.r.T(heading[r.f.Kind])
	text := ""
	switch {
	case r.f.Kind == fault.Defect:
		text = a.r.T("web.defect.text", "reference", r.reference)
	case r.f.ID == "web.not-found":
		text = a.r.T("web.not-found.text")
	default:
		text = a.r.T(r.f.ID, r.f.Args...)
	}
	return View{Title: title, Pages: own, Page: "refusal", Status: status[r.f.Kind], Data: struct {
		Here
		Title, Text string
	}{a.r.Here(), title, text}}.answer(s, a)
}

// Parser reads the templates of an area beside those that all pages share.
type Parser func(template.FuncMap, fs.FS) (*template.Template, error)

// pages keeps the templates of each area in each language, once read.
type pages struct {
	mu   sync.RWMutex
	sets map[pagesKey]*template.Template
}

type pagesKey struct {
	code  string
	pages fs.FS
}

func (p *pages) of(s *Site, w *lang.Words, files fs.FS) (*template.Template, error) {
	key := pagesKey{w.Code(), files}
	p.mu.RLock()
	set := p.sets[key]
	p.mu.RUnlock()
	if set != nil {
		return set, nil
	}
	set, err := s.Parse(s.Funcs(w), files)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sets == nil {
		p.sets = map[pagesKey]*template.Template{}
	}
	p.sets[key] = set
	return set, nil
}
