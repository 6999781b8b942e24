package indicator

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pesnet/indicator/disclosure"
	"pesnet/indicator/figure"
	"pesnet/kit/cli"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Commands is what operators do with figures.
type Commands struct {
	Import struct {
		Observations importCommand `cmd:"" help:"Import figures. Ends with a line: new N changed N unchanged N gone N rejected N."`
	} `cmd:"" help:"Import what others deliver."`
	Export struct {
		Observations exportCommand `cmd:"" help:"Export figures as CSV, SDMX-CSV, SDMX-JSON or XLSX."`
	} `cmd:"" help:"Export what is here."`
	Release releaseCommand `cmd:"" help:"Release the drafts of an import; what would tell about few people stays hidden."`
	Undo    undoCommand    `cmd:"" help:"Take back an import by its number."`
}

type importCommand struct {
	Source  string   `default:"auto" enum:"auto,jaf,eurostat-tsv,eurostat-explorer,anofm,sdmx-csv,sdmx-json,table" help:"Kind of file: ${enum}."`
	Network string   `help:"Network that the figures belong to; none for public figures of all networks." placeholder:"CODE"`
	Org     string   `help:"Member whose own figures they are; they stay unreleased until released." placeholder:"CODE"`
	Vintage string   `help:"Day on which the source published them (today)." placeholder:"YYYY-MM-DD"`
	Gone    string   `default:"keep" enum:"keep,remove" help:"What to do with figures that an earlier delivery had and this one lacks: ${enum}."`
	JSON    bool     `name:"json" help:"Print the result as one object on the last line."`
	Files   []string `arg:"" name:"file" help:"Files, or folders with files." type:"path"`
}

// Help shows examples.
func (importCommand) Help() string {
	return `Examples:
  pesnet import observations jaf_values.csv.gz
  pesnet import observations --source anofm --network SPUNE-SPO folder/
  pesnet import observations --network AURORA --org AUR-GINTARA figures.xlsx

Cut off, it goes on where it ended when the same files are imported again.`
}

// Run imports files.
func (c importCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	files, err := Files(c.Files)
	if err != nil {
		return err
	}
	owner, err := s.OwnerOf(ctx, network.Operator, c.Network, c.Org)
	if err != nil {
		return err
	}
	bar := out.Bar()
	b, err := s.Import(ctx, network.Operator, Batch{Owner: owner, Source: c.Source, Files: files, Vintage: c.Vintage, Given: Given{Gone: c.Gone}}, func(share float64, counts Counts) bool {
		bar.Show(share, counts.Line())
		return ctx.Err() != nil
	})
	bar.End()
	if err != nil {
		return err
	}
	if err := s.tell(ctx, b, out); err != nil {
		return err
	}
	if c.JSON {
		return out.JSON(struct {
			Batch int64 `json:"batch"`
			Counts
		}{b.No, b.Counts})
	}
	out.Line("%s", b.Counts.Line())
	return nil
}

// tell prints what the reader of the files should look at.
func (s *Service) tell(ctx context.Context, b Batch, out *cli.Out) error {
	warnings, err := s.WarningsOf(ctx, network.Operator, b)
	for _, w := range warnings {
		out.Line("%s: %s", w.File, out.Words.T(w.ID, w.Args...))
	}
	if err != nil || b.Rejected == 0 {
		return err
	}
	shown := 0
	return s.RejectedRows(ctx, network.Operator, b, func(file string, r figure.Rejected) error {
		if shown++; shown <= 20 {
			out.Line("%s:%d %s %q: %s", file, r.Row, r.Column, r.Text, out.Words.T(r.Cause))
		}
		return nil
	})
}

// Files lists the files that are named, those of folders in the order of
// their paths.
func Files(paths []string) (files []Input, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fault.New(fault.Missing, "indicator.import.no-file", "file", path)
		}
		if !info.IsDir() {
			files = append(files, Input{Path: path, Name: filepath.Base(path)})
			continue
		}
		var inside []Input
		err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && !strings.HasPrefix(d.Name(), ".") {
				name, _ := filepath.Rel(path, p)
				inside = append(inside, Input{Path: p, Name: name})
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		slices.SortFunc(inside, func(a, b Input) int { return strings.Compare(a.Path, b.Path) })
		files = append(files, inside...)
	}
	return files, nil
}

type releaseCommand struct {
	Batch int64 `arg:"" help:"Number of the import."`
	Look  bool  `help:"Only show what would be hidden, and why."`
}

// Run releases the drafts of a batch, or shows what that would hide.
func (c releaseCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	h, err := s.Hiding(ctx, network.Operator, c.Batch)
	if err != nil {
		return err
	}
	for _, why := range disclosure.Reasons {
		if count := h.Reasons[why]; count > 0 {
			out.Line("%s: %d", out.Words.T("indicatorhide.why."+why), count)
		}
	}
	for _, f := range h.First {
		if title, decimals := nameOf(out.Words, f.Figure); c.Look {
			out.Line("%s; %s; %s; %s; %s", title, partOf(out.Words, f.Series), f.Period, out.Words.Number(f.Value, decimals), out.Words.T("indicatorhide.why."+f.Why))
		}
	}
	if c.Look {
		return nil
	}
	b, err := s.Release(ctx, network.Operator, c.Batch)
	if err == nil {
		out.Line("%s", out.Words.T("indicatorhide.released", "no", b.No, "hidden", h.Hidden()))
	}
	return err
}

type undoCommand struct {
	Batch int64 `arg:"" help:"Number of the import."`
}

// Run takes a batch back.
func (c undoCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	b, err := s.Undo(ctx, network.Operator, c.Batch)
	if err == nil {
		out.Line("%s", out.Words.T("indicatorcommand.undone", "batch", b.No))
	}
	return err
}

type exportCommand struct {
	Format    string `required:"" enum:"csv,sdmx-csv,sdmx-json,xlsx" help:"Kind of file: ${enum}."`
	Out       string `short:"o" help:"File to write; the standard output if none." type:"path"`
	Network   string `help:"Network whose figures are exported; none for public ones." placeholder:"CODE"`
	Dataset   string `help:"Only this dataset, such as jaf."`
	Indicator string `help:"Only this indicator, by the code that its source gives it."`
	Area      string `help:"Only this reference area, such as LT."`
	Org       string `help:"Only this organisation."`
	From      string `help:"From this period on, such as 2015."`
	To        string `help:"Up to this period."`
}

// Help shows examples.
func (exportCommand) Help() string {
	return `Examples:
  pesnet export observations --format csv --dataset jaf -o jaf.csv
  pesnet export observations --format sdmx-csv --network AURORA --indicator q1a`
}

// Run exports released figures.
func (c exportCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	sel := Selection{Dataset: c.Dataset, Indicator: c.Indicator, Area: c.Area, Org: c.Org, From: c.From, To: c.To}
	if c.Network != "" {
		n, err := s.networkOf(ctx, network.Operator, c.Network)
		if err != nil {
			return err
		}
		sel.Network = n
	}
	if c.Out == "" {
		return s.Export(ctx, network.Operator, sel, c.Format, out.Stdout)
	}
	file, err := os.CreateTemp(filepath.Dir(c.Out), ".pesnet-*")
	if err != nil {
		return fault.New(fault.Invalid, "indicatorcommand.cannot-write", "file", c.Out)
	}
	defer os.Remove(file.Name())
	err = s.Export(ctx, network.Operator, sel, c.Format, file)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), c.Out)
}
