package indicator

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// problemsPage is step 4.
type problemsPage struct {
	importPage
	Version  int64
	Groups   []problemGroup
	Decided  []decision
	Warnings []string
	Pairs    ui.Pairs
	Facts    ui.Pairs
	Next     string
	NextText string
	Rejected string
	Left     int64
	What     string
}

// problemGroup is all problems of a kind, with one answer for all.
type problemGroup struct {
	ID, Cause, Title string
	Count            ui.Tag
	Examples         ui.Table
	Why              string
	Answers          *ui.Radios
	Explain          *ui.Input
	Codes            []ui.Select
	Texts            []string // what stands in the file, beside Codes
	First            bool
}

// decision is an answer that holds, to be taken back.
type decision struct{ Key, Text string }

func (s *Service) problemsData(r *web.Request, n network.Network, u Upload, found Found) (p problemsPage, err error) {
	all := found.New + found.Counts.Changed + found.Same + found.Rejected
	p = problemsPage{importPage: s.stepPage(r, n, u, "problems"), Version: u.Version, Left: found.Rejected, Facts: readFacts(r.Words, u)}
	at := r.Here().Base + "/imports"
	p.What, p.Rejected, p.Next = uploadAt(at, u, "what"), uploadAt(at, u, "rejected"), uploadAt(at, u, "preview")
	ready := all - found.Rejected
	p.Title = r.T("indicatorupload.problems.none")
	if len(found.Problems) > 0 {
		p.Title = r.T("indicatorupload.problems.found", "count", len(found.Problems), "bad", found.Rejected, "all", all)
	}
	p.NextText = r.T("indicatorupload.problems.next", "count", ready)
	p.Pairs = ui.Pairs{{Name: r.T("indicatorupload.problems.ready"), Value: r.Words.Number(float64(ready), 0)},
		{Name: r.T("indicatorupload.problems.bad"), Value: r.Words.Number(float64(found.Rejected), 0)},
		{Name: r.T("indicatorupload.problems.all"), Value: r.Words.Number(float64(all), 0)}}
	for _, w := range found.Warnings {
		p.Warnings = append(p.Warnings, r.T(w.ID, w.Args...))
	}
	members, err := s.membersAt(r.Context(), n)
	if err != nil {
		return p, err
	}
	for i, one := range found.Problems {
		p.Groups = append(p.Groups, groupOf(r, u, i, one, members))
	}
	p.Decided = decisions(r, u)
	return p, nil
}

// titleOf names a kind of problem.
func titleOf(r *web.Request, cause string) string {
	name := cause[strings.LastIndexByte(cause, '.')+1:]
	if key := "indicatorupload.cause." + name; r.Words.Has(key) {
		return r.T(key)
	}
	return r.T("indicatorupload.cause.other")
}

func groupOf(r *web.Request, u Upload, i int, p Problem, members []network.Member) problemGroup {
	g := problemGroup{ID: fmt.Sprint("problem-", i+1), Cause: p.Cause, Title: strconv.Itoa(i+1) + " " + titleOf(r, p.Cause), Why: r.T(p.Cause), First: i == 0,
		Count:    ui.Tag{Kind: "due", Text: r.T("indicatorupload.problems.times", "count", p.Count)},
		Examples: exampleTable(r, fmt.Sprint("examples-", i+1), p)}
	if u.Answers[p.Cause] != "" {
		g.Count = ui.Tag{Kind: "off", Text: r.T("indicatorupload.decided", "count", p.Count)}
	}
	if of, ok := asksForCode(p.Cause); ok && u.Source == "table" {
		for j, text := range p.Texts {
			pick := ui.Select{Field: ui.Field{ID: fmt.Sprint(g.ID, "-code-", j), Name: fmt.Sprint("code-", j), Label: r.T("indicatorupload.code-for", "text", text.Text, "count", text.Count)},
				Options: append([]ui.Option{{Text: r.T("indicatorupload.answer.leave-out")}}, codeOptions(r, of, members)...)}
			g.Codes, g.Texts = append(g.Codes, pick), append(g.Texts, text.Text)
		}
		return g
	}
	g.Answers = &ui.Radios{Field: ui.Field{ID: g.ID + "-answer", Name: "answer", Label: r.T("indicatorupload.problems.question")}, Small: true}
	all := AnswersTo(u.Source, p.Cause)
	now := u.Answers[p.Cause]
	for j, a := range all {
		g.Answers.Options = append(g.Answers.Options, ui.Option{Value: string(a), Text: r.T("indicatorupload.answer." + string(a)), Chosen: a == now || j == 0 && !slices.Contains(all, now)})
		if a == Keep {
			g.Explain = &ui.Input{Field: ui.Field{ID: g.ID + "-why", Name: "why", Label: r.T("indicatorupload.explain"), Hint: r.T("indicatorupload.explain.hint")}, Value: u.Answers.Explained(p.Cause)}
		}
	}
	return g
}

