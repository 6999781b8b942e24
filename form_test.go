package main

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// reader is somebody with a browser that knows no scripts: it opens pages,
// fills forms and presses buttons.
type reader struct {
	t     *testing.T
	h     *house
	login string
	at    *url.URL
	answer
}

// reads lets somebody open a page.
func (h *house) reads(t *testing.T, login, path string) *reader {
	t.Helper()
	r := &reader{t: t, h: h, login: login}
	r.open(path)
	return r
}

// open opens an address, seen from the page that is open, and goes wherever
// it is led.
func (r *reader) open(path string) {
	r.t.Helper()
	to, err := url.Parse(path)
	if err != nil {
		r.t.Fatal(err)
	}
	if r.at != nil {
		to = r.at.ResolveReference(to)
	}
	r.at = to
	r.answer = r.h.get(r.t, r.login, to.RequestURI())
	r.led()
}

func (r *reader) led() {
	r.t.Helper()
	for range 5 {
		if r.status < 300 || r.status > 399 {
			break
		}
		to, _ := url.Parse(r.header.Get("Location"))
		r.at = r.at.ResolveReference(to)
		r.answer = r.h.get(r.t, r.login, r.at.RequestURI())
	}
	if r.status != http.StatusOK {
		r.t.Fatalf("%s answers %d: %s", r.at, r.status, first(r.body))
	}
}

// sees fails unless the page says something.
func (r *reader) sees(texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.body, text) {
			r.t.Errorf("%s does not say %q: %s", r.at, text, first(r.body))
		}
	}
}

// form is a form as a browser would send it.
type form struct {
	action, method, kind string
	fields               url.Values
	buttons              []string
}

// press fills the form that has a field or a button of a name, and sends it;
// without a name, the first form that posts to this page. Values replace those
// of the page; a name with no value is left out.
func (r *reader) press(name string, values url.Values) {
	r.t.Helper()
	page, err := html.Parse(strings.NewReader(r.body))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, f := range forms(page) {
		_, has := f.fields[name]
		here := name == "" && f.method == "post" && f.action == ""
		if !has && !here && !slices.Contains(f.buttons, name) {
			continue
		}
		for field, to := range values {
			f.fields[field] = to
		}
		r.send(f)
		return
	}
	r.t.Fatalf("%s has no form for %s", r.at, name)
}

func (r *reader) send(f form) {
	r.t.Helper()
	to, _ := url.Parse(f.action)
	to = r.at.ResolveReference(to)
	client, address := r.h.as(r.t, r.login), r.h.url+to.RequestURI()
	var got *http.Response
	var err error
	switch {
	case f.method != "post":
		to.RawQuery = f.fields.Encode()
		got, err = client.Get(r.h.url + to.RequestURI())
	case f.kind == "multipart/form-data":
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for name, values := range f.fields {
			for _, v := range values {
				w.WriteField(name, v)
			}
		}
		w.Close()
		got, err = client.Post(address, w.FormDataContentType(), &body)
	default:
		got, err = client.PostForm(address, f.fields)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	r.at, r.answer = to, read(r.t, got)
	r.led()
}

func attribute(n *html.Node, name string) (value string, has bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// each calls f for every element below a node.
func each(n *html.Node, f func(*html.Node)) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode {
			f(d)
		}
	}
}

func forms(page *html.Node) (all []form) {
	each(page, func(n *html.Node) {
		if n.Data != "form" {
			return
		}
		f := form{fields: url.Values{}}
		f.action, _ = attribute(n, "action")
		f.method, _ = attribute(n, "method")
		f.kind, _ = attribute(n, "enctype")
		each(n, f.field)
		all = append(all, f)
	})
	return all
}

// field adds what an element of a form sends when nobody changes it.
func (f *form) field(n *html.Node) {
	name, named := attribute(n, "name")
	value, _ := attribute(n, "value")
	_, checked := attribute(n, "checked")
	switch kind, _ := attribute(n, "type"); {
	case !named:
	case n.Data == "button":
		f.buttons = append(f.buttons, name)
	case n.Data == "textarea":
		if n.FirstChild != nil {
			value = n.FirstChild.Data
		}
		f.fields.Add(name, value)
	case n.Data == "select":
		f.fields.Add(name, chosen(n))
	case n.Data != "input" || kind == "file":
	case (kind == "checkbox" || kind == "radio") && !checked:
		if _, has := f.fields[name]; !has {
			f.fields[name] = nil
		}
	default:
		f.fields.Add(name, value)
	}
}

// chosen is the value of the option of a list that is chosen, or the first.
func chosen(list *html.Node) (value string) {
	found := false
	each(list, func(n *html.Node) {
		if n.Data != "option" {
			return
		}
		v, _ := attribute(n, "value")
		if _, marked := attribute(n, "selected"); marked || !found {
			value, found = v, true
		}
	})
	return value
}

// formOf is what the form with a version sends, with some values changed.
func formOf(t *testing.T, r *reader, values url.Values) url.Values {
	t.Helper()
	page, err := html.Parse(strings.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range forms(page) {
		if f.fields.Has("version") {
			for name, to := range values {
				f.fields[name] = to
			}
			return f.fields
		}
	}
	t.Fatalf("%s has no form with a version", r.at)
	return nil
}
