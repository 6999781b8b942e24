package minutes

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"pesnet/decision"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/meeting"
	"pesnet/network"
)

// side is what stands beside the text: what is next, who was there, what the
// charter says, what holds the minutes.
func (p place) side(f Full, refused error) []ui.Section {
	all := p.next(f, refused)
	all = append(all, p.attendance(f))
	if f.State == Approved {
		all = append(all, p.sealed(f))
	}
	return append(all, p.record(f))
}

// next is the deed that brings minutes on.
func (p place) next(f Full, refused error) (all []ui.Section) {
	if !f.MayWrite || f.State == Approved {
		return nil
	}
	T, at := p.Words.T, p.Base+path(f.At)
	send := ui.Section{ID: "send", Card: true, Title: T("minutes.circulate"), Text: []string{T("minutes.circulate.to."+f.Terms.SentTo, "count", f.Terms.CommentDays)}}
	if len(f.Terms.Assumed) > 0 {
		send.Text = append(send.Text, T("minutes.assumed"))
	}
	circulate := ui.Post(at+"/circulate", T("minutes.circulate.do"))
	if f.State == Draft {
		send.Forms = []ui.Form{circulate}
		return []ui.Section{send}
	}
	approve := ui.Section{ID: "approve", Card: true, Title: T("minutes.approve"), Text: []string{T("minutes.approve.text")}}
	var first []ui.Option
	if f.Terms.Consent {
		first = append(first, ui.Option{Text: T("minutes.by-silence")})
	}
	if f.Today <= f.Until {
		approve.Text = []string{T("minutes.approve.later", "until", p.Words.Period(f.Until))}
	} else if len(first)+len(f.Able) == 0 {
		approve.Text = append(approve.Text, T("minutes.approve.nothing"))
	} else {
		approve.Forms = []ui.Form{ui.Post(at+"/approve", T("minutes.approve.do"), p.deciding(f, "", refused, first...),
			ui.Checkboxes{Field: p.Field("publish", refused), Small: true, Options: []ui.Option{{Value: "yes", Text: T("minutes.publish"), Chosen: true}}})}
		box := approve.Forms[0].Fields[1].(ui.Checkboxes)
		box.ID, box.Name = "publish", "public"
		approve.Forms[0].Fields[1] = box
	}
	circulate.Secondary = true
	recall := ui.Post(at+"/recall", T("minutes.recall"))
	recall.Secondary = true
	send.Title = T("minutes.again")
	send.Parts = []ui.Part{circulate, recall}
	return []ui.Section{approve, send}
}

// attendance counts who was there.
func (p place) attendance(f Full) ui.Section {
	s := ui.Section{Card: true, Title: p.Words.T("minutes.attendance"), Text: []string{p.Words.T("decision.absent-note")}}
	counts := map[string]int{}
	for _, how := range f.attended() {
		counts[how]++
	}
	var pairs ui.Pairs
	for _, how := range attendances {
		if counts[how] > 0 {
			pairs = append(pairs, ui.Pair{Name: p.Words.T("meeting.present." + how), Value: strconv.Itoa(counts[how])})
		}
	}
	if len(pairs) > 0 {
		s.Parts = append(s.Parts, pairs)
	}
	s.Parts = append(s.Parts, ui.Actions{Links: []ui.Link{{Text: p.Words.T("minutes.attendance.who"), Href: p.Base + "/meetings/" + strings.ToLower(f.At.Code) + "/attendance"}}})
	return s
}

// attendances are the ways in which an organisation attended, the closest
// first.
var attendances = []string{"room", "online", "excused", "absent", "open"}

// attended says how each organisation attended: by the closest of its people.
func (f Full) attended() map[string]string {
	all := map[string]string{}
	for _, one := range f.Presences {
		if one.Organisation == "" {
			continue
		}
		how, before := cmp.Or(one.Present, "open"), all[one.Organisation]
		if before == "" || slices.Index(attendances, how) < slices.Index(attendances, before) {
			all[one.Organisation] = how
		}
	}
	return all
}

