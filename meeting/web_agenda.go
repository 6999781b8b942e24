package meeting

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func itemOf(r *web.Request) Item {
	return Item{ID: r.PathValue("item"), Title: network.Posted(r, "title"), Ask: r.PostFormValue("ask"), Presenter: network.Posted(r, "presenter"), Text: network.Posted(r, "text"),
		Duration: int(network.PostedNumber(r, "duration")), Carried: r.PostFormValue("carried"), Version: network.PostedNumber(r, "version")}
}

func (s *Service) itemPage(r *web.Request) (web.Reply, error) {
	_, f, err := s.toChange(r)
	if err != nil {
		return nil, err
	}
	id := r.PathValue("item")
	if id == "" {
		return s.itemForm(r, Item{Duration: usual}, nil)
	}
	i := slices.IndexFunc(f.Agenda, func(i Item) bool { return i.ID == id })
	if i < 0 {
		return nil, fault.New(fault.Missing, "meeting.item.unknown")
	}
	return s.itemForm(r, f.Agenda[i], nil)
}

// itemForm asks for an item, a new one where it has no id.
func (s *Service) itemForm(r *web.Request, written Item, refused error) (web.Reply, error) {
	p, f, err := s.toChange(r)
	if err != nil {
		return nil, err
	}
	asks := append([]ui.Option{{Text: r.T("meeting.ask.nothing"), Chosen: written.Ask == ""}}, p.Options("meeting.ask.", Asks, written.Ask)...)
	fields := []ui.Part{p.Line("title", written.Title, "", refused), ui.Select{Field: p.Field("ask", refused), Options: asks},
		ui.Input{Field: p.Field("duration", refused), Value: strconv.Itoa(written.Duration), Width: "4", InputMode: "numeric"}, p.Line("presenter", written.Presenter, "", refused), p.Lines("text", written.Text, refused)}
	page := ui.Page{Title: r.T("meeting.item.add"), Lede: f.Named(p.Words, f.Of, p.Network)}
	if f.State == Announced {
		page.Sections = append(page.Sections, ui.Section{Text: []string{r.T("meeting.item.late-text")}})
	}
	at := p.at(f.Meeting) + "/items/new"
	if written.ID != "" {
		at, page.Title = p.at(f.Meeting)+"/items/"+written.ID, r.T("meeting.item.change")
	} else if fields, err = s.carriedField(r, p, fields, refused); err != nil {
		return nil, err
	}
	form := ui.Post(at, r.T("web.save"), fields...)
	form.Cancel = p.at(f.Meeting)
	if i := slices.IndexFunc(f.Agenda, func(i Item) bool { return i.ID == written.ID }); i >= 0 {
		stored := f.Agenda[i]
		form.Hidden = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(stored.Version, 10)}}
		page.Sections = append(page.Sections, p.Stored(refused, ui.Pairs{{Name: r.T("meeting.field.title"), Value: stored.Named(p.Words)}, {Name: r.T("meeting.field.presenter"), Value: stored.Presenter},
			{Name: r.T("meeting.field.duration"), Value: strconv.Itoa(stored.Duration)}, {Name: r.T("meeting.field.text"), Value: stored.Text}})...)
	}
	page.Sections = append(page.Sections, ui.Section{Forms: []ui.Form{form}})
	if written.ID != "" && f.Open() {
		drop := ui.Post(at+"/drop", r.T("meeting.item.drop"))
		drop.Hidden, drop.Secondary = form.Hidden, true
		page.Sections = append(page.Sections, ui.Section{Forms: []ui.Form{drop}})
	}
	return network.Conflicted(p.View(page, refused, p.crumbs(f.Meeting)...), refused), nil
}

// carriedField offers the items of the meeting before.
func (s *Service) carriedField(r *web.Request, p place, fields []ui.Part, refused error) ([]ui.Part, error) {
	former, err := s.Former(r.Context(), p.Who, p.Network, r.PathValue("meeting"))
	if err != nil || len(former) == 0 {
		return fields, err
	}
	options := []ui.Option{{Text: r.T("meeting.carried.none")}}
	for _, i := range former {
		options = append(options, ui.Option{Value: i.ID, Text: strconv.Itoa(i.Position) + " " + i.Named(p.Words), Chosen: i.ID == r.PostFormValue("carried")})
	}
	return append([]ui.Part{ui.Select{Field: p.Field("carried", refused), Options: options}}, fields...), nil
}

func (s *Service) addItem(r *web.Request) (web.Reply, error) {
	return s.keepItem(r, func(ctx context.Context, p place, code string) error {
		_, err := s.AddItem(ctx, p.Who, p.Network, code, itemOf(r))
		return err
	})
}

func (s *Service) changeItem(r *web.Request) (web.Reply, error) {
	return s.keepItem(r, func(ctx context.Context, p place, code string) error {
		return s.ChangeItem(ctx, p.Who, p.Network, code, itemOf(r))
	})
}

// keepItem shows the form again where the item was refused.
func (s *Service) keepItem(r *web.Request, keep func(context.Context, place, string) error) (web.Reply, error) {
	var refused error
	reply, err := s.did(r, "meeting.said-saved", func(ctx context.Context, p place, code string) error {
		if refused = keep(ctx, p, code); network.Mendable(refused) {
			return nil
		}
		return refused
	})
	if err == nil && refused != nil {
		return s.itemForm(r, itemOf(r), refused)
	}
	return reply, err
}

func (s *Service) dropItem(r *web.Request) (web.Reply, error) {
	return s.did(r, "meeting.said-saved", func(ctx context.Context, p place, code string) error {
		return s.DropItem(ctx, p.Who, p.Network, code, itemOf(r))
	})
}

func (s *Service) moveItem(r *web.Request) (web.Reply, error) {
	id, by := r.PostFormValue("up"), -1
	if id == "" {
		id, by = r.PostFormValue("down"), 1
	}
	reply, err := s.did(r, "", func(ctx context.Context, p place, code string) error {
		return s.MoveItem(ctx, p.Who, p.Network, code, Item{ID: id}, by)
	})
	if to, ok := reply.(web.Go); ok {
		to.To += "#agenda"
		return to, err
	}
	return reply, err
}

// mostValue is how many bytes a value beside a file may have.
const mostValue = 100

func (s *Service) addPaper(r *web.Request) (web.Reply, error) {
	f, unread := fileOf(r)
	return s.did(r, "meeting.said-saved", func(ctx context.Context, p place, code string) error {
		if unread != nil {
			return unread
		}
		_, err := s.AddPaper(ctx, p.Who, p.Network, code, f)
		return err
	})
}

// fileOf reads a form with a file, part by part.
func fileOf(r *web.Request) (f File, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		return f, fault.New(fault.Invalid, "fault.invalid-form")
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return f, fault.New(fault.TooLarge, "meeting.paper.large", "most", MostPaper>>20)
		}
		most := int64(mostValue)
		if part.FormName() == "file" {
			most, f.Name = MostPaper+1, part.FileName()
		}
		content, err := io.ReadAll(io.LimitReader(part, most))
		if err != nil {
			return f, fault.New(fault.TooLarge, "meeting.paper.large", "most", MostPaper>>20)
		}
		switch part.FormName() {
		case "item":
			f.Item = string(content)
		case "instead":
			f.Instead = string(content)
		case "file":
			f.Content = content
		}
	}
}

func (s *Service) dropPaper(r *web.Request) (web.Reply, error) {
	return s.did(r, "meeting.said-saved", func(ctx context.Context, p place, code string) error {
		return s.DropPaper(ctx, p.Who, p.Network, code, r.PathValue("paper"))
	})
}
