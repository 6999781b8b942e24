package account

import "strings"

// browsers and systems are found in what a browser says of itself, the more
// special name first: Edge says Chrome too, and Chrome says Safari.
var (
	browsers = [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"Chrome/", "Chrome"}, {"CriOS/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"}}
	systems  = [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}}
)

// device names a browser and its system coarsely: enough for somebody to
// recognise their own, too little to tell two people apart.
func device(agent string) string {
	var names []string
	for _, list := range [][][2]string{browsers, systems} {
		for _, one := range list {
			if strings.Contains(agent, one[0]) {
				names = append(names, one[1])
				break
			}
		}
	}
	return strings.Join(names, ", ")
}
