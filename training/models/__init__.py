from training.models.attendance import Attendance
from training.models.catalogue import Bundle, BundleGoal, FundingProgramme, Measure
from training.models.certificate import Certificate, CertificateYear
from training.models.contract import (
    Contract,
    Forecast,
    Invitation,
    Offer,
    OfferDocument,
    OfferPrice,
)
from training.models.enrolment import Enrolment
from training.models.evaluation import Answer, Evaluation, Question
from training.models.participant import Employer, Participant
from training.models.provider import Acknowledgement, Provider, Qualification, Trainer
from training.models.run import Run, RunMaterial, RunTrainer
from training.models.run_request import RunRequest
from training.models.session import DateProposal, Session, Teaching
from training.models.training import (
    Method,
    SideWork,
    Training,
    TrainingContent,
    TrainingGoal,
    WorkForm,
)
from training.models.variant import Segment, Variant

__all__ = [
    "Acknowledgement",
    "Answer",
    "Attendance",
    "Bundle",
    "BundleGoal",
    "Certificate",
    "CertificateYear",
    "Contract",
    "DateProposal",
    "Employer",
    "Enrolment",
    "Evaluation",
    "Forecast",
    "FundingProgramme",
    "Invitation",
    "Measure",
    "Method",
    "Offer",
    "OfferDocument",
    "OfferPrice",
    "Participant",
    "Provider",
    "Qualification",
    "Question",
    "Run",
    "RunMaterial",
    "RunRequest",
    "RunTrainer",
    "Segment",
    "Session",
    "SideWork",
    "Teaching",
    "Trainer",
    "Training",
    "TrainingContent",
    "TrainingGoal",
    "Variant",
    "WorkForm",
]
