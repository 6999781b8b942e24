package indicator

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// stepTitles are the headings of the steps 2 to 5.
var stepTitles = map[string]string{"what": "indicatorupload.what.title", "columns": "indicatorupload.columns.title",
	"problems": "indicatorupload.problems.title", "preview": "indicatorupload.preview.title"}

// stepPage is the head of the steps 2 to 5.
func (s *Service) stepPage(r *web.Request, n network.Network, u Upload, step string) importPage {
	p := importHere(r, r.T(stepTitles[step]))
	p.Eye = r.T("indicatorupload.step-is", "step", stepNo(step)) + " · " + u.Name
	p.Stages = uploadStages(r, u, step)
	return p
}

// uploadStages shows how far an import is; what is done leads back.
func uploadStages(r *web.Request, u Upload, now string) ui.Stages {
	at := r.Here().Base + "/imports"
	st := ui.Stages{Label: r.T("indicatorupload.step-is", "step", stepNo(now)), Steps: true}
	texts := map[string]string{"file": u.Name}
	if u.About.Confirmed {
		texts["what"] = shortAbout(r.Words, u)
	}
	if u.About.Mapped {
		texts["columns"] = usedColumns(r.Words, u)
	}
	for i, step := range Steps {
		one := ui.Stage{Title: strconv.Itoa(i+1) + " " + r.T("indicatorupload.step."+step), Text: cmp.Or(texts[step], r.T("indicatorupload.not-yet"))}
		switch before := stepNo(now) > i+1; {
		case step == now:
			one.State = ui.Now
			one.Text = cmp.Or(texts[step], r.T("indicatorupload.now"))
		case before:
			one.State = ui.Did
			if one.Text == r.T("indicatorupload.not-yet") {
				one.Text = r.T("indicatorupload.did")
			}
			if i > 0 {
				one.Href = uploadAt(at, u, step)
			}
		}
		st.Items = append(st.Items, one)
	}
	return st
}

func shortAbout(w *lang.Words, u Upload) string {
	if u.Source != "table" {
		return importerName(w, u.Source)
	}
	if u.About.Sheet != "" {
		return w.T("indicatorupload.about.sheet", "sheet", u.About.Sheet, "row", u.About.HeaderRow)
	}
	return w.T("indicatorupload.about.text", "encoding", u.About.Encoding, "row", u.About.HeaderRow)
}

func usedColumns(w *lang.Words, u Upload) string {
	if u.Mapping == nil || u.Source != "table" {
		return w.T("indicatorupload.did")
	}
	used := 0
	for _, c := range u.Mapping.Columns {
		if c.Means != figure.MeansNothing {
			used++
		}
	}
	return w.T("indicatorupload.about.used", "used", used, "all", len(u.Mapping.Columns))
}

// showWhat is step 2: what the file is.
func (s *Service) showWhat(r *web.Request) (web.Reply, error) {
	n, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	return s.whatPage(r, n, u, nil)
}

func (s *Service) whatPage(r *web.Request, n network.Network, u Upload, refused error) (web.Reply, error) {
	problems, wrong := refusedIn(r, refused)
	data := struct {
		importPage
		Version int64
		Fields  []ui.Part
		Sample  *ui.Table
		Doubts  []string
		Facts   ui.Pairs
		Discard string
	}{importPage: s.stepPage(r, n, u, "what"), Version: u.Version, Fields: whatFields(r, u, wrong), Facts: fileFacts(r.Words, u), Discard: uploadAt(r.Here().Base+"/imports", u, "discard")}
	if u.Source == "table" {
		for _, doubt := range u.About.Doubts {
			data.Doubts = append(data.Doubts, r.T("sheet.doubt."+doubt))
		}
		heading, rows, err := s.Sample(r.Context(), network.From(r.Context()), u)
		if err == nil {
			data.Sample = sampleTable(r, heading, rows)
		} else if fault.Of(err).Kind == fault.Defect {
			return nil, err
		} else if problems == nil {
			problems, _ = ui.Refused(r.Words, err)
		}
	}
	v := data.view("what", data, importCrumbs(r)...)
	if v.Problems = problems; refused != nil {
		v.Status = http.StatusUnprocessableEntity
	}
	return v, nil
}

