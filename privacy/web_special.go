package privacy

import (
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// counsels is the organisation as whose counsellor somebody is here.
func (p place) counsels() string {
	for _, id := range p.Who.ActsFor(p.Network.ID, network.Counsellor) {
		return id
	}
	return ""
}

// again leads to where somebody shows again who they are; other refusals stay.
func (p place) again(err error) (web.Reply, error) {
	if fault.Of(err).ID == "network.step-up" {
		return web.Go{To: network.ConfirmHref(p.Here, p.Base+"/privacy/special")}, nil
	}
	return nil, err
}

func (s *Service) specialsPage(r *web.Request) (web.Reply, error) {
	return s.specials(r, Special{}, nil)
}

// specials shows who allows that special categories are kept of them, and the
// form by which that is done.
func (s *Service) specials(r *web.Request, written Special, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Counselled(r.Context(), p.Who, p.Network, p.counsels())
	if err != nil {
		return p.again(err)
	}
	page := ui.Page{Title: r.T("privacy.specials"), Lede: r.T("privacy.specials.lede")}
	if len(all) == 0 {
		page.Sections = []ui.Section{{Parts: []ui.Part{ui.Empty{Title: r.T("privacy.specials.none"), Text: r.T("privacy.specials.none.text")}}}}
		return p.View(page, refused), nil
	}
	t := ui.Table{ID: "specials", Caption: r.T("privacy.specials"), Hidden: true, Cards: true, Head: p.Head("name", "special", "expires")}
	of := ui.Select{Field: p.Field("person", refused)}
	for _, one := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: one.Name, Href: p.Base + "/privacy/special/" + one.Person, Head: true},
			{Text: p.Listed("privacy.category.", one.Categories)}, {Text: p.Words.Period(one.Until)}}})
		of.Options = append(of.Options, ui.Option{Value: one.Person, Text: one.Name, Chosen: one.Person == written.Person})
	}
	form := ui.Post(p.Base+"/privacy/special", r.T("privacy.specials.do"), of,
		p.Choose("special", "privacy.category.", SpecialCategories, written.Category, refused),
		p.Choose("purpose", "privacy.purpose.", Purposes, written.Purpose, refused),
		ui.Input{Field: p.Field("until", refused), Value: written.Until, Type: "date", Width: "10"},
		p.Lines("note", written.Text, refused))
	page.Sections = []ui.Section{{Text: []string{r.T("privacy.specials.text")}, Parts: []ui.Part{t}}, {Title: r.T("privacy.specials.put"), Forms: []ui.Form{form}}}
	return p.View(page, refused), nil
}

func (s *Service) putSpecial(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	one := Special{Person: r.PostFormValue("person"), Network: p.Network.ID, Organisation: p.counsels(), Category: r.PostFormValue("special"),
		Purpose: r.PostFormValue("purpose"), Until: trimmed(r, "until"), Text: trimmed(r, "note")}
	switch err := s.PutSpecial(r.Context(), p.Who, one); {
	case network.Mendable(err) || err != nil && fault.Of(err).ID == "privacy.special-consent":
		return s.specials(r, one, err)
	case err != nil:
		return p.again(err)
	}
	return web.Go{To: p.Base + "/privacy/special", Said: "privacy.said-sealed"}, nil
}

// specialPage opens what is kept of a person.
func (s *Service) specialPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	person := r.PathValue("person")
	all, err := s.Special(r.Context(), p.Who, p.Network, p.counsels(), person)
	if err != nil {
		return p.again(err)
	}
	known, err := s.Counselled(r.Context(), p.Who, p.Network, p.counsels())
	if err != nil {
		return nil, err
	}
	page := ui.Page{Lede: r.T("privacy.specials.opened")}
	for _, one := range known {
		if one.Person == person {
			page.Title = one.Name
		}
	}
	for _, one := range all {
		end := ui.Post(p.Base+"/privacy/special/"+person+"/end", r.T("privacy.specials.end"))
		end.Hidden, end.Secondary = []ui.Hidden{{Name: "id", Value: one.ID}}, true
		page.Sections = append(page.Sections, ui.Section{Title: r.T("privacy.category." + one.Category), Text: strings.Split(one.Text, "\n"),
			Parts: []ui.Part{ui.Pairs{{Name: r.T("privacy.field.purpose"), Value: r.T("privacy.purpose." + one.Purpose)}, {Name: r.T("privacy.field.until"), Value: p.Words.Period(one.Until)}}}, Forms: []ui.Form{end}})
	}
	if len(all) == 0 {
		page.Sections = []ui.Section{{Parts: []ui.Part{ui.Empty{Title: r.T("privacy.specials.empty")}}}}
	}
	return p.View(page, nil, ui.Link{Text: r.T("privacy.specials"), Href: p.Base + "/privacy/special"}), nil
}

func (s *Service) endSpecial(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	one := Special{ID: r.PostFormValue("id"), Person: r.PathValue("person"), Network: p.Network.ID, Organisation: p.counsels()}
	if err := s.EndSpecial(r.Context(), p.Who, one); err != nil {
		return p.again(err)
	}
	return web.Go{To: p.Base + "/privacy/special", Said: "privacy.said-ended"}, nil
}

// specialConsents is what somebody allows counsellors to keep, and the form by
// which to allow more; nothing where nobody could.
func (s *Service) specialConsents(r *web.Request, p place, all []Consent, written *Consenting, refused error) ([]ui.Section, error) {
	keepers, err := s.Keepers(r.Context(), p.Who)
	if err != nil || len(keepers) == 0 {
		return nil, err
	}
	section := ui.Section{ID: "keeping", Title: r.T("privacy.keeping"), Text: []string{r.T("privacy.keeping.text")}}
	t := ui.Table{ID: "kept", Caption: r.T("privacy.keeping"), Hidden: true, Cards: true, Head: append(p.Head("special", "organisation", "expires"), ui.Cell{Text: r.T("privacy.withdraw")})}
	today := s.now().UTC().Format("2006-01-02")
	for _, c := range all {
		if c.keeper.ID != "" && c.Live(today) {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: r.T("privacy.category." + c.Category), Head: true}, {Text: c.keeper.Named(p.Lang)}, {Text: p.Words.Period(c.Expires)},
				{Parts: []ui.Part{ui.Button{Text: r.T("privacy.withdraw"), Name: "category", Value: c.Category, Form: "withdraw", Secondary: true}}}}})
		}
	}
	if len(t.Rows) > 0 {
		section.Parts = []ui.Part{t}
	}
	where := ui.Checkboxes{Field: p.Field("organisation", refused), Small: true}
	for _, o := range keepers {
		where.Options = append(where.Options, ui.Option{Value: o.ID, Text: o.Named(p.Lang)})
	}
	lang.Sort(r.Words, where.Options, func(o ui.Option) string { return o.Text })
	section.Forms = []ui.Form{ui.Post(p.Root+"/my-data/consents/special", r.T("privacy.consents.do"), p.Tick("special", "privacy.category.", SpecialCategories, written.Categories, refused), where)}
	return []ui.Section{section}, nil
}

func (s *Service) giveSpecialConsent(r *web.Request) (web.Reply, error) {
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	c := Consenting{Categories: r.PostForm["special"], Destinations: r.PostForm["organisation"], Words: r.T("privacy.keeping.text"), Lang: r.Words.Code()}
	if err := s.GiveSpecialConsent(r.Context(), network.From(r.Context()), c); err != nil {
		if network.Mendable(err) {
			return s.consents(r, &c, err)
		}
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/my-data/consents", Said: "privacy.said-given"}, nil
}
