"""Care: what people say of the brand, and how they are answered (image)."""

from __future__ import annotations

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="ratio", stage="influence", serves=("image",), floor=None)
def net_sentiment(positive: Quantity, negative: Quantity) -> Quantity:
    """Divide positive less negative mentions by both together.

    Both arguments are counts; the result is a ratio from -1 to 1. Missing where there is neither.

    Source: the usual definition of listening tools that leave neutral mentions out; with them, see
    `net_sentiment_all`.

    Pitfalls: automatic sentiment misreads irony, other languages and, says Hootsuite, medical words.

    >>> net_sentiment(60, 20)
    0.5
    """
    return ratio(positive - negative, positive + negative)


@metric(unit="ratio", stage="influence", serves=("image",), floor=None)
def net_sentiment_all(positive: Quantity, negative: Quantity, neutral: Quantity) -> Quantity:
    """Divide positive less negative mentions by all mentions, neutral ones included.

    The arguments are counts; the result is a ratio from -1 to 1. Missing where there is no mention.

    Source: the other definition of listening tools; without neutral mentions, see `net_sentiment`.

    Pitfalls: always nearer to zero than `net_sentiment`; as it, at the mercy of irony and languages.

    >>> net_sentiment_all(60, 20, 120)
    0.2
    """
    return ratio(positive - negative, positive + negative + neutral)


@metric(unit="points", stage="influence", serves=("image",), also=("net_promoter_score",), floor=None)
def nps(promoters: Quantity, passives: Quantity, detractors: Quantity) -> Quantity:
    """Subtract the percentage of detractors (0 to 6) from that of promoters (9 and 10).

    The arguments are counts of answers; the result is in points, from -100 to 100. Missing where
    nobody answered.

    Source: Sprinklr's help page on the net promoter score.

    Pitfalls: its interval is wide on few answers, and those who answer are not those who do not.

    >>> nps(50, 30, 20)
    30.0
    """
    return 100 * ratio(promoters - detractors, promoters + passives + detractors)


@metric(unit="ratio", stage="engagement", serves=("image",))
def response_rate(answered: Quantity, answerable: Quantity) -> Quantity:
    """Divide the messages answered by those that called for an answer.

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where none called for one.

    Source: Sprout Social's Inbox Activity report.

    Pitfalls: which messages call for an answer is a choice; a robot's acknowledgement is no answer.

    >>> response_rate(45, 50)
    0.9
    """
    return ratio(answered, answerable)


@metric(unit="minutes", stage="engagement", serves=("image",), better="lower", also=("mean_response_time",))
def response_time_mean(response_minutes: Quantity, answered: Quantity) -> Quantity:
    """Divide the minutes spent waiting for answers by the messages answered.

    `response_minutes` is a total of minutes, `answered` a count; the result is in minutes, 0 or more.
    Missing where none was answered.

    Source: Sprout Social's Team Report, which gives the mean and the median.

    Pitfalls: weekends and nights make the mean, so the median (column `response_time`) is fairer;
    messages never answered are not in it, so read it beside `response_rate`.

    >>> response_time_mean(2700, 45)
    60.0
    """
    return ratio(response_minutes, answered)
