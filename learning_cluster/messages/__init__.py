"""What learning clusters mail, by what it is about."""


def register() -> None:
    """Make every kind of message known; called from LearningClusterConfig.ready()."""
    from learning_cluster.messages import events

    for module in (events,):
        module.register()
