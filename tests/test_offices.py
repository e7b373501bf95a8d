"""Who came into an office and who left it, and people under many spellings, over reports that other outlets would write."""

from dragoman.evaluation.stories import score_stories
from tests.conftest import EXAMPLES


def test_offices_pass_on_over_reports() -> None:
    figures, missed = score_stories(EXAMPLES / "offices")
    assert figures["people"] >= 98, missed
    assert figures["officials"] >= 80, missed
    assert figures["disputes"] == 100, missed
