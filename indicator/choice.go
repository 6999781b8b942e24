package indicator

import (
	"net/url"
	"slices"
	"strconv"
)

// fixed are the names in the address that are no dimensions.
var fixed = []string{"indicator", "me", "with", "peer", "group", "similar", "by", "from", "to", "freq", "unit", "dataset",
	"whole", "rank", "table", "said", "chart", "name", "state"}

// ChoiceOf reads what is chosen from the address of a page: all state is
// there, so that a comparison can be sent to somebody.
func ChoiceOf(q url.Values) Choice {
	c := Choice{
		Indicator: q.Get("indicator"), Me: q.Get("me"), With: q.Get("with"), Peers: q["peer"], Group: q.Get("group"), By: q["by"],
		From: yearOf(q.Get("from")), To: yearOf(q.Get("to")), Freq: q.Get("freq"), Unit: q.Get("unit"), Dataset: q.Get("dataset"),
		NoWhole: q.Get("whole") == "0", Rank: q.Get("rank") == "1", TableTop: q.Get("table") == "first", Dims: map[string]string{},
	}
	c.Similar, _ = strconv.Atoi(q.Get("similar"))
	for name, values := range q {
		if !slices.Contains(fixed, name) && values[0] != "" {
			c.Dims[name] = values[0]
		}
	}
	if !slices.Contains([]string{"hand", "group", "similar", "all"}, c.With) {
		c.With = c.meant()
	}
	return c
}

// meant is the way of choosing peers that an address without one means.
func (c Choice) meant() string {
	switch {
	case len(c.Peers) > 0:
		return "hand"
	case c.Group != "":
		return "group"
	case c.Similar > 0:
		return "similar"
	}
	return ""
}

// yearOf takes what is a year, and nothing else.
func yearOf(text string) string {
	if n, err := strconv.Atoi(text); err != nil || n < 1000 || n > 9999 {
		return ""
	}
	return text
}
