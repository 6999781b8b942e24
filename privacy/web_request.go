package privacy

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) officePage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	o, err := s.Office(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	asked := ui.Section{ID: "requests", Title: r.T("privacy.requests"), Text: []string{r.T("privacy.requests.none")}}
	if len(o.Requests) > 0 {
		asked.Text, asked.Parts = nil, []ui.Part{p.requests(o.Requests, nil)}
	}
	told := ui.Section{ID: "notices", Title: r.T("privacy.notices"), Text: []string{r.T("privacy.notices.text")}}
	if len(o.Notices) > 0 {
		told.Forms = []ui.Form{{ID: "notice", Method: "post", Action: p.Base + "/privacy/notices"}}
		told.Parts = []ui.Part{p.notices(o.Notices)}
	} else {
		told.Text = append(told.Text, r.T("privacy.notices.none"))
	}
	rung := ui.Section{ID: "alarms", Title: r.T("privacy.alarms"), Text: []string{r.T("privacy.alarms.text")}}
	if len(o.Alarms) > 0 {
		rung.Forms = []ui.Form{{ID: "alarm", Method: "post", Action: p.Base + "/privacy/alarms"}}
		rung.Parts = []ui.Part{p.alarms(o.Alarms)}
	} else {
		rung.Text = append(rung.Text, r.T("privacy.alarms.none"))
	}
	more := ui.Section{Title: r.T("privacy.more"), Parts: []ui.Part{ui.Actions{Links: []ui.Link{{Text: r.T("second.title"), Href: p.Base + "/second"}, {Text: r.T("privacy.thresholds"), Href: p.Base + "/privacy/thresholds"}, {Text: r.T("privacy.records"), Href: p.Base + "/privacy/records"}, {Text: r.T("privacy.retention"), Href: p.Root + "/privacy/retention"}}}}}
	data := ui.Page{Title: r.T("privacy.office"), Lede: r.T("privacy.office.lede"), Sections: []ui.Section{asked, rung, told, more}}
	return p.View(data, nil), nil
}

func (p place) notices(all []Notice) ui.Table {
	t := ui.Table{ID: "notices-table", Caption: p.Words.T("privacy.notices"), Hidden: true, Cards: true, Head: append(p.Head("recipient", "name", "what", "made"), ui.Cell{Text: p.Words.T("privacy.notice.next")})}
	for _, n := range all {
		do := p.Words.T("privacy.notice.sent")
		if !n.Sent.IsZero() {
			do = p.Words.T("privacy.notice.acknowledged")
		}
		what := p.Words.T("privacy.notice." + n.What)
		if n.Category != "" {
			what += ": " + p.Words.T("privacy.category."+n.Category)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: n.Recipient, Head: true}, {Text: orDash(n.Name)}, {Text: what}, {Text: p.Words.DateTime(n.Made)},
			{Parts: []ui.Part{ui.Button{Text: do, Name: "id", Value: n.ID, Form: "notice", Secondary: true}}}}})
	}
	return t
}

func (p place) alarms(all []Alarm) ui.Table {
	t := ui.Table{ID: "alarms-table", Caption: p.Words.T("privacy.alarms"), Hidden: true, Cards: true, Head: append(p.Head("at", "who", "what", "times"), ui.Cell{Text: p.Words.T("privacy.alarm.next")})}
	for _, a := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.DateTime(a.At), Head: true}, {Text: cmp.Or(a.Name, a.Who)}, {Text: p.Words.T("privacy.alarm." + a.Kind)}, {Text: strconv.FormatInt(a.Count, 10), Number: true},
			{Parts: []ui.Part{ui.Button{Text: p.Words.T("privacy.alarm.done"), Name: "id", Value: a.ID, Form: "alarm", Secondary: true}}}}})
	}
	return t
}

func (s *Service) noticeDone(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err == nil {
		err = s.NoticeDone(r.Context(), p.Who, p.Network, r.PostFormValue("id"))
	}
	return web.Go{To: p.Base + "/privacy/office", Said: "privacy.said-saved"}, err
}

func (s *Service) alarmDone(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err == nil {
		err = s.CloseAlarm(r.Context(), p.Who, p.Network, r.PostFormValue("id"))
	}
	return web.Go{To: p.Base + "/privacy/office", Said: "privacy.said-saved"}, err
}

