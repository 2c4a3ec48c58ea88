"""What trainings mail, by whom it is for."""


def register() -> None:
    """Make every kind of message known; called from TrainingConfig.ready()."""
    from training.messages import (
        after,
        approvers,
        contracts,
        coordinators,
        offers,
        participants,
        run_requests,
        trainers,
    )

    for module in (
        after,
        approvers,
        contracts,
        coordinators,
        offers,
        participants,
        run_requests,
        trainers,
    ):
        module.register()
