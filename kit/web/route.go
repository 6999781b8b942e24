package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
)

// Route is one line of an area's table of routes.
type Route struct {
	Method  string // GET or POST; GET answers HEAD too
	Pattern string // below the language: "/{network}/members"
	Policy  string // the action that is asked for; a route without one does not start
	Do      func(*Request) (Reply, error)
	Body    int64 // largest body in bytes; 0 = that of a form
}

// Request is what a handler knows.
type Request struct {
	*http.Request
	Words *lang.Words
}

// Here is the place of a page, for the links on it. The data of a page embed
// it.
type Here struct {
	Lang string // "lt"
	Root string // "/lt"
	Base string // "/lt/aurora", or as Root outside of a network
}

// Here returns the place that was asked for.
func (r *Request) Here() Here {
	h := Here{Lang: r.Words.Code(), Root: "/" + r.Words.Code()}
	h.Base = h.Root
	if network := r.PathValue("network"); network != "" {
		h.Base += "/" + strings.ToLower(network)
	}
	return h
}

// Base returns where the pages of the network, or of the installation, begin.
func (r *Request) Base() string { return r.Here().Base }

// In returns the address of this page in another language, with its query.
func (r *Request) In(code string) string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	at := "/" + code + "/" + rest
	if r.URL.RawQuery != "" && r.Method == http.MethodGet {
		at += "?" + r.URL.RawQuery
	}
	return at
}

// T says something in the reader's language.
func (r *Request) T(key string, args ...any) string { return r.Words.T(key, args...) }

// Reply is what a handler answers with: a View, a File, or a way to Go.
type Reply interface{ answer(*Site, *answering) error }

// View is a page of an area.
type View struct {
	Page     string // "network/members": page/members.html of the area network
	Title    string
	Data     any
	Section  string    // the entry of the navigation that the page belongs to: "compare"
	Crumbs   []ui.Link // from the top down to the page above
	Problems *ui.Problems
	Dense    bool // where staff work
	Wide     bool // the page draws its own bands over the full width
	Status   int  // 0 = 200
	Piece    bool // without the frame, to replace a piece of a page
}

// Go sends the browser to another page.
type Go struct {
	To   string
	Said string // key of the words that the next page says: "network.said-saved"
	// Cookie is set on the way; one whose MaxAge is below 0 is taken away.
	Cookie *http.Cookie
	// Clear asks the browser to forget what it keeps of the site. Cookies are
	// not named: a browser would take those of sites beside it, too.
	Clear bool
}

// File is something to download, or another kind of document.
type File struct {
	Name  string // as it is saved; empty = shown in the browser
	Type  string
	Write func(io.Writer) error

	Status int // 0 = 200
}

type wordsKey struct{}

// WithWords returns a context that remembers the reader's language.
func WithWords(ctx context.Context, w *lang.Words) context.Context {
	return context.WithValue(ctx, wordsKey{}, w)
}

// WordsOf returns the reader's language.
func WordsOf(ctx context.Context) *lang.Words {
	w, _ := ctx.Value(wordsKey{}).(*lang.Words)
	return w
}

// Query returns an address with one value of its query changed or, when
// empty, taken out.
func Query(u *url.URL, name string, values ...string) string {
	q := u.Query()
	delete(q, name)
	for _, v := range values {
		if v != "" {
			q.Add(name, v)
		}
	}
	if len(q) == 0 {
		return u.EscapedPath()
	}
	return u.EscapedPath() + "?" + q.Encode()
}

// check refuses a table in which a route lacks what the house asks for.
func check(routes []Route, known func(policy string) bool) error {
	for _, r := range routes {
		switch {
		case !known(r.Policy):
			return fmt.Errorf("route %s %s: the policy %q is not declared", r.Method, r.Pattern, r.Policy)
		case r.Method != http.MethodGet && r.Method != http.MethodPost:
			return fmt.Errorf("route %s %s: a page is read with GET or changed with POST", r.Method, r.Pattern)
		case !strings.HasPrefix(r.Pattern, "/"):
			return fmt.Errorf("route %s %s: a pattern begins with /", r.Method, r.Pattern)
		}
	}
	return nil
}