func exampleTable(r *web.Request, id string, p Problem) ui.Table {
	t := ui.Table{ID: id, Caption: r.T("indicatorupload.problems.examples", "title", titleOf(r, p.Cause)), Hidden: true, Cards: true, Head: []ui.Cell{
		{Text: r.T("indicatorupload.rejected.row"), Number: true, Narrow: true}, {Text: r.T("indicatorupload.rejected.column")}, {Text: r.T("indicatorupload.rejected.found")}}}
	for _, one := range p.Examples {
		column := one.Column
		if d, ok := defined(own, one.Column); ok {
			column = d.Title(r.Words)
		}
		found := ui.Cell{Text: one.Text, Code: true}
		if one.Text == "" {
			found = ui.Cell{Text: r.T("indicatorupload.empty-cell"), Gap: true}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: r.Words.Number(float64(one.Row), 0), Number: true, Narrow: true}, {Text: column}, found}})
	}
	return t
}

// codeOptions are the codes that an unknown text may stand for.
func codeOptions(r *web.Request, of figure.Meaning, members []network.Member) (all []ui.Option) {
	switch of {
	case figure.MeansOrg:
		seen := map[string]bool{}
		for _, m := range members {
			if c := m.Organisation.Code; !seen[c] {
				seen[c] = true
				all = append(all, ui.Option{Value: "=" + c, Text: m.Named(r.Words.Code())})
			}
		}
	case figure.MeansIndicator:
		for _, d := range Defined() {
			all = append(all, ui.Option{Value: "=" + d.Code, Text: d.Title(r.Words)})
		}
	case figure.MeansArea:
		for _, c := range append(code.Groups(), code.Countries()...) {
			all = append(all, ui.Option{Value: "=" + c.Code, Text: c.Name(r.Words.Code())})
		}
	}
	slices.SortStableFunc(all, func(a, b ui.Option) int { return r.Words.Compare(a.Text, b.Text) })
	return all
}

// decisions are the answers that hold, to be looked at and taken back.
func decisions(r *web.Request, u Upload) (all []decision) {
	for key, answer := range u.Answers {
		cause, text, ofText := strings.Cut(key, " ")
		switch {
		case ofText && text == "why":
		case ofText:
			all = append(all, decision{key, r.T("indicatorupload.decided.code", "text", text, "code", strings.TrimPrefix(string(answer), "="))})
		default:
			all = append(all, decision{key, titleOf(r, cause) + ": " + r.T("indicatorupload.answer."+string(answer))})
		}
	}
	slices.SortFunc(all, func(a, b decision) int { return r.Words.Compare(a.Text, b.Text) })
	return all
}

