package minutes

import (
	"bytes"
	"encoding/base64"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/meeting"
	"pesnet/network"
)

// Pages returns the templates of the area: it has none of its own.
func (*Service) Pages() ui.Folder {
	return ui.Folder{Name: "minutes", Files: fs.FS(fstest.MapFS{})}
}

// most is the largest body of a form with all the text of a meeting.
const most = 4 << 20

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	const one = "/{network}/meetings/{meeting}/minutes"
	return []web.Route{
		{Method: get, Pattern: "/{network}/minutes", Policy: "minutes.read", Do: s.listPage},
		{Method: get, Pattern: one, Policy: "minutes.read", Do: s.minutesPage},
		{Method: post, Pattern: one, Policy: "minutes.write", Do: s.save, Body: most},
		{Method: get, Pattern: one + "/read", Policy: "minutes.read", Do: s.readPage},
		{Method: post, Pattern: one + "/begin", Policy: "minutes.write", Do: s.beginMinutes},
		{Method: post, Pattern: one + "/pieces", Policy: "minutes.write", Do: s.addPiece},
		{Method: post, Pattern: one + "/circulate", Policy: "minutes.write", Do: s.circulate},
		{Method: post, Pattern: one + "/recall", Policy: "minutes.write", Do: s.recall},
		{Method: post, Pattern: one + "/approve", Policy: "minutes.write", Do: s.approve},
		{Method: post, Pattern: one + "/comments", Policy: "minutes.comment", Do: s.comment},
		{Method: post, Pattern: one + "/answers", Policy: "minutes.write", Do: s.answer},
		{Method: post, Pattern: one + "/addenda", Policy: "minutes.write", Do: s.add},
		{Method: post, Pattern: one + "/addenda/{no}", Policy: "minutes.write", Do: s.approveAdded},
		{Method: get, Pattern: one + "/history", Policy: "minutes.read-all", Do: s.historyPage},
		{Method: get, Pattern: one + "/dispatch", Policy: "minutes.read-all", Do: s.dispatchPage},
		{Method: get, Pattern: one + "/sealed.json", Policy: "minutes.read-all", Do: s.sealedFile},
		{Method: get, Pattern: one + "/document", Policy: "minutes.read-all", Do: s.documentPage},
		{Method: post, Pattern: one + "/document", Policy: "minutes.read-all", Do: s.askForDocument},
		{Method: get, Pattern: one + "/document.pdf", Policy: "minutes.read-all", Do: s.documentFile},
	}
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "minutes")
	p.Section = "meetings"
	return place{p}, err
}

// at is the address of the minutes that are asked for.
func (p place) at(r *web.Request) string {
	return p.Base + "/meetings/" + strings.ToLower(r.PathValue("meeting")) + "/minutes"
}

// crumbs lead down to the minutes of a meeting.
func (p place) crumbs(at meeting.Meeting, more ...ui.Link) []ui.Link {
	if !p.May("minutes.read-all") {
		return []ui.Link{{Text: p.Words.T("minutes.list"), Href: p.Base + "/minutes"}}
	}
	all := []ui.Link{{Text: p.Words.T("minutes.meetings"), Href: p.Base + "/meetings"}}
	if at.Code != "" {
		all = append(all, ui.Link{Text: at.Code, Href: p.Base + "/meetings/" + strings.ToLower(at.Code)})
	}
	return append(all, more...)
}

func (s *Service) listPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.All(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	section := ui.Section{ID: "minutes"}
	if len(all) == 0 {
		section.Parts = []ui.Part{ui.Empty{Title: r.T("minutes.list.none"), Text: r.T("minutes.list.none.text")}}
	} else {
		t := ui.Table{ID: "minutes-table", Caption: r.T("minutes.list"), Hidden: true, Cards: true, Head: p.Head("meeting", "day", "state", "approved")}
		for _, m := range all {
			approved := "–"
			if m.ApprovedOn != "" {
				approved = p.Words.Period(m.ApprovedOn)
			}
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: m.At.Code, Href: p.Base + path(m.At), Head: true}, {Text: p.Words.Period(dayIn(p.Network, m.At.Starts))}, {Tag: p.tag(m.Minutes)}, {Text: approved}}})
		}
		section.Parts = []ui.Part{t}
	}
	return p.View(ui.Page{Title: r.T("minutes.list"), Lede: r.T("minutes.list.lede"), Actions: &ui.Actions{Links: []ui.Link{{Text: r.T("minutes.decisions"), Href: p.Base + "/decisions"}}}, Sections: []ui.Section{section}}, nil, p.crumbs(meeting.Meeting{})...), nil
}

// tag says the state of minutes in a word.
func (p place) tag(m Minutes) *ui.Tag {
	return &ui.Tag{Kind: map[string]string{Draft: "due", Circulated: "due", Approved: "done"}[m.State], Text: p.Words.T("minutes.state." + m.State)}
}

// answered leads back to the minutes, or shows what was refused.
func (s *Service) answered(r *web.Request, p place, err error) (web.Reply, error) {
	if network.Mendable(err) {
		return s.minutesView(r, shown{refused: err})
	}
	return web.Go{To: p.at(r), Said: "minutes.said-saved"}, err
}

func (s *Service) beginMinutes(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.answered(r, p, s.Begin(r.Context(), p.Who, p.Network, r.PathValue("meeting"), p.Lang))
}

