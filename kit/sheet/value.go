package sheet

import (
	"math"
	"strconv"
)

// Value is a cell to be written.
type Value struct {
	text   string
	number float64
	kind   valueKind
}

type valueKind uint8

const (
	empty valueKind = iota
	textValue
	numberValue
)

// Empty is a cell with nothing in it: how a missing figure is written.
var Empty Value

// Text is a cell that is a text, whatever it looks like.
func Text(text string) Value { return Value{text: text, kind: textValue} }

// Number is a cell to calculate with. What is no number is written as nothing.
func Number(v float64) Value {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Empty
	}
	return Value{number: v, kind: numberValue}
}

// Texts makes a row of texts.
func Texts(cells ...string) []Value {
	row := make([]Value, len(cells))
	for i, c := range cells {
		row[i] = Text(c)
	}
	return row
}

// Writer writes a table row by row. Close finishes it and leaves what it was
// given to write to open.
type Writer interface {
	Header(names ...string) error
	Write(row []Value) error
	Close() error
}

// formatNumber writes a number so that reading it gives the same number.
func formatNumber(v float64) string {
	return string(appendNumber(make([]byte, 0, 24), v))
}

func appendNumber(out []byte, v float64) []byte {
	if size := math.Abs(v); size != 0 && (size < 1e-9 || size >= 1e21) {
		return strconv.AppendFloat(out, v, 'e', -1, 64)
	}
	return strconv.AppendFloat(out, v, 'f', -1, 64)
}
