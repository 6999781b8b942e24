package indicator

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/sheet"
)

// Answers say what to do about all problems of a kind. The key is the cause,
// or the cause and the text that stands in the file; the value is an Answer.
type Answers map[string]Answer

// Answer is what to do about all problems of a kind. Words:
// "indicatorupload.answer.".
type Answer string

// The answers. For an unknown code there is one more: "=" and the right one.
const (
	LeaveOut  Answer = "leave-out"
	AsMissing Answer = "missing"
	AsZero    Answer = "zero" // the letter O is a zero
	AsPoint   Answer = "point"
	AsComma   Answer = "comma"
	Keep      Answer = "keep" // and explain
	Mend      Answer = "mend" // the reader will correct the file
)

// answersTo lists what can be answered to each cause, the usual answer first.
// A cause that is not named can be left out or mended in the file.
var answersTo = map[string][]Answer{
	"indicator.import.not-a-number":    {AsMissing, LeaveOut, Mend},
	"indicator.import.letter-o":        {AsZero, AsMissing, LeaveOut, Mend},
	"indicator.import.other-decimal":   {AsComma, AsPoint, LeaveOut, Mend},
	"indicator.import.two-readings":    {AsComma, AsPoint, LeaveOut, Mend},
	"indicatorupload.check.more-exits": {Keep, LeaveOut, Mend},
	"indicatorupload.check.jump":       {Keep, LeaveOut, Mend},
}

// AnswersTo returns what can be answered to a cause. Only a table tells what a
// figure that cannot be read would have been of, so that it can be missing.
func AnswersTo(source, cause string) []Answer {
	if all := answersTo[cause]; all != nil && (source == "table" || strings.HasPrefix(cause, checks)) {
		return all
	}
	return []Answer{LeaveOut, Mend}
}

// asksForCode tells whether a cause is a text whose code is not known, and of
// what the code would be.
func asksForCode(cause string) (of figure.Meaning, ok bool) {
	switch cause {
	case "indicator.import.unknown-area":
		return figure.MeansArea, true
	case "indicator.import.unknown-org":
		return figure.MeansOrg, true
	case "indicator.import.unknown-indicator":
		return figure.MeansIndicator, true
	}
	return "", false
}

// about is the key of an answer to one text of a cause.
func about(cause, text string) string { return cause + " " + text }

// Explained is the explanation of what is kept though it looks wrong.
func (a Answers) Explained(cause string) string { return string(a[about(cause, "why")]) }

// Put takes an answer; an empty one takes it back.
func (a Answers) Put(key string, answer Answer) {
	if answer == "" {
		delete(a, key)
		return
	}
	a[key] = answer
}

// Known knows, beside what is known already, the texts that were answered
// with a code.
func (a Answers) Known(k figure.Known) figure.Known {
	with := func(cause string, look func(string) (string, bool)) func(string) (string, bool) {
		if look == nil {
			return nil
		}
		return func(text string) (string, bool) {
			if code, ok := strings.CutPrefix(string(a[about(cause, figure.Clip(text))]), "="); ok {
				return code, true
			}
			return look(text)
		}
	}
	k.Area = with("indicator.import.unknown-area", k.Area)
	k.Org = with("indicator.import.unknown-org", k.Org)
	k.Indicator = with("indicator.import.unknown-indicator", k.Indicator)
	return k
}

// Apply reads on through the answers: what was answered is mended, what was
// not is rejected still. With check it also looks for counts that contradict
// each other.
func (a Answers) Apply(r figure.Reading, check bool) figure.Reading {
	answered := &answered{Reading: r, answers: a, kept: map[string]int{}}
	if check {
		answered.counts = newCounts()
	}
	return answered
}

// answered is a reading whose problems are answered.
type answered struct {
	figure.Reading
	answers Answers
	counts  *counts
	row     []figure.Figure // of the row that is read, to be compared with each other
	first   *figure.Figure  // of the row after it
	next    error           // what comes after them
	kept    map[string]int
}

// Next returns the next figure, mended where that was the answer.
func (r *answered) Next() (figure.Figure, error) {
	if r.counts == nil {
		return r.one()
	}
	for len(r.row) == 0 {
		if err := r.next; err != nil {
			r.next = nil
			return figure.Figure{}, err
		}
		if err := r.fill(); err != nil {
			return figure.Figure{}, err
		}
	}
	f := r.row[0]
	r.row = r.row[1:]
	return f, r.doubt(f)
}

// fill reads the figures of one row, so that exits can be held against the
// people registered whichever stands first.
func (r *answered) fill() error {
	for len(r.row) < mostOfRow {
		f, err := r.ahead()
		if err != nil && len(r.row) == 0 {
			return err
		}
		if err != nil {
			r.next = err
			return nil
		}
		if len(r.row) > 0 && f.Row != r.row[0].Row {
			r.first = &f
			return nil
		}
		r.counts.add(f)
		r.row = append(r.row, f)
	}
	return nil
}

// ahead is the figure that was read too far, or the next one.
func (r *answered) ahead() (figure.Figure, error) {
	if f := r.first; f != nil {
		r.first = nil
		return *f, nil
	}
	return r.one()
}

// mostOfRow bounds what is held of a row.
const mostOfRow = 200

// doubt rejects a figure that contradicts others, unless it is kept.
func (r *answered) doubt(f figure.Figure) error {
	cause, text := r.counts.check(f)
	if cause == "" {
		return nil
	}
	if r.answers[cause] == Keep {
		r.kept[cause]++
		return nil
	}
	return &figure.Rejected{Row: f.Row, Column: f.Series.Indicator, Text: text, Cause: cause}
}

func (r *answered) one() (figure.Figure, error) {
	f, err := r.Reading.Next()
	if rejected, ok := err.(*figure.Rejected); ok {
		return r.answers.mend(f, rejected)
	}
	return f, err
}

// mend does with a rejected figure what was answered about its cause.
func (a Answers) mend(f figure.Figure, r *figure.Rejected) (figure.Figure, error) {
	if f.Series == nil {
		return figure.Figure{}, r
	}
	text, decimal := r.Text, byte('.')
	switch a[r.Cause] {
	case AsMissing:
		f.Missing, f.Value = true, 0
		return f, nil
	case AsZero:
		text = strings.NewReplacer("O", "0", "o", "0", "О", "0").Replace(text)
		if v, ok := sheet.ParseNumber(text, 0); ok {
			f.Value = v
			return f, nil
		}
	case AsComma:
		decimal = ','
	case AsPoint:
	default:
		return figure.Figure{}, r
	}
	v, ok := sheet.ParseNumber(strings.TrimSuffix(text, "%"), decimal)
	if !ok {
		return figure.Figure{}, r
	}
	f.Value = v
	return f, nil
}

// Warnings are those of the file, then what was kept with an explanation.
func (r *answered) Warnings() []figure.Warning {
	all := r.Reading.Warnings()
	if r.counts != nil {
		all = append(all, r.counts.sums()...)
	}
	for _, cause := range slices.Sorted(maps.Keys(r.kept)) {
		all = append(all, figure.Warning{ID: "indicatorupload.kept." + strings.TrimPrefix(cause, checks),
			Args: []any{"count", r.kept[cause], "why", cmp.Or(r.answers.Explained(cause), "–")}})
	}
	return all
}

// Problem is all rejected rows of one cause.
type Problem struct {
	Cause    string
	Count    int64
	Examples []figure.Rejected
	Texts    []Text // where a code is asked for: what stands in the file, the frequent ones first
}

// Text is what stands in a file, and how often.
type Text struct {
	Text  string
	Count int64
}