// save takes the text of all pieces; what came too late is shown with both
// texts.
func (s *Service) save(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	var edits []Edit
	for name := range r.PostForm {
		if id, found := strings.CutPrefix(name, "text-"); found {
			edits = append(edits, Edit{Piece: id, Text: r.PostFormValue(name), Public: slices.Contains(r.PostForm["open"], id), Version: network.PostedNumber(r, "version-"+id)})
		}
	}
	_, behind, err := s.Save(r.Context(), p.Who, p.Network, r.PathValue("meeting"), edits)
	if network.Mendable(err) {
		return s.minutesView(r, shown{refused: err, written: edits})
	}
	if len(behind) > 0 {
		return s.minutesView(r, shown{refused: fault.New(fault.Conflict, "minutes.edit", "count", len(behind)), late: behind})
	}
	return web.Go{To: p.at(r), Said: "minutes.said-saved"}, err
}

func (s *Service) addPiece(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	_, err = s.AddPiece(r.Context(), p.Who, p.Network, r.PathValue("meeting"), Piece{Title: network.Posted(r, "title"), Public: true})
	return s.answered(r, p, err)
}

func (s *Service) circulate(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.answered(r, p, s.Circulate(r.Context(), p.Who, p.Network, r.PathValue("meeting")))
}

func (s *Service) recall(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.answered(r, p, s.Recall(r.Context(), p.Who, p.Network, r.PathValue("meeting")))
}

func (s *Service) approve(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a := Approval{Decision: network.Posted(r, "decision"), Public: r.PostFormValue("public") == "yes"}
	return s.answered(r, p, s.Approve(r.Context(), p.Who, p.Network, r.PathValue("meeting"), a))
}

func (s *Service) comment(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	c := Comment{Piece: network.Posted(r, "piece"), Organisation: network.Posted(r, "organisation"), Text: network.Posted(r, "comment")}
	return s.answered(r, p, s.Comment(r.Context(), p.Who, p.Network, r.PathValue("meeting"), c))
}

func (s *Service) answer(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	c := Comment{ID: network.Posted(r, "id"), Answer: network.Posted(r, "answer"), Reason: network.Posted(r, "reason")}
	return s.answered(r, p, s.Answer(r.Context(), p.Who, p.Network, r.PathValue("meeting"), c))
}

func (s *Service) add(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	_, err = s.Add(r.Context(), p.Who, p.Network, r.PathValue("meeting"), r.PostFormValue("addendum"))
	return s.answered(r, p, err)
}

func (s *Service) approveAdded(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	no, _ := strconv.Atoi(r.PathValue("no"))
	return s.answered(r, p, s.ApproveAddendum(r.Context(), p.Who, p.Network, r.PathValue("meeting"), no, network.Posted(r, "decision")))
}

// sealedFile is what is sealed, as it was hashed.
func (s *Service) sealedFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Minutes(r.Context(), p.Who, p.Network, r.PathValue("meeting"))
	if err == nil && (!f.Whole || f.State != Approved) {
		err = fault.New(fault.Missing, "minutes.unsealed")
	}
	if err != nil {
		return nil, err
	}
	return web.File{Name: strings.ToLower(f.At.Code) + ".json", Type: "application/json", Write: func(w io.Writer) error {
		_, err := io.WriteString(w, f.Sealed)
		return err
	}}, nil
}

func (s *Service) documentPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	made, err := s.Document(r.Context(), p.Who, p.Network, r.PathValue("meeting"), p.Lang)
	if err != nil {
		return nil, err
	}
	section := ui.Section{ID: "pdf", Text: []string{r.T("minutes.pdf.text")}}
	running := made.Job.ID != "" && !made.Job.Ended()
	switch {
	case running:
		section.Parts = []ui.Part{ui.Job{ID: "job", Title: r.T("minutes.pdf"), State: ui.Tag{Kind: "due", Text: r.T("minutes.pdf.running")}, Doing: r.T("minutes.pdf.doing"), Again: p.at(r) + "/document"}}
	case made.PDF != "":
		section.Parts = []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: r.T("minutes.pdf.get"), Href: p.at(r) + "/document.pdf"}}}}
		if made.Old {
			section.Parts = append(section.Parts, ui.Note{Text: r.T("minutes.pdf.old")})
		}
	case made.Job.Problem != "":
		section.Parts = []ui.Part{ui.Note{Text: r.T("minutes.pdf.failed")}}
	}
	if !made.Here {
		section.Parts = append(section.Parts, ui.Note{Info: true, Text: r.T("pdf.missing")})
	} else if !running && (made.PDF == "" || made.Old) {
		section.Forms = []ui.Form{ui.Post(p.at(r)+"/document", r.T("minutes.pdf.do"))}
	}
	page := ui.Page{Title: r.T("minutes.pdf"), Sections: []ui.Section{section}}
	return p.View(page, nil, p.crumbs(meeting.Meeting{}, ui.Link{Text: r.T("minutes.minutes"), Href: p.at(r)})...), nil
}

func (s *Service) askForDocument(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at(r) + "/document"}, s.AskForDocument(r.Context(), p.Who, p.Network, r.PathValue("meeting"), p.Lang)
}

func (s *Service) documentFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	made, err := s.Document(r.Context(), p.Who, p.Network, r.PathValue("meeting"), p.Lang)
	if err == nil && made.PDF == "" {
		err = fault.New(fault.Missing, "minutes.pdf.none")
	}
	if err != nil {
		return nil, err
	}
	file, err := base64.StdEncoding.DecodeString(made.PDF)
	return web.File{Name: strings.ToLower(r.PathValue("meeting")) + "-" + p.Lang + ".pdf", Type: "application/pdf", Write: func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(file))
		return err
	}}, err
}
