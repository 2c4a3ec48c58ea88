from programme.models.authority import Authority
from programme.models.operation import Goal, GroupTask, Operation, Project
from programme.models.practice import (
    CommunityLink,
    Country,
    GoodPractice,
    PracticeField,
    PracticeMethod,
)
from programme.models.reading import Reading
from programme.models.submission import KINDS, Challenge, Submission, SupportRequest

__all__ = [
    "KINDS",
    "Authority",
    "Challenge",
    "CommunityLink",
    "Country",
    "Goal",
    "GoodPractice",
    "GroupTask",
    "Operation",
    "PracticeField",
    "PracticeMethod",
    "Project",
    "Reading",
    "Submission",
    "SupportRequest",
]
