package ui

// The states of a stage, a moment and a day.
const (
	Did  = "did"  // over
	Now  = "now"  // the present stage
	Next = "next" // the next moment
	Due  = "due"  // soon
	Late = "late" // too late
	Last = "last" // the last day in time
	On   = "on"   // the day itself
	Skip = "skip" // days that are left out
)

// Stages says how far a thing has come, in words. As the steps of a form, the
// present one is announced as such, and past ones may lead back.
type Stages struct {
	Label string
	Items []Stage
	Steps bool
}

func (Stages) part() string { return "ui/stages" }

// Stage is one of them.
type Stage struct {
	State string // Did, Now, or empty: to come
	Title string
	Text  string
	Href  string
}

// Timeline lists moments.
type Timeline []Moment

func (Timeline) part() string { return "ui/timeline" }

// Moment is one of them. What is linked stands first, Text follows it.
type Moment struct {
	State string // Did, Next, or empty
	When  string // as the reader reads it
	ISO   string // as machines read it, optional
	Link  Link
	Text  string
}

// Waits lists what waits for the reader: the date at the start, one action at
// the end.
type Waits []Wait

func (Waits) part() string { return "ui/waits" }

// Wait is one of them.
type Wait struct {
	Day    string // "25", or "–"
	Month  string // "Nov", or "no date"
	State  string // Due, Late, or empty
	Title  string
	Href   string // of the title, optional
	Text   string
	Action *Button
	Tag    *Tag // in place of an action
}

// Job is work that takes a while. While it runs the piece asks its address
// again every two seconds; without scripts a link does.
type Job struct {
	ID     string // of the element
	Title  string
	State  Tag
	Doing  string // what is happening
	Done   int64
	All    int64 // 0 when unknown
	Text   string
	Counts Pairs
	Cancel *Button
	Action string // address that takes the POST of Cancel
	Links  []Link
	Again  string // address of the same page while the job runs, empty afterwards
}

func (Job) part() string { return "ui/job" }
