package letter

import "time"

// Failing is an address that the mail server refuses for good.
type Failing struct {
	Person  string // id
	Name    string // where it was asked for
	Address string
	Answer  string // what the server said
	Since   time.Time
}

// failed is the reason for letters that wait no longer for such an address.
const failed = "letter.refused.failing"

// stops tells whether letters to an address stop.
//
// Rule letter.failing: where the mail server knows no such address, letters to
// it stop, but for urgent ones; the person and the secretariat see it. Letters
// go again once one is taken there, the person gives another address, or one of
// the two lets it be tried again.
func (f Failing) stops(address string, urgent bool) bool {
	return f.Address != "" && f.Address == address && !urgent
}
