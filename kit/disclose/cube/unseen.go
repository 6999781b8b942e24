package cube

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// mostFilled is how many figures there may be for those to be looked for that
// are not given.
const mostFilled = 20_000

// fill adds the figures that nobody gives and everybody can work out: the total
// of women and men, the men of a total and its women. Who knows one of them by
// two ways knows what stands in either.
func (b *builder) fill() {
	for more := true; more && len(b.all) < mostFilled; {
		more = false
		for axis := range b.axes {
			groups := b.byCode(axis)
			kin := b.kin(axis, groups)
			for _, g := range groups {
				more = b.fillGroup(axis, g, kin) || more
			}
		}
	}
}

// byCode are the groups of figures that differ on one axis alone, by their codes
// on it. Those in which a figure is missing are left out: it is not to be
// worked out.
func (b *builder) byCode(axis int) (groups []map[string]int) {
	for _, g := range b.groups(axis) {
		codes := map[string]int{}
		for _, i := range g {
			codes[b.all[i].At[axis]] = i
		}
		if !slices.ContainsFunc(g, func(i int) bool { return b.all[i].Missing }) {
			groups = append(groups, codes)
		}
	}
	return groups
}

// family is a code with those that make it up.
type family struct {
	whole string
	parts []string
}

// kin are the codes of an axis that others make up. The figures have to show it;
// what the whole of an axis is made of is believed where they show nothing.
func (b *builder) kin(axis int, groups []map[string]int) (all []family) {
	a, codes := b.axes[axis], map[string]bool{}
	for _, g := range groups {
		for c := range g {
			codes[c] = true
		}
	}
	if a.Makes {
		codes[""] = true
	}
	inside := func(x, y string) bool { return x != y && x != "" && (y == "" || a.Inside(x, y)) }
	for whole := range codes {
		var inner []string
		for c := range codes {
			if inside(c, whole) {
				inner = append(inner, c)
			}
		}
		parts := slices.DeleteFunc(slices.Clone(inner), func(c string) bool {
			return slices.ContainsFunc(inner, func(o string) bool { return inside(c, o) })
		})
		slices.Sort(parts)
		if len(parts) > 1 && b.apart(axis, parts) && b.shown(family{whole, parts}, groups, a.Makes && whole == "") {
			all = append(all, family{whole, parts})
		}
	}
	slices.SortFunc(all, func(x, y family) int { return strings.Compare(x.whole, y.whole) })
	return all
}

func (b *builder) apart(axis int, parts []string) bool {
	for i, x := range parts {
		if slices.ContainsFunc(parts[i+1:], func(y string) bool { return !b.axes[axis].Apart(x, y) }) {
			return false
		}
	}
	return true
}

// shown tells whether the figures show that the parts of a family make up its
// whole.
func (b *builder) shown(f family, groups []map[string]int, believed bool) bool {
	for _, g := range groups {
		if whole, parts, lacks, ok := b.of(f, g); ok && lacks == "" {
			if math.Abs(whole-parts) > 1e-6*math.Max(1, whole) {
				return false
			}
			believed = true
		}
	}
	return believed
}

// of is the whole of a family in a group, the sum of its parts, and the part
// that it lacks; ok where the whole is there and one part at most is not.
func (b *builder) of(f family, g map[string]int) (whole, parts float64, lacks string, ok bool) {
	w, there := g[f.whole]
	for _, c := range f.parts {
		i, has := g[c]
		switch {
		case has:
			parts += b.all[i].Value
		case lacks != "":
			return 0, 0, "", false
		default:
			lacks = c
		}
	}
	if there {
		whole = b.all[w].Value
	}
	return whole, parts, lacks, there
}

// fillGroup adds what a group lacks, and tells whether there was anything.
func (b *builder) fillGroup(axis int, g map[string]int, kin []family) (added bool) {
	for _, f := range kin {
		whole, parts, lacks, ok := b.of(f, g)
		code, value := lacks, whole-parts
		if !ok && lacks == "" && !slices.ContainsFunc(f.parts, func(c string) bool { _, has := g[c]; return !has }) {
			code, value, ok = f.whole, parts, true
		} else if lacks == "" {
			continue
		}
		if !ok || value < 0 {
			continue
		}
		some := 0
		for _, i := range g {
			some = i
			break
		}
		u := Figure{At: slices.Clone(b.all[some].At)}
		u.At[axis], u.Latent, u.Value = code, true, value
		if b.t.Amounts {
			u.Contributors = int(math.Ceil(value))
		} else {
			u.Value = math.Round(value)
		}
		u.Name = fmt.Sprintf("unseen %s=%v", strings.Join(u.At, "|"), u.Value)
		g[code] = len(b.all)
		b.all, added = append(b.all, u), true
	}
	return added
}
