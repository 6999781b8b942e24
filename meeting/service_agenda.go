package meeting

import (
	"context"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// AddItem adds an item to the agenda of a meeting that is still to come. One
// that is carried over takes what it lacks from the item of the former
// meeting.
//
// Rule meeting.late: what comes to the agenda, and every paper that comes,
// after the meeting was announced is marked as late.
func (s *Service) AddItem(ctx context.Context, who network.Who, n network.Network, code string, item Item) (i Item, err error) {
	err = s.Upon(ctx, who, toChange(n, code), func(tx *db.Tx, m Meeting) (err error) {
		i = item
		i.ID, i.Meeting, i.Standing, i.Late, i.Version = db.ID(), m.ID, "", m.State == Announced, 1
		if i.Carried != "" {
			if i, err = carried(tx, m, i); err != nil {
				return err
			}
		}
		if err := i.Check(); err != nil {
			return err
		}
		agenda, err := itemsOf(tx, m.ID)
		if err != nil {
			return err
		}
		if len(agenda) >= mostItems {
			return fault.New(fault.Invalid, "meeting.item.many", "most", mostItems).On("title")
		}
		if err := insertItems(tx, n.ID, i); err != nil {
			return err
		}
		for _, one := range placed(agenda, i) {
			if err := placeItem(tx, one.ID, one.Position); err != nil {
				return err
			}
		}
		return s.record(tx, who, m, "meeting.add-item", i)
	})
	return i, err
}

// mostItems is how many items an agenda has at most.
const mostItems = 100

// carried fills an item with that of a former meeting of the same network.
func carried(tx *db.Tx, m Meeting, i Item) (Item, error) {
	before, err := ahead(tx, m)
	if err == nil {
		var former Item
		if former, err = itemByID(tx, before.ID, i.Carried); err == nil {
			if i.Title == "" {
				i.Title = former.Title
			}
			if i.Text == "" {
				i.Text = former.Text
			}
			return i, nil
		}
	}
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "meeting.item.unknown").On("carried")
	}
	return i, err
}

// Former returns the own items of the meeting before, which can be carried
// over.
func (s *Service) Former(ctx context.Context, who network.Who, n network.Network, code string) (all []Item, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m, err := asked{who, n, code}.May(tx, "meeting.change")
		if err != nil {
			return err
		}
		before, err := ahead(tx, m)
		if err != nil {
			if err == db.ErrNone {
				err = nil
			}
			return err
		}
		items, err := itemsOf(tx, before.ID)
		for _, i := range items {
			if i.Standing == "" {
				all = append(all, i)
			}
		}
		return err
	})
	return all, err
}

// ChangeItem changes an item; it has the version that was read.
func (s *Service) ChangeItem(ctx context.Context, who network.Who, n network.Network, code string, item Item) error {
	return s.Upon(ctx, who, toChange(n, code), func(tx *db.Tx, m Meeting) error {
		before, err := knownItem(tx, m, item.ID)
		if err != nil {
			return err
		}
		after := before
		after.Title, after.Ask, after.Presenter, after.Text, after.Duration, after.Version = item.Title, item.Ask, item.Presenter, item.Text, item.Duration, item.Version
		if err := after.Check(); err != nil {
			return err
		}
		if err := network.Changed(updateItem(tx, after)); err != nil {
			return err
		}
		return s.record(tx, who, m, "meeting.change-item", map[string]any{"before": before, "after": after})
	})
}

func knownItem(tx *db.Tx, m Meeting, id string) (Item, error) {
	i, err := itemByID(tx, m.ID, id)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "meeting.item.unknown")
	}
	return i, err
}

