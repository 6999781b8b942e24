package home

import (
	"math"
	"strconv"
	"strings"

	"pesnet/account"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

type feedbackPage struct {
	web.Here
	Title   string
	Lede    string
	Kind    ui.Radios
	Text    ui.Textarea
	Contact ui.Input
	Page    string
}

func (s *Service) feedbackPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f := Feedback{Kind: r.URL.Query().Get("kind"), Page: cut(r.URL.Query().Get("page"), longestContact)}
	return p.feedbackView(r, f, nil), nil
}

// feedbackView is the form, with what was wrong with the last answer.
func (p place) feedbackView(r *web.Request, f Feedback, wrong error) web.View {
	page := feedbackPage{Here: p.Here, Title: r.T("home.feedback.title"), Lede: r.T("home.feedback.lede", "days", replyDays), Page: f.Page}
	problems, fields := (*ui.Problems)(nil), map[string]string{}
	if wrong != nil {
		problems, fields = ui.Refused(r.Words, wrong)
	}
	page.Kind = ui.Radios{Field: ui.Field{Name: "kind", Label: r.T("home.feedback.kind"), Error: fields["kind"]}}
	for _, kind := range feedbackKinds {
		page.Kind.Options = append(page.Kind.Options, ui.Option{Value: kind, Text: r.T("home.feedback.kind." + kind), Chosen: kind == f.Kind})
	}
	page.Text = ui.Textarea{Field: ui.Field{Name: "text", Label: r.T("home.feedback.text"), Hint: r.T("home.feedback.text.hint"), Error: fields["text"]}, Value: f.Text, Rows: 7}
	page.Contact = ui.Input{Field: ui.Field{Name: "contact", Label: r.T("home.feedback.contact"), Hint: r.T("home.feedback.contact.hint"), Error: fields["contact"]}, Value: f.Contact, Autocomplete: "email", Width: "20", NoSpell: true}
	v := web.View{Page: "home/feedback", Title: page.Title, Data: page, Crumbs: p.crumbs(r.Words), Problems: problems}
	if wrong != nil {
		v.Status = 422
	}
	return v
}

func (s *Service) giveFeedback(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f := Feedback{Network: p.n.ID, Kind: r.PostFormValue("kind"), Text: strings.TrimSpace(r.PostFormValue("text")),
		Contact: strings.TrimSpace(r.PostFormValue("contact")), Page: cut(r.PostFormValue("page"), longestContact), Lang: p.Lang}
	given, err := s.GiveFeedback(r.Context(), p.who, f, account.Address(r.Context()))
	if err != nil {
		if refused(err) {
			return p.feedbackView(r, f, err), nil
		}
		return nil, err
	}
	return web.Go{To: p.Base + "/feedback/sent?no=" + strconv.FormatInt(given.No, 10) + "&by=" + given.Due}, nil
}

// cut shortens what a browser adds to a number of letters.
func cut(text string, most int) string {
	letters := []rune(text)
	return string(letters[:min(len(letters), most)])
}

type sentPage struct {
	web.Here
	Title, Text, Next string
	Back              ui.Actions
}

// sentPage says the number under which a text was taken, and the day of the
// answer, as the address brings them: it shows nothing of what was written.
func (s *Service) sentPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	no, err := strconv.ParseInt(r.URL.Query().Get("no"), 10, 64)
	by := r.URL.Query().Get("by")
	if err != nil || no < 1 || !network.Day(by) {
		return web.Go{To: p.Base + "/feedback"}, nil
	}
	page := sentPage{Here: p.Here, Title: r.T("home.feedback.sent"), Text: r.T("home.feedback.sent.text", "no", strconv.FormatInt(no, 10)), Next: r.T("home.feedback.sent.next", "date", r.Words.Period(by)),
		Back: ui.Actions{Links: []ui.Link{{Text: r.T("web.nav.overview"), Href: p.Base}}}}
	return web.View{Page: "home/sent", Title: page.Title, Data: page, Crumbs: p.crumbs(r.Words)}, nil
}

type feedbackListPage struct {
	web.Here
	Title string
	Table ui.Table
	Empty *ui.Empty
	Pages ui.Pagination
}

const feedbackOnPage = 50

func (s *Service) feedbackListPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil {
		before = math.MaxInt64
	}
	all, err := s.Feedback(r.Context(), p.who, before, feedbackOnPage)
	if err != nil {
		return nil, err
	}
	page := feedbackListPage{Here: p.Here, Title: r.T("home.feedback.list"), Table: p.feedbackTable(r, all)}
	if len(all) == 0 {
		page.Empty = &ui.Empty{Title: r.T("home.feedback.none"), Text: r.T("home.feedback.none.text")}
	}
	if len(all) == feedbackOnPage {
		page.Pages = ui.Pagination{Next: p.Root + "/feedback/list?before=" + strconv.FormatInt(all[len(all)-1].No, 10)}
	}
	return web.View{Page: "home/list", Title: page.Title, Data: page, Dense: true}, nil
}

func (p place) feedbackTable(r *web.Request, all []Feedback) ui.Table {
	codes := map[string]string{}
	for _, n := range p.all {
		codes[n.ID] = n.Code
	}
	t := ui.Table{ID: "feedback", Caption: r.T("home.feedback.list"), Hidden: true, Cards: true, Head: []ui.Cell{
		{Text: r.T("home.feedback.no")}, {Text: r.T("home.feedback.kind.short")}, {Text: r.T("home.feedback.text.short")}, {Text: r.T("home.feedback.contact.short")}, {Text: r.T("home.feedback.at")}, {Text: r.T("home.feedback.due")}}}
	for _, f := range all {
		about := r.T("home.feedback.kind." + f.Kind)
		if code := codes[f.Network]; code != "" {
			about = code + ": " + about
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: strconv.FormatInt(f.No, 10), Head: true}, {Text: about}, {Text: f.Text}, {Text: f.Contact}, {Text: r.Words.DateTime(f.At)}, {Text: r.Words.Period(f.Due)}}})
	}
	return t
}
