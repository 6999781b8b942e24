package indicator

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pesnet/indicator/figure"
	"pesnet/kit/sheet"
	"pesnet/kit/web"
	"pesnet/network"
)

// importAPI adds the operations of imports.
func (s *Service) importAPI(a *web.API) {
	const path = "/networks/{network}/imports"
	web.Handle(a, web.Operation{ID: "add-import", Method: http.MethodPost, Path: path, Policy: "indicator.import", Tag: "indicator", Body: largestUpload + 1<<20,
		Summary: "Import the file of figures that is the body; what cannot be read is rejected"}, s.apiAddImport)
	web.Handle(a, web.Operation{ID: "get-import", Method: http.MethodGet, Path: path + "/{import}", Policy: "indicator.read", Tag: "indicator", Summary: "How far an import is, and what came of it"}, s.apiImport)
	web.Handle(a, web.Operation{ID: "undo-import", Method: http.MethodPost, Path: path + "/{import}/undo", Policy: "indicator.import", Tag: "indicator", Summary: "Undo an import as a whole"}, s.apiUndo)
	web.Handle(a, web.Operation{ID: "list-rejected", Method: http.MethodGet, Path: path + "/{import}/rejected", Policy: "indicator.import", Tag: "indicator", Summary: "The rejected rows with their reasons, as CSV"}, s.apiRejected)
}

// importView is an import as a program gets it.
type importView struct {
	No       int64          `json:"no"`
	State    string         `json:"state" enum:"reading,done,stopped,failed,undone"`
	Source   string         `json:"source"`
	Files    []Input        `json:"files"`
	Draft    bool           `json:"draft" doc:"Not yet released; after a release: it waits for a second person"`
	Counts   Counts         `json:"counts" doc:"Counted in figures"`
	Hidden   map[string]int `json:"hidden,omitempty" doc:"Of a release: how many figures it hides, by reason"`
	Warnings []string       `json:"warnings,omitempty"`
	Began    string         `json:"began"`
}

type importAnswer struct{ Body importView }

func importViewOf(b Batch) importView {
	return importView{No: b.No, State: b.State, Source: b.Source, Files: b.Files, Draft: b.Draft, Counts: b.Counts, Hidden: b.Given.Hidden, Began: b.Began.UTC().Format("2006-01-02T15:04:05Z")}
}

// brought is a file that a program brings, as the body of its request.
type brought struct {
	Network  string `path:"network"`
	Filename string `query:"filename" required:"true" maxLength:"200" example:"figures.csv"`
	Source   string `query:"source" doc:"auto, jaf, eurostat-tsv, eurostat-explorer, anofm, sdmx-csv, sdmx-json or table" default:"auto"`
	Org      string `query:"org" doc:"Code of the member whose own figures they are; empty for figures of a public source"`
	Key      string `header:"Idempotency-Key" doc:"The same key with the same request imports once" maxLength:"200"`
	body     io.Reader
}

// Resolve takes the body as it comes: the file is never whole in memory.
func (b *brought) Resolve(c huma.Context) []error {
	b.body = c.BodyReader()
	return nil
}

var _ huma.Resolver = (*brought)(nil)

func (s *Service) apiAddImport(ctx context.Context, in *brought) (*importAnswer, error) {
	o, err := s.OwnerOf(ctx, network.From(ctx), in.Network, in.Org)
	if err != nil {
		return nil, err
	}
	b, err := s.Bring(ctx, network.From(ctx), Bring{File: File{o, in.Filename, in.body}, Source: in.Source, Key: in.Key})
	return &importAnswer{importViewOf(b)}, err
}

// ofImport names an import.
type ofImport struct {
	Network string `path:"network"`
	No      int64  `path:"import"`
}

func (s *Service) apiDelivered(ctx context.Context, in *ofImport) (d Delivered, err error) {
	n, err := s.networkOf(ctx, network.From(ctx), in.Network)
	if err != nil {
		return d, err
	}
	return s.Delivered(ctx, network.From(ctx), n, in.No)
}

func (s *Service) apiImport(ctx context.Context, in *ofImport) (*importAnswer, error) {
	d, err := s.apiDelivered(ctx, in)
	if err != nil {
		return nil, err
	}
	v, words := importViewOf(d.Batch), web.WordsOf(ctx)
	for _, w := range d.Warnings {
		v.Warnings = append(v.Warnings, words.T(w.ID, w.Args...))
	}
	return &importAnswer{v}, nil
}

func (s *Service) apiUndo(ctx context.Context, in *ofImport) (*importAnswer, error) {
	if _, err := s.apiDelivered(ctx, in); err != nil {
		return nil, err
	}
	b, err := s.Undo(ctx, network.From(ctx), in.No)
	return &importAnswer{importViewOf(b)}, err
}

// csvAnswer is a table as text.
type csvAnswer struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func (s *Service) apiRejected(ctx context.Context, in *ofImport) (*csvAnswer, error) {
	d, err := s.apiDelivered(ctx, in)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	out, words := sheet.NewCSV(&text, sheet.CSVOptions{}), web.WordsOf(ctx)
	if err := out.Header("file", "row", "column", "found", "cause", "reason"); err != nil {
		return nil, err
	}
	err = s.RejectedRows(ctx, network.From(ctx), d.Batch, func(file string, r figure.Rejected) error {
		return out.Write([]sheet.Value{sheet.Text(file), sheet.Number(float64(r.Row)), sheet.Text(r.Column), sheet.Text(r.Text), sheet.Text(r.Cause), sheet.Text(words.T(r.Cause))})
	})
	if err == nil {
		err = out.Close()
	}
	return &csvAnswer{"text/csv; charset=utf-8", text.Bytes()}, err
}
