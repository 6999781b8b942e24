// Package cli is the door for operators: what commands print, and how a
// refusal looks and ends there.
package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Out is where a command prints, and in which language.
type Out struct {
	Stdout, Stderr io.Writer
	Words          *lang.Words
}

// Language returns the language that an operator's environment asks for:
// LC_ALL, LC_MESSAGES or LANG, such as "lt_LT.UTF-8".
func Language(all *lang.Languages, getenv func(string) string) *lang.Words {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		code, _, _ := strings.Cut(getenv(name), "_")
		if words := all.In(code); words != nil {
			return words
		}
	}
	return all.In("en")
}

// JSON prints a value on one line.
func (o *Out) JSON(v any) error {
	e := json.NewEncoder(o.Stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Line prints a line.
func (o *Out) Line(format string, args ...any) { fmt.Fprintf(o.Stdout, format+"\n", args...) }

// codes maps refusals to exit codes; 1 is a defect, 2 a wrong command line.
var codes = map[fault.Kind]int{
	fault.Defect: 1, fault.Invalid: 3, fault.Forbidden: 4, fault.Missing: 5, fault.Conflict: 6, fault.Unknown: 4, fault.TooLarge: 3, fault.TooOften: 7, fault.Closed: 7,
}

// Refuse prints what went wrong, in the operator's language, and returns the
// exit code.
func (o *Out) Refuse(err error) int {
	all := fault.All(err)
	if all[0].Kind == fault.Defect {
		fmt.Fprintln(o.Stderr, "pesnet:", err)
		return codes[fault.Defect]
	}
	for _, f := range all {
		fmt.Fprintln(o.Stderr, "pesnet:", o.Words.T(f.ID, f.Args...))
	}
	return codes[all[0].Kind]
}

// Bar draws how far a command is, on a terminal only.
type Bar struct {
	out   io.Writer
	drawn string
}

// Bar returns a bar on the error output, or one that stays silent where that
// is not a terminal.
func (o *Out) Bar() *Bar {
	if f, ok := o.Stderr.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return &Bar{out: f}
		}
	}
	return &Bar{}
}

// Show draws the bar: a share from 0 to 1 and a few words.
func (b *Bar) Show(share float64, words string) {
	const width = 30
	full := min(width, max(0, int(share*width)))
	line := fmt.Sprintf("\r%s%s %3d %% %s", strings.Repeat("█", full), strings.Repeat("░", width-full), int(share*100), words)
	if b.out == nil || line == b.drawn {
		return
	}
	pad := max(0, len([]rune(b.drawn))-len([]rune(line)))
	fmt.Fprint(b.out, line, strings.Repeat(" ", pad))
	b.drawn = line
}

// End leaves the bar as it is and goes to a new line.
func (b *Bar) End() {
	if b.out != nil && b.drawn != "" {
		fmt.Fprintln(b.out)
	}
}
