"""From which state of an offer which may follow (T11). Pure."""

from collections.abc import Mapping
from typing import Final

from training.enums import OfferState

_S = OfferState
OFFER_STEPS: Final[Mapping[OfferState, tuple[OfferState, ...]]] = {
    _S.RECEIVED: (_S.CONDITIONS_MET, _S.EXCLUDED, _S.WITHDRAWN),
    _S.CONDITIONS_MET: (
        *(_S.PRESENTATION_ASKED, _S.SELECTED, _S.NOT_SELECTED),
        *(_S.EXCLUDED, _S.WITHDRAWN),
    ),
    # Who refuses to present is out: there is no way from here to a selection.
    _S.PRESENTATION_ASKED: (_S.PRESENTED, _S.EXCLUDED, _S.WITHDRAWN),
    _S.PRESENTED: (_S.SELECTED, _S.NOT_SELECTED, _S.EXCLUDED, _S.WITHDRAWN),
    # Until the contract is signed.
    _S.SELECTED: (_S.PRESENTATION_ASKED, _S.NOT_SELECTED, _S.EXCLUDED, _S.WITHDRAWN),
}
NEEDS_REASON: Final = frozenset({_S.NOT_SELECTED, _S.EXCLUDED})
TOLD: Final = frozenset({_S.PRESENTATION_ASKED, _S.SELECTED})  # the provider is mailed