func (s *Service) requestPage(r *web.Request) (web.Reply, error) { return s.requestView(r, nil) }

// requestView shows a request, and to those who decide what is next.
func (s *Service) requestView(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	one, err := s.Request(r.Context(), p.Who, p.Network, number(r.PathValue("no")))
	if err != nil {
		return nil, err
	}
	no := strconv.FormatInt(one.No, 10)
	facts := ui.Pairs{{Name: r.T("privacy.field.name"), Value: orDash(one.Name)}, {Name: r.T("privacy.field.kind"), Value: r.T("privacy.kind." + one.Kind)}, {Name: r.T("privacy.field.text"), Value: orDash(one.Text)},
		{Name: r.T("privacy.field.asked"), Value: r.Words.Period(one.AskedOn)}, {Name: r.T("privacy.field.due"), Value: r.Words.Period(one.Due)}, {Name: r.T("privacy.field.state"), Value: p.state(one).Text}}
	if one.Identity != "" {
		facts = append(facts, ui.Pair{Name: r.T("privacy.field.identity"), Value: r.T("privacy.identity." + one.Identity)})
	}
	if one.Longer != "" {
		facts = append(facts, ui.Pair{Name: r.T("privacy.field.longer"), Value: one.Longer})
	}
	if one.Exception != "" {
		facts = append(facts, ui.Pair{Name: r.T("privacy.field.exception"), Value: r.T("privacy.exception." + one.Exception)})
	}
	if one.Reason != "" {
		facts = append(facts, ui.Pair{Name: r.T("privacy.field.reason"), Value: one.Reason})
	}
	at := p.Base + "/privacy/requests/" + no
	data := ui.Page{Title: r.T("privacy.request.title", "no", no), Sections: []ui.Section{{Parts: []ui.Part{facts, ui.Actions{Links: p.letters(one)}}}}}
	if p.mayHandle() && one.State != Decided {
		data.Sections = append(data.Sections, p.next(one, at, refused)...)
	}
	return p.View(data, refused), nil
}

// next are the forms by which a request goes on.
func (p place) next(one Request, at string, refused error) (all []ui.Section) {
	T := p.Words.T
	if one.State == Asked {
		return []ui.Section{{ID: "identity-check", Title: T("privacy.identity"), Text: []string{T("privacy.identity.text")}, Forms: []ui.Form{ui.Post(at+"/identity", T("web.save"),
			ui.Radios{Field: p.Field("identity", refused), Options: p.Options("privacy.identity.", identities)})}}}
	}
	all = append(all, ui.Section{ID: "decision", Title: T("privacy.decide"), Text: []string{T("privacy.decide.text"), T("privacy.decide." + one.Kind)}, Forms: []ui.Form{ui.Post(at+"/decide", T("privacy.decide.do"),
		ui.Radios{Field: p.Field("outcome", refused), Options: p.Options("privacy.outcome.", outcomes)},
		ui.Select{Field: p.Field("exception", refused), Options: append([]ui.Option{{Text: T("privacy.exception.none")}}, p.Options("privacy.exception.", exceptions[one.Kind])...)},
		ui.Textarea{Field: p.Field("reason", refused), Rows: 4})}})
	if one.Longer == "" {
		f := ui.Post(at+"/longer", T("privacy.longer.do"), ui.Textarea{Field: p.Field("longer", refused), Rows: 3})
		f.Secondary = true
		all = append(all, ui.Section{ID: "more-time", Title: T("privacy.longer"), Text: []string{T("privacy.longer.text")}, Forms: []ui.Form{f}})
	}
	return all
}

// letters are the letters that a request has come to, in its language.
func (p place) letters(one Request) (all []ui.Link) {
	at := "/" + one.Lang + strings.TrimPrefix(p.Base, "/"+p.Lang) + "/privacy/requests/" + strconv.FormatInt(one.No, 10) + "/letter?of="
	all = append(all, ui.Link{Text: p.Words.T("privacy.letter.received"), Href: at + "received"})
	if one.Longer != "" {
		all = append(all, ui.Link{Text: p.Words.T("privacy.letter.longer"), Href: at + "longer"})
	}
	if one.State == Decided {
		all = append(all, ui.Link{Text: p.Words.T("privacy.letter.decided"), Href: at + "decided"})
	}
	return all
}

