"""The one error class of the pages."""


class TranslatingError(Exception):
    """Something about a translation that cannot be done; `code` for programs, the text for people.

    The text is in the active language.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
