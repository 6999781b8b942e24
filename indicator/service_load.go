package indicator

import (
	"context"
	"errors"
	"io"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
)

// errAskedToStop ends a load that somebody asked to stop.
var errAskedToStop = errors.New("stopped")

// load reads the files of a batch and writes their figures, some at a time.
type load struct {
	s    *Service
	b    *Batch
	seen func(float64, Counts) bool

	file     int
	source   string // of the file
	reading  figure.Reading
	figures  []figure.Figure
	rejected []*figure.Rejected
	taken    int64 // items of the file, those skipped included
	ids      map[*figure.Series]int64
	known    map[int64]bool // series that are surely there
	about    *subject       // whom the figures may be about
	hide     map[point]bool // drafts that a release hides
}

func (l *load) all(ctx context.Context) error {
	l.known = map[int64]bool{}
	for l.file = l.b.Place.File; l.file < len(l.b.Files); l.file++ {
		if err := l.one(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (l *load) one(ctx context.Context) error {
	in := l.b.Files[l.file]
	var err error
	if l.source, err = sourceOf(in.Path, l.b.Source); err != nil {
		return err
	}
	l.reading, err = l.s.open(ctx, l.b, in, l.source)
	if err != nil {
		return err
	}
	defer l.reading.Close()
	if c, ok := l.reading.(figure.Catalogued); ok {
		return l.catalogue(ctx, c)
	}
	if err := l.skip(); err != nil {
		return err
	}
	return l.figuresOf(ctx)
}

// sourceOf is the source that a file is of, recognised where it is not named.
func sourceOf(path, named string) (string, error) {
	if named != "" && named != "auto" {
		return named, nil
	}
	s, err := figure.RecogniseFile(path)
	return s.Code, err
}

// catalogue takes the indicators that a source lists.
func (l *load) catalogue(ctx context.Context, c figure.Catalogued) error {
	if l.b.State == Preview {
		return nil
	}
	return l.s.db.Write(ctx, func(tx *db.Tx) error {
		for _, e := range c.Catalogue() {
			if err := putListed(tx, l.b.No, l.source, e); err != nil {
				return err
			}
		}
		l.b.Place.File, l.b.Place.Taken = l.file+1, 0
		return updateBatch(tx, l.b, l.s.now())
	})
}

// figuresOf reads and writes the figures of a file.
func (l *load) figuresOf(ctx context.Context) (err error) {
	if l.about == nil {
		if l.about, err = l.s.subjectOf(ctx, l.b.Owner); err != nil {
			return err
		}
	}
	for done := false; !done; {
		if done, err = l.gather(); err != nil {
			return err
		}
		if err := l.write(ctx, done); err != nil {
			return err
		}
		if l.seen != nil && l.seen((float64(l.file)+l.reading.Done())/float64(len(l.b.Files)), l.b.Counts) {
			return errAskedToStop
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// skip passes over what an earlier run has written.
func (l *load) skip() error {
	for l.taken = 0; l.taken < l.b.Place.Taken; l.taken++ {
		if _, err := l.reading.Next(); err != nil {
			if _, rejected := err.(*figure.Rejected); !rejected {
				return err
			}
		}
	}
	return nil
}

// gather reads the figures of one transaction; done at the end of the file.
func (l *load) gather() (done bool, err error) {
	l.figures, l.rejected = l.figures[:0], l.rejected[:0]
	l.ids = make(map[*figure.Series]int64)
	var last *figure.Series
	own := false
	for len(l.figures)+len(l.rejected) < batchSize {
		f, err := l.reading.Next()
		if err == io.EOF {
			return true, nil
		}
		l.taken++
		if r, ok := err.(*figure.Rejected); ok {
			l.rejected = append(l.rejected, r)
			continue
		}
		if err != nil {
			return false, err
		}
		if f.Series != last {
			last, own = f.Series, l.about.has(f.Series)
		}
		if !own {
			l.rejected = append(l.rejected, l.about.reject(f))
			continue
		}
		l.figures = append(l.figures, f)
	}
	return false, nil
}

// write writes what was gathered, with the place that it reaches, in one
// transaction: after a crash either all of it is there or nothing.
func (l *load) write(ctx context.Context, done bool) error {
	before, place := l.b.Counts, l.b.Place
	err := l.s.db.Write(ctx, func(tx *db.Tx) error {
		l.b.Counts, l.b.Place = before, place
		if err := l.put(tx); err != nil {
			return err
		}
		if err := l.note(tx, done); err != nil {
			return err
		}
		l.b.Place.Taken = l.taken
		if done {
			l.b.Place.File, l.b.Place.Taken = l.file+1, 0
		}
		return updateBatch(tx, l.b, l.s.now())
	})
	return err
}

// put writes the figures.
func (l *load) put(tx *db.Tx) error {
	if len(l.figures) == 0 {
		return nil
	}
	old, err := l.series(tx)
	if err != nil {
		return err
	}
	have, err := l.have(tx, old)
	if err != nil {
		return err
	}
	w := &writing{batch: l.b.No}
	for i := range l.figures {
		f := &l.figures[i]
		l.take(w, have, f)
	}
	if l.b.State == Preview {
		w.added, w.replaced, w.past = nil, nil, nil
	}
	return w.flush(tx)
}

// series makes sure that every series is there, and returns the ids of those
// that were there before this transaction.
func (l *load) series(tx *db.Tx) ([]int64, error) {
	var last *figure.Series
	wanted := map[int64]*figure.Series{}
	for i := range l.figures {
		if s := l.figures[i].Series; s != last {
			last = s
			if _, ok := l.ids[s]; !ok {
				id := l.b.Owner.id(s)
				l.ids[s], wanted[id] = id, s
			}
		}
	}
	var old, ask []int64
	for id := range wanted {
		if l.known[id] {
			old = append(old, id)
		} else {
			ask = append(ask, id)
		}
	}
	found, err := knownSeries(tx, ask)
	if err != nil {
		return nil, err
	}
	fresh := map[int64]*figure.Series{}
	for _, id := range ask {
		if found[id] {
			old = append(old, id)
		} else {
			fresh[id] = wanted[id]
		}
	}
	if err := l.before(tx, wanted); err != nil || l.b.State == Preview {
		return old, err
	}
	if len(l.known) > 500_000 { // memory stays bounded, whatever the file
		clear(l.known)
	}
	for id := range wanted {
		l.known[id] = true
	}
	return old, insertSeries(tx, l.b.Owner, fresh)
}

// before learns, for each dataset that comes up, whether figures of it were
// there before the batch, and where the batch is complete.
func (l *load) before(tx *db.Tx, wanted map[int64]*figure.Series) error {
	for _, s := range wanted {
		if _, ok := l.b.Place.Before[s.Dataset]; ok {
			continue
		}
		has, err := hasFigures(tx, l.b.Owner, s.Dataset)
		if err != nil {
			return err
		}
		l.b.Place.Before[s.Dataset] = has
	}
	return nil
}

// have returns what is there of the series that are not new.
func (l *load) have(tx *db.Tx, old []int64) (map[point]kept, error) {
	from, to := l.figures[0].Period, l.figures[0].Period
	for i := range l.figures {
		from, to = min(from, l.figures[i].Period), max(to, l.figures[i].Period)
	}
	if len(old) == 0 {
		return map[point]kept{}, nil
	}
	return keptFigures(tx, old, from, to)
}

// take decides what becomes of one figure.
func (l *load) take(w *writing, have map[point]kept, f *figure.Figure) {
	at := point{l.ids[f.Series], f.Period}
	if k, there := have[at]; there {
		switch k.compare(f, l.b.No) {
		case isTwice:
			return
		case isTorn:
			l.rejected = append(l.rejected, &figure.Rejected{Row: f.Row, Text: f.Period, Cause: "indicator.import.duplicate-row"})
			return
		case isSame:
			l.b.Same++
		case isChanged:
			l.b.Counts.Changed++
			l.preview(k, f)
			w.replace(at, k, f)
		}
	} else {
		l.b.New++
		w.add(at, f)
	}
	have[at] = kept{f.Value, f.Missing, f.Flags, l.b.No}
	l.b.Place.Scope[scopeOf(l.source, f)] = true
	if l.b.Place.Before[f.Series.Dataset] {
		w.seen = append(w.seen, l.b.No, at.series, at.period)
	}
}

// scopeOf tells where a delivery is complete, so that what it lacks there is
// gone: the whole dataset, one period of it for sources that publish period by
// period, or one indicator of a period for tables.
//
// Rule indicator.import.gone: what an earlier delivery of the same dataset
// had and this one lacks is reported as gone, and kept unless its reader asks
// for its removal.
func scopeOf(source string, f *figure.Figure) string {
	switch source {
	case "anofm":
		return f.Series.Dataset + "\x00" + f.Period
	case "table":
		return f.Series.Dataset + "\x00" + f.Period + "\x00" + f.Series.Indicator
	}
	return f.Series.Dataset
}

func splitScope(scope string) (dataset, period, indicator string) {
	dataset, period, _ = strings.Cut(scope, "\x00")
	period, indicator, _ = strings.Cut(period, "\x00")
	return dataset, period, indicator
}

// note keeps the rejected rows and, at the end of a file, its warnings.
func (l *load) note(tx *db.Tx, done bool) error {
	file := l.b.Files[l.file].Name
	for _, r := range l.rejected {
		if l.b.Rejected++; l.b.Place.Notes >= mostNotes {
			continue
		}
		l.b.Place.Notes++
		if err := insertRejected(tx, l.b.No, l.b.Place.Notes, file, r); err != nil {
			return err
		}
	}
	if !done {
		return nil
	}
	for _, w := range l.reading.Warnings() {
		if l.b.Place.Notes++; l.b.Place.Notes > mostNotes {
			break
		}
		w.File = file
		if err := insertWarning(tx, l.b.No, l.b.Place.Notes, w); err != nil {
			return err
		}
	}
	return nil
}

// writing gathers the rows of one transaction.
type writing struct {
	batch                       int64
	added, replaced, past, seen []any
}

func (w *writing) add(at point, f *figure.Figure) {
	w.added = append(w.added, at.series, at.period, valueOf(f), f.Flags, w.batch)
}

func (w *writing) replace(at point, k kept, f *figure.Figure) {
	w.past = append(w.past, w.batch, at.series, at.period, valueOf(&figure.Figure{Value: k.value, Missing: k.missing}), k.flags, k.batch)
	w.replaced = append(w.replaced, at.series, at.period, valueOf(f), f.Flags, w.batch)
}

func (w *writing) flush(tx *db.Tx) error {
	for _, err := range []error{insertPast(tx, w.past), insertObservations(tx, w.added), replaceObservations(tx, w.replaced), insertSeen(tx, w.seen)} {
		if err != nil {
			return err
		}
	}
	return nil
}

// valueOf is the value for the database: nothing where it is missing.
func valueOf(f *figure.Figure) any {
	if f.Missing {
		return nil
	}
	return f.Value
}

// preview remembers the first figures that would change, for their owner to
// look at.
func (l *load) preview(k kept, f *figure.Figure) {
	if l.b.State == Preview && len(l.b.Place.Changes) < mostChanges {
		l.b.Place.Changes = append(l.b.Place.Changes, changeOf(k, f))
	}
}