// sealed shows the hash of approved minutes.
func (p place) sealed(f Full) ui.Section {
	T := p.Words.T
	s := ui.Section{ID: "seal", Card: true, Title: T("minutes.document.seal"), Tag: &ui.Tag{Kind: "done", Text: T("minutes.intact")}, Text: []string{f.how(p.Words)},
		Parts: []ui.Part{ui.Pairs{{Name: "SHA-256", Value: grouped(f.Hash)}}, ui.Actions{Links: []ui.Link{{Text: T("minutes.sealed-file"), Href: p.Base + path(f.At) + "/sealed.json"}}}}}
	if !f.Intact {
		s.Tag = &ui.Tag{Kind: "late", Text: T("minutes.broken")}
	}
	return s
}

// grouped parts a hash so that it breaks on a narrow page.
func grouped(hash string) string {
	var groups []string
	for chunk := range slices.Chunk([]rune(hash), 8) {
		groups = append(groups, string(chunk))
	}
	return strings.Join(groups, " ")
}

// record says how often and by how many people the text was changed.
func (p place) record(f Full) ui.Section {
	writers := map[string]bool{}
	for _, c := range f.Changes {
		writers[c.Who] = true
	}
	return ui.Section{Card: true, Title: p.Words.T("minutes.record"), Text: []string{p.Words.T("minutes.versions", "count", len(f.Changes), "people", len(writers)), p.Words.T("minutes.kept-by." + f.keepers()), p.Words.T("minutes.freezes")},
		Parts: []ui.Part{ui.Actions{Links: []ui.Link{{Text: p.Words.T("minutes.history"), Href: p.Base + path(f.At) + "/history"}}}}}
}

// keepers is who keeps the minutes, as the charter says or because it does not.
func (f Full) keepers() string {
	switch {
	case f.ByBody:
		return "body"
	case f.Laid:
		return "secretariat"
	}
	return "default"
}

func (s *Service) historyPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.whole(r)
	if err != nil {
		return nil, err
	}
	t := ui.Table{ID: "changes", Caption: r.T("minutes.history"), Hidden: true, Cards: true, Head: p.Head("at", "who", "piece", "text")}
	for _, c := range f.Changes {
		i := slices.IndexFunc(f.Pieces, func(piece Piece) bool { return piece.ID == c.Piece })
		if i < 0 || c.Version == 1 && c.Text == "" {
			continue
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.DateTime(c.At), Head: true}, {Text: cmp.Or(f.Names[c.Who], "–")}, {Text: number(i) + " " + f.title(f.Pieces[i], p.Words)}, {Text: cmp.Or(c.Text, "–")}}})
	}
	section := ui.Section{Parts: []ui.Part{t}}
	if len(t.Rows) == 0 {
		section = ui.Section{Text: []string{r.T("minutes.history.none")}}
	}
	page := ui.Page{Eye: f.At.Code, Title: r.T("minutes.history"), Lede: r.T("minutes.history.lede"), Sections: []ui.Section{section}}
	return p.View(page, nil, p.crumbs(f.At, ui.Link{Text: r.T("minutes.minutes"), Href: p.at(r)})...), nil
}

// whole reads minutes for those who may read all of them.
func (s *Service) whole(r *web.Request) (p place, f Full, err error) {
	if p, err = s.place(r); err != nil {
		return p, f, err
	}
	f, err = s.Minutes(r.Context(), p.Who, p.Network, r.PathValue("meeting"))
	if err == nil && !f.Whole {
		err = network.May(p.Who, "minutes.read-all", network.Resource{Network: p.Network.ID}).Err()
	}
	if err == nil {
		err = s.looked(r.Context(), p.Who, p.Network, f)
	}
	return p, f, err
}