func fileFacts(w *lang.Words, u Upload) ui.Pairs {
	return ui.Pairs{
		{Name: w.T("indicatorupload.file.name"), Value: u.Name},
		{Name: w.T("indicatorupload.file.size"), Value: w.T("indicatorupload.kilobytes", "count", (u.Size+1023)/1024)},
		{Name: w.T("sheet.kind"), Value: w.T("sheet.kind." + u.About.Kind)},
		{Name: w.T("indicatorupload.file.hash"), Value: u.Hash[:min(12, len(u.Hash))]},
	}
}

// commas are the separators that may be chosen, with their words.
var commas = []struct{ value, name string }{{",", "comma"}, {";", "semicolon"}, {"\t", "tab"}, {"|", "pipe"}}

func whatFields(r *web.Request, u Upload, wrong map[string]string) []ui.Part {
	a := u.About
	source := ui.Select{Field: ui.Field{Name: "source", Label: r.T("indicatorupload.what.source"), Error: wrong["source"]}}
	for _, one := range figure.Sources() {
		source.Options = append(source.Options, ui.Option{Value: one.Code, Text: importerName(r.Words, one.Code), Chosen: one.Code == u.Source})
	}
	fields := []ui.Part{source}
	if u.Source != "table" {
		return fields
	}
	if a.Kind == "xlsx" {
		sheets := ui.Select{Field: ui.Field{Name: "sheet", Label: r.T("sheet.sheet")}}
		for _, name := range a.Sheets {
			text := name
			if slices.Contains(a.Hidden, name) {
				text = r.T("sheet.sheet.hidden", "sheet", name)
			}
			sheets.Options = append(sheets.Options, ui.Option{Value: name, Text: text, Chosen: name == a.Sheet})
		}
		fields = append(fields, sheets)
	} else {
		encodings := ui.Select{Field: ui.Field{Name: "encoding", Label: r.T("sheet.charset")}}
		for _, name := range sheet.Encodings {
			encodings.Options = append(encodings.Options, ui.Option{Value: name, Text: r.T("sheet.charset." + strings.ToLower(name)), Chosen: name == a.Encoding})
		}
		separators := ui.Select{Field: ui.Field{Name: "comma", Label: r.T("sheet.comma")}}
		for _, one := range commas {
			separators.Options = append(separators.Options, ui.Option{Value: one.value, Text: r.T("sheet.comma." + one.name), Chosen: one.value == string(a.Comma)})
		}
		fields = append(fields, encodings, separators)
	}
	header := ui.Input{Field: ui.Field{Name: "header", Label: r.T("sheet.header")}, Value: strconv.Itoa(max(1, a.HeaderRow)), Width: "4", InputMode: "numeric", NoSpell: true}
	decimal := ui.Radios{Field: ui.Field{Name: "decimal", Label: r.T("sheet.decimal"), Error: wrong["decimal"]}, Small: true}
	if slices.Contains(a.Doubts, "decimal") {
		decimal.Hint = r.T("sheet.doubt.decimal")
	}
	for _, one := range []struct{ value, name string }{{".", "point"}, {",", "comma"}} {
		decimal.Options = append(decimal.Options, ui.Option{Value: one.value, Text: r.T("sheet.decimal." + one.name),
			Chosen: a.Decimal == one.value[0] && !slices.Contains(a.Doubts, "decimal")})
	}
	return append(fields, header, decimal)
}

