package indicator

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Facts returns what there is of an indicator in a network.
func (s *Service) Facts(ctx context.Context, who network.Who, n network.Network, d Definition) (f Facts, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		f, err = facts(tx, pools(n), d.Names())
		return err
	})
	return f, err
}

// Wanted says which released figures are wanted, page by page.
type Wanted struct {
	Indicator, Area, Org, From, To string
	Cursor                         string
	Limit                          int // 1 to 1000; 500 when 0

	names []Name
	pools [2]string
	after taken
	limit int
}

// taken is a place in the order of the figures.
type taken struct {
	series int64
	period string
}

func (t taken) cursor() string {
	return base64.RawURLEncoding.EncodeToString([]byte(fmt.Sprintf("%d %s", t.series, t.period)))
}

func parseCursor(text string) (t taken, ok bool) {
	if text == "" {
		return t, true
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	series, period, found := strings.Cut(string(raw), " ")
	if t.series, ok = number(series); err != nil || !found || !ok {
		return t, false
	}
	t.period = period
	return t, figure.FreqOf(period) != ""
}

func number(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}

// Taken is a figure as it is taken away.
type Taken struct {
	figure.Series
	Period  string
	Value   *float64 // nothing where the source says that it is missing
	Flags   string
	Batch   int64
	Vintage string
	at      taken
}

// Observations returns released figures and where the next page begins;
// nothing at the end.
func (s *Service) Observations(ctx context.Context, who network.Who, n network.Network, w Wanted) (all []Taken, next string, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, "", err
	}
	var ok bool
	if w.after, ok = parseCursor(w.Cursor); !ok {
		return nil, "", fault.New(fault.Invalid, "indicatorcompare.cursor").On("cursor")
	}
	if w.Indicator != "" {
		d, err := s.Definition(ctx, who, w.Indicator)
		if err != nil {
			return nil, "", err
		}
		w.names = d.Names()
	}
	if w.Limit <= 0 || w.Limit > 1000 {
		w.Limit = 500
	}
	w.pools, w.limit = pools(n), w.Limit+1
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = figuresAfter(tx, w)
		return err
	})
	if len(all) > w.Limit {
		all = all[:w.Limit]
		last := all[w.Limit-1]
		next = taken{last.at.series, last.Period}.cursor()
	}
	return all, next, err
}
