package accession

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// tagOf says a state in a word, with its look.
func (p place) tagOf(state string) ui.Tag {
	look := map[string]string{Applicant: "due", FormsSigned: "due", Admitted: "due", Active: "done", Suspended: "late", Withdrawn: "off", Refused: "off", Revoked: "off"}
	return ui.Tag{Kind: look[state], Text: p.Words.T("accession.state." + state)}
}

func (s *Service) listPage(r *web.Request) (web.Reply, error) { return s.listView(r, nil) }

// listView shows the applications, with what a form of it was refused for.
func (s *Service) listView(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Applications(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	data := ui.Page{Title: r.T("accession.applications"), Lede: r.T("accession.applications.lede"), Actions: &ui.Actions{Links: []ui.Link{{Text: r.T("accession.join"), Href: p.Base + "/join"}}}}
	before, err := s.Unregistered(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		data.Sections = append([]ui.Section{{Parts: []ui.Part{ui.Empty{Title: r.T("accession.applications.none"), Text: r.T("accession.applications.none.text")}}}}, p.registering(before, refused)...)
		return p.View(data, refused), nil
	}
	t := ui.Table{ID: "applications", Caption: r.T("accession.applications"), Hidden: true, Cards: true, Head: p.Head("name", "applied", "state", "missing")}
	for _, a := range all {
		state := p.tagOf(a.State)
		missing := p.missing(a.Missing)
		if a.Warned {
			missing = append(missing, r.T("accession.warned.short"))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: a.Name, Href: p.Base + "/applications/" + strconv.FormatInt(a.No, 10), Head: true}, {Text: r.Words.Period(a.AppliedOn)}, {Tag: &state}, {Text: orDash(strings.Join(missing, "; "))}}})
	}
	data.Sections = append([]ui.Section{{Parts: []ui.Part{t}}}, p.registering(before, refused)...)
	return p.View(data, refused), nil
}

// registering takes up a member that joined before applications were kept here.
func (p place) registering(before []network.Organisation, refused error) []ui.Section {
	if len(before) == 0 {
		return nil
	}
	of := ui.Select{Field: p.Field("organisation", refused)}
	for _, o := range before {
		of.Options = append(of.Options, ui.Option{Value: o.Code, Text: o.Named(p.Lang)})
	}
	lang.Sort(p.Words, of.Options, func(o ui.Option) string { return o.Text })
	form := ui.Post(p.Base+"/applications/register", p.Words.T("accession.register"), of)
	form.Secondary = true
	return []ui.Section{{ID: "register", Title: p.Words.T("accession.register"), Card: true, Text: []string{p.Words.T("accession.register.text")}, Forms: []ui.Form{form}}}
}

func (s *Service) registerForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a, err := s.Register(r.Context(), p.Who, p.Network, r.PostFormValue("organisation"))
	if network.Mendable(err) {
		return s.listView(r, err)
	}
	return web.Go{To: p.Base + "/applications/" + strconv.FormatInt(a.No, 10), Said: "accession.said-saved"}, err
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// missing says in words what is missing.
func (p place) missing(all []Missing) (said []string) {
	for _, m := range all {
		said = append(said, p.Words.T("accession.lacks."+m.What, "document", p.value(m.Document)))
	}
	return said
}

func (s *Service) applicationPage(r *web.Request) (web.Reply, error) {
	return s.applicationView(r, nil)
}

// applicationView shows an application, with what a form of it was refused
// for.
func (s *Service) applicationView(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	d, at := p.door(r)
	f, err := s.Application(r.Context(), p.Who, p.Network, d)
	if err != nil {
		return nil, err
	}
	refused = p.inWords(refused)
	tag := p.tagOf(f.State)
	data := ui.Page{Eye: r.T("accession.eye", "network", p.Network.Code), Title: f.Name, Stages: p.stages(f), Sections: []ui.Section{p.state(f, tag)}, Side: []ui.Section{p.facts(f, at)}}
	if f.Before() {
		data.Stages = nil
	}
	if !f.Over() && !f.Before() {
		data.Sections = append(data.Sections, p.documents(f, at, refused))
	}
	if f.Rules.Points > 0 && !f.Before() {
		data.Sections = append(data.Sections, p.check(f, at, refused))
	}
	data.Sections = append(data.Sections, p.representative(f, at, s.networks.Today(p.Network), refused))
	if f.Office {
		data.Sections = append(data.Sections, p.decisions(f, at, refused)...)
	}
	if !f.Over() {
		data.Sections = append(data.Sections, p.leaving(f, at, refused))
	}
	data.Side = append(data.Side, p.steps(f))
	var crumbs []ui.Link
	if f.Office {
		crumbs = append(crumbs, ui.Link{Text: r.T("accession.applications"), Href: p.Base + "/applications"})
	}
	return p.View(data, refused, crumbs...), nil
}

