// Package search makes texts findable in the languages of a program: letters
// without their marks, words without their endings, and what a person types
// into a search box as a list of conditions that a database can answer.
package search
