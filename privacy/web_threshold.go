package privacy

import (
	"strconv"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) thresholdsPage(r *web.Request) (web.Reply, error) { return s.thresholds(r, nil) }

// thresholds shows from how many on alarms ring, to those who may change it as
// a form.
func (s *Service) thresholds(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Thresholds(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	section := ui.Section{Text: []string{r.T("privacy.thresholds.text")}}
	if p.May("privacy.thresholds") {
		f := ui.Post(p.Base+"/privacy/thresholds", r.T("web.save"))
		for _, t := range all {
			value := strconv.FormatInt(t.Most, 10)
			if refused != nil {
				value = r.PostFormValue(t.field())
			}
			f.Fields = append(f.Fields, ui.Input{Field: p.Field(t.field(), refused), Value: value, Width: "5", InputMode: "numeric"})
			f.Hidden = append(f.Hidden, ui.Hidden{Name: t.field() + "-version", Value: strconv.FormatInt(t.Version, 10)})
		}
		section.Forms = []ui.Form{f}
	} else {
		var facts ui.Pairs
		for _, t := range all {
			facts = append(facts, ui.Pair{Name: r.T("privacy.field." + t.field()), Value: r.Words.Number(float64(t.Most), 0)})
		}
		section.Parts = []ui.Part{facts}
	}
	return p.View(ui.Page{Title: r.T("privacy.thresholds"), Lede: r.T("privacy.alarms.text"), Sections: []ui.Section{section}}, refused,
		ui.Link{Text: r.T("privacy.office"), Href: p.Base + "/privacy/office"}), nil
}

func (s *Service) putThresholds(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	var wanted []Threshold
	for _, kind := range alarmKinds {
		t := Threshold{Kind: kind}
		t.Most, t.Version = number(trimmed(r, t.field())), number(r.PostFormValue(t.field()+"-version"))
		wanted = append(wanted, t)
	}
	if err := s.PutThresholds(r.Context(), p.Who, p.Network, wanted); err != nil {
		if network.Mendable(err) {
			return s.thresholds(r, err)
		}
		return nil, err
	}
	return web.Go{To: p.Base + "/privacy/office", Said: "privacy.said-saved"}, nil
}
