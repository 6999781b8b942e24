package indicator

import (
	"errors"
	"io"
	"net/http"
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

// importRoutes is the table of routes of imports.
func (s *Service) importRoutes() []web.Route {
	const body = largestUpload + 1<<20 // the file, and the form around it
	get := func(pattern, policy string, do func(*web.Request) (web.Reply, error)) web.Route {
		return web.Route{Method: http.MethodGet, Pattern: "/{network}/imports" + pattern, Policy: policy, Do: do}
	}
	post := func(pattern, policy string, do func(*web.Request) (web.Reply, error)) web.Route {
		return web.Route{Method: http.MethodPost, Pattern: "/{network}/imports" + pattern, Policy: policy, Do: do}
	}
	upload := post("/new", "indicator.import", s.takeFile)
	upload.Body = body
	return []web.Route{
		get("", "indicator.read", s.showImports),
		get("/new", "indicator.import", s.showNew),
		upload,
		get("/up/{upload}/go", "indicator.import", s.goOn),
		get("/up/{upload}/what", "indicator.import", s.showWhat),
		post("/up/{upload}/what", "indicator.import", s.takeWhat),
		get("/up/{upload}/columns", "indicator.import", s.showColumns),
		post("/up/{upload}/columns", "indicator.import", s.takeColumns),
		get("/up/{upload}/problems", "indicator.import", s.showProblems),
		post("/up/{upload}/problems", "indicator.import", s.takeAnswers),
		get("/up/{upload}/rejected", "indicator.import", s.uploadRejected),
		get("/up/{upload}/preview", "indicator.import", s.showPreview),
		post("/up/{upload}/preview", "indicator.import", s.commitUpload),
		post("/up/{upload}/discard", "indicator.import", s.discardUpload),
		get("/{batch}", "indicator.read", s.showBatch),
		get("/{batch}/rejected", "indicator.import", s.batchRejected),
		post("/{batch}/stop", "indicator.import", s.stopBatch),
		post("/{batch}/resume", "indicator.import", s.resumeBatch),
		get("/{batch}/undo", "indicator.import", s.showUndo),
		post("/{batch}/undo", "indicator.import", s.undoBatch),
		get("/{batch}/release", "indicator.release", s.showRelease),
		post("/{batch}/release", "indicator.release", s.releaseBatch),
	}
}

// importPage is what every page of imports shows.
type importPage struct {
	web.Here
	At     string // address of the imports
	Eye    string
	Title  string
	Stages ui.Stages
}

func importHere(r *web.Request, title string) importPage {
	h := r.Here()
	return importPage{Here: h, At: h.Base + "/imports", Title: title}
}

func (p importPage) view(page string, data any, crumbs ...ui.Link) web.View {
	return web.View{Page: "indicator/import_" + page, Title: p.Title, Data: data, Section: "data", Dense: true, Crumbs: crumbs}
}

func importCrumbs(r *web.Request, more ...ui.Link) []ui.Link {
	at := r.Here().Base + "/imports"
	return append([]ui.Link{{Text: r.T("web.nav.data"), Href: at}, {Text: r.T("web.nav.imports"), Href: at}}, more...)
}

// showImports lists what came and what is on its way.
func (s *Service) showImports(r *web.Request) (web.Reply, error) {
	n, err := s.networkOf(r.Context(), network.From(r.Context()), r.PathValue("network"))
	if err != nil {
		return nil, err
	}
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	all, err := s.Imports(r.Context(), network.From(r.Context()), n, before)
	if err != nil {
		return nil, err
	}
	p := importHere(r, r.T("indicatorupload.list.title"))
	p.Eye = n.Name.In(r.Words.Code())
	data := struct {
		importPage
		Mine  bool
		Waits ui.Waits
		Table ui.Table
		Empty *ui.Empty
		Pages ui.Pagination
	}{importPage: p, Mine: len(all.Owners) > 0, Waits: uploadWaits(r, p.At, all), Table: batchTable(r, p.At, all)}
	if all.More > 0 {
		data.Pages.Next = p.At + "?before=" + strconv.FormatInt(all.More, 10)
	}
	if before > 0 {
		data.Pages.Previous = p.At
	}
	if len(all.Batches) == 0 {
		data.Empty = &ui.Empty{Title: r.T("indicatorupload.list.empty"), Text: r.T("indicatorupload.list.empty.text")}
	}
	return p.view("list", data, ui.Link{Text: r.T("web.nav.data"), Href: p.At}), nil
}

func uploadWaits(r *web.Request, at string, all Imports) (waits ui.Waits) {
	for _, u := range all.Uploads {
		waits = append(waits, ui.Wait{Day: strconv.Itoa(u.Asked.Day()), Month: r.Words.Month(int(u.Asked.Month())), State: ui.Due, Title: u.Name, Href: uploadAt(at, u, "go"),
			Text:   r.T("indicatorupload.step-of", "step", stepNo(u.Step()), "name", r.T("indicatorupload.step."+u.Step())) + " · " + whose(r.Words, u.Owner, all.Members),
			Action: &ui.Button{Text: r.T("indicatorupload.go-on"), Href: uploadAt(at, u, "go")}})
	}
	return waits
}

func uploadAt(at string, u Upload, step string) string {
	return at + "/up/" + strconv.FormatInt(u.No, 10) + "/" + step
}

func stepNo(step string) int {
	for i, s := range Steps {
		if s == step {
			return i + 1
		}
	}
	return 0
}

func whose(w *lang.Words, o Owner, members map[string]network.Organisation) string {
	if o.Organisation == "" {
		return w.T("indicatorupload.public")
	}
	return members[o.Organisation].Named(w.Code())
}

func batchTable(r *web.Request, at string, all Imports) ui.Table {
	t := ui.Table{ID: "imports", Caption: r.T("indicatorupload.list.table"), Hidden: true, Cards: true}
	for _, key := range []string{"no", "file", "state", "counts", "who"} {
		t.Head = append(t.Head, ui.Cell{Text: r.T("indicatorupload.list." + key), Number: key == "no", Narrow: key == "no"})
	}
	for _, b := range all.Batches {
		who := whose(r.Words, b.Owner, all.Members)
		if name := all.People[b.Who]; name != "" {
			who = name + ", " + who
		}
		state := stateTag(r.Words, b)
		href := at + "/" + strconv.FormatInt(b.No, 10)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: r.Words.Number(float64(b.No), 0), Number: true, Narrow: true},
			{Text: batchName(r.Words, b), Href: href},
			{Text: r.Words.Date(b.Began) + " ", Tag: &state},
			{Text: countsLine(r.Words, b.Counts)},
			{Text: who},
		}})
	}
	return t
}

