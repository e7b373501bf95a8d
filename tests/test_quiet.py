"""Quiet pages: lives, guides and papers tell nothing of how states deal with one another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, Look

Looker = Callable[..., Look]

LIFE = """Anders Holm was born in Bergen in 1850 and went to sea at fourteen. He sailed to Brazil and met his wife there.
They moved to Cardiff, where he repaired clocks. In 1880 he visited Japan and learned to paint on silk. His brother refused to follow him.
He wrote four books on tides and corresponded with a chemist in Leipzig. He died in Oslo in 1911. A lane in Bergen bears his name."""

WAR = """Old fort, Dunmore

The fort stands on a hill above the ferry. It has a café and a small museum, and dogs are welcome. The walls are eight metres thick.
In 1940 German troops attacked the Danish army here. The bricks came from the valley. Children pay half. There is a car park behind the church.
Bring good shoes in winter. The last boat leaves at six."""


def test_travels_of_a_private_person_are_no_dealings(look: Looker) -> None:
    assert not look(LIFE).record.events


def test_on_a_quiet_page_a_war_between_two_states_stands(look: Looker) -> None:
    (event,) = look(WAR).record.events
    assert event.type == "ASSAULT" and look(WAR).states(event.actors) == {"DEU"} and look(WAR).states(event.recipients) == {"DNK"}


@pytest.mark.parametrize("path", sorted((EXAMPLES / "reports").glob("*.txt")), ids=lambda p: p.stem)
def test_no_report_on_dealings_is_quiet(look: Looker, path: Path) -> None:
    assert look(path.read_text(encoding="utf8"), "2020-01-01").record.events


def test_a_few_sentences_are_no_page(look: Looker) -> None:
    assert look("The Danish minister visited Japan in May. He liked the tea.").record.events