func (s *Service) takeAnswers(r *web.Request) (web.Reply, error) {
	_, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	answers, cause := Answers{}, r.PostFormValue("cause")
	if back := r.PostFormValue("back"); back != "" {
		answers[back] = ""
	}
	if Answer(r.PostFormValue("answer")) == Keep && strings.TrimSpace(r.PostFormValue("why")) == "" {
		return s.unexplained(r, u, cause)
	}
	if answer := Answer(r.PostFormValue("answer")); cause != "" && slices.Contains(AnswersTo(u.Source, cause), answer) {
		answers[cause] = answer
		if why := strings.TrimSpace(r.PostFormValue("why")); answer == Keep {
			answers[about(cause, "why")] = Answer(figure.Clip(why))
		}
	}
	if _, ok := asksForCode(cause); ok {
		for i, text := range r.PostForm["text"] {
			if code := Answer(r.PostFormValue(fmt.Sprint("code-", i))); strings.HasPrefix(string(code), "=") {
				answers[about(cause, text)] = code
			}
		}
		answers[cause] = LeaveOut
	}
	at := r.Here().Base + "/imports"
	if answers[cause] == Mend && cause != "" {
		return web.Go{To: at + "/new"}, nil
	}
	if _, err := s.Answer(r.Context(), network.From(r.Context()), atVersion(r, u), answers); err != nil {
		return nil, err
	}
	return web.Go{To: uploadAt(at, u, "problems")}, nil
}

// unexplained asks for the explanation that is missing.
func (s *Service) unexplained(r *web.Request, u Upload, cause string) (web.Reply, error) {
	n, err := s.networkOf(r.Context(), network.From(r.Context()), r.PathValue("network"))
	if err != nil {
		return nil, err
	}
	found, err := s.Findings(r.Context(), network.From(r.Context()), Batch{No: u.Preview, Owner: u.Owner})
	if err != nil {
		return nil, err
	}
	data, err := s.problemsData(r, n, u, found)
	if err != nil {
		return nil, err
	}
	v := data.view("problems", data, importCrumbs(r)...)
	for _, g := range data.Groups {
		if g.Cause == cause && g.Explain != nil {
			g.Explain.Error = r.T("indicatorupload.explain.missing")
			v.Problems = &ui.Problems{Items: []ui.Link{{Text: g.Explain.Error, Href: "#" + g.Explain.Ref()}}}
			v.Status = http.StatusUnprocessableEntity
		}
	}
	return v, nil
}

func (s *Service) uploadRejected(r *web.Request) (web.Reply, error) {
	_, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	if u.Preview == 0 {
		return nil, fault.New(fault.Missing, "indicatorupload.none", "upload", fmt.Sprint(u.No))
	}
	return s.rejectedFile(r, Batch{No: u.Preview, Owner: u.Owner}, u.Name), nil
}

// showPreview is step 5: what will happen.
func (s *Service) showPreview(r *web.Request) (web.Reply, error) {
	n, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	return s.previewPage(r, n, u, nil)
}

func (s *Service) previewPage(r *web.Request, n network.Network, u Upload, refused error) (web.Reply, error) {
	at := r.Here().Base + "/imports"
	if u.Preview == 0 || u.Batch != 0 {
		return web.Go{To: uploadAt(at, u, "go")}, nil
	}
	found, err := s.Findings(r.Context(), network.From(r.Context()), Batch{No: u.Preview, Owner: u.Owner})
	if err != nil {
		return nil, err
	}
	problems, wrong := refusedIn(r, refused)
	data := struct {
		importPage
		Version  int64
		Facts    ui.Facts
		Changes  *ui.Table
		Gone     *ui.Checkboxes
		Typed    *ui.Input
		Draft    bool
		Nothing  bool
		Rejected string
		Left     int64
		Problems string
	}{importPage: s.stepPage(r, n, u, "preview"), Version: u.Version, Draft: u.Draft, Left: found.Rejected, Rejected: uploadAt(at, u, "rejected"), Problems: uploadAt(at, u, "problems")}
	data.Facts = countFacts(r, found.Counts)
	data.Nothing = found.New+found.Counts.Changed == 0 && found.Gone == 0
	if len(found.Place.Changes) > 0 {
		members, err := s.membersAt(r.Context(), n)
		if err != nil {
			return nil, err
		}
		data.Changes = changeTable(r, found, members)
	}
	remove := r.PostFormValue("gone") != ""
	if found.Gone > 0 {
		data.Gone = &ui.Checkboxes{Field: ui.Field{Name: "gone", Label: r.T("indicatorupload.preview.gone")}, Small: true,
			Options: []ui.Option{{Value: "remove", Text: r.T("indicatorupload.preview.gone.remove", "count", found.Gone), Hint: r.T("indicatorupload.preview.gone.hint"), Chosen: remove}}}
	}
	if found.Risk(found.Gone > 0) > 0 {
		data.Typed = &ui.Input{Field: ui.Field{Name: "typed", Label: r.T("indicatorupload.preview.typed"), Hint: r.T("indicatorupload.preview.typed.hint"), Error: wrong["typed"]},
			Width: "10", InputMode: "numeric", NoSpell: true}
	}
	v := data.view("preview", data, importCrumbs(r)...)
	if v.Problems = problems; refused != nil {
		v.Status = http.StatusUnprocessableEntity
	}
	return v, nil
}

