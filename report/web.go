package report

import (
	"embed"
	"net/http"
	"strconv"
	"strings"

	"pesnet/kit/chart"
	"pesnet/kit/lang"
	"pesnet/kit/sheet"
	"pesnet/kit/stat"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

var noFiles embed.FS

// Pages returns no templates: the pages of the area are made of parts.
func (s *Service) Pages() ui.Folder { return ui.Folder{Name: "report", Files: noFiles} }

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Pattern: "/{network}/reports", Policy: "report.read", Do: s.reportsPage},
		{Method: get, Pattern: "/{network}/reports/{year}", Policy: "report.read", Do: s.reportPage},
		{Method: get, Pattern: "/{network}/reports/{year}/xlsx", Policy: "report.read", Do: s.reportBook},
		{Method: get, Pattern: "/{network}/reports/{year}/edit", Policy: "report.change", Do: s.editPage},
		{Method: post, Pattern: "/{network}/reports/{year}/edit", Policy: "report.change", Do: s.write},
		{Method: post, Pattern: "/{network}/reports/{year}/adopt", Policy: "report.change", Do: s.adopt},
		{Method: post, Pattern: "/{network}/reports/{year}/publish", Policy: "report.change", Do: s.publish},
		{Method: get, Pattern: "/{network}/reports/{year}/propose", Policy: "report.read-drafts", Do: s.proposePage},
		{Method: post, Pattern: "/{network}/reports/{year}/propose", Policy: "report.read-drafts", Do: s.propose},
		{Method: get, Pattern: "/{network}/reports/{year}/proposals/{no}", Policy: "report.change", Do: s.answerPage},
		{Method: post, Pattern: "/{network}/reports/{year}/proposals/{no}", Policy: "report.change", Do: s.answer},
		{Method: get, Pattern: "/{network}/reports/{year}/rows/{chapter}/{figure}", Policy: "report.read-drafts", Do: s.rowsPage},
	}
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "report")
	p.Section = "work"
	return place{p}, err
}

func (p place) at(year int) string { return p.Base + "/reports/" + yearText(year) }

func (p place) reportsLink() ui.Link {
	return ui.Link{Text: p.Words.T("report.reports"), Href: p.Base + "/reports"}
}

func (p place) reportLink(year int) ui.Link {
	return ui.Link{Text: p.Words.T("report.of", "year", yearText(year)), Href: p.at(year)}
}

// asked returns the year of a request; 0 for what is none.
func asked(r *web.Request) int {
	year, err := strconv.Atoi(r.PathValue("year"))
	if err != nil {
		return 0
	}
	return year
}

var tagOf = map[string]string{Draft: "due", Adopted: "done", Published: "net"}

func (p place) state(r Report) *ui.Tag {
	return &ui.Tag{Kind: tagOf[r.State], Text: p.Words.T("report.state." + r.State)}
}

func (s *Service) reportsPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Reports(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("report.reports"), Lede: r.T("report.reports.lede")}
	if len(all) == 0 {
		page.Sections = []ui.Section{{Parts: []ui.Part{ui.Empty{Title: r.T("report.none"), Text: r.T("report.none.text")}}}}
		return p.View(page, nil), nil
	}
	t := ui.Table{ID: "reports", Caption: r.T("report.reports"), Hidden: true, Cards: true, Head: p.Head("year", "state", "adopted", "published")}
	for _, one := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: r.T("report.of", "year", yearText(one.Year)), Href: p.at(one.Year), Head: true}, {Tag: p.state(one)}, {Text: p.dayOrDash(one.AdoptedOn)}, {Text: p.dayOrDash(one.PublishedOn)}}})
	}
	page.Sections = []ui.Section{{Parts: []ui.Part{t}}}
	return p.View(page, nil), nil
}

func (p place) dayOrDash(day string) string {
	if day == "" {
		return "–"
	}
	return p.Words.Period(day)
}

func (s *Service) reportPage(r *web.Request) (web.Reply, error) { return s.showReport(r, "", nil) }