// inWords names a missing document as the charter's words do.
func (p place) inWords(refused error) error {
	if refused == nil {
		return nil
	}
	var all fault.Many
	for _, one := range fault.All(refused) {
		if one.ID == "accession.missing.document" && len(one.Args) == 2 {
			one = fault.New(one.Kind, one.ID, "document", p.value(one.Args[1].(string))).On(one.Field)
		}
		all = append(all, one)
	}
	return all
}

// stages say how far the application is on its way.
func (p place) stages(f Full) *ui.Stages {
	way := []string{Applicant, FormsSigned, Admitted, Active}
	now := slices.Index(way, f.State)
	if now < 0 {
		return nil
	}
	st := &ui.Stages{Label: p.Words.T("accession.join.way")}
	for i, one := range way {
		stage := ui.Stage{Title: p.Words.T("accession.state." + one)}
		switch {
		case i < now || f.State == Active:
			stage.State = ui.Did
		case i == now:
			stage.State = ui.Now
		}
		st.Items = append(st.Items, stage)
	}
	return st
}

// state is where the application stands and what it lacks.
func (p place) state(f Full, tag ui.Tag) ui.Section {
	T := p.Words.T
	one := ui.Section{ID: "state", Title: T("accession.now"), Tag: &tag, Text: []string{T("accession.now." + f.State)}}
	if f.Grounds != "" {
		one.Text = append(one.Text, T("accession.grounds.are", "grounds", f.Grounds))
	}
	if f.State == Refused || f.State == Revoked {
		one.Text = append(one.Text, T("accession.appeal"))
	}
	if missing := p.missing(f.Missing); len(missing) > 0 && !f.Over() {
		one.Parts = append(one.Parts, ui.Note{Text: T("accession.lacks", "things", strings.Join(missing, "; ")), Info: true})
	}
	if f.Warned {
		one.Parts = append(one.Parts, ui.Note{Text: T("accession.warned", "count", f.Changes)})
	}
	return one
}

func (p place) facts(f Full, at string) ui.Section {
	T := p.Words.T
	country := "–"
	if f.Country != "" {
		country = code.Country(f.Country).Name(p.Lang)
	}
	pairs := ui.Pairs{{Name: T("accession.field.kind"), Value: T("network.organisation." + f.Kind)}, {Name: T("accession.field.country"), Value: country}, {Name: T("accession.field.person"), Value: f.Contact.Name}, {Name: T("accession.field.email"), Value: f.Contact.Login}}
	if f.Before() {
		pairs = append(pairs, ui.Pair{Name: T("accession.field.joined"), Value: p.Words.Period(f.AppliedOn)})
	} else {
		pairs = append(pairs, ui.Pair{Name: T("accession.field.applied"), Value: p.Words.Period(f.AppliedOn)}, ui.Pair{Name: T("accession.field.reason"), Value: f.Reason})
	}
	if f.Website != "" {
		pairs = append(pairs, ui.Pair{Name: T("accession.field.website"), Value: f.Website})
	}
	if f.Decision != "" {
		pairs = append(pairs, ui.Pair{Name: T("accession.field.source"), Value: f.Decision})
	}
	if f.Organisation != "" {
		pairs = append(pairs, ui.Pair{Name: T("accession.field.code"), Value: f.Code, Href: p.memberHref(f.Code)})
	}
	facts := ui.Section{Title: T("accession.facts"), Card: true, Parts: []ui.Part{pairs}}
	if f.Office && !f.Over() {
		again := ui.Post(at+"/link", T("accession.link.do"))
		again.Secondary = true
		facts.Parts = append(facts.Parts, again)
	}
	return facts
}

// steps are what happened so far.
func (p place) steps(f Full) ui.Section {
	line := ui.Timeline{}
	for _, one := range f.Steps {
		line = append(line, ui.Moment{State: ui.Did, When: p.Words.Period(one.Day), ISO: one.Day, Text: p.Words.T("accession.state." + one.State)})
	}
	return ui.Section{Title: p.Words.T("accession.steps"), Card: true, Parts: []ui.Part{line}}
}

