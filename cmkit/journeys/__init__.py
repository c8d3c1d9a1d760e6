"""The journey is not a line: credit shared among channels, by models that disagree."""

from cmkit.journeys.crediting import attribute as attribute
