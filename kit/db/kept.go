package db

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Kept is All for what is read again and again and seldom changes: the same
// question gets the answer that it got before, until one of its tables is
// written here, or for a moment when another node or program may have written
// it. What decides who may is not asked this way. Who asks gets a list of
// their own, but must leave alone what its rows point to.
//
// A question asked while writing is always read.
func Kept[T any](t *Tx, places func(*T) []any, query string, args ...any) ([]T, error) {
	if t.keeps == nil {
		return All(t, places, query, args...)
	}
	key := question(query, args)
	if t.wall.guards(tablesIn(query)) {
		key += " seen by " + t.as.text // not everybody is answered the same
	}
	if all, ok := found[T](t, key); ok {
		return all, nil
	}
	all, err := All(t, places, query, args...)
	if err == nil {
		keep(t, key, all, tablesIn(query))
	}
	return slices.Clone(all), err
}

// KeptForAll is Kept for rows that everybody may see: they are read as nobody
// sees them, so that the answer is everybody's, and a row that is not for all
// stays behind the wall whatever the query forgets.
func KeptForAll[T any](t *Tx, places func(*T) []any, query string, args ...any) (all []T, err error) {
	err = t.seeing(view{}, func() error {
		all, err = Kept(t, places, query, args...)
		return err
	})
	return all, err
}

// KeptAs is Kept for what f works out from many questions; name and args tell
// it from all else that is kept. It is worked out with the wall open, for
// whoever asks next: f must not look at who asks, and who asks must take no
// more of it than is theirs.
func KeptAs[T any](t *Tx, f func() ([]T, error), name string, args ...any) (all []T, err error) {
	key := question(name, args)
	if t.keeps != nil {
		if all, ok := found[T](t, key); ok {
			return all, nil
		}
	}
	outer := t.asked
	t.asked = map[string]bool{}
	defer func() {
		asked := t.asked
		t.asked = outer
		t.asks(slices.Collect(maps.Keys(asked)))
	}()
	err = t.Unwalled(func() error {
		all, err = f()
		return err
	})
	if err == nil && t.keeps != nil {
		keep(t, key, all, slices.Collect(maps.Keys(t.asked)))
	}
	return slices.Clone(all), err
}

// found is an answer that is kept.
func found[T any](t *Tx, key string) ([]T, bool) {
	a := t.keeps.find(key)
	all, ok := a.value.([]T)
	if ok {
		t.asks(a.tables)
	}
	return slices.Clone(all), ok
}

// keep keeps an answer, unless it is too long.
func keep[T any](t *Tx, key string, all []T, tables []string) {
	if len(all) <= longestKept {
		t.keeps.put(key, answered{value: all, size: len(all) + 1, tables: tables, began: t.began})
	}
}

// asks notes what tables the answer in work stands on.
func (t *Tx) asks(tables []string) {
	if t.asked == nil {
		return
	}
	for _, table := range tables {
		t.asked[table] = true
	}
}

// question tells one question from every other.
func question(query string, args []any) string {
	var b strings.Builder
	b.WriteString(query)
	for _, arg := range args {
		switch arg := arg.(type) {
		case string:
			b.WriteByte(' ')
			b.WriteString(strconv.Quote(arg))
		case int64:
			b.WriteByte(' ')
			b.WriteString(strconv.FormatInt(arg, 10))
		default:
			fmt.Fprintf(&b, " %T %#v", arg, arg)
		}
	}
	return b.String()
}

// KeptOne is One for what seldom changes.
func KeptOne[T any](t *Tx, places func(*T) []any, query string, args ...any) (T, error) {
	return first(Kept(t, places, query, args...))
}

// KeptOneForAll is KeptOne for a row that everybody may see.
func KeptOneForAll[T any](t *Tx, places func(*T) []any, query string, args ...any) (T, error) {
	return first(KeptForAll(t, places, query, args...))
}

const (
	keptFor     = 2 * time.Second
	longestKept = 20_000  // rows of an answer
	mostKept    = 200_000 // rows in all
)

// keeper holds answers, and when each table was last written here, counted in
// writing transactions.
type keeper struct {
	mu      sync.Mutex
	writes  int64
	written map[string]int64
	all     map[string]answered
	rows    int
}

type answered struct {
	value  any
	size   int
	tables []string
	began  int64 // how many writing transactions had ended when it was asked
}

func newKeeper() *keeper {
	return &keeper{written: map[string]int64{}, all: map[string]answered{}}
}

// now is how many writing transactions have ended.
func (k *keeper) now() int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.writes
}

// find returns an answer that holds, or none.
func (k *keeper) find(key string) answered {
	k.mu.Lock()
	defer k.mu.Unlock()
	if a, ok := k.all[key]; ok && k.holds(a) {
		return a
	}
	return answered{}
}

// holds tells whether nothing was written since an answer was asked for.
func (k *keeper) holds(a answered) bool {
	return !slices.ContainsFunc(a.tables, func(table string) bool { return k.written[table] > a.began })
}

func (k *keeper) put(key string, a answered) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.rows += a.size; k.rows > mostKept {
		k.all, k.rows = map[string]answered{}, a.size
	}
	_, there := k.all[key]
	if k.rows -= k.all[key].size; !there {
		time.AfterFunc(keptFor, func() { k.drop(key) })
	}
	k.all[key] = a
}

func (k *keeper) drop(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rows -= k.all[key].size
	delete(k.all, key)
}

// wrote remembers that tables have been written.
func (k *keeper) wrote(tables map[string]bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.writes++
	for table := range tables {
		k.written[table] = k.writes
	}
}

// wrote notes the table that a statement writes.
func (t *Tx) wrote(query string) {
	if t.touched == nil {
		return
	}
	for _, table := range tablesIn(query) {
		t.touched[table] = true
	}
}

var (
	aTable      = regexp.MustCompile(`(?i)\b(?:from|join|into|update|table)\s+([a-z_]+)`)
	tablesCache sync.Map
)

// tablesIn names the tables of a statement, those that it reads among them.
func tablesIn(query string) []string {
	if known, ok := tablesCache.Load(query); ok {
		return known.([]string)
	}
	var all []string
	for _, found := range aTable.FindAllStringSubmatch(query, -1) {
		if name := strings.ToLower(found[1]); !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	if len(query) < 4096 { // statements of many rows have too many forms to keep
		tablesCache.Store(query, all)
	}
	return all
}