// DropItem takes an item without papers off the agenda.
func (s *Service) DropItem(ctx context.Context, who network.Who, n network.Network, code string, item Item) error {
	return s.Upon(ctx, who, toChange(n, code), func(tx *db.Tx, m Meeting) error {
		before, err := knownItem(tx, m, item.ID)
		if err != nil {
			return err
		}
		papers, err := papersOf(tx, m.ID)
		if err != nil {
			return err
		}
		if countOf(papers, func(p Paper) bool { return p.Item == before.ID }) > 0 {
			return fault.New(fault.Conflict, "meeting.item.papers")
		}
		if err := network.Changed(deleteItem(tx, m.ID, before.ID, item.Version)); err != nil {
			return err
		}
		agenda, err := itemsOf(tx, m.ID)
		if err != nil {
			return err
		}
		if err := keepAgenda(tx, m, numbered(agenda)); err != nil {
			return err
		}
		return s.record(tx, who, m, "meeting.drop-item", before)
	})
}

// MoveItem moves an item up (-1) or down (1) by one place.
func (s *Service) MoveItem(ctx context.Context, who network.Who, n network.Network, code string, item Item, by int) error {
	return s.Upon(ctx, who, toChange(n, code), func(tx *db.Tx, m Meeting) error {
		if _, err := knownItem(tx, m, item.ID); err != nil {
			return err
		}
		agenda, err := itemsOf(tx, m.ID)
		if err != nil {
			return err
		}
		if err := keepAgenda(tx, m, Moved(agenda, item.ID, by)); err != nil {
			return err
		}
		return s.record(tx, who, m, "meeting.move-item", map[string]any{"item": item.ID, "by": by})
	})
}

// File is a document as it comes in or goes out.
type File struct {
	Item    string // id
	Instead string // number of the paper whose new revision it is
	Name    string
	Content []byte
}

// AddPaper adds a document to an item of a meeting that is still to come.
func (s *Service) AddPaper(ctx context.Context, who network.Who, n network.Network, code string, f File) (p Paper, err error) {
	err = s.Upon(ctx, who, toChange(n, code), func(tx *db.Tx, m Meeting) (err error) {
		item, err := knownItem(tx, m, f.Item)
		if err != nil {
			return err
		}
		p = Paper{ID: db.ID(), Meeting: m.ID, Item: item.ID, Late: m.State == Announced, Added: s.now()}
		if p, err = p.read(f.Name, f.Content); err != nil {
			return err
		}
		papers, err := papersOf(tx, m.ID)
		if err != nil {
			return err
		}
		if len(papers) >= mostPapers {
			return fault.New(fault.Invalid, "meeting.paper.many").On("file")
		}
		if p, err = p.numbered(item.Position, papers, strings.TrimSpace(f.Instead)); err != nil {
			return err
		}
		if err := insertPaper(tx, n.ID, p, f.Content); err != nil {
			return err
		}
		return s.record(tx, who, m, "meeting.add-paper", p)
	})
	return p, err
}

// mostPapers is how many papers a meeting has at most.
const mostPapers = 200

// Paper returns a document with its content.
func (s *Service) Paper(ctx context.Context, who network.Who, n network.Network, code, id string) (p Paper, content []byte, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m, err := asked{who, n, code}.May(tx, "meeting.read")
		if err != nil {
			return err
		}
		if whole, _ := seen(who, m); !whole {
			return network.May(who, "meeting.change", about(m)).Err()
		}
		if p, err = paperByID(tx, m.ID, id); err == db.ErrNone {
			return fault.New(fault.Missing, "meeting.paper.unknown")
		}
		if err != nil {
			return err
		}
		content, err = contentOf(tx, p.ID)
		return err
	})
	return p, content, err
}

// DropPaper takes a paper away that nobody was called with; one that was sent
// stays, and a new revision takes its place.
func (s *Service) DropPaper(ctx context.Context, who network.Who, n network.Network, code, id string) error {
	return s.Upon(ctx, who, toChange(n, code), func(tx *db.Tx, m Meeting) error {
		p, err := paperByID(tx, m.ID, id)
		if err == db.ErrNone || err == nil && m.State != Draft {
			return fault.New(fault.Conflict, "meeting.paper.sent")
		}
		if err != nil {
			return err
		}
		if _, err := deletePaper(tx, m.ID, p.ID); err != nil {
			return err
		}
		return s.record(tx, who, m, "meeting.drop-paper", p)
	})
}
