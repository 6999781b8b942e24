package privacy

import (
	"encoding/json"
	"io"
	"net/url"
	"strconv"
	"time"

	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

const (
	deedsOnPage = 50
	deedsInFile = 100_000
)

func looking(q url.Values, limit int) Looking {
	return Looking{Login: q.Get("who"), Action: q.Get("action"), Subject: q.Get("subject"), From: q.Get("from"), To: q.Get("to"), Before: number(q.Get("before")), Limit: limit}
}

func (s *Service) auditPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	l := looking(r.URL.Query(), deedsOnPage)
	all, refused := s.Audit(r.Context(), p.Who, p.Network, l)
	if refused != nil && !network.Mendable(refused) {
		return nil, refused
	}
	text := func(name, value, kind string) ui.Part {
		return ui.Input{Field: p.Field(name, refused), Value: value, Type: kind, Width: "10", NoSpell: true}
	}
	filter := ui.Form{Method: "get", Action: p.Base + "/audit", Filter: true, Submit: r.T("web.show"), Fields: []ui.Part{text("who", l.Login, ""), text("action", l.Action, ""), text("subject", l.Subject, ""), text("from", l.From, "date"), text("to", l.To, "date")}}
	found := ui.Section{Forms: []ui.Form{filter}}
	if len(all) == 0 {
		found.Parts = []ui.Part{ui.Empty{Title: r.T("privacy.audit.none"), Text: r.T("privacy.audit.none.text")}}
	} else {
		found.Parts = []ui.Part{p.deeds(all)}
	}
	if len(all) == deedsOnPage {
		found.Parts = append(found.Parts, ui.Pagination{Next: web.Query(r.URL, "before", strconv.FormatInt(all[len(all)-1].No, 10))})
	}
	q := ""
	if r.URL.RawQuery != "" {
		q = "?" + r.URL.RawQuery
	}
	found.Parts = append(found.Parts, ui.Actions{Links: []ui.Link{{Text: r.T("privacy.audit.csv"), Href: p.Base + "/audit.csv" + q}, {Text: r.T("privacy.audit.json"), Href: p.Base + "/audit.json" + q}, {Text: r.T("privacy.audit.verify"), Href: web.Query(r.URL, "verify", "1")}}})
	data := ui.Page{Title: r.T("privacy.audit"), Lede: r.T("privacy.audit.lede"), Sections: []ui.Section{found}}
	if r.URL.Query().Get("verify") == "1" {
		note, err := s.whole(r, p)
		if err != nil {
			return nil, err
		}
		data.Sections = append([]ui.Section{{Parts: []ui.Part{note}}}, data.Sections...)
	}
	return p.View(data, refused), nil
}

// whole says whether the record is whole.
func (s *Service) whole(r *web.Request, p place) (ui.Part, error) {
	rows, broken, err := s.Whole(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	if broken > 0 {
		return ui.Note{Text: r.T("privacy.audit.broken", "no", strconv.FormatInt(broken, 10))}, nil
	}
	return ui.Note{Info: true, Text: r.T("privacy.audit.whole", "count", rows)}, nil
}

func (p place) deeds(all []Deed) ui.Table {
	t := ui.Table{ID: "deeds", Caption: p.Words.T("privacy.audit"), Hidden: true, Scroll: true, Head: p.Head("no", "at", "who", "action", "subject", "detail")}
	for _, d := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: strconv.FormatInt(d.No, 10), Head: true}, {Text: p.Words.DateTime(d.At)}, {Text: d.Name}, {Text: d.Action, Code: true}, {Text: d.Subject, Code: true}, {Text: short(d.JSON), Code: true}}})
	}
	return t
}

// mostLetters is how much of a detail the page shows; the files have all.
const mostLetters = 200

func short(text string) string {
	letters := []rune(text)
	if len(letters) <= mostLetters {
		return text
	}
	return string(letters[:mostLetters]) + "…"
}

// exported are the deeds for a file: the record notes that they were taken out.
func (s *Service) exported(r *web.Request) ([]Deed, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	l := looking(r.URL.Query(), deedsInFile)
	l.Export = true
	return s.Audit(r.Context(), p.Who, p.Network, l)
}

func (s *Service) auditCSV(r *web.Request) (web.Reply, error) {
	all, err := s.exported(r)
	if err != nil {
		return nil, err
	}
	return web.File{Name: "audit.csv", Type: "text/csv; charset=utf-8", Write: func(w io.Writer) error {
		out := sheet.NewCSV(w, sheet.CSVOptions{})
		if err := out.Header("no", "at", "who", "name", "action", "subject", "detail"); err != nil {
			return err
		}
		for _, d := range all {
			if err := out.Write(sheet.Texts(strconv.FormatInt(d.No, 10), d.At.UTC().Format(time.RFC3339), d.Who, d.Name, d.Action, d.Subject, d.JSON)); err != nil {
				return err
			}
		}
		return out.Close()
	}}, nil
}

func (s *Service) auditJSON(r *web.Request) (web.Reply, error) {
	all, err := s.exported(r)
	if err != nil {
		return nil, err
	}
	return web.File{Name: "audit.json", Type: "application/json", Write: func(w io.Writer) error { return json.NewEncoder(w).Encode(views(all)) }}, nil
}