func (s *Service) showReport(r *web.Request, decision string, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Report(r.Context(), p.Who, p.Network, asked(r))
	if err != nil {
		return nil, err
	}
	page := ui.Page{Eye: p.Network.Name.In(p.Lang), Title: r.T("report.of", "year", yearText(f.Year)), Lede: p.lede(f), Stages: p.stages(f)}
	page.Actions = &ui.Actions{Links: []ui.Link{{Text: r.T("web.xlsx"), Href: p.at(f.Year) + "/xlsx"}}}
	if f.MayChange && f.State == Draft {
		page.Actions.Links = append(page.Actions.Links, ui.Link{Text: r.T("report.edit"), Href: p.at(f.Year) + "/edit"})
	}
	if text := lang.Paragraphs(f.Opening.In(p.Lang)); len(text) > 0 {
		page.Sections = append(page.Sections, ui.Section{ID: "opening", Title: r.T("report.opening"), Text: text})
	}
	for _, c := range f.Chapters {
		page.Sections = append(page.Sections, p.chapter(f, c))
	}
	page.Sections = append(page.Sections, p.members(f), p.proposals(f))
	if text := lang.Paragraphs(f.Closing.In(p.Lang)); len(text) > 0 {
		page.Sections = append(page.Sections, ui.Section{ID: "closing", Title: r.T("report.closing"), Text: text})
	}
	page.Side = p.side(r, f, decision, refused)
	return p.View(page, refused, p.reportsLink()), nil
}

// lede says first what a reader comes for.
func (p place) lede(f Full) string {
	_, held, _ := Find(f.Chapters, "meetings", "held")
	_, decisions, _ := Find(f.Chapters, "decisions", "decisions")
	_, members, _ := Find(f.Chapters, "members", "members")
	return p.Words.T("report.lede", "members", p.Words.T("report.members.count", "count", members.Value()), "meetings", p.Words.T("report.meetings.count", "count", held.Value()),
		"decisions", p.Words.T("report.decisions.count", "count", decisions.Value()))
}

func (p place) stages(f Full) *ui.Stages {
	T := p.Words.T
	all := ui.Stages{Label: T("report.stages"), Items: []ui.Stage{{Title: T("report.state.draft"), Text: T("report.stage.counted")}, {Title: T("report.state.adopted"), Text: p.dayOrDash(f.AdoptedOn)}, {Title: T("report.state.published"), Text: p.dayOrDash(f.PublishedOn)}}}
	at := map[string]int{Draft: 0, Adopted: 1, Published: 2}[f.State]
	for i := range all.Items {
		switch {
		case i < at || f.State == Published:
			all.Items[i].State = ui.Did
		case i == at:
			all.Items[i].State = ui.Now
		}
	}
	return &all
}

// chapter is the figures of a chapter: each leads to its rows.
func (p place) chapter(f Full, c Chapter) ui.Section {
	T := p.Words.T
	section := ui.Section{ID: c.Code, Title: T("report.chapter." + c.Code)}
	t := ui.Table{ID: c.Code + "-table", Caption: section.Title, Hidden: true, Cards: true, Head: p.Head("figure", "count", "share")}
	t.Head[1].Number, t.Head[2].Number = true, true
	nothing := true
	for _, one := range c.Figures {
		share := ui.Cell{Text: "–", Number: true, Gap: true}
		if part, known := c.Share(one); known {
			share = ui.Cell{Text: p.percent(100 * part), Number: true}
		}
		count := ui.Cell{Text: p.Words.Number(float64(one.Value()), 0), Number: true}
		if f.Inside && one.Value() > 0 {
			count.Href = p.at(f.Year) + "/rows/" + c.Code + "/" + one.Code
		}
		nothing = nothing && one.Value() == 0
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.figure(one.Code), Head: true}, count, share}})
	}
	if nothing {
		section.Text = []string{T("report.nothing")}
		return section
	}
	section.Parts = []ui.Part{t}
	return section
}

// figure says what a figure counts.
func (p place) figure(code string) string {
	if no, kind := strings.CutPrefix(code, kindPrefix); kind {
		return p.Words.T("contribution.responsibility." + no)
	}
	return p.Words.T("report.figure." + code)
}

func (p place) percent(v float64) string {
	return p.Words.T("report.percent", "value", p.Words.Number(v, 0))
}

