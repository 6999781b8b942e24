package guessed

import (
	"testing"

	"pesnet/kit/search"
)

func TestTheListOfGuessedWordsIsFolded(t *testing.T) {
	if len(words) < 300 {
		t.Errorf("%d words, want at least 300", len(words))
	}
	for _, word := range words {
		if word != letters(search.Fold(word)) || len(word) < 3 {
			t.Errorf("%q cannot be found in what is folded", word)
		}
	}
}
