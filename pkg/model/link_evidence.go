package model

import (
	"cmp"
	"slices"
	"strings"
)

// exports returns how complete each kind of answer is, sorted by API and owner.
func (l *linker) exports() []Export {
	type key struct{ api, owner string }
	pages := map[key][]boundAnswer{}
	for _, a := range l.answers {
		if a.lost {
			continue
		}
		for _, owner := range a.owners() {
			k := key{a.API, owner}
			pages[k] = append(pages[k], a)
		}
	}
	var out []Export
	for k, answers := range pages {
		out = append(out, newExport(k.api, k.owner, answers))
	}
	slices.SortFunc(out, func(a, b Export) int { return cmp.Or(strings.Compare(a.API, b.API), strings.Compare(a.Owner, b.Owner)) })
	return out
}

// owners returns what the answer is evidence about. An answer about a NAT gateway is about each of the tables in its
// rows; the older list of route tables holds the routes of each, and one of servers may be about several groups.
func (a *boundAnswer) owners() []string {
	owners := []string{a.owner}
	for _, r := range a.rows {
		switch r := r.(type) {
		case *SNATEntry:
			owners = append(owners, r.Table)
		case *ForwardEntry:
			owners = append(owners, r.Table)
		case *ServerGroup:
			if a.API == "nlb:ListServerGroupServers" {
				owners = append(owners, r.ID)
			}
		case *RouteTable:
			if a.API == "vpc:DescribeRouteTables" {
				owners = append(owners, r.ID)
			}
		}
	}
	slices.Sort(owners)
	return slices.Compact(owners)
}

func newExport(api, owner string, pages []boundAnswer) Export {
	e := Export{API: api, Owner: owner, Evidence: Complete, Rows: distinctRows(pages), Total: -1, Ref: pages[0].rowsKey()}
	filtered := true
	for _, page := range pages {
		e.Total = max(e.Total, page.total)
		filtered = filtered && page.filtered
	}
	e.Cut = truncated(pages)
	if filtered || slices.ContainsFunc(pages, func(a boundAnswer) bool { return a.doubtful }) || e.Cut {
		e.Evidence = Partial
	}
	return e
}

// truncated tells whether pages are missing. Answers of one listing have the same total, so each total is checked alone.
// ECS gives no usable total to those who page with MaxResults, so there an ended chain of tokens counts for more.
// https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describenetworkinterfaces
func truncated(pages []boundAnswer) bool {
	chained := 0
	byTotal := map[int][]boundAnswer{}
	for _, page := range pages {
		if page.more {
			chained++
		}
		byTotal[page.total] = append(byTotal[page.total], page)
	}
	if chained == len(pages) {
		return true
	}
	if chained > 0 && strings.HasPrefix(pages[0].API, "ecs:") {
		return false
	}
	for total, listing := range byTotal {
		if distinctRows(listing) < total || total < 0 && chained == 0 && fullPage(listing) {
			return true
		}
	}
	return false
}

// fullPage tells whether an answer that does not say the total has as many rows as one page may have: --pager keeps the
// first page alone where it does not know the API's paging, and drops the total.
func fullPage(pages []boundAnswer) bool {
	return len(pages) == 1 && pages[0].shape.paging == numbers && slices.Contains([]int{10, 20, 30, 50, 100}, len(pages[0].ids))
}

// distinctRows counts the rows of the pages; the same id in two pages counts once.
func distinctRows(pages []boundAnswer) int {
	seen := map[string]bool{}
	count := 0
	for _, page := range pages {
		for _, id := range page.ids {
			if id != "" && seen[id] {
				continue
			}
			seen[id] = true
			count++
		}
	}
	return count
}
