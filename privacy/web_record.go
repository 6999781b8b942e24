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
	return network.May(p.who, "privacy.handle", network.Resource{Network: p.n.ID}).Allowed
}

func (s *Service) recordsPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Activities(r.Context(), p.who, p.n, s.today(p.n))
	if err != nil {
		return nil, err
	}
	may := network.May(p.who, "privacy.change-records", network.Resource{Network: p.n.ID}).Allowed
	data := page{Here: p.Here, Title: r.T("privacy.records"), Lede: r.T("privacy.records.lede", "network", p.n.Code)}
	for _, a := range all {
		one := section{ID: a.Code, Title: a.Name.In(p.Lang), Text: []string{a.Purpose.In(p.Lang)}, Parts: []ui.Part{p.activity(a)}}
		if may {
			one.Parts = append(one.Parts, ui.Actions{Links: []ui.Link{{Text: r.T("privacy.records.change", "name", a.Name.In(p.Lang)), Href: p.Base + "/privacy/records/edit?code=" + a.Code}}})
		}
		data.Sections = append(data.Sections, one)
	}
	last := section{}
	if len(all) == 0 {
		last.Parts = []ui.Part{ui.Empty{Title: r.T("privacy.records.none"), Text: r.T("privacy.records.none.text")}}
	}
	last.Parts = append(last.Parts, ui.Actions{Links: p.recordLinks(may)})
	data.Sections = append(data.Sections, last)
	return p.view(data, nil), nil
}

func (p place) recordLinks(may bool) []ui.Link {
	links := []ui.Link{{Text: p.words.T("privacy.retention"), Href: p.Root + "/privacy/retention"}}
	if may {
		links = append(links, ui.Link{Text: p.words.T("privacy.records.add"), Href: p.Base + "/privacy/records/edit"}, ui.Link{Text: p.words.T("privacy.office"), Href: p.Base + "/privacy/office"})
	}
	return links
}

// activity is a record of processing as everybody reads it.
func (p place) activity(a Activity) ui.Pairs {
	T := p.words.T
	pairs := ui.Pairs{
		{Name: T("privacy.field.controller"), Value: a.Controller}, {Name: T("privacy.field.basis"), Value: T("privacy.basis." + a.Basis)}, {Name: T("privacy.field.law"), Value: a.Law},
		{Name: T("privacy.field.data"), Value: p.listed("privacy.data.", a.Data.Codes())}, {Name: T("privacy.field.persons"), Value: p.listed("privacy.persons.", a.Persons.Codes())},
		{Name: T("privacy.field.recipients"), Value: p.listed("privacy.recipient.", a.Recipients.Codes())}, {Name: T("privacy.field.transfers"), Value: cmp.Or(a.Transfers, T("privacy.transfers.none"))},
		{Name: T("privacy.field.class"), Value: T("privacy.class." + a.Class), Href: p.Root + "/privacy/retention#" + a.Class},
		{Name: T("privacy.field.safeguards"), Value: p.listed("privacy.safeguard.", a.Safeguards.Codes())}, {Name: T("privacy.field.dpia"), Value: T("privacy.dpia." + a.DPIA)},
		{Name: T("privacy.field.from"), Value: p.words.Period(a.From)}}
	if a.To != "" {
		pairs = append(pairs, ui.Pair{Name: T("privacy.field.to"), Value: p.words.Period(a.To)})
	}
	return pairs
}

func (s *Service) recordPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	if err := network.May(p.who, "privacy.change-records", network.Resource{Network: p.n.ID}).Err(); err != nil {
		return nil, err
	}
	all, err := s.Activities(r.Context(), p.who, p.n, s.today(p.n))
	if err != nil {
		return nil, err
	}
	a := Activity{From: s.today(p.n), DPIA: "no"}
	if i := slices.IndexFunc(all, func(a Activity) bool { return a.Code == r.URL.Query().Get("code") }); i >= 0 {
		a = all[i]
	}
	return s.recordForm(r, p, a, nil)
}

func (s *Service) recordForm(r *web.Request, p place, a Activity, refused error) (web.Reply, error) {
	classes, err := s.Schedules(r.Context(), p.who)
	if err != nil {
		return nil, err
	}
	text := func(name, value, width string) ui.Part {
		return ui.Input{Field: p.field(name, refused), Value: value, Width: width}
	}
	ticks := func(name, prefix string, known []string, chosen List) ui.Part {
		return ui.Checkboxes{Field: p.field(name, refused), Options: p.options(prefix, known, chosen.Codes()...), Small: true}
	}
	f := post(p.Base+"/privacy/records/edit", r.T("web.save"),
		text("code", a.Code, "20"), text("name", a.Name[p.Lang], ""), ui.Textarea{Field: p.field("purpose", refused), Value: a.Purpose[p.Lang], Rows: 3}, text("controller", a.Controller, "20"),
		ui.Select{Field: p.field("basis", refused), Options: p.options("privacy.basis.", Bases, a.Basis)}, text("law", a.Law, ""),
		ticks("data", "privacy.data.", dataKinds, a.Data), ticks("persons", "privacy.persons.", personas, a.Persons), ticks("recipients", "privacy.recipient.", receivers, a.Recipients),
		text("transfers", a.Transfers, ""), ui.Select{Field: p.field("class", refused), Options: p.options("privacy.class.", classNames(classes), a.Class)},
		ticks("safeguards", "privacy.safeguard.", safeguards, a.Safeguards), ui.Radios{Field: p.field("dpia", refused), Options: p.options("privacy.dpia.", dpiaStates, a.DPIA)},
		text("from", a.From, "10"), text("to", a.To, "10"))
	f.Hidden = []hidden{{"version", strconv.FormatInt(a.Version, 10)}}
	f.Cancel = p.Base + "/privacy/records"
	return p.view(page{Here: p.Here, Title: r.T("privacy.record"), Lede: r.T("privacy.record.lede"), Sections: []section{{Forms: []form{f}}}}, refused), nil
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
	if err := s.PutActivity(r.Context(), p.who, p.n, a); err != nil {
		if invalid(err) || fault.Of(err).Field != "" {
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
	all, err := s.Schedules(r.Context(), p.who)
	if err != nil {
		return nil, err
	}
	t := ui.Table{ID: "schedules", Caption: r.T("privacy.retention"), Hidden: true, Scroll: true, Head: p.head("class", "days", "begins", "action", "law", "last", "gone")}
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
	data := page{Here: p.Here, Title: r.T("privacy.retention"), Lede: r.T("privacy.retention.lede"), Sections: []section{{Parts: []ui.Part{t}}}}
	if network.May(p.who, "privacy.retention", network.Resource{}).Allowed {
		class := ui.Select{Field: p.field("class", refused), Options: p.options("privacy.class.", classNames(all), r.PostFormValue("class"))}
		f := post(p.Root+"/privacy/retention", r.T("web.save"), class, ui.Input{Field: p.field("days", refused), Value: r.PostFormValue("days"), Width: "4", InputMode: "numeric"})
		f.Secondary = true
		data.Sections = append(data.Sections, section{Title: r.T("privacy.retention.change"), Forms: []form{f}})
	}
	return p.view(data, refused), nil
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
		if invalid(err) {
			return s.retention(r, err)
		}
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/privacy/retention", Said: "privacy.said-saved"}, nil
}