// answered leads back to a request, or shows what was refused.
func (s *Service) answered(r *web.Request, p place, err error) (web.Reply, error) {
	if err != nil && network.Mendable(err) && fault.Of(err).ID != "privacy.changed" {
		return s.requestView(r, err)
	}
	return web.Go{To: p.Base + "/privacy/requests/" + r.PathValue("no"), Said: "privacy.said-saved"}, err
}

func (s *Service) checkIdentity(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.answered(r, p, s.CheckIdentity(r.Context(), p.Who, p.Network, number(r.PathValue("no")), r.PostFormValue("identity")))
}

func (s *Service) extend(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.answered(r, p, s.Extend(r.Context(), p.Who, p.Network, number(r.PathValue("no")), r.PostFormValue("longer")))
}

func (s *Service) decide(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	d := Decision{Outcome: r.PostFormValue("outcome"), Exception: r.PostFormValue("exception"), Reason: r.PostFormValue("reason")}
	err = s.Decide(r.Context(), p.Who, p.Network, number(r.PathValue("no")), d)
	switch {
	case err != nil && fault.Of(err).ID == "network.step-up":
		return web.Go{To: network.ConfirmHref(p.Here, p.Base+"/privacy/requests/"+r.PathValue("no"))}, nil
	case err == nil:
		if one, err := s.Request(r.Context(), p.Who, p.Network, number(r.PathValue("no"))); err == nil && one.State != Decided {
			return web.Go{To: p.Base + "/second", Said: "second.said-begun"}, nil
		}
	}
	return s.answered(r, p, err)
}

// letter is a letter about a request, to be printed or sent.
type letter struct {
	web.Here
	From, Title, Date, To string
	Text                  []string
	Sign                  string
	Letters               []ui.Link
}

func (s *Service) letterPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	one, err := s.Request(r.Context(), p.Who, p.Network, number(r.PathValue("no")))
	if err != nil {
		return nil, err
	}
	no := strconv.FormatInt(one.No, 10)
	what, kind := r.URL.Query().Get("of"), r.T("privacy.kind."+one.Kind)
	l := letter{Here: p.Here, From: p.Network.Name.In(p.Lang), To: r.T("privacy.letter.to", "name", orDash(one.Name)), Letters: p.letters(one), Sign: r.T("privacy.letter.sign", "network", p.Network.Name.In(p.Lang))}
	zone, err := time.LoadLocation(p.Network.Zone)
	if err != nil {
		zone = time.UTC
	}
	l.Title, l.Date = r.T("privacy.letter.title", "no", no), r.Words.Period(one.AskedOn)
	switch {
	case what == "decided" && one.State == Decided:
		l.Date = r.Words.Date(one.DecidedAt.In(zone))
		l.Text = []string{r.T("privacy.letter.decided."+one.Outcome, "kind", kind, "date", r.Words.Period(one.AskedOn))}
		if one.Exception != "" {
			l.Text = append(l.Text, r.T("privacy.letter.exception", "exception", r.T("privacy.exception."+one.Exception)))
		}
		if one.Reason != "" {
			l.Text = append(l.Text, r.T("privacy.letter.reason", "reason", one.Reason))
		}
		if one.Outcome != "refused" {
			l.Text = append(l.Text, r.T("privacy.letter.done."+one.Kind))
		}
		l.Text = append(l.Text, r.T("privacy.letter.complain"))
	case what == "longer" && one.Longer != "":
		l.Text = []string{r.T("privacy.letter.longer.text", "kind", kind, "date", r.Words.Period(one.AskedOn), "due", r.Words.Period(one.Due)), r.T("privacy.letter.reason", "reason", one.Longer), r.T("privacy.letter.complain")}
	default:
		l.Text = []string{r.T("privacy.letter.received.text", "kind", kind, "date", r.Words.Period(one.AskedOn), "no", no, "due", r.Words.Period(one.Due)), r.T("privacy.letter.received.longer")}
	}
	v := p.View(ui.Page{Title: l.Title}, nil)
	v.Page, v.Data, v.Dense = "privacy/letter", l, false
	return v, nil
}