func (s *Service) dispatchPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.whole(r)
	if err != nil {
		return nil, err
	}
	t := ui.Table{ID: "receivers", Caption: r.T("minutes.dispatch"), Hidden: true, Cards: true, Head: p.Head("round", "organisation", "who", "there", "letter")}
	lang.Sort(p.Words, f.Receivers, func(one Receiver) string { return f.Organisations[one.Organisation].Named(p.Lang) })
	slices.SortStableFunc(f.Receivers, func(a, b Receiver) int { return b.Round - a.Round })
	members := map[string]bool{}
	for _, one := range f.Receivers {
		there := r.T("minutes.was-absent")
		if one.Present {
			there = r.T("minutes.was-there")
		}
		letter := &ui.Tag{Kind: "late", Text: r.T("minutes.nobody")}
		if d, sent := f.Deliveries[one.Letter]; sent {
			letter = &ui.Tag{Kind: map[string]string{"sent": "done", "failed": "late", "refused": "off"}[d.State], Text: r.T("minutes.letter." + d.State)}
		}
		if one.Round == f.Round {
			members[one.Organisation] = true
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: strconv.Itoa(one.Round), Number: true, Narrow: true}, {Text: f.Organisations[one.Organisation].Named(p.Lang), Head: true}, {Text: cmp.Or(f.Names[one.Person], "–")}, {Text: there}, {Tag: letter}}})
	}
	section := ui.Section{ID: "dispatch", Parts: []ui.Part{t}}
	if len(f.Receivers) == 0 {
		section = ui.Section{ID: "dispatch", Text: []string{r.T("minutes.dispatch.none")}}
	}
	page := ui.Page{Eye: f.At.Code, Title: r.T("minutes.dispatch"), Lede: r.T("minutes.dispatch.lede", "count", len(members)), Sections: []ui.Section{section}}
	return p.View(page, nil, p.crumbs(f.At, ui.Link{Text: r.T("minutes.minutes"), Href: p.at(r)})...), nil
}

// Under shows the minutes of a meeting on its page. It is open to all: it
// shows what the person of the place may read.
func (s *Service) Under(ctx context.Context, place0 network.Place, at meeting.Meeting) (sections, side []ui.Section, stages []ui.Stage, err error) {
	place0.Area = "minutes"
	p := place{place0}
	f, err := s.Minutes(ctx, p.Who, p.Network, at.Code)
	if err != nil {
		if fault.Of(err).ID == "minutes.none" {
			return s.without(ctx, p, at)
		}
		if fault.Of(err).Kind == fault.Forbidden || fault.Of(err).Kind == fault.Unknown {
			err = nil
		}
		return nil, nil, nil, err
	}
	stages = p.stages(f.Minutes, f.Today)
	if f.State == Draft && !f.MayWrite {
		return nil, nil, stages, nil
	}
	text := p.reading(f)
	text.ID = "minutes"
	link := ui.Link{Text: p.Words.T("minutes.open"), Href: p.Base + path(at)}
	if f.MayWrite && f.State != Approved {
		link.Text = p.Words.T("minutes.write")
	}
	for i, part := range text.Parts {
		if note, ok := part.(ui.Note); ok {
			note.Link.Href = p.Base + path(at) + "#comments"
			text.Parts[i] = note
		}
	}
	text.Parts = append(text.Parts, ui.Actions{Links: []ui.Link{link}})
	side = []ui.Section{p.record(f)}
	if f.State == Approved {
		side = []ui.Section{p.sealed(f), p.record(f)}
	}
	return []ui.Section{text}, side, stages, nil
}

// without shows what a meeting without minutes has: where they are begun, and
// what is decided already.
func (s *Service) without(ctx context.Context, p place, at meeting.Meeting) (sections, side []ui.Section, stages []ui.Stage, err error) {
	if at.Happened() {
		section := ui.Section{ID: "minutes", Card: true, Title: p.Words.T("minutes.minutes"), Text: []string{p.Words.T("minutes.not-yet")}}
		if s.MayWrite(ctx, p.Who, p.Network, at.Code) == nil {
			section.Parts = []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: p.Words.T("minutes.begin.do"), Href: p.Base + path(at)}}}}
		}
		sections = append(sections, section)
	}
	if !p.May("decision.read-all") {
		return sections, nil, nil, nil
	}
	decisions, err := s.Decisions.OfMeeting(ctx, p.Who, p.Network, at)
	if err != nil || len(decisions) == 0 {
		return sections, nil, nil, err
	}
	return append(sections, ui.Section{ID: "decisions", Card: true, Title: p.Words.T("minutes.decisions"), Parts: decision.Marks(p.Place, decisions, nil, nil)}), nil, nil, nil
}
