"""Which entry answers a question best; pure."""

from cms_pages.search.scoring import Candidate, Phrasing, scores

SURE = {"potni": {"potni": 1.0}, "list": {"list": 1.0}}
ASKED = [Phrasing(("potni", "list"))]


def order(candidates, alike=SURE, phrasings=ASKED, total=100):
    found = scores(phrasings, alike, candidates, total)
    return sorted(found, key=lambda key: -found[key])


def test_name_counts_more_than_text():
    named = Candidate({"potni": "A", "list": "A"})
    mentioned = Candidate({"potni": "B", "list": "B"})

    assert order({1: mentioned, 2: named}) == [2, 1]


def test_what_is_far_behind_is_left_out():
    named = Candidate({"potni": "A", "list": "A"})
    mentioned = Candidate({"potni": "D", "list": "D"})

    assert order({1: mentioned, 2: named}) == [2]
    assert order({1: mentioned}) == [1]


def test_rare_word_counts_more():
    common = {key: Candidate({"list": "A"}) for key in range(10)}
    rare = {99: Candidate({"potni": "A"})}

    assert order(common | rare)[0] == 99


def test_word_that_nothing_holds_does_not_hide_the_rest():
    asked = [Phrasing(("potni", "xyzzy"))]

    assert order({1: Candidate({"potni": "A"})}, SURE | {"xyzzy": {}}, asked) == [1]


def test_entry_that_holds_too_little_is_left_out():
    asked = [Phrasing(("potni", "list", "sok"))]
    alike = SURE | {"sok": {"sok": 1.0}}
    rest = {2: Candidate({"list": "A", "sok": "A"})}

    assert order(rest | {1: Candidate({"potni": "A"})}, alike, asked) == [2]


def test_name_said_in_full_comes_before_a_longer_one():
    exact = Candidate({"potni": "A", "list": "A"}, ["potni list"])
    longer = Candidate({"potni": "A", "list": "A"}, ["naslov v potni list"])

    assert order({1: longer, 2: exact}) == [2, 1]


def test_synonym_counts_a_little_less_than_the_word_itself():
    alike = {"osebna": {"osebna": 1.0}, "dokument": {"dokument": 1.0}}
    asked = [Phrasing(("dokument",)), Phrasing(("osebna",), 0.95)]
    entries = {1: Candidate({"osebna": "A"}), 2: Candidate({"dokument": "A"})}

    assert order(entries, alike, asked) == [2, 1]


def test_nothing_is_found_among_nothing():
    assert scores(ASKED, SURE, {}, 0) == {}
