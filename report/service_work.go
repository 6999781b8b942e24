package report

import (
	"slices"
	"strconv"
	"strings"

	"pesnet/accession"
	"pesnet/hearing"
	"pesnet/kit/db"
	"pesnet/programme"
)

// countAccessions: who applied, who was admitted, who was refused. Who is not
// admitted is named by the number of the application alone: the secretariat
// knows whose it is.
func countAccessions(tx *db.Tx, y *span) ([]Figure, error) {
	all, err := accession.Between(tx, y.n.ID, y.first, y.last)
	applied, admitted, refused := Figure{Code: "applied"}, Figure{Code: "admitted"}, Figure{Code: "refused"}
	for _, p := range all {
		row := Row{Day: p.Step.Day, Title: plain(strconv.FormatInt(p.No, 10))}
		if slices.Contains([]string{accession.Admitted, accession.Active, accession.Suspended}, p.Application.State) {
			row.Title = plain(p.Name)
		}
		switch p.Step.State {
		case accession.Applicant:
			applied.Rows = append(applied.Rows, row)
		case accession.Admitted:
			admitted.Rows = append(admitted.Rows, row)
		case accession.Refused:
			refused.Rows = append(refused.Rows, row)
		}
	}
	return []Figure{applied, admitted, refused}, err
}

// countProgramme: what of the work programme was to be done, and what was.
func countProgramme(tx *db.Tx, y *span) ([]Figure, error) {
	items, err := programme.Between(tx, y.n.ID, y.first, yearText(y.from.Year())+"-12-31")
	if err != nil {
		return nil, err
	}
	planned, done, late := Figure{Code: "items"}, Figure{Code: "items_done", Of: "items"}, Figure{Code: "items_late", Of: "items"}
	for _, i := range items {
		if i.State == programme.Dropped {
			continue
		}
		row := Row{Day: i.Due, Title: plain(i.Objective), Organisation: y.codes[i.Lead], At: "/work/" + i.Due[:4] + "/items/" + i.Number()}
		planned.Rows = append(planned.Rows, row)
		if i.State == programme.Done {
			done.Rows = append(done.Rows, row)
		}
		if i.Late(y.last) {
			late.Rows = append(late.Rows, row)
		}
	}
	return []Figure{planned, done, late}, nil
}

// countMatters: what was asked of the network and what became of problems.
func countMatters(tx *db.Tx, y *span) ([]Figure, error) {
	all, err := programme.MattersBetween(tx, y.n.ID, y.first, y.last)
	asked, sent := Figure{Code: "asked"}, Figure{Code: "asked_sent"}
	raised, recommended, answered := Figure{Code: "raised"}, Figure{Code: "recommended"}, Figure{Code: "answered"}
	for _, m := range all {
		into := map[string]*Figure{"received": &asked, "sent": &sent}
		if m.Register == programme.Problems {
			into = map[string]*Figure{"raised": &raised, "recommended": &recommended, "answered": &answered}
		}
		for _, step := range m.Steps {
			if f := into[step.State]; f != nil && y.in(step.Day) {
				f.Rows = append(f.Rows, Row{Day: step.Day, Title: plain(m.Title), Organisation: y.codes[m.Organisation], At: "/" + registers[m.Register] + "/" + m.Number()})
			}
		}
	}
	return []Figure{asked, sent, raised, recommended, answered}, err
}

// registers are the addresses of the registers of matters.
var registers = map[string]string{programme.Requests: "requests", programme.Problems: "problems"}

// countHearings: who was heard.
func countHearings(tx *db.Tx, y *span) ([]Figure, error) {
	all, err := hearing.Between(tx, y.n.ID, y.first, y.last)
	if err != nil {
		return nil, err
	}
	held, depositions := Figure{Code: "hearings"}, Figure{Code: "depositions"}
	for _, h := range all {
		if !slices.Contains([]string{hearing.Held, hearing.Concluded}, h.State) {
			continue
		}
		row := Row{Day: h.Day, Title: plain(h.Title), At: "/hearings/" + h.Number()}
		held.Rows = append(held.Rows, row)
		written, err := hearing.Depositions(tx, h.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range written {
			if d.State == hearing.Refused {
				continue
			}
			row.Title = plain(h.Title)
			if d.Shown() { // whoever has not agreed is counted, not named
				row.Title = plain(strings.TrimSpace(d.Organisation + ": " + d.Title))
			}
			depositions.Rows = append(depositions.Rows, row)
		}
	}
	return []Figure{held, depositions}, nil
}
