package privacy

import "pesnet/kit/fault"

// Threshold is from how many on an alarm rings in a network.
type Threshold struct {
	Kind    string
	Most    int64
	Own     bool // chosen by the network; else that of the installation
	Version int64
}

// mostThreshold is the largest threshold: beyond it nothing would ever ring.
const mostThreshold = 100_000

// alarmKinds are the kinds of alarm, in the order of the form.
var alarmKinds = []string{bulkReadings, bulkLimit, bulkExport}

// field is the field of the form.
func (t Threshold) field() string { return "most-" + t.Kind }

// Check finds what cannot be taken of a threshold.
//
// Rule privacy.threshold: an alarm rings above a number from 1 to 100,000.
func (t Threshold) Check() error {
	if unknown([]string{t.Kind}, alarmKinds) || t.Most < 1 || t.Most > mostThreshold {
		return fault.New(fault.Invalid, "privacy.threshold", "most", mostThreshold).On(t.field())
	}
	return nil
}
