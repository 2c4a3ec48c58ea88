"""Which of two states of a log counts (L9). No database."""

from uuid import UUID

import pytest

from learning_cluster.log_drafts import Stamp, Verdict, judge

MINE, OTHERS = UUID(int=1), UUID(int=2)
KEPT = Stamp(MINE, step=4, version=3)

pytestmark = pytest.mark.req("L9")


@pytest.mark.parametrize(
    ("sent", "verdict"),
    [
        (Stamp(MINE, 5, 3), Verdict.NEXT),
        (Stamp(MINE, 5, 0), Verdict.NEXT),  # the answer was lost, the draft went on
        (Stamp(MINE, 3, 3), Verdict.KNOWN),  # an older step that comes late
        (Stamp(MINE, 4, 0), Verdict.CONFLICT),  # another text under the same step
        (Stamp(MINE, 4, 3), Verdict.NEXT),
        (Stamp(OTHERS, 1, 3), Verdict.NEXT),  # another device that has seen the newest
        (Stamp(OTHERS, 9, 2), Verdict.CONFLICT),
        (Stamp(OTHERS, 9, 0), Verdict.CONFLICT),
        (Stamp(OTHERS, 9, 4), Verdict.CONFLICT),  # a version there never was
    ],
)
def test_judge_of_a_sent_state(sent, verdict):
    assert judge(KEPT, sent, is_same=False) == verdict


@pytest.mark.parametrize("sent", [Stamp(MINE, 4, 0), Stamp(OTHERS, 1, 0), Stamp(OTHERS, 1, 3)])
def test_judge_of_the_same_text_is_known_whoever_sends_it(sent):
    assert judge(KEPT, sent, is_same=True) == Verdict.KNOWN


def test_judge_of_the_first_state():
    assert judge(None, Stamp(MINE, 1, 0), is_same=False) == Verdict.FIRST
