package decision

import (
	"slices"
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) decisionPage(r *web.Request) (web.Reply, error) { return s.decisionView(r, nil) }

func (s *Service) decisionView(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Decision(r.Context(), p.Who, p.Network, r.PathValue("decision"))
	if err != nil {
		return nil, err
	}
	inside := p.May("decision.read-all")
	page := ui.Page{Eye: p.eye(f), Title: f.Code(), Stages: p.stages(f.Decision)}
	what := ui.Section{ID: "text", Card: true, Title: r.T("decision.what"), Tag: p.tag(f.Decision), Parts: []ui.Part{ui.Mark{Head: ui.Link{Text: f.Code()}, Beside: p.outcome(f), Text: f.Text}}}
	page.Sections = append(page.Sections, what)
	if len(f.Own) > 0 {
		page.Sections = append(page.Sections, p.ownVotes(f, refused)...)
	}
	if inside {
		page.Sections = append(page.Sections, p.votes(f))
	}
	if f.MayKeep && f.State == Open {
		page.Sections = append(page.Sections, p.keeping(f, refused, ""))
		page.Actions = &ui.Actions{Links: []ui.Link{{Text: r.T("decision.amend"), Href: p.Base + f.Path() + "/amend"}}}
	}
	page.Side = []ui.Section{p.terms(f)}
	v := p.View(page, refused, append(p.up(), ui.Link{Text: r.T("decision.register"), Href: p.Base + "/decisions"})...)
	return network.Conflicted(v, refused), nil
}

// eye says where a decision is taken.
func (p place) eye(f Full) string {
	if f.Written() {
		return p.Words.T("decision.in-writing")
	}
	return p.Words.T("decision.at", "meeting", f.At.Code, "date", p.Words.Period(f.Day))
}

// outcome says the sums of a decision as far as they may be said: while an
// open vote runs, and of all that are closed.
func (p place) outcome(f Full) string {
	if f.State == Closed {
		return p.sums(f.Tally)
	}
	return ""
}

func (p place) stages(d Decision) *ui.Stages {
	if !d.Written() || d.State == Withdrawn {
		return nil
	}
	s := &ui.Stages{Label: p.Words.T("decision.stages"), Items: []ui.Stage{
		{State: ui.Did, Title: p.Words.T("decision.stage.opened"), Text: p.Words.Period(d.Day)},
		{State: ui.Now, Title: p.Words.T("decision.stage.votes"), Text: p.Words.T("decision.stage.until", "limit", p.Words.Period(d.Limit))},
		{Title: p.Words.T("decision.stage.result")}}}
	if d.State == Closed {
		s.Items[1].State = ui.Did
		s.Items[2] = ui.Stage{State: ui.Did, Title: p.Words.T("decision.stage.result"), Text: p.Words.Period(d.On)}
	}
	return s
}

// terms says by which rules a decision is taken, and how they are counted.
func (p place) terms(f Full) ui.Section {
	T := p.Words.T
	source := T("decision.assumed")
	if f.Terms.Source != "" {
		source = T("decision.charter", "place", f.Terms.Place)
	}
	pairs := ui.Pairs{{Name: T("decision.field.type"), Value: p.typed(f.Type)}, {Name: T("decision.field.majority"), Value: T("decision.majority." + f.Terms.Majority)}, {Name: T("decision.field.source"), Value: source}}
	c := f.Tally
	if f.State == Open {
		c = f.Now
	}
	if c.Entitled > 0 {
		quorum := T("decision.no-quorum")
		if needed := f.Terms.Needed(c.Entitled); needed > 0 {
			quorum = p.share(needed, c.Entitled)
		}
		pairs = append(pairs, ui.Pair{Name: T("decision.field.quorum"), Value: quorum})
		if !f.Written() {
			pairs = append(pairs, ui.Pair{Name: T("decision.field.present"), Value: p.share(c.Present, c.Entitled)})
		}
	}
	text := []string{T("decision.majority." + f.Terms.Majority + ".text")}
	if !f.Written() {
		text = append(text, T("decision.absent-note"))
	}
	if len(f.Bench.Resting) > 0 {
		text = append(text, T("decision.resting", "names", p.Words.Join(p.names(f, f.Bench.Resting))))
	}
	if f.Terms.Secret {
		text = append(text, T("decision.secret.text"))
	}
	if f.Written() && f.Silence == consent {
		text = append(text, T("decision.silence.consent"))
	} else if f.Written() {
		text = append(text, T("decision.silence.nothing"))
	}
	return ui.Section{Card: true, Title: T("decision.terms"), Parts: []ui.Part{pairs}, Text: text}
}

// names are the organisations of a decision by name.
func (p place) names(f Full, ids []string) (names []string) {
	for _, id := range ids {
		o := f.Organisations[id]
		names = append(names, o.Named(p.Lang))
	}
	return names
}

