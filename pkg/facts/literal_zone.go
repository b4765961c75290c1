package facts

import "strings"

// topZones are the top-level domains that a name must end in to count as a host of the internet when nothing else says
// that it is one: those of countries, and the others that services are commonly found under. Most of the more than a
// thousand others are also words that files, packages and environments are called by.
// https://www.iana.org/domains/root/db
func topZones() map[string]bool {
	zones := map[string]bool{}
	for _, list := range []string{
		"ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz",
		"ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr",
		"ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp",
		"ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu",
		"mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw",
		"sa sb sc sd se sg sh si sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz",
		"ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw",
		"com net org edu gov mil int info biz name pro mobi asia jobs aero coop museum travel tel cat",
		"app dev cloud tech online site website xyz top shop store club vip ltd wang work icu fun space live link group",
		"team tools systems services solutions network digital agency email media news zone run page security software",
		"finance bank pay health games game studio design world life today company global host express delivery market",
	} {
		for zone := range strings.FieldsSeq(list) {
			zones[zone] = true
		}
	}
	return zones
}

// isFileName tells whether a name of two labels is rather a file: the extension is a country's too.
func isFileName(host string) bool {
	_, extension, _ := strings.Cut(host, ".")
	switch extension {
	case "sh", "py", "rs", "md", "pl", "so", "ps", "cc", "tf", "pm", "bz", "cs", "mm", "vi", "lua", "js":
		return true
	}
	return false
}

// isPackageName tells whether a name begins as those of packages do, with the domain turned round.
func isPackageName(host string) bool {
	first, _, _ := strings.Cut(host, ".")
	switch first {
	case "com", "org", "net", "io", "cn", "edu", "gov", "java", "javax", "jakarta", "dev", "github":
		return true
	}
	return false
}