func countFacts(r *web.Request, c Counts) ui.Facts {
	number := func(n int64) string { return r.Words.Number(float64(n), 0) }
	return ui.Facts{
		{Value: number(c.New), Text: r.T("indicatorupload.fact.new")},
		{Value: number(c.Changed), Text: r.T("indicatorupload.fact.changed")},
		{Value: number(c.Same), Text: r.T("indicatorupload.fact.same")},
		{Value: number(c.Gone), Text: r.T("indicatorupload.fact.gone")},
		{Value: number(c.Rejected), Text: r.T("indicatorupload.fact.rejected")},
	}
}

func changeTable(r *web.Request, found Found, members []network.Member) *ui.Table {
	t := &ui.Table{ID: "changes", Caption: r.T("indicatorupload.changes", "count", found.Counts.Changed), Cards: true, Head: []ui.Cell{
		{Text: r.T("indicatorupload.changes.indicator")}, {Text: r.T("indicatorupload.changes.of")}, {Text: r.T("indicatorupload.changes.period")},
		{Text: r.T("indicatorupload.changes.old"), Number: true}, {Text: r.T("indicatorupload.changes.new"), Number: true}}}
	if int(found.Counts.Changed) > len(found.Place.Changes) {
		t.Sub = r.T("indicatorupload.changes.first", "count", len(found.Place.Changes))
	}
	value := func(v *float64) ui.Cell {
		if v == nil {
			return ui.Cell{Text: r.T("indicatorupload.missing"), Gap: true, Number: true}
		}
		decimals := 0
		if *v != float64(int64(*v)) {
			decimals = 2
		}
		return ui.Cell{Text: r.Words.Number(*v, decimals), Number: true}
	}
	for _, c := range found.Place.Changes {
		name := c.Indicator
		if d, ok := defined("", c.Indicator); ok {
			name = d.Title(r.Words)
		}
		of := ofWhom(r.Words, c.Of, members)
		if c.Dims != "" {
			of += ", " + strings.ReplaceAll(string(c.Dims), ",", ", ")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: name}, {Text: of}, {Text: r.Words.Period(c.Period)}, value(c.Old), value(c.New)}})
	}
	return t
}

// ofWhom names the organisation or the area of a code.
func ofWhom(w *lang.Words, of string, members []network.Member) string {
	for _, m := range members {
		if m.Organisation.Code == of {
			return m.Named(w.Code())
		}
	}
	return code.Name(of, w.Code())
}

func (s *Service) commitUpload(r *web.Request) (web.Reply, error) {
	n, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	if u.Preview == 0 && u.Batch == 0 {
		return s.previewPage(r, n, u, nil)
	}
	b, err := s.Commit(r.Context(), network.From(r.Context()), atVersion(r, u), Sent{Remove: r.PostFormValue("gone") != "", Typed: r.PostFormValue("typed")})
	if err != nil && fault.Of(err).ID == "indicatorupload.confirm" {
		return s.previewPage(r, n, u, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: r.Here().Base + "/imports/" + strconv.FormatInt(b.No, 10)}, nil
}

func (s *Service) discardUpload(r *web.Request) (web.Reply, error) {
	_, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	if err := s.Discard(r.Context(), network.From(r.Context()), u); err != nil {
		return nil, err
	}
	return web.Go{To: r.Here().Base + "/imports", Said: "indicatorupload.said-discarded"}, nil
}