// ownVotes lets the person who asks vote for their organisation.
func (p place) ownVotes(f Full, refused error) (all []ui.Section) {
	for _, id := range f.Own {
		form := ui.Post(p.Base+f.Path()+"/vote", p.Words.T("decision.vote.do"), ui.Radios{Field: p.Field("choice", refused), Options: p.Options("decision.choice.", Choices, f.choice(id))})
		form.Hidden = []ui.Hidden{{Name: "organisation", Value: id}}
		declare := ui.Post(p.Base+f.Path()+"/declare", p.Words.T("decision.declare.do"), ui.Textarea{Field: p.Field("reason", refused), Rows: 2})
		declare.Secondary, declare.Hidden = true, []ui.Hidden{{Name: "organisation", Value: id}}
		all = append(all, ui.Section{ID: "own", Card: true, Title: p.Words.T("decision.own", "organisation", f.Organisations[id].Named(p.Lang)), Forms: []ui.Form{form},
			Parts: []ui.Part{ui.Details{Summary: p.Words.T("decision.declare"), Text: p.Words.T("decision.declare.text"), Parts: []ui.Part{declare}}}})
	}
	return all
}

func (f Full) choice(organisation string) string {
	for _, v := range f.Votes {
		if v.Organisation == organisation {
			return v.Choice
		}
	}
	return ""
}

// votes says by name who voted how.
func (p place) votes(f Full) ui.Section {
	s := ui.Section{ID: "votes", Card: true, Title: p.Words.T("decision.votes"), Beside: p.Words.T("decision.voted", "part", len(f.Votes), "whole", len(f.Bench.Entitled))}
	if f.Terms.Secret {
		s.Beside, s.Text = "", []string{p.Words.T("decision.secret.text")}
		return s
	}
	if len(f.Votes)+len(f.Conflicts) == 0 {
		s.Text = []string{p.Words.T("decision.votes.none")}
		return s
	}
	t := ui.Table{ID: "votes-table", Caption: p.Words.T("decision.votes"), Hidden: true, Cards: true, Head: p.Head("organisation", "choice")}
	for _, id := range p.ordered(f) {
		if choice := f.choice(id); choice != "" {
			t.Rows = append(t.Rows, ui.Row{Mine: f.found(id), Cells: []ui.Cell{{Text: f.Organisations[id].Named(p.Lang), Head: true}, {Text: p.voice(f, id)}}})
		} else if disinterested(f.Conflicts, id) != nil {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: f.Organisations[id].Named(p.Lang), Head: true}, {Text: p.Words.T("decision.choice.conflict")}}})
		}
	}
	s.Parts = []ui.Part{t}
	return s
}

// voice says how an organisation voted, and whether its alternate did.
func (p place) voice(f Full, organisation string) string {
	i := slices.IndexFunc(f.Votes, func(v Vote) bool { return v.Organisation == organisation })
	text := p.Words.T("decision.choice." + f.Votes[i].Choice)
	if f.Votes[i].Alternate {
		text = p.Words.T("decision.by-alternate", "choice", text)
	}
	return text
}

