from learning_cluster.models.application import Application, LetterAnswer, Paper
from learning_cluster.models.blueprint import (
    Blueprint,
    BlueprintDeliverable,
    BlueprintEvent,
    BlueprintMilestone,
    BlueprintPhase,
    BlueprintWindow,
)
from learning_cluster.models.call import Call, Criterion
from learning_cluster.models.cluster import Cluster, Milestone, Phase, Window
from learning_cluster.models.concept import ActionPlanItem, Concept, Feedback, MappingFinding
from learning_cluster.models.days import TimeSheet, WorkDay
from learning_cluster.models.deliverable import Consultation, Deliverable, DeliverableFile
from learning_cluster.models.document import Document, DocumentVersion, TemplateSection
from learning_cluster.models.evaluation import (
    EvaluationAnswer,
    EvaluationGiven,
    EvaluationQuestion,
    EvaluationSheet,
)
from learning_cluster.models.event import (
    AgendaItem,
    AgreedRole,
    Event,
    EventMaterial,
    NextStep,
    Registration,
    Speaker,
)
from learning_cluster.models.implementation import Implementation, ProgressNote
from learning_cluster.models.mentoring import (
    MentoringLog,
    MentoringSession,
    OfferedTimes,
    SessionMember,
)
from learning_cluster.models.people import LocalGovernment, Member, Membership
from learning_cluster.models.practice import GoodPractice
from learning_cluster.models.project import (
    Acronym,
    CourseTopic,
    Footnote,
    Partner,
    Project,
    ProjectGoal,
    Territory,
)
from learning_cluster.models.question import Question
from learning_cluster.models.scoring import Score, Scorer, Sheet

__all__ = [
    "Acronym",
    "ActionPlanItem",
    "AgendaItem",
    "AgreedRole",
    "Application",
    "Blueprint",
    "BlueprintDeliverable",
    "BlueprintEvent",
    "BlueprintMilestone",
    "BlueprintPhase",
    "BlueprintWindow",
    "Call",
    "Cluster",
    "Concept",
    "Consultation",
    "CourseTopic",
    "Criterion",
    "Deliverable",
    "DeliverableFile",
    "Document",
    "DocumentVersion",
    "EvaluationAnswer",
    "EvaluationGiven",
    "EvaluationQuestion",
    "EvaluationSheet",
    "Event",
    "EventMaterial",
    "Feedback",
    "Footnote",
    "GoodPractice",
    "Implementation",
    "LetterAnswer",
    "LocalGovernment",
    "MappingFinding",
    "Member",
    "Membership",
    "MentoringLog",
    "MentoringSession",
    "Milestone",
    "NextStep",
    "OfferedTimes",
    "Paper",
    "Partner",
    "Phase",
    "ProgressNote",
    "Project",
    "ProjectGoal",
    "Question",
    "Registration",
    "Score",
    "Scorer",
    "SessionMember",
    "Sheet",
    "Speaker",
    "TemplateSection",
    "Territory",
    "TimeSheet",
    "Window",
    "WorkDay",
]
