package web

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
)

func (v View) answer(s *Site, a *answering) error {
	var html bytes.Buffer
	set := s.Pages.In(a.r.Words)
	var err error
	if v.Piece {
		err = set.WritePiece(&html, v.Page, v.Data)
	} else {
		frame := s.Frame(a.r, v)
		frame.Notice = s.notice(a.r)
		err = set.Write(&html, frame, v.Page, v.Data)
	}
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
	h.Set("Cache-Control", s.keeping(a.r.Request))
	h.Set("Server-Timing", fmt.Sprintf("app;dur=%.1f", float64(time.Since(a.began).Microseconds())/1000))
	a.send(s, status, html.Bytes())
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
	if g.Cookie != nil {
		http.SetCookie(a.w, g.Cookie)
	}
	if g.Clear {
		a.w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	}
	a.w.Header().Set("Location", to)
	a.w.Header().Set("Cache-Control", "no-store")
	a.send(s, http.StatusSeeOther, nil)
	return nil
}

func (f File) answer(s *Site, a *answering) error {
	var b bytes.Buffer
	h := a.w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Cache-Control", s.keeping(a.r.Request))
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
		a.send(s, cmp.Or(f.Status, http.StatusOK), b.Bytes())
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
	fault.TooOften:  http.StatusTooManyRequests,
	fault.Closed:    http.StatusServiceUnavailable,
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
	fault.TooOften:  "web.pace.title",
	fault.Closed:    "db.closed",
}

// refusal is the page that a refusal gets.
func refusal(r *Request, f *fault.Fault, reference string) View {
	page := ui.ErrorPage{Title: r.T(heading[f.Kind]), Links: []ui.Link{{Text: r.T("web.nav.overview"), Href: r.Base()}}, Reference: reference}
	switch {
	case f.Kind == fault.Defect:
		page.Text = r.T("web.defect.text", "reference", reference)
	case f.ID == "web.not-found":
		page.Text = r.T("web.not-found.text")
	default:
		page.Text = r.T(f.ID, f.Args...)
	}
	return View{Page: "ui/error", Title: page.Title, Data: page, Status: status[f.Kind]}
}
