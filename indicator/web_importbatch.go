package indicator

import (
	"cmp"
	"net/http"
	"strconv"

	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// batchPage shows a delivery: what came of it, and what can be done about it.
type batchPage struct {
	importPage
	Job      *ui.Job
	Facts    ui.Facts
	Warnings []string
	Pairs    ui.Pairs
	Rejected string
	Release  string
	Resume   string
	Undo     string
	Draft    bool
	Links    []ui.Link
	History  ui.Timeline
}

func (s *Service) deliveredHere(r *web.Request) (n network.Network, d Delivered, err error) {
	n, err = s.networkOf(r.Context(), network.From(r.Context()), r.PathValue("network"))
	if err != nil {
		return n, d, err
	}
	no, err := strconv.ParseInt(r.PathValue("batch"), 10, 64)
	if err != nil {
		return n, d, fault.New(fault.Missing, "indicator.import.no-batch", "batch", r.PathValue("batch"))
	}
	d, err = s.Delivered(r.Context(), network.From(r.Context()), n, no)
	return n, d, err
}

func (s *Service) showBatch(r *web.Request) (web.Reply, error) {
	_, d, err := s.deliveredHere(r)
	if err != nil {
		return nil, err
	}
	p := batchPage{importPage: importHere(r, r.T("indicatorupload.batch.title", "no", d.No)), Draft: d.Draft && d.State == Done && d.ReleasedBy == 0}
	p.Eye = batchName(r.Words, d.Batch)
	at := p.At + "/" + strconv.FormatInt(d.No, 10)
	for _, w := range d.Warnings {
		p.Warnings = append(p.Warnings, r.T(w.ID, w.Args...))
	}
	p.Pairs = batchPairs(r, d)
	switch {
	case d.State == Loading:
		p.Job = jobCard(r, d, at)
		if d.Mine && d.Upload != 0 && d.Job.Ended() {
			p.Resume = at + "/resume"
		}
	case d.State == Stopped && d.Mine && d.Upload != 0:
		p.Resume = at + "/resume"
	}
	if d.State != Loading {
		p.Facts = countFacts(r, d.Counts)
	}
	if d.Releasable {
		p.Release = at + "/release"
	}
	if d.Mine && d.ReleasedBy == 0 && d.State != Undone && (d.State != Loading || p.Resume != "") {
		p.Undo = at + "/undo"
	}
	if d.Mine && d.Rejected > 0 {
		p.Rejected = at + "/rejected"
	}
	p.Links = batchLinks(r, p.At, d)
	p.History = batchHistory(r, d)
	return p.view("batch", p, importCrumbs(r)...), nil
}

func batchLinks(r *web.Request, at string, d Delivered) (all []ui.Link) {
	if d.ReleasedBy != 0 {
		all = append(all, ui.Link{Text: r.T("indicatorupload.released-by", "no", d.ReleasedBy), Href: at + "/" + strconv.FormatInt(d.ReleasedBy, 10)})
	}
	if d.Given.Of != 0 && d.Mine {
		all = append(all, ui.Link{Text: r.T("indicatorupload.releases", "no", d.Given.Of), Href: at + "/" + strconv.FormatInt(d.Given.Of, 10)})
	}
	if d.State == Done {
		all = append(all, ui.Link{Text: r.T("indicatorupload.see-compare"), Href: r.Here().Base + "/compare"})
	}
	return all
}

// jobCard shows how far an import is.
func jobCard(r *web.Request, d Delivered, at string) *ui.Job {
	c := &ui.Job{ID: "job", Title: batchName(r.Words, d.Batch), State: ui.Tag{Text: r.T("indicatorupload.job." + cmp.Or(d.Job.State, job.Running))},
		Doing: r.T("indicatorupload.job.doing", "count", d.New+d.Counts.Changed+d.Same), Done: d.Job.Done, All: d.Job.Total,
		Counts: ui.Pairs{{Name: r.T("indicatorupload.fact.new"), Value: r.Words.Number(float64(d.New), 0)}, {Name: r.T("indicatorupload.fact.changed"), Value: r.Words.Number(float64(d.Counts.Changed), 0)},
			{Name: r.T("indicatorupload.fact.rejected"), Value: r.Words.Number(float64(d.Rejected), 0)}},
		Text: r.T("indicatorupload.leave") + " " + r.T("indicatorupload.stop.text"), Again: at}
	if d.Mine && d.Upload != 0 {
		c.Cancel, c.Action = &ui.Button{Text: r.T("indicatorupload.stop"), Secondary: true}, at+"/stop"
	}
	if d.Job.Stop {
		c.Cancel, c.Doing = nil, r.T("indicatorupload.stopping")
	}
	if d.Job.Ended() {
		c.Cancel, c.Again, c.Doing, c.State.Kind, c.Text = nil, "", "", "late", r.T("indicatorupload.broken-off")
	}
	return c
}

func batchPairs(r *web.Request, d Delivered) ui.Pairs {
	state := stateTag(r.Words, d.Batch)
	if d.ReleasedBy != 0 {
		state.Text = r.T("indicatorupload.state.released")
	}
	all := ui.Pairs{
		{Name: r.T("web.state"), Value: state.Text},
		{Name: r.T("web.source"), Value: importerName(r.Words, d.Source)},
		{Name: r.T("indicatorupload.batch.whose"), Value: cmp.Or(d.Member.Named(r.Words.Code()), r.T("indicatorupload.public"))},
		{Name: r.T("indicatorupload.batch.began"), Value: r.Words.DateTime(d.Began.UTC())},
		{Name: r.T("indicatorupload.batch.vintage"), Value: r.Words.Period(d.Vintage)},
	}
	if name := d.People[d.Who]; name != "" {
		all = append(all, ui.Pair{Name: r.T("indicatorupload.list.who"), Value: name})
	}
	if d.Source == released {
		hidden := 0
		for _, count := range d.Given.Hidden {
			hidden += count
		}
		all = append(all, ui.Pair{Name: r.T("indicatorhide.kept"), Value: r.Words.Number(float64(hidden), 0)})
	}
	const most = 5
	for i, f := range d.Files {
		if i == most {
			all = append(all, ui.Pair{Name: r.T("indicatorupload.list.file"), Value: r.T("indicatorupload.files-more", "count", len(d.Files)-most)})
			break
		}
		all = append(all, ui.Pair{Name: r.T("indicatorupload.list.file"), Value: f.Name + ", " + r.T("indicatorupload.kilobytes", "count", (f.Size+1023)/1024)},
			ui.Pair{Name: r.T("indicatorupload.file.hash"), Value: f.Hash[:min(16, len(f.Hash))]})
	}
	return all
}

// deeds are the actions of a batch that have words.
func batchHistory(r *web.Request, d Delivered) (all ui.Timeline) {
	for _, deed := range d.History {
		key := "indicatorupload.deed." + deed.Action[len("indicator."):]
		if !r.Words.Has(key) {
			continue
		}
		text := r.T(key)
		if name := d.People[deed.Who]; name != "" {
			text += ", " + name
		}
		all = append(all, ui.Moment{State: ui.Did, When: r.Words.DateTime(deed.At.UTC()), ISO: deed.At.UTC().Format("2006-01-02T15:04:05Z"), Text: text})
	}
	return all
}

func (s *Service) batchRejected(r *web.Request) (web.Reply, error) {
	_, d, err := s.deliveredHere(r)
	if err != nil {
		return nil, err
	}
	return s.rejectedFile(r, d.Batch, d.FileName()), nil
}

// batchDeed does something with a batch and returns to its page.
func (s *Service) batchDeed(r *web.Request, said string, do func(no int64) (int64, error)) (web.Reply, error) {
	_, d, err := s.deliveredHere(r)
	if err != nil {
		return nil, err
	}
	no, err := do(d.No)
	if err != nil {
		return nil, err
	}
	return web.Go{To: r.Here().Base + "/imports/" + strconv.FormatInt(no, 10), Said: said}, nil
}

func (s *Service) stopBatch(r *web.Request) (web.Reply, error) {
	return s.batchDeed(r, "", func(no int64) (int64, error) {
		_, err := s.Stop(r.Context(), network.From(r.Context()), no)
		return no, err
	})
}

func (s *Service) resumeBatch(r *web.Request) (web.Reply, error) {
	return s.batchDeed(r, "", func(no int64) (int64, error) {
		_, err := s.Resume(r.Context(), network.From(r.Context()), no)
		return no, err
	})
}

func (s *Service) releaseBatch(r *web.Request) (web.Reply, error) {
	waits := false
	to, err := s.batchDeed(r, "indicatorupload.said-released", func(no int64) (int64, error) {
		b, err := s.Release(r.Context(), network.From(r.Context()), no)
		waits = b.Draft
		return b.No, err
	})
	if err == nil && waits {
		return web.Go{To: r.Base() + "/second", Said: "second.said-begun"}, nil
	}
	return to, err
}

// showUndo asks before a batch is taken back.
func (s *Service) showUndo(r *web.Request) (web.Reply, error) { return s.undoPage(r, nil) }

func (s *Service) undoPage(r *web.Request, refused error) (web.Reply, error) {
	_, d, err := s.deliveredHere(r)
	if err != nil {
		return nil, err
	}
	if err := network.May(network.From(r.Context()), importing(d.Owner), d.resource()).Err(); err != nil {
		return nil, err
	}
	at := r.Here().Base + "/imports/" + strconv.FormatInt(d.No, 10)
	p := importHere(r, r.T("indicatorupload.undo.title", "no", d.No))
	p.Eye = batchName(r.Words, d.Batch)
	problems, _ := refusedIn(r, refused)
	data := struct {
		importPage
		Text string
		Back string
		Gone bool
	}{p, r.T("indicatorupload.undo.text", "new", d.New, "changed", d.Counts.Changed), at, d.State == Undone}
	v := p.view("undo", data, importCrumbs(r, ui.Link{Text: r.Words.Number(float64(d.No), 0), Href: at})...)
	if v.Problems = problems; refused != nil {
		v.Status = http.StatusConflict
	}
	return v, nil
}

func (s *Service) undoBatch(r *web.Request) (web.Reply, error) {
	reply, err := s.batchDeed(r, "indicatorupload.said-undone", func(no int64) (int64, error) {
		_, err := s.Undo(r.Context(), network.From(r.Context()), no)
		return no, err
	})
	if err != nil && fault.Of(err).ID == "indicator.undo" {
		return s.undoPage(r, err)
	}
	return reply, err
}
