package discussion

import (
	"time"

	"pesnet/kit/db"
)

const groupColumns = `g.id, g.network_id, g.code, g.kind, g.name, g.about, g.moderator_id, g.closed_on, g.version`

func groupPlaces(g *Group) []any {
	return []any{&g.ID, &g.Network, &g.Code, &g.Kind, &g.Name, &g.About, &g.Moderator, &g.Closed, &g.Version}
}

func groupByCode(tx *db.Tx, network, code string) (Group, error) {
	return db.One(tx, groupPlaces, `SELECT `+groupColumns+` FROM discussion_group g WHERE network_id = ? AND code = ?`, network, code)
}

func groupByID(tx *db.Tx, id string) (Group, error) {
	return db.One(tx, groupPlaces, `SELECT `+groupColumns+` FROM discussion_group g WHERE id = ?`, id)
}

// listedGroups are the groups of a network, and whether a person has joined.
func listedGroups(tx *db.Tx, network, person string) ([]Listed, error) {
	return db.All(tx, func(l *Listed) []any {
		return append(groupPlaces(&l.Group), &l.People, &l.Threads, db.At(&l.Latest), &l.Joined)
	}, `SELECT `+groupColumns+`,
		(SELECT count(*) FROM discussion_member m WHERE m.group_id = g.id),
		(SELECT count(*) FROM discussion_thread t WHERE t.group_id = g.id),
		coalesce((SELECT max(t.latest_at) FROM discussion_thread t WHERE t.group_id = g.id), ''),
		EXISTS (SELECT 1 FROM discussion_member m WHERE m.group_id = g.id AND m.person_id = ?)
		FROM discussion_group g WHERE g.network_id = ? ORDER BY g.code`, person, network)
}

func insertGroup(tx *db.Tx, g Group) error {
	_, err := tx.Exec(`INSERT INTO discussion_group (id, network_id, code, kind, name, about, moderator_id, closed_on, version) VALUES (`+db.Marks(9)+`)`,
		g.ID, g.Network, g.Code, g.Kind, g.Name, g.About, g.Moderator, g.Closed, g.Version)
	return err
}

func updateGroup(tx *db.Tx, g Group) (int64, error) {
	return tx.Exec(`UPDATE discussion_group SET kind = ?, name = ?, about = ?, moderator_id = ?, closed_on = ?, version = version + 1 WHERE id = ? AND version = ?`,
		g.Kind, g.Name, g.About, g.Moderator, g.Closed, g.ID, g.Version)
}

func hasJoined(tx *db.Tx, group, person string) (bool, error) {
	n, err := tx.Count(`SELECT count(*) FROM discussion_member WHERE group_id = ? AND person_id = ?`, group, person)
	return n > 0, err
}

func insertMember(tx *db.Tx, g Group, person string, now time.Time) error {
	_, err := tx.Exec(`INSERT INTO discussion_member (network_id, group_id, person_id, joined_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		g.Network, g.ID, person, db.Stamp(now))
	return err
}

func deleteMember(tx *db.Tx, group, person string) (int64, error) {
	return tx.Exec(`DELETE FROM discussion_member WHERE group_id = ? AND person_id = ?`, group, person)
}

// peopleOf are the ids of those who have joined, the first first.
func peopleOf(tx *db.Tx, group string) ([]string, error) {
	return db.All(tx, func(id *string) []any { return []any{id} },
		`SELECT person_id FROM discussion_member WHERE group_id = ? ORDER BY joined_at, person_id`, group)
}

// joinedBy are the groups that a person has joined, in all networks.
func joinedBy(tx *db.Tx, person string) ([]Group, error) {
	return db.All(tx, groupPlaces, `SELECT `+groupColumns+` FROM discussion_group g JOIN discussion_member m ON m.group_id = g.id WHERE m.person_id = ? ORDER BY g.code`, person)
}

const threadColumns = `t.id, t.network_id, t.group_id, t.no, t.title, t.begun_at, t.latest_at, t.closed`

func threadPlaces(t *Thread) []any {
	return []any{&t.ID, &t.Network, &t.Group, &t.No, &t.Title, db.At(&t.Begun), db.At(&t.Latest), &t.Closed}
}

func threadByNo(tx *db.Tx, group string, no int64) (Thread, error) {
	return db.One(tx, threadPlaces, `SELECT `+threadColumns+` FROM discussion_thread t WHERE group_id = ? AND no = ?`, group, no)
}

func threadedPlaces(t *Threaded) []any { return append(threadPlaces(&t.Thread), &t.Posts) }

const threadedColumns = threadColumns + `, (SELECT count(*) FROM discussion_post p WHERE p.thread_id = t.id AND p.hidden_by = '')`

// threadsOf are the threads of a group, the one last written in first.
func threadsOf(tx *db.Tx, group string, limit int) ([]Threaded, error) {
	return db.All(tx, threadedPlaces, `SELECT `+threadedColumns+` FROM discussion_thread t WHERE t.group_id = ? ORDER BY t.latest_at DESC, t.no DESC LIMIT ?`, group, limit)
}

func insertThread(tx *db.Tx, t Thread) (Thread, error) {
	if err := tx.Lock("discussion " + t.Network); err != nil {
		return t, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM discussion_thread WHERE network_id = ?`, t.Network)
	if err != nil {
		return t, err
	}
	t.No = last + 1
	_, err = tx.Exec(`INSERT INTO discussion_thread (id, network_id, group_id, no, title, begun_at, latest_at, closed) VALUES (`+db.Marks(8)+`)`,
		t.ID, t.Network, t.Group, t.No, t.Title, db.Stamp(t.Begun), db.Stamp(t.Latest), t.Closed)
	return t, err
}

func closeThread(tx *db.Tx, id string, closed bool) error {
	_, err := tx.Exec(`UPDATE discussion_thread SET closed = ? WHERE id = ?`, closed, id)
	return err
}

func touchThread(tx *db.Tx, id string, at time.Time) error {
	_, err := tx.Exec(`UPDATE discussion_thread SET latest_at = ? WHERE id = ?`, db.Stamp(at), id)
	return err
}
