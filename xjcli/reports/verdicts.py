"""How does a statement stand? Verdicts on single trials of it, and on all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xjcli.facts import Observation
    from xjcli.intervals import Estimate

CONTRADICTED, DISPUTED, NOT_MET = "contradicted", "disputed", "not met"
UNCORROBORATED, SUPPORTED = "uncorroborated", "supported"
# A claim of several parts has the first of these that any part has.
_GRAVEST = (CONTRADICTED, DISPUTED, NOT_MET, UNCORROBORATED, SUPPORTED).index


class Finding(NamedTuple):
    """What came of a claim or of a part of it: the verdict, in plain words how it was reached, and whom it was from."""

    verdict: str
    working: str
    heard: tuple[str, ...] = ()


class Trial(NamedTuple):
    """A statement tried with one choice of figures: whether it agrees, and whether others than the claimant say so.

    What can be neither shown nor excluded is None.
    """

    figures: tuple[Observation, ...]
    agrees: bool | None
    independent: bool
    found: Estimate | None = None


def together(parts: Iterable[Finding], mark: str) -> Finding:
    """Join the findings of the parts of a claim: the gravest verdict, the workings in a row."""
    found = list(parts)
    verdict = min((part.verdict for part in found), key=_GRAVEST)
    return Finding(verdict, mark.join(part.working for part in found), tuple(k for part in found for k in part.heard))


def sources_of(trials: Iterable[Trial]) -> tuple[str, ...]:
    """Name the sources of all figures that a statement was tried with, each once."""
    return tuple(dict.fromkeys(figure.source for trial in trials for figure in trial.figures))


def weigh(trials: Sequence[Trial]) -> str:
    """Weigh trials, the preferred figures first: what is true by some figures and false by others is disputed."""
    outcomes = {trial.agrees for trial in trials}
    if False in outcomes:
        return DISPUTED if True in outcomes or trials[0].agrees is None else CONTRADICTED
    return SUPPORTED if any(trial.agrees and trial.independent for trial in trials) else UNCORROBORATED


def agree(stated: Estimate, found: Estimate | None) -> bool | None:
    """Compare within rounding: two intervals agree that share more than an end.

    434.1 and 434.12 agree; 434.1 and 434.2 only touch, which is enough for an exact number alone. A bound that reaches
    beyond what is stated, "over 240" for 246, leaves it open: None.
    """
    if found is None:
        return None
    low = max((end for end in (stated.low, found.low) if end is not None), default=None)
    high = min((end for end in (stated.high, found.high) if end is not None), default=None)
    if low is not None and high is not None and low >= high:
        both = (stated, found)
        # Over 90 is more than 90.
        excluded = any(None in {one.low, one.high} and low in {one.low, one.high} for one in both)
        return low == high and not excluded and any(one.low == one.high for one in both)
    return True if (low, high) == (found.low, found.high) or None not in {found.low, found.high} else None
