from cms_pages.translating.pairing import pair


def test_pair_matches_what_is_most_alike():
    before = ["Pridite na okence.", "Prinesite izkaznico.", "Ostane."]
    after = ["Ostane.", "Prinesite veljavno izkaznico.", "Pridite na svoje okence."]

    assert set(pair(before, after)) == {
        ("Pridite na okence.", "Pridite na svoje okence."),
        ("Prinesite izkaznico.", "Prinesite veljavno izkaznico."),
    }


def test_pair_tells_new_from_taken_out():
    assert pair(["Ena"], ["Ena", "Dve"]) == [("", "Dve")]
    assert pair(["Ena", "Dve"], ["Ena"]) == [("Dve", "")]
    assert pair(["abc", "xyz"], ["klm"]) == [("", "klm"), ("abc", ""), ("xyz", "")]


def test_one_text_that_became_one_is_a_pair_however_different():
    assert pair(["abc"], ["xyz"]) == [("abc", "xyz")]


def test_same_texts_in_another_order_are_no_change():
    assert pair(["Ena", "Dve"], ["Dve", "Ena"]) == []