func batchName(w *lang.Words, b Batch) string {
	name := b.FileName()
	if name == "" {
		name = importerName(w, b.Source)
	}
	if len(b.Files) > 1 {
		name = w.T("indicatorupload.files", "name", name, "count", len(b.Files)-1)
	}
	return name
}

// importerName is what a source is called; a release is none of the importers.
func importerName(w *lang.Words, source string) string {
	if key := "indicator.import.source." + source; w.Has(key) {
		return w.T(key)
	}
	if source == released {
		return w.T("indicatorupload.release")
	}
	return source
}

// stateTags are the shapes of the states of a batch.
var stateTags = map[string]string{Loading: "", Done: "done", Stopped: "due", Failed: "late", Undone: "off"}

func stateTag(w *lang.Words, b Batch) ui.Tag {
	if b.State == Done && b.Draft {
		return ui.Tag{Kind: "due", Text: w.T("indicatorupload.state.draft")}
	}
	return ui.Tag{Kind: stateTags[b.State], Text: w.T("indicatorupload.state." + b.State)}
}

func countsLine(w *lang.Words, c Counts) string {
	var all []string
	for _, one := range []struct {
		name string
		n    int64
	}{{"new", c.New}, {"changed", c.Changed}, {"same", c.Same}, {"gone", c.Gone}, {"rejected", c.Rejected}} {
		if one.n > 0 {
			all = append(all, w.T("indicatorupload.count."+one.name, "count", one.n))
		}
	}
	if len(all) == 0 {
		return w.T("indicatorupload.count.nothing")
	}
	return strings.Join(all, ", ")
}

