package ui_test

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pesnet/kit/ui"
)

// GOV.UK Frontend brings examples of its own markup. Ours must equal them, so
// that its styles, scripts and what was learned with readers apply.
func TestFieldsFollowTheMarkupOfGOVUK(t *testing.T) {
	set := pages(t).In(spoken(t, "en"))
	field := func(id, label, hint, wrong string) ui.Field {
		return ui.Field{ID: id, Name: id, Label: label, Hint: hint, Error: wrong}
	}
	for _, c := range []struct {
		component, fixture string
		part               ui.Part
	}{
		{"select", "hint", ui.Select{Field: field("select-with-hint", "Label text goes here", "Hint text goes here", "")}},
		{"select", "with hint text and error message", ui.Select{
			Field:   field("select-2", "Label text goes here", "Hint text goes here", "Error message goes here"),
			Options: []ui.Option{{Value: "1", Text: "GOV.UK frontend option 1"}, {Value: "2", Text: "GOV.UK frontend option 2"}, {Value: "3", Text: "GOV.UK frontend option 3"}},
		}},
		{"textarea", "with error message", ui.Textarea{Field: field("no-ni-reason", "Why can’t you provide a National Insurance number?", "", "You must provide an explanation")}},
		{"file-upload", "with error message and hint", ui.File{Field: field("file-upload-3", "Upload a file",
			"Your photo may be in your Pictures, Photos, Downloads or Desktop folder. Or in an app like iPhoto.", "Error message goes here")}},
		{"radios", "default", ui.Radios{Field: field("example-default", "Have you changed your name?", "", ""), Options: []ui.Option{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}}}},
		{"radios", "with hint", ui.Radios{
			Field:   field("example-with-hint", "Have you changed your name?", "This includes changing your last name or spelling your name differently.", ""),
			Options: []ui.Option{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}},
		}},
		{"checkboxes", "with hint", ui.Checkboxes{
			Field:   field("nationality", "What is your nationality?", "Select all that apply", ""),
			Options: []ui.Option{{Value: "british", Text: "British"}, {Value: "irish", Text: "Irish"}, {Value: "other", Text: "Citizen of another country"}},
		}},
		{"error-summary", "default", ui.Problems{Items: []ui.Link{
			{Text: "The date your passport was issued must be in the past", Href: "#example-error-1"}, {Text: "Enter a postcode, like AA1 1AA", Href: "#example-error-2"},
		}}},
		{"error-summary", "error list with html as text", ui.Problems{Items: []ui.Link{{Text: "Descriptive link to the <b>question</b> with an error"}}}},
		{"notification-banner", "default", ui.Notification{Text: "This publication was withdrawn on 7 March 2014."}},
	} {
		t.Run(c.component+" "+c.fixture, func(t *testing.T) {
			var b bytes.Buffer
			if err := set.WritePiece(&b, "gallery/part", c.part); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(bareMarkup(fixture(t, c.component, c.fixture)), bareMarkup(b.String())); diff != "" {
				t.Errorf("-GOV.UK +ours:\n%s", diff)
			}
		})
	}
}

func fixture(t *testing.T, component, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../web/node_modules/govuk-frontend/dist/govuk/components", component, "fixtures.json"))
	if err != nil && os.Getenv("PESNET_TEST_ALL") == "" {
		t.Skip("GOV.UK Frontend is missing: run 'npm ci' in web/")
	}
	var all struct {
		Fixtures []struct{ Name, HTML string }
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	for _, f := range all.Fixtures {
		if f.Name == name {
			return f.HTML
		}
	}
	t.Fatalf("GOV.UK Frontend has no example %q of %s", name, component)
	return ""
}

var space = regexp.MustCompile(`\s*(</?[a-z][^>]*>)\s*`)

// bareMarkup puts every tag on a line of its own, without the space around it.
func bareMarkup(text string) string {
	return strings.TrimSpace(html.UnescapeString(space.ReplaceAllString(text, "\n$1\n")))
}
