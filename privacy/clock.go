package privacy

import (
	"time"

	"pesnet/kit/fault"
)

// The months of an answer: by Art. 12(3) GDPR one, and two more where a
// request is complex.
const (
	answerMonths = 1
	longerMonths = 2
)

// due is the last day of the answer to what was asked on a day.
//
// Rule privacy.request-due: a request is answered within one month of the day
// on which it came, counted in the network's time zone; a month ends on the
// day of the same number, or on the last day of a shorter month. Art. 12(3)
// GDPR.
func due(asked string, months int) (string, error) {
	t, err := time.Parse(time.DateOnly, asked)
	if err != nil {
		return "", err
	}
	return addMonths(t, months).Format(time.DateOnly), nil
}

// addMonths goes to the day of the same number, or to the last of a shorter
// month.
func addMonths(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// longer is the last day of an answer that takes two more months.
//
// Rule privacy.request-longer: two more months may be taken once, for a reason
// that the person is told within the first month. Art. 12(3) GDPR.
func (r Request) longer(today, reason string) (string, error) {
	switch {
	case r.State == Decided:
		return "", fault.New(fault.Conflict, "privacy.request.closed")
	case reason == "":
		return "", fault.New(fault.Invalid, "privacy.request.reason").On("longer")
	case r.Longer != "" || today > r.Due:
		return "", fault.New(fault.Conflict, "privacy.request-longer").On("longer")
	}
	return due(r.AskedOn, answerMonths+longerMonths)
}