// goOn leads to the step at which an import goes on.
func (s *Service) goOn(r *web.Request) (web.Reply, error) {
	_, u, err := s.uploadHere(r)
	if err != nil {
		return nil, err
	}
	at := r.Here().Base + "/imports"
	if u.Batch != 0 {
		return web.Go{To: at + "/" + strconv.FormatInt(u.Batch, 10)}, nil
	}
	return web.Go{To: uploadAt(at, u, u.Step())}, nil
}

func (s *Service) uploadHere(r *web.Request) (n network.Network, u Upload, err error) {
	n, err = s.networkOf(r.Context(), network.From(r.Context()), r.PathValue("network"))
	if err != nil {
		return n, u, err
	}
	no, _ := strconv.ParseInt(r.PathValue("upload"), 10, 64)
	u, err = s.UploadByNo(r.Context(), network.From(r.Context()), n, no)
	return n, u, err
}

// showNew is step 1: the file.
func (s *Service) showNew(r *web.Request) (web.Reply, error) { return s.newPage(r, nil, "") }

func (s *Service) newPage(r *web.Request, refused error, owner string) (web.Reply, error) {
	n, err := s.networkOf(r.Context(), network.From(r.Context()), r.PathValue("network"))
	if err != nil {
		return nil, err
	}
	all, err := s.Imports(r.Context(), network.From(r.Context()), n, 1)
	if err != nil {
		return nil, err
	}
	if len(all.Owners) == 0 {
		return nil, network.May(network.From(r.Context()), "indicator.import", network.Resource{Network: n.ID}).Err()
	}
	p := importHere(r, r.T("indicatorupload.new.title"))
	p.Eye, p.Stages = r.T("indicatorupload.step-is", "step", 1), newStages(r)
	problems, wrong := refusedIn(r, refused)
	data := struct {
		importPage
		Owner  ui.Radios
		Sole   string
		For    string
		File   ui.File
		Text   ui.Textarea
		Paste  bool
		Submit ui.Button
	}{importPage: p,
		File: ui.File{Field: ui.Field{Name: "file", Label: r.T("indicatorupload.new.file"), Hint: r.T("indicatorupload.new.file.hint", "limit", largestUpload>>20), Error: wrong["file"]}, Accept: ".csv,.tsv,.txt,.xlsx,.json,.gz"},
		Text: ui.Textarea{Field: ui.Field{Name: "text", Label: r.T("indicatorupload.new.text"), Hint: r.T("indicatorupload.new.text.hint"), Error: wrong["text"]}, Rows: 8}}
	data.Paste = wrong["text"] != ""
	data.Owner = ui.Radios{Field: ui.Field{Name: "owner", Label: r.T("indicatorupload.new.owner"), Error: wrong["owner"]}, Small: true}
	for i, o := range all.Owners {
		option := ui.Option{Value: o.Organisation, Text: whose(r.Words, o, all.Members), Hint: r.T("indicatorupload.new.own.hint"), Chosen: i == 0 && owner == "" || owner == o.Organisation}
		if o.Organisation == "" {
			option.Value, option.Hint, option.Chosen = "public", r.T("indicatorupload.new.public.hint"), i == 0 && owner == "" || owner == "public"
		}
		data.Owner.Options = append(data.Owner.Options, option)
	}
	if len(data.Owner.Options) == 1 {
		data.Sole, data.For = data.Owner.Options[0].Value, data.Owner.Options[0].Text
	}
	v := p.view("new", data, importCrumbs(r)...)
	if v.Problems = problems; problems != nil {
		v.Status = http.StatusUnprocessableEntity
	}
	return v, nil
}

