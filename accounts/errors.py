class AccountsError(Exception):
    """What an action of accounts refuses; `message` is for people, `code` for programs.

    Codes: "ends_before_start", "not_a_demonstration", "has_signed_in".
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
