// Package web carries the page assets inside the program: one stylesheet, one
// script and the mark, built by "make build" from the files of this folder.
// Their names contain a hash of what is in them, so they may be kept for ever.
package web

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed dist
var dist embed.FS

// ErrNotBuilt says that the program was made without its page assets.
var ErrNotBuilt = errors.New("the page assets are not built: run 'make build', then start again")

const folder = "/assets/"

// CSS is the path of the stylesheet, empty when it is not built.
func CSS() string { return built().css }

// JS is the path of the script, a module; empty when it is not built.
func JS() string { return built().js }

// Icon is the path of the mark as SVG, empty when it is not built.
func Icon() string { return built().icon }

// Built returns ErrNotBuilt when the assets are missing.
func Built() error { return built().err }

// Assets serves everything below /assets/.
func Assets() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := Built(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		f, ok := built().files[strings.TrimPrefix(r.URL.Path, folder)]
		if !ok {
			http.NotFound(w, r)
			return
		}
		f.serve(w, r)
	})
}

// file is one asset, plain and compressed.
type file struct {
	kind          string
	etag          string
	plain, gz, br []byte
}

func (f file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body, coding := f.choose(r.Header.Get("Accept-Encoding"))
	tag := `"` + f.etag + coding + `"`
	h.Set("ETag", tag)
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	_, _ = w.Write(body)
}

// choose takes the smallest form that the reader accepts.
func (f file) choose(accept string) (body []byte, coding string) {
	for part := range strings.SplitSeq(accept, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.ReplaceAll(quality, " ", "") == "q=0" {
			continue
		}
		if name == "br" {
			return f.br, "br"
		}
		if name == "gzip" {
			body, coding = f.gz, "gzip"
		}
	}
	if body == nil {
		return f.plain, ""
	}
	return body, coding
}

// bundle is what the build left in dist.
type bundle struct {
	css, js, icon string
	files         map[string]file
	err           error
}

var built = sync.OnceValue(func() bundle {
	b, err := read(dist)
	if err != nil {
		return bundle{err: ErrNotBuilt}
	}
	return b
})

func read(dist fs.FS) (bundle, error) {
	text, err := fs.ReadFile(dist, "dist/manifest.json")
	if err != nil {
		return bundle{}, err
	}
	var names struct{ CSS, JS, Icon string }
	if err := json.Unmarshal(text, &names); err != nil {
		return bundle{}, err
	}
	b := bundle{css: folder + names.CSS, js: folder + names.JS, icon: folder + names.Icon, files: map[string]file{}}
	for _, name := range []string{names.CSS, names.JS, names.Icon} {
		if b.files[name], err = readFile(dist, "dist/"+name); err != nil {
			return bundle{}, err
		}
	}
	return b, nil
}

var kinds = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func readFile(dist fs.FS, name string) (f file, err error) {
	f.kind = kinds[path.Ext(name)]
	f.etag = path.Base(name)
	if f.plain, err = fs.ReadFile(dist, name); err != nil {
		return f, err
	}
	if f.gz, err = fs.ReadFile(dist, name+".gz"); err != nil {
		return f, err
	}
	f.br, err = fs.ReadFile(dist, name+".br")
	return f, err
}
