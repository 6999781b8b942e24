package accession

import "time"

// changes counts how often the representative changed in the twelve months
// before a day.
func changes(all []Nominee, day string) (n int) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	since := t.AddDate(-1, 0, 0).Format(time.DateOnly)
	for i, one := range all {
		if i > 0 && one.Person != all[i-1].Person && one.From > since && one.From <= day {
			n++
		}
	}
	return n
}

// restless tells whether representatives change too often.
//
// Rule accession.change: an organisation whose representative changed more
// often within twelve months than the charter says is shown with a warning.
// (SPUNE working procedure: constant change of persons at meetings is to be
// avoided.)
func (r Rules) restless(all []Nominee, day string) bool {
	return r.Changes >= 0 && changes(all, day) > r.Changes
}
