package home

import (
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

// standingPage is a page of text: its words are home.PAGE.*, one key for each
// paragraph, so that every language has all of them.
type standingPage struct {
	web.Here
	Name     string // key of the page: "help"
	Title    string
	Lede     string
	Sections []section
}

// section is a heading with what stands under it.
type section struct {
	ID, Title string
	Text      []string
	Points    []string
	Steps     []string
	Parts     []ui.Part
}

// written makes a section of the words home.PAGE.NAME, .1, .2 … (paragraphs),
// .point.1 … (points) and .step.1 … (steps).
func written(w *lang.Words, page, name string, args ...any) section {
	key := "home." + page + "." + name
	return section{ID: name, Title: w.T(key), Text: numbered(w, key, args), Points: numbered(w, key+".point", args), Steps: numbered(w, key+".step", args)}
}

func numbered(w *lang.Words, key string, args []any) (all []string) {
	for i := range 12 {
		each := key + "." + string(rune('a'+i))
		if !w.Has(each) {
			return all
		}
		all = append(all, w.T(each, args...))
	}
	return all
}

func (s *Service) standing(r *web.Request, page string, sections func(p place, w *lang.Words) ([]section, error)) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	written, err := sections(p, r.Words)
	if err != nil {
		return nil, err
	}
	title := r.T("home." + page + ".title")
	data := standingPage{Here: p.Here, Name: page, Title: title, Lede: r.T("home." + page + ".lede"), Sections: written}
	return web.View{Page: "home/standing", Title: title, Data: data, Crumbs: p.crumbs(r.Words), Section: map[string]string{"open-data": "open-data"}[page]}, nil
}

func (s *Service) helpPage(r *web.Request) (web.Reply, error) {
	return s.standing(r, "help", func(p place, w *lang.Words) ([]section, error) {
		enter := written(w, "help", "sign-in")
		enter.Parts = []ui.Part{ui.Actions{Links: []ui.Link{{Text: w.T("web.sign-in"), Href: p.Root + "/sign-in"}}}}
		sections := []section{written(w, "help", "look"), written(w, "help", "compare"), enter, written(w, "help", "import"), written(w, "help", "keys")}
		if p.demo() {
			sections = append([]section{written(w, "help", "tour")}, sections...)
		}
		return sections, nil
	})
}

// statementDay is when the accessibility statement was last reviewed.
const statementDay = "2026-11-21"

func (s *Service) accessibilityPage(r *web.Request) (web.Reply, error) {
	return s.standing(r, "accessibility", func(p place, w *lang.Words) ([]section, error) {
		sections := []section{
			written(w, "accessibility", "status"), written(w, "accessibility", "limits"), written(w, "accessibility", "prepared", "date", w.Period(statementDay)),
			written(w, "accessibility", "contact", "days", replyDays), written(w, "accessibility", "enforcement"),
		}
		sections[3].Parts = []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: w.T("web.foot.feedback"), Href: p.Base + "/feedback?kind=accessibility", Secondary: true}}}}
		body, err := s.enforcement(r, p)
		if err != nil || body == "" {
			return sections, err
		}
		sections[4].Text = append(sections[4].Text, body)
		return sections, nil
	})
}

// enforcement is the body to turn to when an answer does not satisfy: a rule
// of the network's charter, as each country names its own.
func (s *Service) enforcement(r *web.Request, p place) (string, error) {
	if !p.inNetwork() {
		return "", nil
	}
	charter, err := s.networks.Charter(r.Context(), p.who, p.n)
	if err != nil {
		return "", err
	}
	term, _ := charter.On("accessibility.enforcement", s.networks.Today(p.n))
	return term.Value, nil
}

func (s *Service) privacyPage(r *web.Request) (web.Reply, error) {
	return s.standing(r, "privacy", func(p place, w *lang.Words) ([]section, error) {
		ask := written(w, "privacy", "rights")
		links := []ui.Link{{Text: w.T("privacy.mine"), Href: p.Root + "/my-data"}, {Text: w.T("privacy.retention"), Href: p.Root + "/privacy/retention"}, {Text: w.T("web.foot.feedback"), Href: p.Base + "/feedback"}}
		if p.inNetwork() {
			links = append(links, ui.Link{Text: w.T("privacy.records"), Href: p.Base + "/privacy/records"})
		}
		ask.Parts = []ui.Part{ui.Actions{Links: links}}
		return []section{written(w, "privacy", "kept"), written(w, "privacy", "cookie"), written(w, "privacy", "deeds"), written(w, "privacy", "others"), ask}, nil
	})
}
