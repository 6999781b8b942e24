package db

import (
	"context"
	"database/sql"
	"sync"
)

// knownQueries are the statements that SQLite has been asked before: it need
// not read their text again. pgx knows its own.
type knownQueries struct {
	pool *sql.DB

	mu       sync.Mutex
	all      map[string]*sql.Stmt // nil while it is prepared
	learning sync.WaitGroup
}

// mostKnown is how many statements are known; those with long lists of values
// have too many forms.
const (
	mostKnown    = 300
	longestKnown = 2048
)

// rows asks a query in a transaction. A new one is prepared beside it, for the
// next time: the transaction has a connection in hand, and another would be
// waited for in vain where all have begun one.
func (k *knownQueries) rows(t *Tx, query string, args []any) (*sql.Rows, error) {
	k.mu.Lock()
	known, there := k.all[query]
	if !there && len(k.all) < mostKnown && len(query) <= longestKnown {
		k.all[query] = nil
		k.learning.Go(func() { k.learn(context.WithoutCancel(t.ctx), query) })
	}
	k.mu.Unlock()
	if known == nil {
		return t.lite.QueryContext(t.ctx, query, args...)
	}
	return t.lite.StmtContext(t.ctx, known).QueryContext(t.ctx, args...)
}

func (k *knownQueries) learn(ctx context.Context, query string) {
	statement, err := k.pool.PrepareContext(ctx, query)
	if err != nil {
		return // whoever asks it is told
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all[query] = statement
}
