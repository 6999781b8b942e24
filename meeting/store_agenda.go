package meeting

import (
	"pesnet/kit/db"
)

func itemByID(tx *db.Tx, meeting, id string) (Item, error) {
	return db.One(tx, itemPlaces, `SELECT `+itemColumns+` FROM meeting_item i WHERE i.meeting_id = ? AND i.id = ?`, meeting, id)
}

func updateItem(tx *db.Tx, i Item) (int64, error) {
	return tx.Exec(`UPDATE meeting_item SET title = ?, ask = ?, presenter = ?, body = ?, duration = ?, version = version + 1 WHERE meeting_id = ? AND id = ? AND version = ?`,
		i.Title, i.Ask, i.Presenter, i.Text, i.Duration, i.Meeting, i.ID, i.Version)
}

func placeItem(tx *db.Tx, id string, position int) error {
	_, err := tx.Exec(`UPDATE meeting_item SET position = ? WHERE id = ?`, position, id)
	return err
}

func deleteItem(tx *db.Tx, meeting, id string, version int64) (int64, error) {
	return tx.Exec(`DELETE FROM meeting_item WHERE meeting_id = ? AND id = ? AND version = ?`, meeting, id, version)
}

const paperColumns = `p.id, p.meeting_id, p.item_id, p.number, p.revision, p.name, p.type, p.size, p.sha256, p.late, p.added_at`

func paperPlaces(p *Paper) []any {
	return []any{&p.ID, &p.Meeting, &p.Item, &p.Number, &p.Revision, &p.Name, &p.Type, &p.Size, &p.SHA256, &p.Late, db.At(&p.Added)}
}

func papersOf(tx *db.Tx, meeting string) ([]Paper, error) {
	return db.All(tx, paperPlaces, `SELECT `+paperColumns+` FROM meeting_paper p WHERE p.meeting_id = ? ORDER BY p.number, p.revision, p.id`, meeting)
}

func paperByID(tx *db.Tx, meeting, id string) (Paper, error) {
	return db.One(tx, paperPlaces, `SELECT `+paperColumns+` FROM meeting_paper p WHERE p.meeting_id = ? AND p.id = ?`, meeting, id)
}

func contentOf(tx *db.Tx, paper string) ([]byte, error) {
	return db.One(tx, func(b *[]byte) []any { return []any{b} }, `SELECT content FROM meeting_paper WHERE id = ?`, paper)
}

func insertPaper(tx *db.Tx, network string, p Paper, content []byte) error {
	_, err := tx.Exec(`INSERT INTO meeting_paper (id, network_id, meeting_id, item_id, number, revision, name, type, size, sha256, late, added_at, content) VALUES (`+db.Marks(13)+`)`,
		p.ID, network, p.Meeting, p.Item, p.Number, p.Revision, p.Name, p.Type, p.Size, p.SHA256, p.Late, db.Stamp(p.Added), content)
	return err
}

func deletePaper(tx *db.Tx, meeting, id string) (int64, error) {
	return tx.Exec(`DELETE FROM meeting_paper WHERE meeting_id = ? AND id = ?`, meeting, id)
}
