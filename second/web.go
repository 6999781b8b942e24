package second

import (
	"embed"
	"net/http"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

var noFiles embed.FS

// Pages returns no templates: the page of the area is made of parts.
func (*Service) Pages() ui.Folder { return ui.Folder{Name: "second", Files: noFiles} }

// Routes is the table of routes of the area. It is open to all: the service
// asks.
func (s *Service) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Pattern: "/{network}/second", Policy: "network.second", Do: s.page},
		{Method: http.MethodPost, Pattern: "/{network}/second", Policy: "network.second", Do: s.confirm},
		{Method: http.MethodPost, Pattern: "/{network}/second/back", Policy: "network.second", Do: s.sendBack},
	}
}

// page lists what waits for a second pair of eyes.
func (s *Service) page(r *web.Request) (web.Reply, error) {
	p, err := s.networks.Place(r, "second")
	if err != nil {
		return nil, err
	}
	all, err := s.Awaits(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	list := ui.Section{ID: "waiting", Text: []string{r.T("second.none")}}
	if len(all) > 0 {
		list.Text = nil
		list.Forms = []ui.Form{{ID: "confirm", Method: "post", Action: p.Base + "/second"}, {ID: "back", Method: "post", Action: p.Base + "/second/back"}}
		list.Parts = []ui.Part{table(p, all)}
	}
	return p.View(ui.Page{Title: r.T("second.title"), Lede: r.T("second.lede"), Sections: []ui.Section{list}}, nil), nil
}

func table(p network.Place, all []Awaiting) ui.Table {
	T := p.Words.T
	t := ui.Table{ID: "waiting-table", Caption: T("second.title"), Hidden: true, Cards: true, Head: append(p.Head("what", "begun", "at"), ui.Cell{Text: T("second.next")})}
	for _, a := range all {
		do := []ui.Part{ui.Button{Text: T("second.confirm"), Name: "id", Value: a.ID, Form: "confirm"}, ui.Button{Text: T("second.back"), Name: "id", Value: a.ID, Form: "back", Secondary: true}}
		if a.Own {
			do = []ui.Part{ui.Button{Text: T("second.take-back"), Name: "id", Value: a.ID, Form: "back", Secondary: true}}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: T("second." + a.Action), Href: p.Base + a.Href, Head: true}, {Text: a.Name}, {Text: p.Words.DateTime(a.At)}, {Parts: do}}})
	}
	return t
}

func (s *Service) confirm(r *web.Request) (web.Reply, error) {
	p, err := s.networks.Place(r, "second")
	if err == nil {
		err = s.Confirm(r.Context(), p.Who, p.Network, r.PostFormValue("id"))
	}
	return web.Go{To: p.Base + "/second", Said: "second.said-done"}, err
}

func (s *Service) sendBack(r *web.Request) (web.Reply, error) {
	p, err := s.networks.Place(r, "second")
	if err == nil {
		err = s.SendBack(r.Context(), p.Who, p.Network, r.PostFormValue("id"))
	}
	return web.Go{To: p.Base + "/second", Said: "second.said-back"}, err
}