// members is a line for each member, and a picture of who came.
func (p place) members(f Full) ui.Section {
	T := p.Words.T
	section := ui.Section{ID: "by-member", Title: T("report.by-member")}
	codes, counts := ByMember(f.Chapters)
	if len(codes) == 0 {
		section.Text = []string{T("report.nothing")}
		return section
	}
	lang.Sort(p.Words, codes, func(code string) string { return f.Organisations[code].Named(p.Lang) })
	t := ui.Table{ID: "by-member-table", Caption: section.Title, Hidden: true, Scroll: true, Stick: true, Head: p.Head("member")}
	for _, code := range perMember {
		t.Head = append(t.Head, ui.Cell{Text: p.figure(code), Number: true})
	}
	c := chart.Dots{Frame: chart.Frame{ID: "present", Title: T("report.chart", "year", yearText(f.Year)), Scale: stat.Scale{Min: 0, Max: 100, Step: 20}, Number: p.percent}, Head: yearText(f.Year), Window: 1, Width: 760}
	c.Steps = []string{yearText(f.Year)}
	for _, code := range codes {
		name := f.Organisations[code].Named(p.Lang)
		row := ui.Row{Cells: []ui.Cell{{Text: name, Head: true, Href: p.Base + "/members/" + strings.ToLower(code)}}}
		for _, figure := range perMember {
			row.Cells = append(row.Cells, ui.Cell{Text: p.Words.Number(float64(counts[code][figure]), 0), Number: true, Gap: counts[code][figure] == 0})
		}
		t.Rows = append(t.Rows, row)
		if invited := counts[code]["invited"]; invited > 0 {
			share := 100 * float64(counts[code]["present"]) / float64(invited)
			c.Rows = append(c.Rows, chart.Row{Series: chart.Series{Name: name, Values: []float64{share}}})
			c.Desc += name + ": " + p.percent(share) + ". "
		}
	}
	section.Text = []string{T("report.by-member.text")}
	if len(c.Rows) > 0 {
		section.Parts = append(section.Parts, ui.Drawing{Title: c.Title, Sub: T("report.chart.sub"), SVG: c.HTML()})
	}
	section.Parts = append(section.Parts, t)
	return section
}

func (p place) proposals(f Full) ui.Section {
	T := p.Words.T
	section := ui.Section{ID: "proposals", Title: T("report.proposals")}
	if len(f.Proposals) == 0 {
		section.Text = []string{T("report.proposals.none")}
	} else {
		t := ui.Table{ID: "proposals-table", Caption: section.Title, Hidden: true, Cards: true, Head: p.Head("proposal", "by", "text", "answer")}
		for _, one := range f.Proposals {
			by := T("report.secretariat")
			if one.Organisation != "" {
				by = f.Organisations[one.Organisation].Named(p.Lang)
			}
			title := ui.Cell{Text: strconv.FormatInt(one.No, 10) + " " + one.Title, Head: true}
			if f.MayChange {
				title.Href = p.at(f.Year) + "/proposals/" + strconv.FormatInt(one.No, 10)
			}
			answer := ui.Cell{Text: one.Answer}
			if one.Answer == "" {
				answer = ui.Cell{Tag: &ui.Tag{Kind: map[string]string{"open": "due", "taken": "done", "declined": "off"}[one.State], Text: T("report.proposal." + one.State)}}
			}
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{title, {Text: by}, {Text: one.Text}, answer}})
		}
		section.Parts = []ui.Part{t}
	}
	if f.State == Draft && len(p.proposers()) > 0 {
		section.Parts = append(section.Parts, ui.Actions{Links: []ui.Link{{Text: T("report.propose"), Href: p.at(f.Year) + "/propose"}}})
	}
	return section
}

