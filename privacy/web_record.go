package privacy

import (
	"cmp"
	"slices"
	"strconv"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (p place) mayHandle() bool {
	return network.May(p.Who, "privacy.handle", network.Resource{Network: p.Network.ID}).Allowed
}

func (s *Service) recordsPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Activities(r.Context(), p.Who, p.Network, s.today(p.Network))
	if err != nil {
		return nil, err
	}
	may := network.May(p.Who, "privacy.change-records", network.Resource{Network: p.Network.ID}).Allowed
	data := ui.Page{Title: r.T("privacy.records"), Lede: r.T("privacy.records.lede", "network", p.Network.Code)}
	for _, a := range all {
		one := ui.Section{ID: a.Code, Title: a.Name.In(p.Lang), Text: []string{a.Purpose.In(p.Lang)}, Parts: []ui.Part{p.activity(a)}}
		if may {
			one.Parts = append(one.Parts, ui.Actions{Links: []ui.Link{{Text: r.T("privacy.records.change", "name", a.Name.In(p.Lang)), Href: p.Base + "/privacy/records/edit?code=" + a.Code}}})
		}
		data.Sections = append(data.Sections, one)
	}
	last := ui.Section{}
	if len(all) == 0 {
		last.Parts = []ui.Part{ui.Empty{Title: r.T("privacy.records.none"), Text: r.T("privacy.records.none.text")}}
	}
	last.Parts = append(last.Parts, ui.Actions{Links: p.recordLinks(may)})
	data.Sections = append(data.Sections, last)
	return p.View(data, nil), nil
}

func (p place) recordLinks(may bool) []ui.Link {
	links := []ui.Link{{Text: p.Words.T("privacy.retention"), Href: p.Root + "/privacy/retention"}}
	if may {
		links = append(links, ui.Link{Text: p.Words.T("privacy.records.add"), Href: p.Base + "/privacy/records/edit"}, ui.Link{Text: p.Words.T("privacy.office"), Href: p.Base + "/privacy/office"})
	}
	return links
}

// activity is a record of processing as everybody reads it.
func (p place) activity(a Activity) ui.Pairs {
	T := p.Words.T
	pairs := ui.Pairs{
		{Name: T("privacy.field.controller"), Value: a.Controller}, {Name: T("privacy.field.basis"), Value: T("privacy.basis." + a.Basis)}, {Name: T("privacy.field.law"), Value: a.Law},
		{Name: T("privacy.field.data"), Value: p.Listed("privacy.data.", a.Data.Codes())}, {Name: T("privacy.field.persons"), Value: p.Listed("privacy.persons.", a.Persons.Codes())},
		{Name: T("privacy.field.recipients"), Value: p.Listed("privacy.recipient.", a.Recipients.Codes())}, {Name: T("privacy.field.transfers"), Value: cmp.Or(a.Transfers, T("privacy.transfers.none"))},
		{Name: T("privacy.field.class"), Value: T("privacy.class." + a.Class), Href: p.Root + "/privacy/retention#" + a.Class},
		{Name: T("privacy.field.safeguards"), Value: p.Listed("privacy.safeguard.", a.Safeguards.Codes())}, {Name: T("privacy.field.dpia"), Value: T("privacy.dpia." + a.DPIA)},
		{Name: T("privacy.field.from"), Value: p.Words.Period(a.From)}}
	if a.To != "" {
		pairs = append(pairs, ui.Pair{Name: T("privacy.field.to"), Value: p.Words.Period(a.To)})
	}
	return pairs
}

func (s *Service) recordPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	if err := network.May(p.Who, "privacy.change-records", network.Resource{Network: p.Network.ID}).Err(); err != nil {
		return nil, err
	}
	all, err := s.Activities(r.Context(), p.Who, p.Network, s.today(p.Network))
	if err != nil {
		return nil, err
	}
	a := Activity{From: s.today(p.Network), DPIA: "no"}
	if i := slices.IndexFunc(all, func(a Activity) bool { return a.Code == r.URL.Query().Get("code") }); i >= 0 {
		a = all[i]
	}
	return s.recordForm(r, p, a, nil)
}

