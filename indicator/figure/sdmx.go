package figure

import (
	"slices"
	"strings"

	"pesnet/kit/sheet"
)

// notApplicable is the SDMX code of a dimension that a series does not have.
const notApplicable = "_Z"

// sdmxFigure puts the components of one SDMX observation together, whichever
// format they come in.
type sdmxFigure struct {
	names  []string // of dimensions, then of the attributes that belong to the key
	last   []string // their values in the observation before
	area   string   // of a file that names none
	series *Series
	flow   string
}

// sdmxUnits are attributes that say what a figure is, not how good it is: they
// belong to the series.
var sdmxUnits = []string{"UNIT_MEASURE", "UNIT", "UNIT_MULT"}

// sdmxFlags are the attributes that the flags of a figure come from.
var sdmxFlags = []string{"OBS_STATUS", "CONF_STATUS", "OBS_FLAG"}

// seriesOf is the series of the values of names; that of the observation
// before where nothing has changed.
func (s *sdmxFigure) seriesOf(flow, freq string, values []string) *Series {
	if s.series != nil && s.flow == flow && s.series.Freq == freq && slices.Equal(s.last, values) {
		return s.series
	}
	s.last = s.last[:0]
	for _, v := range values {
		s.last = append(s.last, strings.Clone(v))
	}
	s.flow = strings.Clone(flow)
	made := &Series{Dataset: s.flow, Indicator: s.flow, Area: s.area}
	made.describe(s.names, s.last)
	made.Freq = freq
	s.series = made
	return made
}

// sdmxStatus puts a figure's flags together. OBS_FLAG, as Eurostat gives it,
// says all of them; OBS_STATUS says one and CONF_STATUS whether the figure may
// be published.
func sdmxStatus(f *Figure, status, confidential, flag string) {
	flags, missing := splitStatus(status)
	f.Missing = f.Missing || missing
	if flag != "" {
		flags = Flags(flag)
	}
	if confidential != "" && confidential != "F" {
		flags = joinFlags(flags, "c")
	}
	f.Flags = flags
}

// sdmxValue reads a value: empty, a hyphen and NaN are no figure.
func sdmxValue(f *Figure, text string, decimal byte) bool {
	switch text = strings.TrimSpace(text); text {
	case "", "NaN", "-", ":":
		f.Missing = true
		return true
	}
	v, err := finite(text)
	if err == nil {
		f.Value = v
		return true
	}
	var ok bool
	if decimal == ',' {
		f.Value, ok = sheet.ParseNumber(text, decimal)
	}
	return ok
}

// flowName is the name of a data flow or structure in "ESTAT:NA_MAIN(1.6.0)",
// with a label behind it at times, or in a URN that ends like that.
func flowName(reference string) string {
	if _, after, ok := strings.Cut(reference, "="); ok {
		reference = after
	}
	if _, after, ok := strings.Cut(reference, ":"); ok {
		reference = after
	}
	name, _, _ := strings.Cut(reference, "(")
	return strings.TrimSpace(name)
}