// side is how far the report is, and what brings it on.
func (p place) side(r *web.Request, f Full, decision string, refused error) (all []ui.Section) {
	T := p.Words.T
	how := ui.Section{Card: true, ID: "how", Title: T("report.how"), Text: []string{T("report.how.text")}}
	if f.State != Draft {
		how.Text = []string{T("report.how.frozen", "date", p.Words.Period(f.AdoptedOn), "decision", f.Decision)}
		seal := T("report.seal.broken")
		if f.Whole {
			seal = T("report.seal.whole")
		}
		how.Parts = []ui.Part{ui.Details{Summary: seal, Text: f.Seal}}
	}
	all = append(all, how)
	if f.Inside && len(f.Since) > 0 {
		since := ui.Section{Card: true, ID: "since", Title: T("report.since"), Text: []string{T("report.since.text")}}
		var pairs ui.Pairs
		for _, d := range f.Since {
			pairs = append(pairs, ui.Pair{Name: p.figure(d.Figure), Value: T("report.since.change", "then", p.Words.Number(float64(d.Then), 0), "now", p.Words.Number(float64(d.Now), 0))})
		}
		since.Parts = []ui.Part{pairs}
		all = append(all, since)
	}
	if !f.MayChange || f.State == Published {
		return all
	}
	version := []ui.Hidden{{Name: "version", Value: strconv.FormatInt(f.Version, 10)}}
	next := ui.Section{Card: true, ID: "next", Title: T("report.next")}
	switch {
	case f.State == Adopted:
		next.Text = []string{T("report.publish.text")}
		next.Forms = []ui.Form{{Method: "post", Action: p.at(f.Year) + "/publish", Submit: T("report.publish.do"), Hidden: version}}
	case f.Over:
		form := ui.Post(p.at(f.Year)+"/adopt", T("report.adopt.do"), p.Line("decision", decision, "20", refused))
		form.Hidden = version
		next.Text, next.Forms = []string{T("report.adopt.text")}, []ui.Form{form}
	default:
		next.Text = []string{T("report.adopt.later", "year", yearText(f.Year))}
	}
	return append(all, next)
}

// reportBook is the report as a workbook: figures, then every row behind them
// for people of the network.
func (s *Service) reportBook(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Report(r.Context(), p.Who, p.Network, asked(r))
	if err != nil {
		return nil, err
	}
	T := r.T
	head := []string{T("report.field.chapter"), T("report.field.figure"), T("report.field.count")}
	if f.Inside {
		head = append(head, T("report.field.day"), T("report.field.row"), T("report.field.organisation"))
	}
	var rows [][]sheet.Value
	for _, c := range f.Chapters {
		for _, one := range c.Figures {
			line := append(sheet.Texts(T("report.chapter."+c.Code), p.figure(one.Code)), sheet.Number(float64(one.Value())))
			rows = append(rows, line)
			for _, row := range one.Rows {
				if f.Inside {
					rows = append(rows, append(append(sheet.Texts(T("report.chapter."+c.Code), p.figure(one.Code)), sheet.Text("")), sheet.Texts(row.Day, row.Title.In(p.Lang), row.Organisation)...))
				}
			}
		}
	}
	notes := [][]string{{T("report.field.state"), T("report.state." + f.State)}, {T("report.seal"), f.Seal}}
	return p.Book("report-"+yearText(f.Year), T("report.of", "year", yearText(f.Year)), notes, head, rows), nil
}

func (s *Service) rowsPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, one, err := s.Rows(r.Context(), p.Who, p.Network, asked(r), r.PathValue("chapter"), r.PathValue("figure"))
	if err != nil {
		return nil, err
	}
	page := ui.Page{Eye: r.T("report.chapter." + r.PathValue("chapter")), Title: p.figure(one.Code), Lede: r.T("report.rows", "count", one.Value())}
	if len(one.Rows) == 0 {
		page.Sections = []ui.Section{{Parts: []ui.Part{ui.Empty{Title: r.T("report.nothing"), Text: r.T("report.nothing.text")}}}}
		return p.View(page, nil, p.reportsLink(), p.reportLink(f.Year)), nil
	}
	t := ui.Table{ID: "rows", Caption: page.Title, Hidden: true, Cards: true, Head: p.Head("day", "row", "organisation")}
	for _, row := range one.Rows {
		name := row.Organisation
		if o, known := f.Organisations[row.Organisation]; known {
			name = o.Named(p.Lang)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.dayOrDash(row.Day)}, {Text: row.Title.In(p.Lang), Href: p.Base + strings.ToLower(row.At), Head: true}, {Text: name}}})
	}
	page.Sections = []ui.Section{{Parts: []ui.Part{t}}}
	return p.View(page, nil, p.reportsLink(), p.reportLink(f.Year)), nil
}
