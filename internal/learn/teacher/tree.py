"""Maximum spanning arborescence with one root (Chu-Liu-Edmonds), over a matrix of arc scores."""
import numpy as np


def is_tree(heads):
    """heads[0] is unused; word i hangs on heads[i]; exactly one word hangs on 0 and all reach it."""
    n = len(heads)
    if sum(1 for i in range(1, n) if heads[i] == 0) != 1:
        return False
    state = [1] + [0] * (n - 1)
    for i in range(1, n):
        path, j = [], i
        while state[j] == 0:
            state[j] = 2
            path.append(j)
            j = heads[j]
        if state[j] == 2:
            return False
        for k in path:
            state[k] = 1
    return True


def find_cycle(heads):
    n = len(heads)
    mark = [0] * n
    mark[0] = 1
    for i in range(1, n):
        path, j = [], i
        while mark[j] == 0:
            mark[j] = 2
            path.append(j)
            j = heads[j]
        if mark[j] == 2:
            return path[path.index(j):]
        for k in path:
            mark[k] = 1
    return None


def edmonds(score):
    """score[d, h]; returns heads with heads[0] = 0."""
    n = score.shape[0]
    score = score.copy()
    np.fill_diagonal(score, -1e9)
    heads = score.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    m = len(outside)
    sub = np.full((m + 1, m + 1), -1e9)
    sub[:m, :m] = score[np.ix_(outside, outside)]
    kept = score[cycle, heads[cycle]]
    enter = score[np.ix_(cycle, outside)] - kept[:, None] + kept.sum()
    sub[m, :m] = enter.max(0)
    best_in = np.array(cycle)[enter.argmax(0)]
    leave = score[np.ix_(outside, cycle)]
    sub[:m, m] = leave.max(1)
    best_out = np.array(cycle)[leave.argmax(1)]
    got = edmonds(sub)
    out = heads.copy()
    for k in range(1, m):
        out[outside[k]] = outside[got[k]] if got[k] < m else best_out[k]
    breaker = best_in[got[m]]
    out[breaker] = outside[got[m]]
    return out


def decode(score):
    """score[d, h] of log probabilities, position 0 the root; returns a tree with one root."""
    heads = score.argmax(1)
    heads[0] = 0
    if is_tree(list(heads)):
        return heads
    heads = edmonds(score)
    roots = [i for i in range(1, len(heads)) if heads[i] == 0]
    if len(roots) == 1:
        return heads
    best, best_score = None, -np.inf
    for r in sorted(range(1, len(heads)), key=lambda i: -score[i, 0])[:max(3, len(roots))]:
        s = score.copy()
        s[1:, 0] = -1e6
        s[r, 0] = 0
        got = edmonds(s)
        total = score[np.arange(1, len(got)), got[1:]].sum()
        if total > best_score and is_tree(list(got)):
            best, best_score = got, total
    return best
