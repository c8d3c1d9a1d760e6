"""The journey is not a line: credit shared among channels, by models that disagree."""

from cmkit.journeys.comparing import Comparison as Comparison
from cmkit.journeys.comparing import compare_models as compare_models
from cmkit.journeys.crediting import attribute as attribute
from cmkit.journeys.dark import dark_social as dark_social
from cmkit.journeys.shapley import shapley_of as shapley_of
