"""Lines of the log. The address of an appointment holds its key, so keys are taken out."""

import logging
import re

# 256 bits in base64 without padding: manage links, holds, feeds and partners' tokens.
_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
# Where a calendar asks day after day, a token that was copied badly shows most of a good one.
_FEED = re.compile(r"(?<=/koledarji/)([a-z0-9_-]+/)[^/\s.?\"']+")
# So does a link that a mail program broke, where it is asked for.
_CROPPED = re.compile(
    r"(/(?:termin|potrdi|stanje|prijava|potrditve|narocila|gradivo|potrdilo|potrdila|mnenje)/)"
    r"[^/\s?\"']{16,}"
)


class LineWithoutTokens(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with its traceback, every token in it replaced."""
        line = _FEED.sub(r"\1[token]", super().format(record))
        return _TOKEN.sub("[token]", _CROPPED.sub(r"\1[token]", line))