// sampleTable shows the first rows of a file as they are read.
func sampleTable(r *web.Request, heading []string, rows [][]string) *ui.Table {
	const most, wide = 6, 12
	t := &ui.Table{ID: "sample", Caption: r.T("indicatorupload.what.sample"), Sub: r.T("indicatorupload.what.sample.sub"), Scroll: true}
	for i, text := range heading[:min(wide, len(heading))] {
		t.Head = append(t.Head, ui.Cell{Text: cmp.Or(figure.Clip(text), r.T("indicatorupload.column-no", "column", i+1))})
	}
	for _, row := range rows[:min(most, len(rows))] {
		var line ui.Row
		for i := range t.Head {
			cell := ui.Cell{Code: true}
			if i < len(row) {
				cell.Text = figure.Clip(row[i])
			}
			line.Cells = append(line.Cells, cell)
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// atVersion is an upload as its page showed it: what somebody changed in the
// meantime is not overwritten.
func atVersion(r *web.Request, u Upload) Upload {
	if v, err := strconv.ParseInt(r.PostFormValue("version"), 10, 64); err == nil {
		u.Version = v
	}
	return u
}

func (s *Service) takeWhat(r *web.Request) (web.Reply, error) {
	n, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	header, _ := strconv.Atoi(strings.TrimSpace(r.PostFormValue("header")))
	told := Told{r.PostFormValue("source"), r.PostFormValue("encoding"), r.PostFormValue("comma"), r.PostFormValue("sheet"), header, r.PostFormValue("decimal")}
	changed := told.Source != u.Source // other fields belong to the other source: show them first
	next := r.PostFormValue("do") == "next" && !(changed && told.Source == "table")
	u, err = s.Tell(r.Context(), network.From(r.Context()), atVersion(r, u), told, next)
	if err != nil && fault.Of(err).Kind != fault.Invalid {
		return nil, err
	}
	if err != nil {
		return s.whatPage(r, n, u, err)
	}
	at := r.Here().Base + "/imports"
	if next {
		return web.Go{To: uploadAt(at, u, "columns")}, nil
	}
	return web.Go{To: uploadAt(at, u, "what")}, nil
}

// columnRow is a line of the table of columns.
type columnRow struct {
	No         int
	Heading    string
	Samples    string
	Options    []ui.Group
	Confidence ui.Tag
}

// showColumns is step 3: what the columns mean.
func (s *Service) showColumns(r *web.Request) (web.Reply, error) {
	n, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	return s.columnsPage(r, n, u, nil)
}

func (s *Service) columnsPage(r *web.Request, n network.Network, u Upload, refused error) (web.Reply, error) {
	if !u.About.Confirmed {
		return web.Go{To: uploadAt(r.Here().Base+"/imports", u, "what")}, nil
	}
	problems, wrong := refusedIn(r, refused)
	data := struct {
		importPage
		Version  int64
		Table    bool
		Recalled bool
		Columns  []columnRow
		Fixed    []ui.Part
		Remember bool
		Reads    string
		Facts    ui.Pairs
		Back     string
	}{importPage: s.stepPage(r, n, u, "columns"), Version: u.Version, Table: u.Source == "table", Recalled: u.About.Recalled, Remember: u.About.Remember,
		Back: uploadAt(r.Here().Base+"/imports", u, "what"), Facts: readFacts(r.Words, u)}
	if !data.Table {
		data.Reads = r.T("indicatorupload.reads." + u.Source)
	} else {
		_, rows, err := s.Sample(r.Context(), network.From(r.Context()), u)
		if err != nil {
			return nil, err
		}
		for i, c := range u.Mapping.Columns {
			data.Columns = append(data.Columns, s.columnRow(r, i, c, rows))
		}
		data.Fixed = fixedFields(r, u, wrong)
	}
	v := data.view("columns", data, importCrumbs(r)...)
	if v.Problems = problems; refused != nil {
		v.Status = http.StatusUnprocessableEntity
	}
	return v, nil
}

func readFacts(w *lang.Words, u Upload) ui.Pairs {
	facts := ui.Pairs{{Name: w.T("web.source"), Value: importerName(w, u.Source)}}
	if u.Source != "table" {
		return facts
	}
	if u.About.Sheet != "" {
		facts = append(facts, ui.Pair{Name: w.T("sheet.sheet"), Value: u.About.Sheet})
	} else {
		facts = append(facts, ui.Pair{Name: w.T("sheet.charset"), Value: u.About.Encoding})
	}
	number := "unknown"
	switch u.About.Decimal {
	case '.':
		number = "point"
	case ',':
		number = "comma"
	}
	return append(facts, ui.Pair{Name: w.T("sheet.header"), Value: w.Number(float64(u.About.HeaderRow), 0)}, ui.Pair{Name: w.T("sheet.decimal"), Value: w.T("sheet.decimal." + number)})
}

func (s *Service) columnRow(r *web.Request, i int, c figure.Column, rows [][]string) columnRow {
	row := columnRow{No: i, Heading: cmp.Or(figure.Clip(c.Heading), r.T("indicatorupload.column-no", "column", i+1)), Options: meaningOptions(r, c)}
	cells := figure.CellsOf(rows, i)
	for j, cell := range cells[:min(3, len(cells))] {
		if j > 0 {
			row.Samples += " · "
		}
		row.Samples += figure.Clip(cell)
	}
	switch {
	case c.Confidence == figure.Sure:
		row.Confidence = ui.Tag{Kind: "done", Text: r.T("indicator.import.confidence.sure")}
	case c.Means != figure.MeansNothing:
		row.Confidence = ui.Tag{Kind: "due", Text: r.T("indicator.import.confidence.check")}
	}
	return row
}

// meaningOptions are what a column can mean: what it says of every figure, a
// breakdown, or the figures of one indicator.
func meaningOptions(r *web.Request, c figure.Column) []ui.Group {
	var all ui.Select
	now := string(c.Means) + "|" + c.Name
	add := func(group, value, text string) {
		all.Options = append(all.Options, ui.Option{Group: group, Value: value, Text: text, Chosen: value == now})
	}
	add("", string(figure.MeansNothing)+"|", r.T("indicator.import.means.nothing"))
	says := r.T("indicatorupload.means.says")
	for _, m := range []figure.Meaning{figure.MeansPeriod, figure.MeansArea, figure.MeansOrg, figure.MeansIndicator, figure.MeansValue, figure.MeansUnit, figure.MeansFlags} {
		add(says, string(m)+"|", r.T("indicator.import.means."+string(m)))
	}
	parts := r.T("indicatorupload.means.parts")
	names := []string{"sex", "age", "education"}
	for _, name := range names {
		add(parts, string(figure.MeansDimension)+"|"+name, r.T("indicatorupload.means."+name))
	}
	if c.Means == figure.MeansDimension && !slices.Contains(names, c.Name) {
		add(parts, now, r.T("indicatorupload.means.as-headed", "name", c.Heading))
	} else if name := strings.Join(figure.LetterWords(c.Heading), "_"); name != "" && !slices.Contains(names, name) {
		add(parts, string(figure.MeansDimension)+"|"+name, r.T("indicatorupload.means.as-headed", "name", figure.Clip(c.Heading)))
	}
	if c.Means == figure.MeansValueIn {
		add(r.T("indicator.import.means.value-in"), now, r.Words.Period(c.Name))
	} else if period, _, ok := figure.ParsePeriod(c.Heading); ok {
		add(r.T("indicator.import.means.value-in"), string(figure.MeansValueIn)+"|"+period, r.Words.Period(period))
	}
	for _, d := range Defined() {
		add(r.T("indicatorupload.group."+d.Group), string(figure.MeansValueOf)+"|"+d.Code, d.Title(r.Words))
	}
	return all.Groups()
}

func fixedFields(r *web.Request, u Upload, wrong map[string]string) []ui.Part {
	f := u.Mapping.Fixed
	field := func(name, key string) ui.Field {
		return ui.Field{Name: "fixed-" + name, Label: r.T("indicatorupload.fixed." + key), Hint: r.T("indicatorupload.fixed." + key + ".hint"), Error: wrong["fixed-"+name]}
	}
	indicator := ui.Select{Field: field("indicator", "indicator"), Options: []ui.Option{{Text: r.T("indicatorupload.fixed.none")}}}
	for _, d := range Defined() {
		indicator.Options = append(indicator.Options, ui.Option{Group: r.T("indicatorupload.group." + d.Group), Value: d.Code, Text: d.Title(r.Words), Chosen: d.Code == f.Indicator})
	}
	fields := []ui.Part{
		ui.Input{Field: field("period", "period"), Value: f.Period, Width: "10", NoSpell: true},
		indicator,
		ui.Input{Field: field("area", "area"), Value: cmp.Or(f.Org, f.Area), Width: "20", NoSpell: true},
		ui.Input{Field: field("unit", "unit"), Value: f.Unit, Width: "10", NoSpell: true},
	}
	return fields
}

func (s *Service) takeColumns(r *web.Request) (web.Reply, error) {
	n, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	u = atVersion(r, u)
	if u.Source == "table" && u.Mapping != nil {
		known, err := s.knownCodes(r.Context(), n.ID)
		if err != nil {
			return nil, err
		}
		u.Mapping = mappingFrom(r, *u.Mapping, known)
	}
	u.About.Remember = r.PostFormValue("remember") != ""
	after, err := s.Map(r.Context(), network.From(r.Context()), u, u.Mapping)
	if err != nil && fault.Of(err).Kind != fault.Invalid {
		return nil, err
	}
	if err != nil {
		u.Version = after.Version
		return s.columnsPage(r, n, u, err)
	}
	return web.Go{To: uploadAt(r.Here().Base+"/imports", u, "problems")}, nil
}

// mappingFrom reads a form into a mapping.
func mappingFrom(r *web.Request, m figure.Mapping, known figure.Known) *figure.Mapping {
	m.Columns = slices.Clone(m.Columns)
	for i := range m.Columns {
		means, name, ok := strings.Cut(r.PostFormValue(fmt.Sprint("column-", i)), "|")
		if ok && slices.Contains(figure.Meanings, figure.Meaning(means)) {
			if c := &m.Columns[i]; c.Means != figure.Meaning(means) || c.Name != name {
				c.Means, c.Name, c.Confidence = figure.Meaning(means), name, figure.Sure
			}
		}
	}
	text := func(name string) string { return strings.TrimSpace(r.PostFormValue("fixed-" + name)) }
	m.Fixed = figure.FixedPart{Dataset: m.Fixed.Dataset, Period: text("period"), Indicator: text("indicator"), Unit: text("unit")}
	of := text("area")
	if code, ok := known.Org(of); ok {
		m.Fixed.Org = code
	} else if code, ok := known.Area(of); ok {
		m.Fixed.Area = code
	}
	return &m
}

// showProblems is step 4: what cannot be taken as it stands.
func (s *Service) showProblems(r *web.Request) (web.Reply, error) {
	n, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	if u.Preview == 0 {
		return s.waiting(r, n, u)
	}
	found, err := s.Findings(r.Context(), network.From(r.Context()), Batch{No: u.Preview, Owner: u.Owner})
	if err != nil {
		return nil, err
	}
	data, err := s.problemsData(r, n, u, found)
	if err != nil {
		return nil, err
	}
	return data.view("problems", data, importCrumbs(r)...), nil
}

// waiting shows how far the looking through of a large file is, or leads back
// where nobody has asked for it.
func (s *Service) waiting(r *web.Request, n network.Network, u Upload) (web.Reply, error) {
	at := r.Here().Base + "/imports"
	j, err := s.jobOf(r.Context(), u)
	if err != nil {
		return nil, err
	}
	if j.ID == "" {
		return web.Go{To: uploadAt(at, u, u.Step())}, nil
	}
	p := s.stepPage(r, n, u, "problems")
	p.Title = r.T("indicatorupload.analyse.title")
	card := ui.Job{ID: "job", Title: u.Name, State: ui.Tag{Text: r.T("indicatorupload.job." + j.State)}, Doing: r.T("indicatorupload.analyse.doing"),
		Done: j.Done, All: j.Total, Text: r.T("indicatorupload.leave"), Again: uploadAt(at, u, "problems"), Cancel: &ui.Button{Text: r.T("indicatorupload.discard"), Secondary: true}, Action: uploadAt(at, u, "discard")}
	if j.Ended() {
		card.Again, card.Doing, card.Text, card.Cancel = "", "", "", nil
		card.State.Kind = "late"
		card.Links = []ui.Link{{Text: r.T("indicatorupload.back-to-columns"), Href: uploadAt(at, u, "columns")}}
		if why := j.Refused(); why.ID != "" && j.Problem != "" {
			card.Text = r.T(why.ID, why.Args...)
		}
	}
	data := struct {
		importPage
		Job ui.Job
	}{p, card}
	return p.view("wait", data, importCrumbs(r)...), nil
}
