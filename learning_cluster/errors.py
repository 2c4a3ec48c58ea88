"""The one error of the learning cluster: a code for machines and a sentence for people."""


class ClusterError(Exception):
    """A rule of the cluster said no; `code` is stable, `message` is in the active language."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
