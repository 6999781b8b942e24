package minutes

import (
	"bytes"
	"embed"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"pesnet/decision"
	"pesnet/kit/lang"
	"pesnet/network"
)

//go:embed document.html
var documents embed.FS

var paper = template.Must(template.ParseFS(documents, "document.html"))

// sheet is the document of minutes, in words.
type sheet struct {
	Lang, Title, Network, When, Place, State string
	Text                                     string // language of the minutes themselves
	Labels                                   map[string]string
	Present                                  []presence
	Items                                    []paragraph
	Addenda                                  []paragraph
	Hash, Sealed                             string
}

type presence struct{ Organisation, How string }

type paragraph struct {
	Number, Title string
	Text          []string
	Marks         []mark
}

type mark struct{ Head, Beside, Text string }

// draw is the document of minutes as HTML that stands alone.
func (s *Service) draw(f Full, n network.Network, language string) ([]byte, error) {
	words := s.Words(language)
	T := words.T
	starts, ends := f.At.InZone()
	d := sheet{Lang: language, Text: f.Lang, Title: T("minutes.of", "meeting", f.At.Named(words, f.Of, n)), Network: n.Name.In(language), Place: f.At.Place,
		When: words.DateTime(starts) + " – " + ends.Format("15:04"), State: T("minutes.state." + f.State), Labels: map[string]string{}}
	for _, key := range []string{"present", "organisation", "attendance", "addenda", "seal"} {
		d.Labels[key] = T("minutes.document." + key)
	}
	for organisation, how := range f.attended() {
		d.Present = append(d.Present, presence{f.Organisations[organisation].Named(language), T("meeting.present." + how)})
	}
	slices.SortFunc(d.Present, func(a, b presence) int { return strings.Compare(a.Organisation, b.Organisation) })
	lang.Sort(words, d.Present, func(p presence) string { return p.Organisation })
	for i, p := range f.Pieces {
		d.Items = append(d.Items, paragraph{Number: number(i), Title: f.title(p, words), Text: lines(p.Text), Marks: f.marks(p, words)})
	}
	if rest := f.marks(Piece{}, words); len(rest) > 0 {
		d.Items = append(d.Items, paragraph{Title: T("minutes.without-item"), Marks: rest})
	}
	for _, a := range f.Addenda {
		if a.ApprovedOn != "" {
			d.Addenda = append(d.Addenda, paragraph{Number: number(a.No - 1), Title: T("minutes.addendum.approved-on", "day", words.Period(a.ApprovedOn), "decision", a.Decision), Text: lines(a.Text)})
		}
	}
	if f.State == Approved {
		d.Hash, d.Sealed = f.Hash, f.how(words)
	}
	var b bytes.Buffer
	err := paper.Execute(&b, d)
	return b.Bytes(), err
}

// title is what a piece is headed by.
func (f Full) title(p Piece, words *lang.Words) string {
	if p.Title != "" {
		return p.Title
	}
	for _, item := range f.Items {
		if item.ID == p.Item {
			return item.Named(words)
		}
	}
	return "–"
}

// how says when and by what minutes were approved.
func (f Full) how(words *lang.Words) string {
	return words.T("minutes.how."+f.How, "day", words.Period(f.ApprovedOn), "decision", f.Decision)
}

// belongs tells whether a decision or an action point stands under a piece;
// what has no item, or one that no piece is about, stands under the empty one.
func (f Full) belongs(item string, p Piece) bool {
	if p.Item != "" {
		return item == p.Item
	}
	return p.ID == "" && !slices.ContainsFunc(f.Pieces, func(one Piece) bool { return one.Item != "" && one.Item == item })
}

// under are the decisions and action points that stand under a piece.
func (f Full) under(p Piece) (decisions []decision.Decision, actions []decision.Action) {
	for _, d := range f.Decisions {
		if f.belongs(d.Item, p) {
			decisions = append(decisions, d)
		}
	}
	for _, a := range f.Actions {
		if f.belongs(a.Item, p) {
			actions = append(actions, a)
		}
	}
	return decisions, actions
}

func (f Full) marks(p Piece, words *lang.Words) (all []mark) {
	decisions, actions := f.under(p)
	for _, d := range decisions {
		beside := words.T("decision.state." + d.State)
		if d.State == decision.Closed {
			beside = words.T("decision.result."+d.Result) + " · " + words.T("decision.sums", "for", d.Tally.For, "against", d.Tally.Against, "abstained", d.Tally.Abstained)
		}
		all = append(all, mark{words.T("decision.called", "code", d.Code()), beside, d.Text})
	}
	for _, a := range actions {
		all = append(all, mark{words.T("decision.action.called", "code", a.Code(), "owner", f.Organisations[a.Organisation].Named(words.Code())), words.T("decision.due", "day", words.Period(a.Due)), a.Text})
	}
	return all
}

// lines are the paragraphs of a text.
func lines(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

func number(i int) string { return strconv.Itoa(i + 1) }
