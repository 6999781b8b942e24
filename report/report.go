// Package report makes the report of what a network did in a year. Its figures
// are counts of what is recorded, and each leads to the rows that it counts;
// nobody types a number. The secretariat writes what stands before and after
// them, members propose what to do better. A report is a draft until it is
// adopted; then figures and texts are frozen under a seal, and it can be
// published.
package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// States of a report.
const (
	Draft     = "draft"
	Adopted   = "adopted"
	Published = "published"
)

// Report is the report of one year of a network.
type Report struct {
	ID          string
	Network     string
	Year        int
	State       string
	Opening     lang.Text // stands before the figures
	Closing     lang.Text // stands after them
	Figures     string    // JSON of the chapters, as they were when it was adopted
	Seal        string
	Decision    string // by which it was adopted, as people call it
	AdoptedOn   string
	PublishedOn string
	Version     int64
}

// What people write is bounded.
const (
	longestLine = 200
	longestText = 20_000
)

// mayWrite refuses to change what is frozen.
//
// Rule report.frozen: when a report is adopted, its figures and texts are
// frozen and sealed; nothing in it is changed any more.
func (r Report) mayWrite() error {
	if r.State != Draft {
		return fault.New(fault.Conflict, "report.frozen")
	}
	return nil
}

func checkText(field string, t lang.Text) *fault.Fault {
	for _, text := range t {
		if utf8.RuneCountInString(text) > longestText {
			return fault.New(fault.Invalid, "report.text", "count", longestText).On(field)
		}
	}
	return nil
}

// adopt is the report adopted by a decision, with its figures.
//
// Rule report.adopt: a report is adopted by a decision that is named, once its
// year is over.
func (r Report) adopt(decision, day string, chapters []Chapter) (Report, error) {
	if err := r.mayWrite(); err != nil {
		return r, err
	}
	if day[:4] <= yearText(r.Year) {
		return r, fault.New(fault.Conflict, "report.adopt", "year", yearText(r.Year))
	}
	r.Decision = strings.TrimSpace(decision)
	if n := utf8.RuneCountInString(r.Decision); n < 1 || n > longestLine {
		return r, fault.New(fault.Invalid, "report.adopt.decision", "count", longestLine).On("decision")
	}
	figures, err := json.Marshal(chapters)
	if err != nil {
		return r, err
	}
	r.State, r.AdoptedOn, r.Figures = Adopted, day, string(figures)
	r.Seal, err = r.sealed()
	return r, err
}

// sealed is the SHA-256 over what is frozen; a text that nobody wrote is the
// same before it is stored and after.
func (r Report) sealed() (string, error) {
	if r.Opening == nil {
		r.Opening = lang.Text{}
	}
	if r.Closing == nil {
		r.Closing = lang.Text{}
	}
	text, err := json.Marshal([]any{r.Network, r.Year, r.Opening, r.Closing, r.Figures, r.Decision, r.AdoptedOn})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// Whole tells whether what is frozen is as it was sealed.
func (r Report) Whole() bool {
	seal, err := r.sealed()
	return err == nil && seal == r.Seal
}

// publish is the report published.
//
// Rule report.publish: only an adopted report is published.
func (r Report) publish(day string) (Report, error) {
	if r.State != Adopted {
		return r, fault.New(fault.Conflict, "report.publish")
	}
	r.State, r.PublishedOn = Published, day
	return r, nil
}