// documents are those that the charter names, with a form for each that is not
// there.
func (p place) documents(f Full, at string, refused error) ui.Section {
	T := p.Words.T
	one := ui.Section{ID: "documents", Title: T("accession.documents")}
	t := ui.Table{ID: "documents-table", Caption: T("accession.documents"), Hidden: true, Cards: true, Head: p.Head("document", "signed", "how")}
	var open []string
	for _, d := range f.Rules.Documents {
		i := slices.IndexFunc(f.Documents, func(one Document) bool { return one.Document == d })
		if i < 0 {
			open = append(open, d)
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.value(d), Head: true}, {Text: "–"}, {Text: T("accession.how.none"), Gap: true}}})
			continue
		}
		doc := f.Documents[i]
		how := ui.Cell{Text: T("accession.how.paper", "place", doc.Place)}
		if doc.How == "file" {
			how = ui.Cell{Text: orDash(doc.Name), Href: at + "/documents/" + d}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.value(d), Head: true}, {Text: p.Words.Period(doc.SignedOn)}, how}})
	}
	one.Parts = []ui.Part{t}
	if len(open) == 0 || f.Decided() {
		return one
	}
	which := ui.Select{Field: p.Field("document", refused)}
	for _, d := range open {
		which.Options = append(which.Options, ui.Option{Value: d, Text: p.value(d)})
	}
	sign := ui.Post(at+"/documents", T("accession.sign.do"), which, p.Line("signed", "", "10", refused), ui.File{Field: p.Field("file", refused), Accept: ".pdf,.png,.jpg,.jpeg"})
	if f.Office {
		sign.Fields = append(sign.Fields, p.Line("place", "", "20", refused))
	}
	sign.Files = true
	one.Parts = append(one.Parts, sign)
	return one
}

// check is the self-check: the form, or what was answered.
func (p place) check(f Full, at string, refused error) ui.Section {
	T := p.Words.T
	one := ui.Section{ID: "self_check", Title: T("accession.check"), Text: []string{T("accession.check.text")}}
	if f.Decided() || f.Office {
		var pairs ui.Pairs
		for _, point := range Points {
			for _, a := range f.Answers {
				if a.Point == point {
					pairs = append(pairs, ui.Pair{Name: T("accession.point." + point), Value: strings.TrimSuffix(T("accession.answer."+a.Answer)+": "+a.Remark, ": ")})
				}
			}
		}
		if one.Parts = []ui.Part{pairs}; len(pairs) == 0 {
			one.Parts = []ui.Part{ui.Note{Text: T("accession.check.none"), Info: true}}
		}
		return one
	}
	form := ui.Post(at+"/check", T("accession.check.do"))
	for _, point := range f.Rules.points() {
		var chosen, remark string
		for _, a := range f.Answers {
			if a.Point == point {
				chosen, remark = a.Answer, a.Remark
			}
		}
		field := p.Field(point, refused)
		field.Label, field.Hint = T("accession.point."+point), T("accession.ask."+point)
		form.Fields = append(form.Fields, ui.Radios{Field: field, Options: p.Options("accession.answer.", Answers, chosen), Small: true},
			ui.Input{Field: ui.Field{Name: "remark-" + point, Label: T("accession.field.remark")}, Value: remark})
	}
	one.Forms = []ui.Form{form}
	return one
}

// representative is who was nominated, and the form by which to name another.
func (p place) representative(f Full, at, today string, refused error) ui.Section {
	T := p.Words.T
	one := ui.Section{ID: "representative", Title: T("accession.representative")}
	if len(f.Nominees) > 0 {
		t := ui.Table{ID: "nominees-table", Caption: T("accession.representative"), Hidden: true, Cards: true, Head: p.Head("person", "from", "task")}
		for i := len(f.Nominees) - 1; i >= 0; i-- {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: f.Named[i].Name, Head: true}, {Text: p.Words.Period(f.Nominees[i].From)}, {Text: orDash(f.Nominees[i].Task)}}})
		}
		one.Parts = []ui.Part{t}
	}
	if f.Over() || f.State == Suspended {
		return one
	}
	form := ui.Post(at+"/nominate", T("accession.nominate.do"),
		ui.Input{Field: p.Field("person", refused), NoSpell: true}, ui.Input{Field: p.Field("email", refused), Type: "email"}, p.Lines("task", "", refused), p.Line("from", today, "10", refused))
	form.Secondary = len(f.Nominees) > 0
	one.Text = []string{T("accession.nominate.text")}
	if len(f.Nominees) > 0 {
		one.Parts = append(one.Parts, ui.Details{Summary: T("accession.nominate.other"), Parts: []ui.Part{form}, Open: refused != nil})
		return one
	}
	one.Forms = []ui.Form{form}
	return one
}

