package network

import (
	"net/http"

	"pesnet/kit/ui"
	"pesnet/kit/web"
)

func (s *Service) secondRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Pattern: "/{network}/second", Policy: "network.second", Do: s.secondPage},
		{Method: http.MethodPost, Pattern: "/{network}/second", Policy: "network.second", Do: s.confirmSecond},
		{Method: http.MethodPost, Pattern: "/{network}/second/back", Policy: "network.second", Do: s.sendBack},
	}
}

// secondPage lists what waits for a second pair of eyes.
func (s *Service) secondPage(r *web.Request) (web.Reply, error) {
	p, err := s.Place(r, "networksecond")
	if err != nil {
		return nil, err
	}
	all, err := s.Awaits(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	list := ui.Section{ID: "waiting", Text: []string{r.T("networksecond.none")}}
	if len(all) > 0 {
		list.Text = nil
		list.Forms = []ui.Form{{ID: "confirm", Method: "post", Action: p.Base + "/second"}, {ID: "back", Method: "post", Action: p.Base + "/second/back"}}
		list.Parts = []ui.Part{p.awaiting(all)}
	}
	return p.View(ui.Page{Title: r.T("networksecond.title"), Lede: r.T("networksecond.lede"), Sections: []ui.Section{list}}, nil), nil
}

func (p Place) awaiting(all []Awaiting) ui.Table {
	T := p.Words.T
	t := ui.Table{ID: "waiting-table", Caption: T("networksecond.title"), Hidden: true, Cards: true, Head: append(p.Head("what", "begun", "at"), ui.Cell{Text: T("networksecond.next")})}
	for _, a := range all {
		do := []ui.Part{ui.Button{Text: T("networksecond.confirm"), Name: "id", Value: a.ID, Form: "confirm"}, ui.Button{Text: T("networksecond.back"), Name: "id", Value: a.ID, Form: "back", Secondary: true}}
		if a.Own {
			do = []ui.Part{ui.Button{Text: T("networksecond.take-back"), Name: "id", Value: a.ID, Form: "back", Secondary: true}}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: T("networksecond." + a.Action), Href: p.Base + a.Href, Head: true}, {Text: a.Name}, {Text: p.Words.DateTime(a.At)}, {Parts: do}}})
	}
	return t
}

func (s *Service) confirmSecond(r *web.Request) (web.Reply, error) {
	p, err := s.Place(r, "networksecond")
	if err == nil {
		err = s.ConfirmSecond(r.Context(), p.Who, p.Network, r.PostFormValue("id"))
	}
	return web.Go{To: p.Base + "/second", Said: "networksecond.said-done"}, err
}

func (s *Service) sendBack(r *web.Request) (web.Reply, error) {
	p, err := s.Place(r, "networksecond")
	if err == nil {
		err = s.SendBack(r.Context(), p.Who, p.Network, r.PostFormValue("id"))
	}
	return web.Go{To: p.Base + "/second", Said: "networksecond.said-back"}, err
}