func (s *Service) recordForm(r *web.Request, p place, a Activity, refused error) (web.Reply, error) {
	classes, err := s.Schedules(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	text := func(name, value, width string) ui.Part {
		return ui.Input{Field: p.Field(name, refused), Value: value, Width: width}
	}
	ticks := func(name, prefix string, known []string, chosen List) ui.Part {
		return ui.Checkboxes{Field: p.Field(name, refused), Options: p.Options(prefix, known, chosen.Codes()...), Small: true}
	}
	f := ui.Post(p.Base+"/privacy/records/edit", r.T("web.save"),
		text("code", a.Code, "20"), text("name", a.Name[p.Lang], ""), ui.Textarea{Field: p.Field("purpose", refused), Value: a.Purpose[p.Lang], Rows: 3}, text("controller", a.Controller, "20"),
		ui.Select{Field: p.Field("basis", refused), Options: p.Options("privacy.basis.", Bases, a.Basis)}, text("law", a.Law, ""),
		ticks("data", "privacy.data.", dataKinds, a.Data), ticks("persons", "privacy.persons.", personas, a.Persons), ticks("recipients", "privacy.recipient.", receivers, a.Recipients),
		text("transfers", a.Transfers, ""), ui.Select{Field: p.Field("class", refused), Options: p.Options("privacy.class.", classNames(classes), a.Class)},
		ticks("safeguards", "privacy.safeguard.", safeguards, a.Safeguards), ui.Radios{Field: p.Field("dpia", refused), Options: p.Options("privacy.dpia.", dpiaStates, a.DPIA)},
		text("from", a.From, "10"), text("to", a.To, "10"))
	f.Hidden = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(a.Version, 10)}}
	f.Cancel = p.Base + "/privacy/records"
	return p.View(ui.Page{Title: r.T("privacy.record"), Lede: r.T("privacy.record.lede"), Sections: []ui.Section{{Forms: []ui.Form{f}}}}, refused), nil
}

func (s *Service) putRecord(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	ticked := func(name string) List { return listOf(r.PostForm[name]) }
	a := Activity{Code: trimmed(r, "code"), Name: lang.Text{p.Lang: trimmed(r, "name")}, Purpose: lang.Text{p.Lang: trimmed(r, "purpose")}, Controller: trimmed(r, "controller"), Basis: r.PostFormValue("basis"), Law: trimmed(r, "law"),
		Data: ticked("data"), Persons: ticked("persons"), Recipients: ticked("recipients"), Safeguards: ticked("safeguards"), Transfers: trimmed(r, "transfers"), Class: r.PostFormValue("class"), DPIA: r.PostFormValue("dpia"),
		From: trimmed(r, "from"), To: trimmed(r, "to"), Version: number(r.PostFormValue("version"))}
	if err := s.PutActivity(r.Context(), p.Who, p.Network, a); err != nil {
		if network.Mendable(err) || fault.Of(err).Field != "" {
			return s.recordForm(r, p, a, err)
		}
		return nil, err
	}
	return web.Go{To: p.Base + "/privacy/records", Said: "privacy.said-saved"}, nil
}

func (s *Service) retentionPage(r *web.Request) (web.Reply, error) { return s.retention(r, nil) }

func (s *Service) retention(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Schedules(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	t := ui.Table{ID: "schedules", Caption: r.T("privacy.retention"), Hidden: true, Scroll: true, Head: p.Head("class", "days", "begins", "action", "law", "last", "gone")}
	for _, one := range all {
		last, gone := "–", "–"
		if !one.Last.IsZero() {
			last, gone = r.Words.DateTime(one.Last), strconv.FormatInt(one.Gone, 10)
		}
		law := ui.Cell{Text: one.Law}
		if !one.Verified {
			law.Tag = &ui.Tag{Kind: "off", Text: r.T("network.unverified")}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: r.T("privacy.class." + one.Class), Head: true}, {Text: r.T("privacy.days", "count", one.Days), Number: true}, {Text: r.T("privacy.begins." + one.Begins)},
			{Text: r.T("privacy.action." + one.Action)}, law, {Text: last}, {Text: gone, Number: true}}})
	}
	data := ui.Page{Title: r.T("privacy.retention"), Lede: r.T("privacy.retention.lede"), Sections: []ui.Section{{Parts: []ui.Part{t}}}}
	if network.May(p.Who, "privacy.retention", network.Resource{}).Allowed {
		class := ui.Select{Field: p.Field("class", refused), Options: p.Options("privacy.class.", classNames(all), r.PostFormValue("class"))}
		f := ui.Post(p.Root+"/privacy/retention", r.T("web.save"), class, ui.Input{Field: p.Field("days", refused), Value: r.PostFormValue("days"), Width: "4", InputMode: "numeric"})
		f.Secondary = true
		data.Sections = append(data.Sections, ui.Section{Title: r.T("privacy.retention.change"), Forms: []ui.Form{f}})
	}
	return p.View(data, refused), nil
}

func (s *Service) putSchedule(r *web.Request) (web.Reply, error) {
	who := network.From(r.Context())
	all, err := s.Schedules(r.Context(), who)
	if err != nil {
		return nil, err
	}
	one := Schedule{Class: r.PostFormValue("class"), Days: number(trimmed(r, "days"))}
	if i := slices.IndexFunc(all, func(s Schedule) bool { return s.Class == one.Class }); i >= 0 {
		one.Version = all[i].Version
	}
	if err := s.PutSchedule(r.Context(), who, one); err != nil {
		if network.Mendable(err) {
			return s.retention(r, err)
		}
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/privacy/retention", Said: "privacy.said-saved"}, nil
}
