package body

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) contactPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	own, err := s.Contact(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	return p.contactForm(own, own, nil)
}

// contactForm is the form of one's own contact data; kept is what is stored.
func (p place) contactForm(own, kept Reached, refused error) (web.Reply, error) {
	T := p.Words.T
	speaks := ui.Checkboxes{Field: p.Field("languages", refused), Small: true}
	speaks.Label = T("body.field.speaks")
	for _, l := range code.LanguagesOfEU() {
		speaks.Options = append(speaks.Options, ui.Option{Value: l, Text: code.Language(l).Name(p.Lang), Chosen: slices.Contains(strings.Fields(own.Languages), l)})
	}
	lang.Sort(p.Words, speaks.Options, func(o ui.Option) string { return o.Text })
	f := ui.Post(p.Root+"/my-contact", T("web.save"),
		ui.Input{Field: p.Field("email", refused), Value: own.Email, Type: "email", Autocomplete: "email"},
		ui.Input{Field: p.Field("phone", refused), Value: own.Phone, Type: "tel", Width: "20", Autocomplete: "tel"},
		speaks, p.Tick("topics", "body.topic.", Topics, strings.Fields(own.Topics), refused),
		ui.File{Field: p.Field("photo", refused), Accept: ".png,.jpg,.jpeg"})
	if kept.Photo != "" {
		f.Fields = append(f.Fields, ui.Checkboxes{Field: ui.Field{Name: "nophoto", Label: T("body.photo.kept")}, Options: []ui.Option{{Value: "yes", Text: T("body.photo.remove")}}, Small: true})
	}
	f.Files, f.Hidden = true, version(kept.Version)
	stored := ui.Pairs{{Name: T("body.field.email"), Value: orDash(kept.Email)}, {Name: T("body.field.phone"), Value: orDash(kept.Phone)}, {Name: T("body.field.speaks"), Value: p.languages(kept.Languages)}}
	data := ui.Page{Title: T("body.mine"), Lede: T("body.mine.lede"), Sections: append(p.Stored(refused, stored), ui.Section{Forms: []ui.Form{f}})}
	return p.View(data, refused), nil
}

func (s *Service) putContactForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	file, refused := sent(r, "photo")
	c := NewContact{Reached: Reached{Email: network.Posted(r, "email"), Phone: network.Posted(r, "phone"), Languages: distinctLanguages(r.PostForm["languages"]),
		Topics: strings.Join(r.PostForm["topics"], " "), Version: network.PostedNumber(r, "version")}, File: file, NoPhoto: r.PostFormValue("nophoto") != ""}
	if refused == nil {
		refused = s.PutContact(r.Context(), p.Who, c)
	}
	if !network.Mendable(refused) {
		return web.Go{To: p.Root + "/my-contact", Said: "body.said-saved"}, refused
	}
	kept, err := s.Contact(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	return p.contactForm(c.Reached, kept, refused)
}

// sent reads a file of a form; nothing where none was chosen.
func sent(r *web.Request, name string) ([]byte, error) {
	if err := r.ParseMultipartForm(mostBytes); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return nil, fault.New(fault.Invalid, "body.photo").On(name)
		}
		return nil, err
	}
	file, _, err := r.FormFile(name)
	if err != nil {
		return nil, nil // no file was chosen
	}
	defer file.Close()
	bytes, err := io.ReadAll(io.LimitReader(file, mostBytes+1))
	return bytes, err
}
