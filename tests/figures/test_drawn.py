"""What one would lose: one picture, drawn in two ways, described to who does not see it."""

from __future__ import annotations

from cmkit.figures.drawn import Drawn
from cmkit.figures.marks import Box, Panel, Text

DRAWN = Drawn([Panel(0, 100, [Box(1, 2, 3, 4, "met"), Text(5, 6, "<b>")])], 50, 'Reach & "people"', "fr")


def test_a_picture_is_as_tall_as_it_says_in_both():
    assert round(DRAWN.figure().get_size_inches()[1] * DRAWN.figure().dpi) == 50
    assert 'viewBox="0 0 1080 50"' in DRAWN.svg()


def test_who_does_not_see_it_hears_what_it_shows_in_its_language():
    assert 'aria-label="Reach &amp; &quot;people&quot;" lang="fr"' in DRAWN.svg()
    assert "<b>" not in DRAWN.svg()
