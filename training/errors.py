"""The one error of the trainings: a code for machines and a sentence for people."""


class TrainingError(Exception):
    """A rule of the trainings said no; `code` is stable, `message` is in the active language."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
