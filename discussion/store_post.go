package discussion

import (
	"time"

	"pesnet/kit/db"
	"pesnet/kit/search"
)

const postColumns = `p.id, p.network_id, p.thread_id, p.no, p.author_id, p.lang, p.body, p.written_at, p.changed_at, p.hidden_by, p.hidden_why, p.flags, p.version`

func postPlaces(p *Post) []any {
	return []any{&p.ID, &p.Network, &p.Thread, &p.No, &p.Author, &p.Lang, &p.Text, db.At(&p.Written), db.At(&p.Changed), &p.Hidden, &p.Why, &p.Flags, &p.Version}
}

func postsOf(tx *db.Tx, thread string) ([]Post, error) {
	return db.All(tx, postPlaces, `SELECT `+postColumns+` FROM discussion_post p WHERE thread_id = ? ORDER BY no`, thread)
}

func postByNo(tx *db.Tx, thread string, no int64) (Post, error) {
	return db.One(tx, postPlaces, `SELECT `+postColumns+` FROM discussion_post p WHERE thread_id = ? AND no = ?`, thread, no)
}

func postsBy(tx *db.Tx, person string) ([]Post, error) {
	return db.All(tx, postPlaces, `SELECT `+postColumns+` FROM discussion_post p WHERE author_id = ? ORDER BY written_at`, person)
}

func insertPost(tx *db.Tx, p Post) (Post, error) {
	if err := tx.Lock("discussion " + p.Thread); err != nil {
		return p, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM discussion_post WHERE thread_id = ?`, p.Thread)
	if err != nil {
		return p, err
	}
	p.No, p.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO discussion_post (id, network_id, thread_id, no, author_id, lang, body, written_at, changed_at, hidden_by, hidden_why, flags, version) VALUES (`+db.Marks(13)+`)`,
		p.ID, p.Network, p.Thread, p.No, p.Author, p.Lang, p.Text, db.Stamp(p.Written), "", "", "", 0, p.Version)
	if err != nil {
		return p, err
	}
	return p, index(tx, p)
}

// updatePost writes a post that has the version which was read.
func updatePost(tx *db.Tx, p Post) (int64, error) {
	changed := ""
	if !p.Changed.IsZero() {
		changed = db.Stamp(p.Changed)
	}
	n, err := tx.Exec(`UPDATE discussion_post SET body = ?, changed_at = ?, hidden_by = ?, hidden_why = ?, flags = ?, version = version + 1 WHERE id = ? AND version = ?`,
		p.Text, changed, p.Hidden, p.Why, p.Flags, p.ID, p.Version)
	if err != nil || n == 0 {
		return n, err
	}
	return n, index(tx, p)
}

func flagPost(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE discussion_post SET flags = flags + 1 WHERE id = ?`, id)
	return err
}

// index writes down the stems by which a post is found: none while it is
// hidden.
func index(tx *db.Tx, p Post) error {
	if _, err := tx.Exec(`DELETE FROM discussion_word WHERE post_id = ?`, p.ID); err != nil || p.Hidden != "" {
		return err
	}
	written := map[string]bool{}
	for _, word := range search.Terms(p.Lang, p.Text) {
		if written[word] {
			continue
		}
		written[word] = true
		if _, err := tx.Exec(`INSERT INTO discussion_word (network_id, word, post_id) VALUES (?, ?, ?)`, p.Network, word, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// postsWith are the posts of a network that have every one of some stems, the
// latest first.
func postsWith(tx *db.Tx, network string, words []string, limit int) ([]Post, error) {
	args := []any{network}
	for _, word := range words {
		args = append(args, word)
	}
	return db.All(tx, postPlaces, `SELECT `+postColumns+` FROM discussion_post p WHERE p.id IN (
			SELECT post_id FROM discussion_word WHERE network_id = ? AND word IN (`+db.Marks(len(words))+`) GROUP BY post_id HAVING count(*) = ?)
		ORDER BY p.written_at DESC, p.id DESC LIMIT ?`, append(args, len(words), limit)...)
}

// flagged are the posts that somebody asked to look at and that can be read.
func flagged(tx *db.Tx, network string) ([]Post, error) {
	return db.All(tx, postPlaces, `SELECT `+postColumns+` FROM discussion_post p WHERE network_id = ? AND flags > 0 AND hidden_by = '' ORDER BY written_at`, network)
}

func threadByID(tx *db.Tx, id string) (Thread, error) {
	return db.One(tx, threadPlaces, `SELECT `+threadColumns+` FROM discussion_thread t WHERE id = ?`, id)
}

// saidIn are the posts that were written in a time, without their words, with
// thread and group, the first first.
func saidIn(tx *db.Tx, network string, from, to time.Time) ([]Hit, error) {
	return db.All(tx, func(h *Hit) []any {
		return append(append(groupPlaces(&h.Group), threadPlaces(&h.Thread)...), &h.Post.No, db.At(&h.Post.Written))
	}, `SELECT `+groupColumns+`, `+threadColumns+`, p.no, p.written_at
		FROM discussion_post p JOIN discussion_thread t ON t.id = p.thread_id JOIN discussion_group g ON g.id = t.group_id
		WHERE p.network_id = ? AND p.written_at >= ? AND p.written_at < ? ORDER BY p.written_at, p.id`, network, db.Stamp(from), db.Stamp(to))
}

func forgetAuthor(tx *db.Tx, person string) error {
	for _, q := range []string{
		`UPDATE discussion_post SET author_id = '' WHERE author_id = ?`,
		`UPDATE discussion_announcement SET author_id = '' WHERE author_id = ?`,
		`UPDATE discussion_group SET moderator_id = '' WHERE moderator_id = ?`,
		`DELETE FROM discussion_member WHERE person_id = ?`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}
