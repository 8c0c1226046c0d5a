"""An independent count of ballot papers, line by line as article 5 and 6 say it; it shares nothing with the room.

A paper is a dict: `marks` {name: "○" | "×" | "" | "?"}, `others` [(name, "○" | "")], `signed`.
"""


def count(papers, names, seats):
    votes = {name: {"○": 0, "×": 0, "": 0, "?": 0} for name in names}
    others, valid, bare = {}, 0, 0
    for paper in papers:
        circles = 0
        for name in names:
            if paper["marks"][name] == "○":
                circles += 1
        for _other, circle in paper["others"]:
            if circle == "○":
                circles += 1
        if circles > seats or paper["signed"]:
            continue
        valid += 1
        crosses, taken = 0, []
        for name in names:
            votes[name][paper["marks"][name]] += 1
            if paper["marks"][name] == "×":
                crosses += 1
        for other, circle in paper["others"]:
            if crosses == 0 or other in names or other in taken:
                continue
            crosses -= 1
            if circle == "○":
                others[other] = others.get(other, 0) + 1
                taken.append(other)
            else:
                bare += 1
    return {"valid": valid, "invalid": len(papers) - valid, "votes": votes, "others": others, "bare": bare}


def elected(votes, seats, enough):
    """Who is elected, who is tied for the last seats."""
    ahead = [name for name in votes if enough(votes[name])]
    won = [a for a in ahead if sum(votes[b] >= votes[a] for b in ahead) <= seats]
    behind = [a for a in ahead if a not in won and sum(votes[b] > votes[a] for b in ahead) < seats]
    return set(won), set(behind)
