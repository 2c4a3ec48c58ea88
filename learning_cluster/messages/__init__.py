"""What learning clusters mail, by what it is about."""


def register() -> None:
    """Make every kind of message known; called from LearningClusterConfig.ready()."""
    from learning_cluster.messages import (
        call,
        documents,
        events,
        governments,
        members,
        mentoring,
        questions,
        sheets,
    )

    for module in (
        call,
        documents,
        events,
        governments,
        members,
        mentoring,
        questions,
        sheets,
    ):
        module.register()