// refusedIn tells a refusal beside the fields; a defect is none.
func refusedIn(r *web.Request, err error) (*ui.Problems, map[string]string) {
	if err == nil {
		return nil, nil
	}
	return ui.Refused(r.Words, err)
}

func newStages(r *web.Request) ui.Stages {
	st := ui.Stages{Label: r.T("indicatorupload.step-is", "step", 1), Steps: true}
	for i, step := range Steps {
		one := ui.Stage{Title: strconv.Itoa(i+1) + " " + r.T("indicatorupload.step."+step), Text: r.T("indicatorupload.not-yet")}
		if i == 0 {
			one.State, one.Text = ui.Now, r.T("indicatorupload.now")
		}
		st.Items = append(st.Items, one)
	}
	return st
}

// mostText is how many bytes may be pasted.
const mostText = 2 << 20

// takeFile takes the file in as it comes, part by part; it is never whole in
// memory.
func (s *Service) takeFile(r *web.Request) (web.Reply, error) {
	n, err := s.networkOf(r.Context(), network.From(r.Context()), r.PathValue("network"))
	if err != nil {
		return nil, err
	}
	form, err := r.MultipartReader()
	if err != nil {
		return nil, fault.New(fault.Invalid, "fault.invalid-form")
	}
	owner := Owner{Network: n.ID}
	said := ""
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return s.newPage(r, fault.New(fault.Invalid, "indicatorupload.new.nothing").On("file"), said)
		}
		if err != nil {
			return s.newPage(r, cutOff(err), said)
		}
		switch part.FormName() {
		case "owner":
			value, _ := io.ReadAll(io.LimitReader(part, 100))
			if said = string(value); said != "public" {
				owner.Organisation, owner.Draft = said, true
			}
		case "file":
			if part.FileName() != "" {
				return s.tookFile(r, File{owner, part.FileName(), part}, said)
			}
		case "text":
			text, err := io.ReadAll(io.LimitReader(part, mostText+1))
			if err != nil {
				return s.newPage(r, cutOff(err), said)
			}
			if len(text) > mostText {
				return s.newPage(r, fault.New(fault.TooLarge, "indicatorupload.text-too-large", "limit", mostText>>20).On("text"), said)
			}
			if strings.TrimSpace(string(text)) != "" {
				return s.tookFile(r, File{owner, r.T("indicatorupload.new.pasted") + ".csv", strings.NewReader(string(text))}, said)
			}
		}
	}
}

func (s *Service) tookFile(r *web.Request, f File, said string) (web.Reply, error) {
	u, err := s.Upload(r.Context(), network.From(r.Context()), f)
	if err != nil {
		if of := fault.Of(err); of.Kind != fault.Invalid && of.Kind != fault.TooLarge {
			return nil, err
		}
		return s.newPage(r, err, said)
	}
	return web.Go{To: uploadAt(r.Here().Base+"/imports", u, "what")}, nil
}

// rejectedFile is the rejected rows with their reasons, to take along.
func (s *Service) rejectedFile(r *web.Request, b Batch, name string) web.Reply {
	ctx, words := r.Context(), r.Words
	return web.File{Name: figure.Stem(name) + "-" + words.T("indicatorupload.rejected.file") + ".csv", Type: "text/csv; charset=utf-8", Write: func(w io.Writer) error {
		out := sheet.NewCSV(w, sheet.CSVOptions{BOM: true, Comma: ';'})
		if err := out.Header(words.T("indicatorupload.rejected.file-column"), words.T("indicatorupload.rejected.row"), words.T("indicatorupload.rejected.column"),
			words.T("indicatorupload.rejected.found"), words.T("indicatorupload.rejected.why")); err != nil {
			return err
		}
		err := s.RejectedRows(ctx, network.From(ctx), b, func(file string, one figure.Rejected) error {
			return out.Write([]sheet.Value{sheet.Text(file), sheet.Number(float64(one.Row)), sheet.Text(one.Column), sheet.Text(one.Text), sheet.Text(words.T(one.Cause))})
		})
		return errors.Join(err, out.Close())
	}}
}