// leaving is the form by which the organisation goes.
func (p place) leaving(f Full, at string, refused error) ui.Section {
	T := p.Words.T
	form := ui.Post(at+"/withdraw", T("accession.withdraw.do"), ui.Textarea{Field: ui.Field{ID: "why", Name: "grounds", Label: T("accession.field.why")}, Rows: 3})
	form.Secondary = true
	return ui.Section{Parts: []ui.Part{ui.Details{Summary: T("accession.withdraw"), Text: T("accession.withdraw.text"), Parts: []ui.Part{form}}}}
}

// decisions are what the secretariat can decide in this state.
func (p place) decisions(f Full, at string, refused error) (all []ui.Section) {
	T := p.Words.T
	for _, d := range deeds {
		if !slices.Contains(d.in, f.State) {
			continue
		}
		var fields []ui.Part
		for _, name := range d.fields {
			field := p.Field(name, refused)
			field.ID = d.name + "-" + name
			switch name {
			case "grounds":
				fields = append(fields, ui.Textarea{Field: field, Rows: 4})
			case "code":
				fields = append(fields, ui.Input{Field: field, Value: f.Code, Width: "20", NoSpell: true})
			default:
				fields = append(fields, ui.Input{Field: field, Width: "20"})
			}
		}
		form := ui.Post(at+"/"+d.name, T("accession.do."+d.name), fields...)
		form.Secondary = d.name != "admit" && d.name != "resume"
		all = append(all, ui.Section{ID: d.name, Title: T("accession.do." + d.name), Card: true, Text: []string{T("accession.do." + d.name + ".text")}, Forms: []ui.Form{form}})
		if d.name == "suspend" {
			all[len(all)-1].Text = append(all[len(all)-1].Text, p.whileSuspended(f))
		}
	}
	return all
}

// whileSuspended says what a suspension means for meetings and votes.
func (p place) whileSuspended(f Full) string {
	text := p.Words.T("accession.suspended") + " "
	switch {
	case !f.Laid:
		return text + p.Words.T("accession.suspended-invited.default")
	case f.Invited:
		return text + p.Words.T("accession.suspended-invited.yes")
	}
	return text + p.Words.T("accession.suspended-invited.no")
}

// answered leads back to the application, or shows what was refused.
func (s *Service) answered(r *web.Request, at string, refused error) (web.Reply, error) {
	if network.Mendable(refused) {
		return s.applicationView(r, refused)
	}
	return web.Go{To: at, Said: "accession.said-saved"}, refused
}

func (s *Service) signForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	d, at := p.door(r)
	file, name, err := sent(r)
	if err != nil {
		return s.answered(r, at, err)
	}
	in := Signed{Document{Document: r.PostFormValue("document"), How: "file", Name: name, SignedOn: network.Posted(r, "signed"), Place: network.Posted(r, "place")}, file}
	if len(file) == 0 && in.Place != "" {
		in.How = "paper"
	}
	return s.answered(r, at, s.Sign(r.Context(), p.Who, p.Network, d, in))
}

// sent reads the file of a form; nothing where none was chosen.
func sent(r *web.Request) ([]byte, string, error) {
	if err := r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, "", fault.New(fault.Invalid, "accession.document").On("file")
	}
	file, about, err := r.FormFile("file")
	if err != nil {
		return nil, "", nil // no file was chosen
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, mostBytes+1))
	return content, about.Filename, err
}

func (s *Service) documentFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	d, _ := p.door(r)
	doc, file, err := s.File(r.Context(), p.Who, p.Network, d, r.PathValue("document"))
	if doc.Name == "" {
		doc.Name = doc.Document
	}
	return web.File{Name: doc.Name, Type: doc.Kind, Write: func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(file))
		return err
	}}, err
}

func (s *Service) checkForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	d, at := p.door(r)
	var answers []Answer
	for _, point := range Points {
		answers = append(answers, Answer{point, r.PostFormValue(point), network.Posted(r, "remark-"+point)})
	}
	return s.answered(r, at, s.CheckSelf(r.Context(), p.Who, p.Network, d, answers))
}

func (s *Service) nominateForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	d, at := p.door(r)
	in := Nomination{Contact{network.Posted(r, "person"), network.Posted(r, "email"), p.Lang}, network.Posted(r, "task"), network.Posted(r, "from")}
	return s.answered(r, at, s.Nominate(r.Context(), p.Who, p.Network, d, in))
}

func (s *Service) withdrawForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	d, at := p.door(r)
	return s.answered(r, at, s.Withdraw(r.Context(), p.Who, p.Network, d, Decision{Grounds: network.Posted(r, "grounds")}))
}