// ordered are the organisations of a decision in the reader's alphabet.
func (p place) ordered(f Full) (ids []string) {
	for id := range f.Organisations {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	lang.Sort(p.Words, ids, func(id string) string { return f.Organisations[id].Named(p.Lang) })
	return ids
}

// keeping is what the secretary does with an open decision: the votes of those
// who are there, and the end.
func (p place) keeping(f Full, refused error, back string) ui.Section {
	T, at := p.Words.T, p.Base+f.Path()
	hidden := []ui.Hidden{{Name: "back", Value: back}}
	s := ui.Section{ID: formID(f.Decision, "keep"), Card: true, Title: T("decision.keep", "code", f.Code()), Tag: p.tag(f.Decision)}
	if back != "" {
		s.Parts = append(s.Parts, ui.Mark{Head: ui.Link{Text: f.Code(), Href: at}, Beside: p.typed(f.Type), Text: f.Text})
	}
	end := ui.Post(at+"/close", T("decision.close"))
	if f.Terms.Secret {
		s.Text = append(s.Text, T("decision.secret.text"))
		for _, name := range []string{"for", "against", "abstained"} {
			f := ui.Input{Field: p.Field(name, refused), Width: "3", InputMode: "numeric"}
			if back != "" {
				f.ID = s.ID + "-" + name // several may stand on one page
			}
			end.Fields = append(end.Fields, f)
		}
	} else {
		s.Text = append(s.Text, p.sums(f.Now)+" · "+T("decision.voted", "part", len(f.Votes), "whole", len(f.Bench.Present)))
		vote := ui.Form{ID: formID(f.Decision, "vote"), Method: "post", Action: at + "/vote", Hidden: hidden}
		all := ui.Post(at+"/all", T("decision.all-for"))
		all.Secondary, all.Hidden = true, append([]ui.Hidden{{Name: "choice", Value: For}}, hidden...)
		if len(f.Bench.Present) > 0 {
			s.Parts = append(s.Parts, all, vote, p.ballot(f, vote.ID))
		} else {
			s.Text = append(s.Text, T("decision.nobody"))
		}
	}
	end.Hidden = hidden
	withdraw := ui.Post(at+"/withdraw", T("decision.withdraw"))
	withdraw.Secondary, withdraw.Hidden = true, hidden
	s.Parts = append(s.Parts, end, ui.Details{Summary: T("decision.withdraw"), Text: T("decision.withdraw.text"), Parts: []ui.Part{withdraw}})
	return s
}

// ballot is the table of those who are there, with three buttons each.
func (p place) ballot(f Full, form string) ui.Table {
	t := ui.Table{ID: formID(f.Decision, "ballot"), Caption: p.Words.T("decision.present"), Hidden: true, Cards: true, Head: append(p.Head("organisation", "choice"), ui.Cell{Text: p.Words.T("decision.put")})}
	for _, id := range p.ordered(f) {
		if !f.Bench.here(id) {
			continue
		}
		row := []ui.Cell{{Text: f.Organisations[id].Named(p.Lang), Head: true}}
		if disinterested(f.Conflicts, id) != nil {
			t.Rows = append(t.Rows, ui.Row{Cells: append(row, ui.Cell{Text: p.Words.T("decision.choice.conflict")}, ui.Cell{Text: "–"})})
			continue
		}
		said := "–"
		if f.choice(id) != "" {
			said = p.voice(f, id)
		}
		buttons := ui.Actions{}
		for _, choice := range Choices {
			buttons.Buttons = append(buttons.Buttons, ui.Button{Text: p.Words.T("decision.choice." + choice), Name: "vote", Value: choice + ":" + id, Form: form, Secondary: true})
		}
		t.Rows = append(t.Rows, ui.Row{Cells: append(row, ui.Cell{Text: said}, ui.Cell{Parts: []ui.Part{buttons}})})
	}
	return t
}

// Keeping is what the secretary does with the open decision f on the page of
// another area, to which the forms come back.
func (*Service) Keeping(p network.Place, f Full, back string) ui.Section {
	return here(p).keeping(f, nil, back)
}

// answered leads back to where a form stood, or shows what was refused.
func (s *Service) answered(r *web.Request, p place, err error) (web.Reply, error) {
	if network.Mendable(err) {
		return s.decisionView(r, err)
	}
	return web.Go{To: p.back(r, p.Base+"/decisions/"+r.PathValue("decision")), Said: "decision.said-saved"}, err
}

func (s *Service) voteOn(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	b := Ballot{Organisation: network.Posted(r, "organisation"), Choice: network.Posted(r, "choice")}
	if choice, organisation, found := strings.Cut(network.Posted(r, "vote"), ":"); found {
		b.Choice, b.Organisation = choice, organisation
	} else {
		b.Person = p.Who.ID
	}
	return s.answered(r, p, s.Vote(r.Context(), p.Who, p.Network, r.PathValue("decision"), b))
}

func (s *Service) voteAll(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.answered(r, p, s.VoteAll(r.Context(), p.Who, p.Network, r.PathValue("decision"), network.Posted(r, "choice")))
}

func (s *Service) declare(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	c := Conflict{Organisation: network.Posted(r, "organisation"), Reason: network.Posted(r, "reason"), Person: p.Who.ID}
	return s.answered(r, p, s.Declare(r.Context(), p.Who, p.Network, r.PathValue("decision"), c))
}

func (s *Service) closeDecision(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	number := func(name string) int { return int(network.PostedNumber(r, name)) }
	_, err = s.Close(r.Context(), p.Who, p.Network, r.PathValue("decision"), Tally{For: number("for"), Against: number("against"), Abstained: number("abstained")})
	return s.answered(r, p, err)
}

func (s *Service) withdraw(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.answered(r, p, s.Withdraw(r.Context(), p.Who, p.Network, r.PathValue("decision")))
}

// Marks are decisions and action points as they stand in the text of minutes.
func Marks(p network.Place, decisions []Decision, actions []Action, owners map[string]network.Organisation) (all []ui.Part) {
	pl := here(p)
	for _, d := range decisions {
		beside := pl.tag(d).Text
		if d.State == Closed {
			beside += " · " + pl.sums(d.Tally)
		}
		all = append(all, ui.Mark{ID: strings.ToLower(d.Code()), Head: ui.Link{Text: p.Words.T("decision.called", "code", d.Code()), Href: p.Base + d.Path()}, Beside: beside, Text: d.Text})
	}
	for _, a := range actions {
		all = append(all, ui.Mark{ID: strings.ToLower(a.Code()), Head: ui.Link{Text: p.Words.T("decision.action.called", "code", a.Code(), "owner", owners[a.Organisation].Named(p.Lang)), Href: p.Base + a.Path()},
			Beside: pl.deadline(a), Text: a.Text, Do: true})
	}
	return all
}

func (p place) deadline(a Action) string {
	if a.State != ToDo {
		return p.Words.T("decision.action-state." + a.State)
	}
	return p.Words.T("decision.due", "day", p.Words.Period(a.Due))
}
