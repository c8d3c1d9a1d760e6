"""Tables of influencers' posts, of organic posts and of ads, as these tests use them."""

from __future__ import annotations

import pandas as pd


def posts(**columns):
    table = {
        "influencer": ["Ana", "Ana", "Bo"],
        "platform": ["instagram", "tiktok", "instagram"],
        "reach": [12000, 8000, 30000],
        "likes": [900, 400, 600],
        "comments": [40, 10, 20],
        "cost": [300, 300, 2500],
    }
    return pd.DataFrame(table | columns)


def row(table, name):
    return table[table.influencer == name].iloc[0]


def sides():
    organic = pd.DataFrame({"reach": [1000, 3000, 2000], "likes": [50, 60, 10], "shares": [5, 1, 2]})
    organic["boosted"] = [False, True, None]
    ads = pd.DataFrame(
        {"ad": ["a", "b"], "reach": [4000, 6000], "impressions": [9000, 8000], "likes": [40, 60],
         "link_clicks": [90, 80], "spend": [50.0, 120.0]}
    )  # fmt: skip
    return [organic, ads]
